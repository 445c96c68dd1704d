"""What a process keeps for searching by meaning: the models, the vectors of all passages, and those
of texts that were typed a short while ago.

Two readers: the first reads English, or what the operator's own model reads; `across` reads every
language into one space, worse in each. Without a model that can be used search goes on by words;
why_not says what is wrong."""

import hashlib
import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from episodes.search.language.english import is_english
from episodes.search.language.query import Query
from episodes.search.language.small_words import ENGLISH
from episodes.search.meaning import encoder
from episodes.search.meaning.model import SentenceModel, files_in, files_that_come_along
from episodes.search.meaning.vectors import IN_OTHER_LANGUAGES, VectorMemory
from episodes.search.package_files import FileRefusedError
from episodes.site import Site, settings_of, this_site

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

_KEY = "search by meaning"
# 1.5 kB each: the typing of a few hundred people, each page after the first for nothing.
MOST_REMEMBERED = 1_000
# Of the passages of SEARCH_VECTORS: read when somebody first asks in another language, 2 kB each.
SHARE_ACROSS = 0.25
logger = logging.getLogger(__name__)


class TextModel(Protocol):
    name: str

    def vectors(self, texts: Sequence[str]) -> "NDArray[np.float32]": ...


class Reader:
    """A model, read when it is first needed, and what it made of texts."""

    def __init__(self, load: Callable[[], TextModel], memory: VectorMemory, why_not: str) -> None:
        self.memory = memory
        self.why_not = why_not
        self._load_model = load
        self._lock = Lock()
        self._model: TextModel | None = None
        self._typed = RememberedVectors()

    def model(self) -> TextModel | None:
        """None where it is turned off or was refused; that is tried once and said once."""
        if self._model is None and not self.why_not:
            with self._lock:
                if self._model is None and not self.why_not:
                    self._load()
        return self._model

    def model_at_hand(self) -> TextModel | None:
        """None too while another thread reads the model: that takes a second, several on a busy
        machine, and the first searchers of a process would hold all of its threads for as long.
        Until then they are given what words find."""
        if self._model is None and self._lock.locked():
            return None
        return self.model()

    def vector_of(self, text: str) -> "Vector | None":
        """None without a model, and of nothing. Computed once for a text that is asked again."""
        model = self.model_at_hand() if text.strip() else None
        return self._typed.vector(model, text) if model else None

    def _load(self) -> None:
        try:
            self._model = self._load_model()
        except FileRefusedError as error:
            self.why_not = str(error)
            logger.warning("search goes on by words: %s", error)


class Meaning(Reader):
    """One a process. across: the reader of all languages; elsewhere: of what it read, that which is
    not in English."""

    def __init__(
        self, *, is_on: bool, folder: str, sha256: str, most: int, is_across: bool = False
    ) -> None:
        self.is_on = is_on
        # How many vectors there were, and the newest, when related episodes were last asked for.
        self.compared: tuple[int, ...] | None = None
        why_not = "" if is_on else "search by meaning is turned off"
        super().__init__(lambda: _sentence_model(folder, sha256), VectorMemory(most), why_not)
        most_across = int(SHARE_ACROSS * most)
        self.across = Reader(
            lambda: encoder.LanguageEncoder(*encoder.files_that_come_along()),
            VectorMemory(most_across),
            why_not if is_across else "search across languages is turned off",
        )
        self.elsewhere = VectorMemory(most_across, IN_OTHER_LANGUAGES)
        self._has_own = bool(folder)

    def reads(self, language: str) -> bool:
        """Whether nearness says anything of texts in this language (a tag; empty: it may be any).
        Of the operator's own model we trust the operator."""
        return self._has_own or not self.across.why_not or language[:2] in ("", ENGLISH)

    def first_reads(self, query: Query) -> bool:
        """Whether the first model does: the one that comes along reads English alone."""
        return self._has_own or is_english(query)

    def reader_of(self, queries: Sequence[Query]) -> Reader | None:
        """That which reads all of them; None where none does."""
        if all(self.first_reads(query) for query in queries):
            return self
        return None if self.across.why_not else self.across


def _sentence_model(folder: str, model_sha256: str) -> SentenceModel:
    files = files_in(Path(folder), model_sha256) if folder else files_that_come_along()
    return SentenceModel(*files)


class RememberedVectors:
    """Of the texts used last, in memory only, under a hash: what somebody typed is not kept."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._lock = Lock()
        self._vectors: OrderedDict[bytes, Vector] = OrderedDict()

    def __len__(self) -> int:
        return len(self._vectors)

    def vector(self, model: TextModel, text: str) -> "Vector":
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
        is_across=settings.SEARCH_ACROSS_LANGUAGES and not settings.SEARCH_MODEL_DIR,
    )


def meaning() -> Meaning:
    process: Meaning = this_site().extensions[_KEY]
    return process
