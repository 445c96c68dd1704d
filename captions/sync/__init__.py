"""A plain transcript and the sound it belongs to, brought together: when each word is said."""

from captions.sync.errors import (
    MismatchError,
    NoSoundError,
    NoSpeechError,
    NoWordsError,
    SyncError,
    UnreadableSoundError,
)
from captions.sync.matching.kinds import Kind
from captions.sync.pipeline import sync
from captions.sync.result.captioning import Doubt, captions_of
from captions.sync.result.outcome import Gap, Synced, SyncedWord, Unspoken

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
