"""Sound and the words that are said in it: when each is said."""

from collections.abc import Sequence
from dataclasses import dataclass

from captions.sync.anchors import anchors
from captions.sync.chaining import Bounds
from captions.sync.errors import NoSpeechError
from captions.sync.filling import Filling
from captions.sync.pronounce import Pronunciations, pronunciations
from captions.sync.recognise import Heard, Recogniser
from captions.sync.result import Kind
from captions.sync.sound import Progress, Sound
from captions.sync.speech import Span, Speech, find_speech
from captions.sync.timeline import Timeline, TokenTime

ANCHORED = 0.95


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is said; `of`: which word of the transcript it is part of, counted from 0."""

    word: str
    of: int
    hint_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Aligned:
    """`speech`: where somebody speaks, in milliseconds."""

    times: tuple[TokenTime, ...]
    speech: tuple[Span, ...]
    method: str
    remarks: tuple[str, ...] = ()


def align(sound: Sound, tokens: Sequence[Token], *, language: str, progress: Progress) -> Aligned:
    """Raises NoSpeechError, and what `progress` raises."""
    del language
    speech = find_speech(sound, progress)
    if not speech.spans:
        raise NoSpeechError("Nobody is heard to speak in this file.")
    words = tuple(token.word for token in tokens)
    said = pronunciations(words)
    timeline = Timeline(words, sound.duration_ms)
    _first_pass(sound, speech, timeline, said, progress)
    Filling(sound, speech, timeline, said).fill(progress)
    return Aligned(timeline.in_order(), speech.spans, "anchors", sound.remarks)


def _first_pass(
    sound: Sound, speech: Speech, timeline: Timeline, said: Pronunciations, progress: Progress
) -> None:
    recogniser = Recogniser([[word for word in timeline.words if word in said]], said)
    heard: list[Heard] = []
    for piece in speech.pieces:
        progress("Recognising words", piece[0] / sound.duration_ms)
        heard.extend(recogniser.hear(sound, piece))
    count = len(timeline.words)
    bounds = Bounds([0] * count, [sound.duration_ms] * count)
    for run in anchors(timeline.words, heard, bounds):
        timeline.put_all(run.first, run.heard, Kind.ANCHOR, ANCHORED)
