"""Draft captions by speech recognition, where faster-whisper and a model are installed.

Anyone who shows such a draft says that a machine wrote it: about one word in six is wrong.
"""

from pathlib import Path

from captions.cue import Track
from captions.layout import layout
from captions.listening import Progress, heard_words
from captions.messages import sentence
from captions.speech_model import load
from captions.sync.errors import NoSpeechError
from captions.sync.sound import open_sound


def draft(
    sound_path: Path | str, language: str, model_dir: Path | str = "", *, progress: Progress
) -> Track:
    """progress: called with what it is at, and 0 to 1; what it raises stops the work.

    Raises NoRecogniserError, BorrowedFileError, NoSoundError, UnreadableSoundError,
    NoSpeechError."""
    with open_sound(sound_path, progress) as sound:
        model = load(model_dir, language)
        words = tuple(heard_words(model, sound, language, progress))
    if not words:
        raise NoSpeechError(sentence("Nobody is heard to speak in it."))
    return Track(cues=layout(words, language=language), language=language)
