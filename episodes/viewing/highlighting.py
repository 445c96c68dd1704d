"""Words found in a transcript that is already HTML, and lines put between its lines."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

LINE = re.compile(r'<li id="(c\d+(?:-\d+)?)" data-start="(\d+)"')
TAG = re.compile(r"(<[^>]*>)")
MOST_HITS = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """start_ms: None in a transcript without times."""

    anchor: str
    start_ms: int | None


@dataclass(frozen=True, slots=True)
class TranscriptMatches:
    html: Markup
    query: str
    count: int
    hits: tuple[Hit, ...]


def transcript_matches(html: Markup, query: str) -> TranscriptMatches:
    """Every place of the query's words, as they stand and in any case, gets a <mark>; times do not.

    The text between tags is escaped, so the query is escaped too, and an entity is one unit: the
    word `amp` is not found in an ampersand."""
    words = " ".join(query.split())
    if not words:
        return TranscriptMatches(html, "", 0, ())
    pattern = re.compile(rf"({re.escape(str(escape(words)))})|&\w+;|&#\w+;", re.IGNORECASE)
    pieces = TAG.split(str(html))
    count, hits, line = 0, {}, Hit("transcript", None)
    for index, piece in enumerate(pieces):
        if piece.startswith("<"):
            opened = LINE.match(piece)
            line = Hit(opened[1], int(opened[2])) if opened else line
        elif index and not pieces[index - 1].startswith("<time"):
            pieces[index], number = _with_highlights(pattern, piece)
            count += number
            if number:
                hits[line.anchor] = line
    # The pieces come from a fragment that was escaped when it was made; only <mark> was added.
    marked = Markup("".join(pieces))  # noqa: S704
    return TranscriptMatches(marked, words, count, tuple(hits.values())[:MOST_HITS])


def _with_highlights(pattern: re.Pattern[str], text: str) -> tuple[str, int]:
    count = 0

    def mark(match: re.Match[str]) -> str:
        nonlocal count
        if match[1] is None:
            return match[0]
        count += 1
        return f"<mark>{match[1]}</mark>"

    return pattern.sub(mark, text), count


def with_lines_between(html: Markup, lines: Sequence[tuple[int, Markup]]) -> Markup:
    """Each (start_ms, item) before the first line that starts no earlier."""
    if not lines:
        return html
    text = str(html)
    places = [(int(match[2]), match.start()) for match in LINE.finditer(text)]
    starts = [start for start, _ in places]
    pieces, last = [], 0
    for start_ms, item in sorted(lines, key=lambda line: line[0]):
        index = bisect_left(starts, start_ms)
        place = places[index][1] if index < len(places) else text.rfind("</ol>")
        if place < last:
            continue
        pieces += [text[last:place], str(item)]
        last = place
    return Markup("".join([*pieces, text[last:]]))  # noqa: S704  # both halves are made by us
