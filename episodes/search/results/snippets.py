"""The piece of a text that shows best why it was found, its words marked, the rest escaped."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from episodes.search.language.likely_words import words_like
from episodes.search.language.query import Query
from episodes.search.language.small_words import is_small
from episodes.search.language.stems import stem
from episodes.search.language.words import PlacedWord, placed_words

# Four lines on a phone of 360 px, two beside their place on a wide page.
WIDTH = 150
BEFORE = 50
LEAST_PART = 3  # of the width that is filled before an end of a sentence ends it
MOST_WORDS_NEAR = 30  # more do not fit into the width
# Stands in for the space before another speaker's words; no text of ours holds one.
TURN = "\x1e"
_BREAK = re.compile(rf"\s*(?:\n|{TURN})\s*")
_ENDING, _CLOSING = ".!?…。！？", "”’»\"')]"
_SENTENCE_END = re.compile(rf"(?:[.!?…][{re.escape(_CLOSING)}]*(?=\s)|[。！？])\s*")
_BEGINNING = re.compile(rf"{_SENTENCE_END.pattern}|[\n{TURN}]\s*")


@dataclass(frozen=True, slots=True)
class WordsToMark:
    """What to mark: stems of words, stems that words may begin with, phrases as stems."""

    stems: frozenset[str]
    beginnings: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    def fits(self, word: PlacedWord) -> bool:
        return word.stem in self.stems or word.stem.startswith(self.beginnings or ("\0",))


@dataclass(frozen=True, slots=True)
class Snippet:
    """at: offset in the text of the first word that matches best; None where none is seen."""

    html: Markup
    at: int | None


def words_to_mark(query: Query, beginning: str = "") -> WordsToMark:
    """Small words help to find, but a page where every "I" is marked shows nothing."""
    phrases = tuple(tuple(map(stem, phrase)) for phrase in query.phrases)
    telling = [word for word in query.words if not is_small(word, query.language)] or query.words
    words = frozenset(map(stem, telling)).union(*phrases)
    return WordsToMark(words, (beginning,) if beginning else (), phrases)


def snippet(text: str, marks: WordsToMark, width: int = WIDTH) -> Snippet:
    """On one line, and in whole sentences where they are not too long."""
    matches = _marks_in(text, marks)
    first = _best_start(text, matches, marks, width)
    start = 0 if first is None else _start(text, first, width)
    near = [word.end for word in matches if start <= word.start and word.end <= start + width]
    end = _end(text, start, max(near, default=start), width)
    return Snippet(_with_marks(text, start, end, matches), first)


def summary_snippet(body: str, marks: WordsToMark) -> Snippet:
    """Of an episode's summary, topics and people, a line each: the summary where it fits, else only
    the names that do."""
    summary, *lists = body.split("\n")
    piece = snippet(summary, marks)
    names = [name for line in lists for name in line.split(", ")]
    fitting = [name for name in names if _marks_in(name, marks)]
    if piece.at is not None or not fitting:
        return piece
    return Snippet(Markup(", ").join(marked_whole(name, marks) for name in fitting), 0)


def with_turns(text: str, cue_starts: Sequence[tuple[int, int, str]]) -> str:
    """The text, as long as before, with a mark wherever somebody else begins to speak."""
    for (_, _, before), (at, _, speaker) in pairwise(cue_starts):
        if speaker != before and at:
            text = f"{text[: at - 1]}{TURN}{text[at:]}"
    return text


def marked_whole(text: str, marks: WordsToMark) -> Markup:
    return _with_marks(text, 0, len(text), _marks_in(text, marks))


def _marks_in(text: str, marks: WordsToMark) -> list[PlacedWord]:
    words = words_like(text, (*marks.stems, *marks.beginnings))
    return [word for word in words if marks.fits(word)]


def cue_at(
    cue_starts: Sequence[tuple[int, int, str]], offset: int | None
) -> tuple[int, str] | None:
    """The start in ms and the speaker of the cue that the offset in the text belongs to."""
    if not cue_starts:
        return None
    index = bisect_right([at for at, _, _ in cue_starts], offset or 0) - 1
    _, start_ms, speaker = cue_starts[max(index, 0)]
    return start_ms, speaker


def _best_start(text: str, matches: list[PlacedWord], marks: WordsToMark, width: int) -> int | None:
    """Where a phrase stands, else where most different words stand close together."""
    phrase = _phrase_start(list(placed_words(text)), marks.phrases) if marks.phrases else None
    if phrase is not None:
        return phrase
    best: tuple[int, int] | None = None
    for place, word in enumerate(matches):
        # Words that match again and again make no better place than a few of them do.
        nearest = matches[place : place + MOST_WORDS_NEAR]
        near = [w for w in nearest if w.end - word.start <= width - BEFORE]
        score = len({w.stem for w in near})
        if best is None or score > best[0]:
            best = (score, word.start)
    return best[1] if best else None


def _phrase_start(words: list[PlacedWord], phrases: Sequence[tuple[str, ...]]) -> int | None:
    stems = [word.stem for word in words]
    for phrase in sorted(phrases, key=len, reverse=True):
        for place in range(len(stems) - len(phrase) + 1):
            if tuple(stems[place : place + len(phrase)]) == phrase:
                return words[place].start
    return None


def _start(text: str, first: int, width: int) -> int:
    """Where the sentence of the first match begins, else a few words before the match."""
    if len(text) <= width:
        return 0
    ends = [end.end() for end in _BEGINNING.finditer(text, max(first - width // 2, 0), first)]
    if ends:
        return ends[-1]
    if first <= BEFORE:
        return 0
    space = text.find(" ", first - BEFORE, first)
    return space + 1 if space >= 0 else first


def _end(text: str, start: int, least: int, width: int) -> int:
    """After the last whole sentence that fits, but not before `least`."""
    if len(text) - start <= width:
        return len(text)
    from_here = max(least, start + width // LEAST_PART)
    ends = [end.end() for end in _SENTENCE_END.finditer(text, from_here, start + width)]
    if ends:
        return start + len(text[start : ends[-1]].rstrip())
    space = text.rfind(" ", start + width // 2, start + width)
    return space if space > 0 else start + width


def _is_between_sentences(text: str, at: int) -> bool:
    words = text[:at].rstrip()
    if at in (0, len(text)) or words.rstrip(_CLOSING).endswith(tuple(_ENDING)):
        return True
    return not {"\n", TURN}.isdisjoint(text[len(words) : at + 1])


def _with_marks(text: str, start: int, end: int, matches: list[PlacedWord]) -> Markup:
    html = escape("" if _is_between_sentences(text, start) else "… ")
    position = start
    for word in matches:
        if word.start >= position and word.end <= end:
            html += escape(_flowing(text[position : word.start]))
            html += Markup("<mark>%s</mark>") % text[word.start : word.end]
            position = word.end
    cut = "" if _is_between_sentences(text, end) else "…"
    return html + escape(_flowing(text[position:end])) + cut


def _flowing(text: str) -> str:
    """On one line: paragraphs and items of a list kept apart by a dot, unless they end in a mark
    of their own; speakers by a dash."""
    return _BREAK.sub(_break, text)


def _break(match: re.Match[str]) -> str:
    if TURN in match[0]:
        return " — "
    before = match.string[: match.start()][-1:]
    return " " if before and before in ".!?…:;,。！？" else " · "
