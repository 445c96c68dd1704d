"""What a process keeps for searching by meaning: the model, and the vectors of all passages.

Without a model that can be used search goes on by words; why_not says what is amiss."""

import logging
from pathlib import Path
from threading import Lock

from flask import Flask, current_app

from episodes.search.meaning_model import (
    ModelRefused,
    SentenceModel,
    files_in,
    files_that_come_along,
)
from episodes.search.vectors import VectorMemory
from episodes.site import settings_of

_KEY = "search by meaning"
logger = logging.getLogger(__name__)


class Meaning:
    """One a process: the model, read when it is first needed, and the vectors."""

    def __init__(self, *, is_on: bool, folder: str, sha256: str, most: int) -> None:
        self.is_on = is_on
        self.memory = VectorMemory(most)
        self.why_not = "" if is_on else "search by meaning is turned off"
        self._folder, self._sha256 = folder, sha256
        self._lock = Lock()
        self._model: SentenceModel | None = None

    def model(self) -> SentenceModel | None:
        """None where it is turned off or was refused; that is tried once and said once."""
        if self._model is None and not self.why_not:
            with self._lock:
                if self._model is None and not self.why_not:
                    self._load()
        return self._model

    def _load(self) -> None:
        try:
            folder = Path(self._folder) if self._folder else None
            files = files_in(folder, self._sha256) if folder else files_that_come_along()
            self._model = SentenceModel(*files)
        except ModelRefused as error:
            self.why_not = str(error)
            logger.warning("search goes on by words: %s", error)


def init_meaning(app: Flask) -> None:
    settings = settings_of(app)
    app.extensions[_KEY] = Meaning(
        is_on=settings.SEARCH_BY_MEANING,
        folder=settings.SEARCH_MODEL_DIR,
        sha256=settings.SEARCH_MODEL_SHA256,
        most=settings.SEARCH_VECTORS,
    )


def meaning() -> Meaning:
    found: Meaning = current_app.extensions[_KEY]
    return found
