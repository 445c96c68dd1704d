"""What a process keeps for searching by meaning: the model, the vectors of all passages, and those
of texts that were typed a short while ago.

Without a model that can be used search goes on by words; why_not says what is wrong."""

import hashlib
import logging
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from episodes.search.language.small_words import ENGLISH
from episodes.search.meaning.model import SentenceModel, files_in, files_that_come_along
from episodes.search.meaning.vectors import VectorMemory
from episodes.search.package_files import FileRefusedError
from episodes.site import Site, settings_of, this_site

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

_KEY = "search by meaning"
# 1.5 kB each: the typing of a few hundred people, each page after the first for nothing.
MOST_REMEMBERED = 1_000
logger = logging.getLogger(__name__)


class Meaning:
    """One a process: the model, read when it is first needed, and the vectors."""

    def __init__(self, *, is_on: bool, folder: str, sha256: str, most: int) -> None:
        self.is_on = is_on
        self.memory = VectorMemory(most)
        self.why_not = "" if is_on else "search by meaning is turned off"
        # How many vectors there were, and the newest, when related episodes were last asked for.
        self.compared: tuple[int, ...] | None = None
        self._folder, self._sha256 = folder, sha256
        self._lock = Lock()
        self._model: SentenceModel | None = None
        self._typed = RememberedVectors()

    def model(self) -> SentenceModel | None:
        """None where it is turned off or was refused; that is tried once and said once."""
        if self._model is None and not self.why_not:
            with self._lock:
                if self._model is None and not self.why_not:
                    self._load()
        return self._model

    def model_at_hand(self) -> SentenceModel | None:
        """None too while another thread reads the model: that takes a second, several on a busy
        machine, and the first searchers of a process would hold all of its threads for as long.
        Until then they are given what words find."""
        if self._model is None and self._lock.locked():
            return None
        return self.model()

    def reads(self, language: str) -> bool:
        """Whether nearness says anything of texts in this language (a tag; empty: it may be any).
        The model that comes along reads English; of the operator's own we trust the operator."""
        return bool(self._folder) or language[:2] in ("", ENGLISH)

    def vector_of(self, text: str) -> "Vector | None":
        """None without a model, and of nothing. Computed once for a text that is asked again."""
        model = self.model_at_hand() if text.strip() else None
        return self._typed.vector(model, text) if model else None

    def _load(self) -> None:
        try:
            folder = Path(self._folder) if self._folder else None
            files = files_in(folder, self._sha256) if folder else files_that_come_along()
            self._model = SentenceModel(*files)
        except FileRefusedError as error:
            self.why_not = str(error)
            logger.warning("search goes on by words: %s", error)


class RememberedVectors:
    """Of the texts used last, in memory only, under a hash: what somebody typed is not kept."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._lock = Lock()
        self._vectors: OrderedDict[bytes, Vector] = OrderedDict()

    def __len__(self) -> int:
        return len(self._vectors)

    def vector(self, model: SentenceModel, text: str) -> "Vector":
        key = hashlib.sha256(f"{model.name} {text}".encode("utf-8", "replace")).digest()
        with self._lock:
            if key in self._vectors:
                self._vectors.move_to_end(key)
                return self._vectors[key]
        vector: Vector = model.vectors([text])[0]
        with self._lock:
            self._vectors[key] = vector
            while len(self._vectors) > self._most:
                self._vectors.popitem(last=False)
        return vector


def init_meaning(app: Site) -> None:
    settings = settings_of(app)
    app.extensions[_KEY] = Meaning(
        is_on=settings.SEARCH_BY_MEANING,
        folder=settings.SEARCH_MODEL_DIR,
        sha256=settings.SEARCH_MODEL_SHA256,
        most=settings.SEARCH_VECTORS,
    )


def meaning() -> Meaning:
    process: Meaning = this_site().extensions[_KEY]
    return process
