"""A plain transcript and the sound it belongs to, brought together: when each word is said.

What brings them together (word lists, numbers in words, phonemes) is read when it is called for: a
site that only shows results needs none of it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from captions.sync.errors import (
    MismatchError,
    NoSoundError,
    NoSpeechError,
    NoWordsError,
    SyncError,
    UnreadableSoundError,
)
from captions.sync.matching.kinds import Kind
from captions.sync.result.outcome import Gap, Synced, SyncedWord, Unspoken

if TYPE_CHECKING:
    from captions.sync.pipeline import sync
    from captions.sync.result.captioning import Doubt, captions_of

_AT_NEED = {
    "Doubt": "captions.sync.result.captioning",
    "captions_of": "captions.sync.result.captioning",
    "sync": "captions.sync.pipeline",
}

__all__ = [
    "Doubt",
    "Gap",
    "Kind",
    "MismatchError",
    "NoSoundError",
    "NoSpeechError",
    "NoWordsError",
    "SyncError",
    "Synced",
    "SyncedWord",
    "UnreadableSoundError",
    "Unspoken",
    "captions_of",
    "sync",
]


def __getattr__(name: str) -> Any:
    if name not in _AT_NEED:
        raise AttributeError(name)
    return getattr(import_module(_AT_NEED[name]), name)
