"""Pages of a ranking. A cursor names the episodes that a page ended with, so that the next page
goes on behind them whatever was published, withdrawn or weighed again in between. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

REMEMBERED = 5
# \d would be any digit, and what describes it to other languages knows only these.
_KEY = r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:e[+-]?[0-9]{1,3})?"
CURSOR = rf"([a-z]+)_({_KEY})_([0-9]{{1,18}}(?:\.[0-9]{{1,18}})*)"
_CURSOR = re.compile(CURSOR)


@dataclass(frozen=True, slots=True)
class Ranked:
    """key: what the ranking goes by, the higher the earlier."""

    episode_id: int
    key: float


@dataclass(frozen=True, slots=True)
class Page:
    """after: the next page's cursor, empty on the last page."""

    episode_ids: tuple[int, ...]
    after: str


def page_of(ranking: Sequence[Ranked], order: str, after: str, size: int) -> Page:
    """order: the ranking's name; a cursor of another ranking, or none at all, asks for the first
    page."""
    first = _first(ranking, order, after)
    page = ranking[first : first + size]
    more = first + size < len(ranking)
    return Page(tuple(one.episode_id for one in page), _cursor(order, page) if more else "")


def is_cursor(text: str) -> bool:
    return len(text) <= 200 and _CURSOR.fullmatch(text) is not None


def _first(ranking: Sequence[Ranked], order: str, after: str) -> int:
    match = _CURSOR.fullmatch(after) if is_cursor(after) else None
    if match is None or match[1] != order:
        return 0
    places = {one.episode_id: place for place, one in enumerate(ranking)}
    for number in reversed(match[3].split(".")):
        if int(number) in places:
            return places[int(number)] + 1
    key = float(match[2])
    return next((place for place, one in enumerate(ranking) if one.key < key), len(ranking))


def _cursor(order: str, page: Sequence[Ranked]) -> str:
    last = ".".join(str(one.episode_id) for one in page[-REMEMBERED:])
    return f"{order}_{page[-1].key!r}_{last}"
