"""From a transcript to the words that are to be heard, each with the ways to say it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from captions.cue import Cue, Track
from captions.errors import TimecodeError
from captions.sync.text.abbreviations import names_a_sound
from captions.sync.text.saying import Around, Tokens, sayings
from captions.timecode import parse

_OPENS = {"[": "]", "(": ")", "<": ">", "♪": "♪", "♫": "♫", "*": "*", "{": "}", "【": "】"}
_TIME = r"(?:[0-9]{1,3}:)?[0-9]{1,2}:[0-9]{2}(?:[.,][0-9]{1,3})?"
_TIME_CODE = re.compile(
    rf"[\[(<{{]({_TIME})[\])>}}][.,:]?|([0-9]{{1,3}}:[0-9]{{2}}:[0-9]{{2}}(?:[.,][0-9]{{1,3}})?)"
)
_TIME_INSIDE = re.compile(rf"(?<![\d:])({_TIME})(?![\d:])")
# A bracket that nobody closed within so many words opens nothing.
_MOST_WORDS_IN_BRACKETS = 40
# All in capitals, as soon as there are letters enough to tell.
_LOUD_SHARE, _FEWEST_LETTERS = 0.7, 9


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """One blank-separated word of the spoken text.

    `line` is the 1-based line of the transcript. `hint_ms`: the time that the transcript gives for
    this place. `tokens`: how it is said, in lower case ("2019": twenty, nineteen); empty for what
    is not said. `others`: other ways to say it."""

    text: str
    line: int
    speaker: str = ""
    hint_ms: int | None = None
    tokens: Tokens = ()
    others: tuple[Tokens, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of what one person says; `hint_ms` is the time at which it begins."""

    text: str
    number: int
    speaker: str
    hint_ms: int | None


def spoken_words(track: Track, language: str) -> tuple[SpokenWord, ...]:
    """Every word of the transcript in its order, sounds and dashes among them; names of speakers
    and time codes are not."""
    words: list[SpokenWord] = []
    for passage in _passages(_lines(track)):
        words += _with_sayings(_with_whether_said(_words_of_lines(passage)), language)
    return tuple(words)


def _lines(track: Track) -> Iterator[_Line]:
    if track.is_timed:
        yield from _lines_of_cues(track.cues)
        return
    for number, turn in enumerate(track.turns, start=1):
        hint_ms = turn.start_ms
        for place, text in enumerate(turn.text.split("\n")):
            line = turn.lines[place] if place < len(turn.lines) else number
            yield _Line(text, line, turn.speaker or "", hint_ms)
            hint_ms = None


def _lines_of_cues(cues: Iterable[Cue]) -> Iterator[_Line]:
    """A cue that names nobody goes on as the last did."""
    speaker = ""
    last: Cue | None = None
    for number, cue in enumerate(cues, start=1):
        hint_ms = None if last and _is_estimate(last, cue) else cue.start_ms
        line = cue.line or number
        for speech in cue.speeches:
            speaker = speech.speaker or speaker
            for text in speech.text.split("\n"):
                yield _Line(text, line, speaker, hint_ms)
                line += bool(cue.line)
                hint_ms = None
        last = cue


def _is_estimate(last: Cue, cue: Cue) -> bool:
    """A reader that found one time for several cues gave the others one of its own making."""
    return last.start_ms == cue.start_ms or (cue.line > 0 and last.line == cue.line)


def _passages(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    """What one person says in one go: a bracket may reach from line to line, and no further."""
    passage: list[_Line] = []
    for line in lines:
        if passage and (line.speaker != passage[-1].speaker or line.hint_ms is not None):
            yield passage
            passage = []
        passage.append(line)
    if passage:
        yield passage


def _words_of_lines(lines: Iterable[_Line]) -> list[SpokenWord]:
    """Time codes become the hint of the word after them."""
    words = []
    for line in lines:
        hint_ms = line.hint_ms
        for text in line.text.split():
            code = _TIME_CODE.fullmatch(text)
            time_ms = _time(code[1] or code[2]) if code else None
            if time_ms is not None:
                hint_ms = time_ms
                continue
            words.append(SpokenWord(text, line.number, line.speaker, hint_ms))
            hint_ms = None
    return words


def _time(text: str) -> int | None:
    try:
        return parse(text)
    except TimecodeError:
        return None


def _with_whether_said(words: list[SpokenWord]) -> Iterator[tuple[SpokenWord, bool]]:
    """Each with whether it is said. A time among [inaudible 0:34] is a hint for what follows."""
    place = 0
    hint_ms = None
    while place < len(words):
        end = _end_of_sound(words, place)
        if end == place:
            yield _with_hint(words[place], hint_ms), True
            place, hint_ms = place + 1, None
            continue
        times = [_TIME_INSIDE.search(word.text) for word in words[place:end]]
        hint_ms = next((_time(time[1]) for time in times if time), None)
        for word in words[place:end]:
            yield word, False
        place = end


def _with_hint(word: SpokenWord, hint_ms: int | None) -> SpokenWord:
    return replace(word, hint_ms=hint_ms) if word.hint_ms is None and hint_ms is not None else word


def _end_of_sound(words: list[SpokenWord], place: int) -> int:
    """Where the [sound] that begins at `place` ends; `place` itself where none does."""
    text = words[place].text
    closing = _OPENS.get(text[:1])
    if closing is None:
        return place
    for end in range(place, min(place + _MOST_WORDS_IN_BRACKETS, len(words))):
        written = words[end].text
        inner = written[1:] if end == place else written
        if closing in inner:
            after = inner.rsplit(closing, 1)[1]
            whole = " ".join(word.text for word in words[place : end + 1])
            is_sound = not any(c.isalnum() for c in after) and _is_sound(whole, closing)
            return end + 1 if is_sound else place
    return place


def _is_sound(whole: str, closing: str) -> bool:
    """Square brackets and tags hold no speech; the others may."""
    inside = whole.strip("[](){}<>♪♫*【】.,!?:; ")
    return closing in "]>】}" or not inside or names_a_sound(inside)


def _with_sayings(marked: Iterable[tuple[SpokenWord, bool]], language: str) -> Iterator[SpokenWord]:
    words = list(marked)
    is_loud = _is_loud(word.text for word, is_said in words if is_said)
    texts = ["", *(word.text for word, _ in words), ""]
    for place, (word, is_said) in enumerate(words, start=1):
        around = Around(texts[place - 1], texts[place + 1], is_loud)
        ways = sayings(word.text, language, around) if is_said else ()
        yield replace(word, tokens=ways[0], others=ways[1:]) if ways else word


def _is_loud(texts: Iterable[str]) -> bool:
    """All in capitals, so that capitals say nothing."""
    letters = [c for text in texts for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return len(letters) >= _FEWEST_LETTERS and capitals > len(letters) * _LOUD_SHARE
