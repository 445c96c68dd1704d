"""The transcript beside the video: turns, lines that seek, notes and covered passages in their
place, and the words that were looked for.

What is stored (transcripts/rendering.py) is one escaped fragment; it is taken apart here, because
what stands between its lines depends on who reads it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from captions.timecode import clock
from episodes.viewing.finding import placed_marks
from episodes.warnings.timed import TimedWarning

LINE = re.compile(
    r'<li(?: id="(?P<anchor>c\d+(?:-\d+)?)" data-start="(?P<start>\d+)"'
    r'(?: data-end="(?P<end>\d+)")?)?>(?P<inside>.*?)</li>',
    re.DOTALL,
)
SPEECH = re.compile(r'<p>(?:<b class="speaker">(.*?)</b> )?(.*?)</p>', re.DOTALL)
# A page holds this many lines until the whole is asked for: about two screens of them.
FIRST_LINES = 40
# Up to here all of it weighs less than asking again would.
MOST_AT_ONCE = 120
MOST_HITS = 20
NOTHING = Markup()

# A warning in its place between the lines; whether its passage is folded, and how many of the
# words that are looked for are in it.
NoteHtml = Callable[[TimedWarning, bool, int], str]


@dataclass(frozen=True, slots=True)
class Line:
    """speeches: (speaker, escaped text); a speaker is empty where the one before goes on. start_ms
    and end_ms: None in a transcript without times."""

    anchor: str
    start_ms: int | None
    end_ms: int | None
    speeches: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """start_ms: None in a transcript without times."""

    anchor: str
    start_ms: int | None


@dataclass(frozen=True, slots=True)
class TranscriptPanel:
    """html: list items. is_whole: no line is left out but those of covered passages, of which there
    are folded_count. query: words that were looked for; count: their places; folded_hits: how many
    more are in covered passages; hits: lines of this page of them; more_hits: the number of the
    next page, 0 on the last. folded_notes: list items, of the covered passages alone."""

    html: Markup
    is_timed: bool
    is_whole: bool
    line_count: int
    folded_count: int
    query: str = ""
    count: int = 0
    folded_hits: int = 0
    hits: tuple[Hit, ...] = ()
    more_hits: int = 0
    folded_notes: Markup = NOTHING


def lines_of(html: str, most: int | None = None) -> list[Line]:
    """most: how many from the first; None: all."""
    return [
        Line(
            match["anchor"] or "",
            int(match["start"]) if match["start"] else None,
            int(match["end"]) if match["end"] else None,
            tuple(SPEECH.findall(match["inside"])),
        )
        for match in islice(LINE.finditer(html), most)
    ]


def count_lines(html: str) -> int:
    """Without taking them apart; what was said is escaped, so no other tag looks like a line's."""
    return html.count("<li>") + html.count("<li id=")


def line_at(html: str, second: int) -> Line | None:
    """What is said then, else the last before, else the first; None where no line has a time."""
    timed = [line for line in lines_of(html) if line.start_ms is not None]
    begun = [line for line in timed if (line.start_ms or 0) // 1000 <= second]
    return next(iter(begun[-1:] or timed), None)


def transcript_panel(
    html: str,
    timed: Sequence[TimedWarning],
    note_html: NoteHtml,
    *,
    opened_keys: frozenset[str] = frozenset(),
    query: str = "",
    page_of_hits: int = 1,
    is_whole: bool = False,
) -> TranscriptPanel:
    line_count = count_lines(html)
    words = " ".join(query.split())
    is_whole = is_whole or bool(words) or line_count <= MOST_AT_ONCE
    lines = lines_of(html, None if is_whole else FIRST_LINES)
    folds = [w for w in timed if w.is_covered and w.passage_key not in opened_keys]
    writer = _Writer(words, timed, folds, note_html)
    items = list(writer.items(lines))
    if is_whole:
        items += writer.last_notes()
    first = (page_of_hits - 1) * MOST_HITS
    hits = tuple(writer.hits.values())
    return TranscriptPanel(
        html=Markup("".join(items)),  # noqa: S704  # escaped when stored; ours besides
        is_timed=any(line.start_ms is not None for line in lines),
        is_whole=is_whole,
        line_count=line_count,
        folded_count=len(folds),
        query=words,
        count=writer.count,
        folded_hits=sum(writer.folded_hits.values()),
        hits=hits[first : first + MOST_HITS],
        more_hits=page_of_hits + 1 if len(hits) > first + MOST_HITS else 0,
        folded_notes=Markup("".join(writer.folded_notes)),  # noqa: S704  # ours
    )


class _Writer:
    """Goes through the lines once, with the warnings beside them."""

    def __init__(
        self,
        words: str,
        timed: Sequence[TimedWarning],
        folds: Sequence[TimedWarning],
        note_html: NoteHtml,
    ) -> None:
        self.words = words
        self.waiting = list(timed)
        self.folds = folds
        self.note_html = note_html
        self.count = 0
        self.folded_hits: Counter[TimedWarning] = Counter()
        self.folded_notes: list[str] = []
        self.hits: dict[str, Hit] = {}

    def items(self, lines: Sequence[Line]) -> Iterator[str]:
        for line in lines if self.words else ():
            fold = self._fold_of(line)
            if fold:
                self.folded_hits[fold] += self._hits_in(line)
        for line in lines:
            yield from self._notes_until(line.start_ms)
            if not self._fold_of(line):
                yield self._item(line)

    def last_notes(self) -> Iterator[str]:
        """Of what begins after the last line."""
        while self.waiting:
            yield self._next_note()

    def _notes_until(self, start_ms: int | None) -> Iterator[str]:
        """A warning stands before the first line that is said in it or after."""
        while start_ms is not None and self.waiting and self.waiting[0].start_ms <= start_ms:
            yield self._next_note()

    def _next_note(self) -> str:
        warning = self.waiting.pop(0)
        is_folded = warning in self.folds
        note = self.note_html(warning, is_folded, self.folded_hits[warning])
        if is_folded:
            self.folded_notes.append(note)
        return note

    def _fold_of(self, line: Line) -> TimedWarning | None:
        at = line.start_ms
        if at is None:
            return None
        return next((w for w in self.folds if w.start_ms <= at < w.end_ms), None)

    def _hits_in(self, line: Line) -> int:
        texts = (Markup(text).unescape() for _, text in line.speeches)  # noqa: S704
        return sum(placed_marks(text, self.words)[1] for text in texts)

    def _item(self, line: Line) -> str:
        name, words = self._parts(line)
        if line.start_ms is None:
            return f'<li class="line">{name}<span class="said" dir="auto">{words}</span></li>'
        seconds = line.start_ms // 1000
        end = "" if line.end_ms is None else f' data-end="{line.end_ms}"'
        return (
            f'<li class="line" id="{line.anchor}" data-start="{line.start_ms}"{end}>{name}'
            f'<a href="?t={seconds}#{line.anchor}" data-ms="{line.start_ms}">'
            f'<time datetime="PT{seconds}S">{clock(line.start_ms)}</time> '
            f'<span class="said" dir="auto">{words}</span></a></li>'
        )

    def _parts(self, line: Line) -> tuple[str, str]:
        """The first speaker's name above the line, and its words; a second voice names itself."""
        (first, text), *others = line.speeches or (("", ""),)
        words = [self._text_with_marks(text, line)]
        words += [
            f"{self._speaker(name)}{self._text_with_marks(more, line)}" for name, more in others
        ]
        return self._speaker(first), " ".join(words)

    def _speaker(self, name: str) -> str:
        return f'<b class="speaker" dir="auto">{name}</b> ' if name else ""

    def _text_with_marks(self, text: str, line: Line) -> str:
        if not self.words:
            return text
        marked, number = placed_marks(Markup(text).unescape(), self.words)  # noqa: S704
        if number:
            self.count += number
            self.hits[line.anchor or f"{len(self.hits)}"] = Hit(
                line.anchor or "transcript", line.start_ms
            )
        return str(marked) if number else text
