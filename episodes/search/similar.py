"""Which episodes have answered much the same already: for whoever asks, and for the inbox."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, select

from episodes.db import rows_of
from episodes.search.finding import find
from episodes.search.models import Passage, PlaceKind
from episodes.search.passages import ALSO_ASKED
from episodes.search.query import Query
from episodes.search.ranking import RankedEpisode
from episodes.search.snippets import cue_at, snippet, sought
from episodes.search.stop_words import MANY
from episodes.search.words import folded_stem, placed_words

MOST_WORDS_NAMED = 3
# Cosines. Of 120 rephrasings that people judged to ask the same, 95 % are nearer than 0.47; of 150
# technical questions, none of them advice, every tenth is as near as 0.46 to one of 581 letters.
NEAR_ENOUGH, SHARE_OF_NEAREST = 0.45, 0.75
# Telling words in common, where there are no vectors: of those technical questions every tenth has
# so many in common with one of the letters.
SHARED_WORDS, SHARE_OF_WORDS, MOST_COUNTED = 3, 0.3, 12


@dataclass(frozen=True, slots=True)
class SimilarEpisode:
    """passage_id: the place that fits best. why: a short sentence for people."""

    episode_id: int
    passage_id: int
    why: str


@dataclass(frozen=True, slots=True)
class _Place:
    """The fields bear the columns' names."""

    id: int
    kind: PlaceKind
    heading: str
    body: str
    start_ms: int | None
    cue_starts: list[tuple[int, int, str]]
    anchor: str


def similar_episodes(
    text: str, *, may_find: ColumnElement[bool], limit: int = 5
) -> list[SimilarEpisode]:
    """text: a question as it is being written. Best first; none where nothing is close."""
    found = find(text, may_find=may_find, limit=limit)
    near = max((one.cosine for one in found.ranked if one.cosine is not None), default=0.0)
    least = max(NEAR_ENOUGH, SHARE_OF_NEAREST * near)
    best = {one.passage_ids[0]: one for one in found.ranked if _is_near(one, least)}
    rows = rows_of(_PLACES, {"ids": list(best)}) if best else ()
    places = {row.id: _Place(*row) for row in rows}
    return [
        SimilarEpisode(one.episode_id, number, _why(places[number], found.query))
        for number, one in best.items()
        if number in places and (one.cosine is not None or _shares(places[number], found.query))
    ]


def _is_near(one: RankedEpisode, least: float) -> bool:
    """What has no vector yet is judged by its words."""
    return one.cosine is None or one.cosine >= least


def _shares(place: _Place, query: Query) -> bool:
    telling = {folded_stem(word) for word in query.words if word not in MANY}
    there = {word.stem for word in placed_words(f"{place.heading} {place.body}")}
    counted = min(len(telling), MOST_COUNTED)
    least = max(min(SHARED_WORDS, counted), SHARE_OF_WORDS * counted, 1)
    return len(telling & there) >= least


_PLACES = select(
    Passage.id, Passage.kind, Passage.heading, Passage.body, Passage.start_ms,
    Passage.cue_starts, Passage.anchor,
).where(Passage.id.in_(bindparam("ids", expanding=True)))  # fmt: skip


def _why(place: _Place, query: Query) -> str:
    shared = ", ".join(_shared_words(f"{place.heading} {place.body}", query))
    return f"{_where(place, query)}: {shared}." if shared else f"{_where(place, query)}."


def _where(place: _Place, query: Query) -> str:
    if place.kind is PlaceKind.QUESTION:
        asked_otherwise = place.anchor == ALSO_ASKED
        return "The same was asked in other words" if asked_otherwise else "The question is close"
    if place.kind is PlaceKind.EPISODE:
        return "The episode is about this"
    if place.kind is PlaceKind.SPEECH:
        at_ms = _said_at_ms(place, query)
        return "It is talked about" if at_ms is None else f"It is talked about at {_clock(at_ms)}"
    if place.kind is PlaceKind.RESOURCE:
        return f"It leads to “{place.heading}”"
    return f"It is answered under “{place.heading}”" if place.heading else "It is answered"


def _said_at_ms(place: _Place, query: Query) -> int | None:
    cue = cue_at(place.cue_starts, snippet(place.body, sought(query)).at)
    return cue[0] if cue else place.start_ms


def _clock(ms: int) -> str:
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _shared_words(text: str, query: Query) -> list[str]:
    """As they were typed, the telling ones only."""
    there = {word.stem for word in placed_words(text)}
    telling = [word for word in query.words if word not in MANY]
    return [word for word in telling if folded_stem(word) in there][:MOST_WORDS_NAMED]
