"""Which episodes have answered much the same already: for whoever asks, and for the inbox."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, select

from episodes.db import rows_of
from episodes.search.finding import Finding, find
from episodes.search.models import Passage, PlaceKind
from episodes.search.passages import ALSO_ASKED
from episodes.search.stop_words import MANY
from episodes.search.words import folded_stem, placed_words

MOST_WORDS_NAMED = 3


@dataclass(frozen=True, slots=True)
class SimilarEpisode:
    """passage_id: the place that fits best. why: a short sentence for people."""

    episode_id: int
    passage_id: int
    why: str


def similar_episodes(
    text: str, *, may_find: ColumnElement[bool], limit: int = 5
) -> list[SimilarEpisode]:
    """text: a question as it is being written. Best first."""
    found = find(text, may_find=may_find, limit=limit)
    best = {one.passage_ids[0]: one.episode_id for one in found.ranked if one.passage_ids}
    places = {row.id: row for row in rows_of(_PLACES, {"ids": list(best)})} if best else {}
    return [
        SimilarEpisode(episode_id, number, _why(places[number], found))
        for number, episode_id in best.items()
        if number in places
    ]


_PLACES = select(
    Passage.id, Passage.kind, Passage.heading, Passage.body, Passage.start_ms, Passage.anchor
).where(Passage.id.in_(bindparam("ids", expanding=True)))


def _why(place, found: Finding) -> str:  # type: ignore[no-untyped-def]  # a row
    shared = _shared_words(f"{place.heading} {place.body}", found)
    words = f": {', '.join(shared)}" if shared else ""
    return f"{_where(place)}{words}."


def _where(place) -> str:  # type: ignore[no-untyped-def]  # a row
    if place.kind is PlaceKind.QUESTION:
        asked_otherwise = place.anchor == ALSO_ASKED
        return "The same was asked in other words" if asked_otherwise else "The question is close"
    if place.kind is PlaceKind.EPISODE:
        return "The episode is about this"
    if place.kind is PlaceKind.SPEECH:
        at = place.start_ms
        return "It is talked about" if at is None else f"It is talked about at {_clock(at)}"
    if place.kind is PlaceKind.RESOURCE:
        return f"It leads to “{place.heading}”"
    return f"Answered under “{place.heading}”" if place.heading else "The written answer is close"


def _clock(ms: int) -> str:
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _shared_words(text: str, found: Finding) -> list[str]:
    """As they were typed, the telling ones only."""
    there = {word.stem for word in placed_words(text)}
    telling = [word for word in found.query.words if word not in MANY]
    return [word for word in telling if folded_stem(word) in there][:MOST_WORDS_NAMED]
