"""Captions that have times already, held against the sound: whether they are of this video, whether
they come in time, and what is said though they hide it or leave it out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from captions.cue import Cue, Track, Turn
from captions.rolling import unrolled
from captions.sync.errors import TooFewCaptionsError
from captions.sync.matching.kinds import Kind
from captions.sync.result.gathering import HEARD
from captions.sync.result.outcome import Gap, Synced, SyncedWord
from captions.sync.text.masked import unmasked
from captions.sync.text.spoken_words import spoken_words

# Fewer may all be heard a little wrong, or be found by chance in any film.
FEWEST_CAPTIONS = 5
# Of the captions, in time with one another: 90 % and more of their own film, none of another one
# (the demo season's films, each with each). A word or two are found by chance in any film.
_FEWEST_IN_TIME_PERCENT = 34
_IN_TIME_MS = 1_000
# Of five to eight captions of another film, two are in time with one another in one case of five,
# three in one of fifty; of their own, three nearly always.
_FEWEST_IN_TIME = 3
# The sync's own measure of a doubtful word (result/captioning.py).
_LEAST_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class Masked:
    """A word that the caption at start_ms hides; is_heard: it is said as it was meant."""

    start_ms: int
    written: str
    meant: str
    is_heard: bool


@dataclass(frozen=True, slots=True)
class Unheard:
    """Words of the caption at start_ms that nobody is heard to say."""

    start_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Fit:
    """`found_percent`: of the words, those heard; None where the language is not listened to word
    by word. `offset_ms`: how much later than its words the middle one of the captions comes; None:
    too few were heard to say. `in_time_percent`: of the captions, those that come so much later;
    None with found_percent."""

    language: str
    found_percent: int | None
    offset_ms: int | None
    in_time_percent: int | None
    gaps: tuple[Gap, ...]
    unheard: tuple[Unheard, ...]
    masked: tuple[Masked, ...]

    @property
    def is_of_another_sound(self) -> bool:
        """The words may be there, but not one after the other as the captions come."""
        return self.in_time_percent is not None and self.in_time_percent < _FEWEST_IN_TIME_PERCENT


def fit_with_sound(
    sound: Path | str,
    track: Track,
    *,
    language: str,
    progress: Callable[[str, float], None] | None = None,
) -> Fit:
    """The track's own times are not listened by: they are what is tried.

    Raises SyncError: MismatchError where hardly any of the words are said, TooFewCaptionsError,
    before it listens, where chance would find them."""
    from captions.sync.pipeline import sync

    cues = unrolled(track).cues
    text = spoken_text(cues)
    expect_captions_enough(text, language)
    synced = sync(sound, text, language=language, progress=progress)
    fit = fit_of(cues, synced)
    if fit.found_percent is None:
        return fit
    bleeped = _words_under_bleeps(sound, cues, synced)
    return replace(fit, masked=tuple(sorted((*fit.masked, *bleeped), key=lambda m: m.start_ms)))


def _words_under_bleeps(sound: Path | str, cues: Sequence[Cue], synced: Synced) -> Iterator[Masked]:
    """Those that are said; a bleep that hides what nobody hears is as it should be."""
    from captions.sync.bleeps import words_under_bleeps

    for bleep, word in words_under_bleeps(sound, synced.words, synced.language):
        if word:
            yield Masked(cues[bleep.line - 1].start_ms, bleep.written, word, True)


def expect_captions_enough(text: Track, language: str) -> None:
    """Raises TooFewCaptionsError."""
    count = len({word.line for word in spoken_words(text, language) if word.tokens})
    if count < FEWEST_CAPTIONS:
        raise TooFewCaptionsError(count)


def spoken_text(cues: Iterable[Cue]) -> Track:
    """Without times; each line bears the number of its caption, from 1."""
    turns = []
    for number, cue in enumerate(cues, start=1):
        for speech in cue.speeches:
            text = "\n".join(_with_letters(line) for line in speech.text.split("\n"))
            turns.append(Turn(speech.speaker, text, lines=(number,) * (text.count("\n") + 1)))
    return Track(turns=tuple(turns))


def _with_letters(line: str) -> str:
    return " ".join(unmasked(word) or word for word in line.split())


def fit_of(cues: Sequence[Cue], synced: Synced) -> Fit:
    """synced: what came of `spoken_text(cues)`."""
    is_listened_to = all(word.kind != Kind.SPREAD for word in synced.words)
    unheard = _unheard(cues, synced) if is_listened_to else ()
    late_ms = _late_ms(cues, synced.words)
    heard_ms = [ms for ms in late_ms if ms is not None]
    middle_ms = median(heard_ms or [0])
    in_time = sum(abs(ms - middle_ms) <= _IN_TIME_MS for ms in heard_ms)
    in_time *= in_time >= _FEWEST_IN_TIME
    return Fit(
        language=synced.language,
        found_percent=synced.found_percent if is_listened_to else None,
        offset_ms=round(middle_ms) if len(heard_ms) >= FEWEST_CAPTIONS else None,
        in_time_percent=100 * in_time // max(len(late_ms), 1) if is_listened_to else None,
        gaps=synced.gaps,
        unheard=tuple(unheard),
        masked=tuple(_masked(cues, synced.words)),
    )


def _unheard(cues: Sequence[Cue], synced: Synced) -> Iterator[Unheard]:
    for run in synced.unspoken:
        yield Unheard(_cue_of(cues, synced.words[run.first]).start_ms, run.text)


def _cue_of(cues: Sequence[Cue], word: SyncedWord) -> Cue:
    return cues[word.line - 1]


def _late_ms(cues: Sequence[Cue], words: Sequence[SyncedWord]) -> list[int | None]:
    """Of each caption that says something: how long after its first word it comes; None: that word
    was not heard."""
    firsts: dict[int, SyncedWord] = {}
    for word in words:
        if word.kind != Kind.UNSAID:
            firsts.setdefault(word.line, word)
    return [
        _cue_of(cues, word).start_ms - word.start_ms
        if word.kind in HEARD and word.start_ms is not None
        else None
        for word in firsts.values()
    ]


def _masked(cues: Sequence[Cue], words: Sequence[SyncedWord]) -> Iterator[Masked]:
    words_of_cues: dict[int, list[SyncedWord]] = {}
    for word in words:
        words_of_cues.setdefault(word.line, []).append(word)
    for number, cue in enumerate(cues, start=1):
        own = iter(words_of_cues.get(number, ()))
        for written in cue.plain_text.split():
            meant = unmasked(written)
            if not meant:
                continue
            match = next((word for word in own if word.text == meant), None)
            yield Masked(cue.start_ms, written, meant, match is not None and _is_clear(match))


def _is_clear(word: SyncedWord) -> bool:
    return word.kind in HEARD and word.confidence >= _LEAST_CONFIDENCE
