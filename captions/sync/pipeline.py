"""The whole way: from a file with sound and a transcript to words with times."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from captions.cue import Track
from captions.layout import TimedWord
from captions.messages import sentence
from captions.speech_model import NoRecogniserError, hears_every_language, load
from captions.sync.errors import BorrowedFileError, MismatchError, NoWordsError
from captions.sync.matching.kinds import Kind
from captions.sync.result.gathering import (
    HEARD,
    SURE,
    gaps,
    heard_percent,
    in_runs_percent,
    synced_words,
    unspoken,
)
from captions.sync.result.outcome import Synced, SyncedWord
from captions.sync.result.remarks import remarks
from captions.sync.text.spoken_words import SpokenWord, spoken_words

if TYPE_CHECKING:
    from captions.sync.matching.align import Aligned, Ear, Token
    from captions.sync.sound.decoding import Sound

Progress = Callable[[str, float], None]

# In runs of words. Recognised: 0 to 3 with another transcript, 40 and more with a bad one of this
# video. In loud noise hardly any are, but most are laid on the sound one after another.
_LEAST_PERCENT = 10
_LEAST_HEARD_PERCENT = 30


def sync(
    sound: Path | str,
    transcript: Track,
    *,
    language: str | None = None,
    track: int | None = None,
    progress: Progress | None = None,
    model_dir: Path | str = "",
) -> Synced:
    """`language`: of the speech; that of the transcript, else English, where none is given.

    `track`: the number of the sound track to hear, from 1; without it the one in that language is
    heard, else the one that a player would play. `progress` is told the step in words and how much
    of it is done (0 to 1), and may raise to stop it all. `model_dir`: a folder with a model for
    drafts; without it the one that is installed, if any, hears languages that have no rules.

    Raises SyncError, one kind for each thing that can be wrong with a file or a pair.
    """
    spoken_in = language or transcript.language or "en"
    words = spoken_words(transcript, spoken_in)
    if not any(word.tokens for word in words):
        raise NoWordsError(sentence("The transcript has no words to listen for."))
    # These bring a recogniser along, which nothing else here needs.
    from captions.sync.matching.align import align
    from captions.sync.sound import Choice, open_sound

    report = progress or _silent
    with open_sound(Path(sound), report, Choice(spoken_in, track)) as opened:
        aligned = align(
            opened,
            _tokens(words),
            language=spoken_in,
            progress=report,
            ear=_coarse_ear(spoken_in, model_dir),
        )
        duration_ms = opened.duration_ms
    return _outcome(words, aligned, duration_ms, spoken_in)


def _coarse_ear(language: str, model_dir: Path | str) -> "Ear | None":
    """The model is read only if it is asked."""
    if not hears_every_language(model_dir):
        return None

    def ear(sound: "Sound", report: Progress) -> Sequence[TimedWord]:
        from captions.listening import heard_words

        try:
            return tuple(heard_words(load(model_dir, language), sound, language, report))
        except (NoRecogniserError, BorrowedFileError):
            return ()

    return ear


def _silent(step: str, fraction: float) -> None:
    pass


def _tokens(words: Sequence[SpokenWord]) -> "list[Token]":
    from captions.sync.matching.align import Token

    return [
        Token(token, of, word.hint_ms if place == 0 else None)
        for of, word in enumerate(words)
        for place, token in enumerate(word.tokens)
    ]


def _outcome(
    spoken: Sequence[SpokenWord], aligned: "Aligned", duration_ms: int, language: str
) -> Synced:
    words = synced_words(spoken, aligned.times)
    is_listened_to = all(word.kind != Kind.SPREAD for word in words)
    if is_listened_to:
        _expect_pair(words, aligned.speech)
    silent, unheard = gaps(words, aligned.speech), unspoken(words)
    return Synced(
        words=words,
        gaps=silent,
        unspoken=unheard,
        duration_ms=duration_ms,
        language=language,
        method=aligned.method,
        found_percent=heard_percent(words),
        remarks=(*aligned.remarks, *remarks(words, silent, unheard, duration_ms)),
    )


def _expect_pair(words: Sequence[SyncedWord], speech: Sequence[tuple[int, int]]) -> None:
    found_percent = in_runs_percent(words, speech, SURE)
    if found_percent < _LEAST_PERCENT and (
        in_runs_percent(words, speech, HEARD) < _LEAST_HEARD_PERCENT
    ):
        raise MismatchError(found_percent)
