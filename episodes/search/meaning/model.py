"""The sentence model: turns text into vectors that lie close together where the meaning does.

all-MiniLM-L6-v2 with int8 weights (Apache-2.0) comes as the file of one package, its tokenizer as
that of another (see package_files). Each text is read on one thread."""

import json
from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from episodes.memory import give_back_free
from episodes.search.package_files import (
    SENTENCE_MODEL,
    SENTENCE_TOKENIZER,
    CheckedFile,
    FileRefusedError,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

MOST_TOKENS = 256
BATCH = 16


class ModelRefusedError(FileRefusedError):
    """The model's files cannot be run."""

    def __init__(self, path: Path, cause: Exception) -> None:
        super().__init__(f"{path} is not a usable model: {cause}")


def files_that_come_along() -> tuple[CheckedFile, CheckedFile]:
    """model.onnx and tokenizer.json."""
    return SENTENCE_MODEL.located(), SENTENCE_TOKENIZER.located()


def files_in(folder: Path, model_sha256: str = "") -> tuple[CheckedFile, CheckedFile]:
    return CheckedFile(folder / "model.onnx", model_sha256), CheckedFile(folder / "tokenizer.json")


class SentenceModel:
    """Safe for several threads at once. Raises FileRefusedError where the files cannot be used."""

    def __init__(self, model: CheckedFile, tokenizer: CheckedFile) -> None:
        weights, words = model.read(), tokenizer.read()
        self.name = sha256(sha256(weights).digest() + sha256(words).digest()).hexdigest()[:16]
        try:
            self._session = _session(model.path)
            self._tokenizer = _tokenizer(words)
        except Exception as error:
            raise ModelRefusedError(model.path, error) from error
        self._asked_for = {one.name for one in self._session.get_inputs()}
        del weights, words
        give_back_free()  # reading it took 60 MB more than it needs

    @cached_property
    def width(self) -> int:
        return int(self.vectors(["width"]).shape[1])

    def vectors(self, texts: Sequence[str]) -> "Vectors":
        """A row a text, each of length one. Of a long text the beginning counts."""
        import numpy as np

        # Half a character, as a browser may send, is none that the tokenizer takes.
        whole = (text.encode("utf-8", "replace").decode() for text in texts)
        encoded = [self._tokenizer.encode(text) for text in whole]
        # Alike lengths together, for a batch costs what its longest text does.
        order = sorted(range(len(texts)), key=lambda place: len(encoded[place].ids))
        rows: list[Any] = [None] * len(texts)
        for at in range(0, len(order), BATCH):
            places = order[at : at + BATCH]
            for place, row in zip(places, self._run([encoded[p] for p in places]), strict=True):
                rows[place] = row
        return np.stack(rows) if rows else np.zeros((0, self.width), np.float32)

    def _run(self, encoded: list[Any]) -> "Vectors":
        import numpy as np

        longest = max(len(one.ids) for one in encoded)
        ids = np.zeros((len(encoded), longest), np.int64)
        mask = np.zeros_like(ids)
        for place, one in enumerate(encoded):
            ids[place, : len(one.ids)] = one.ids
            mask[place, : len(one.ids)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        inputs = {name: value for name, value in given.items() if name in self._asked_for}
        states = self._session.run(None, inputs)[0]
        rows: Vectors = _normalised(_mean(states, mask) if states.ndim == 3 else states)
        return rows


def _mean(states: Any, mask: Any) -> Any:
    """Over the words that are there; the padding counts for nothing."""
    weights = mask[:, :, None].astype(states.dtype)
    return (states * weights).sum(axis=1) / weights.sum(axis=1)


def _normalised(rows: Any) -> Any:
    import numpy as np

    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.maximum(lengths, 1e-12)).astype(np.float32)


def _session(path: Path) -> Any:
    """Of the file itself: from bytes it would be held twice while it is read. Without an arena: it
    would hold what the longest text took, 25 MB, to save a third of a millisecond of seven."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.enable_cpu_mem_arena = False
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _tokenizer(words: bytes) -> Any:
    from tokenizers import Tokenizer

    json.loads(words)  # the tokenizer's own reader ends the process on some bytes
    tokenizer = Tokenizer.from_buffer(words)
    tokenizer.enable_truncation(max_length=MOST_TOKENS)
    tokenizer.no_padding()
    return tokenizer
