"""A plain transcript and the sound it belongs to, brought together: when each word is said."""

from captions.sync.captioning import Doubt, captions_of
from captions.sync.errors import (
    MismatchError,
    NoSoundError,
    NoSpeechError,
    NoWordsError,
    SyncError,
    UnreadableSoundError,
)
from captions.sync.result import Gap, Kind, Synced, SyncedWord, Unspoken
from captions.sync.syncing import sync

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
