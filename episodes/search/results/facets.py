"""By what the found episodes can be narrowed further, and how many each choice would leave."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    and_,
    bindparam,
    case,
    cast,
    distinct,
    func,
    literal,
    literal_column,
    select,
    union,
    union_all,
)

from episodes.catalog.models import Credit, Episode, Person, Topic, episodes_topics
from episodes.catalog.words import language_name
from episodes.db import constant, rows_of
from episodes.messages import Message
from episodes.search.results.filters import (
    CAPTIONING,
    ON_SCREEN,
    READABLE,
    Filters,
    has_answer,
    has_track,
    text_is_safe,
    video_is_safe,
)
from episodes.transcripts.models import CaptionTrack

MOST_OPTIONS = 6
YES = "y"
FLAGS = {
    "captions": Message("Captions"),
    "transcript": Message("A transcript"),
    "answer": Message("A written answer"),
    "video_safe": Message("The video"),
    "text_safe": Message("The written answer"),
}


@dataclass(frozen=True, slots=True)
class FacetOption:
    """name and value as an address has them. count: how many of the found episodes fit."""

    name: str
    value: str
    label: Message | str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    title: Message
    options: tuple[FacetOption, ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """chosen: what is narrowed by already."""

    offered: tuple[Facet, ...] = ()
    chosen: tuple[FacetOption, ...] = ()


def facets_of(episode_ids: Sequence[int], filters: Filters, *, staff: bool) -> Facets:
    """One statement. An option that would leave all or none of the episodes is not offered."""
    counted = list(_counted(episode_ids, staff=staff)) if episode_ids else []
    telling = [option for option in counted if 0 < option.count < len(episode_ids)]
    offered = (Facet(title, _best(telling, names)) for title, names in _GROUPS)
    return Facets(tuple(facet for facet in offered if facet.options), _chosen(counted, filters))


_GROUPS = (
    (Message("Topic"), ("topic",)),
    (Message("Season"), ("season",)),
    (Message("Person"), ("person",)),
    (Message("Language"), ("language",)),
    (Message("That have"), ("captions", "transcript", "answer")),
    (Message("Safe for work"), ("video_safe", "text_safe")),
)


def _best(telling: Sequence[FacetOption], names: Sequence[str]) -> tuple[FacetOption, ...]:
    fitting = [option for option in telling if option.name in names]
    if names[0] in FLAGS:
        return tuple(sorted(fitting, key=lambda option: names.index(option.name)))
    if names[0] == "season":
        return tuple(sorted(fitting, key=lambda option: -int(option.value)))[:MOST_OPTIONS]
    fitting.sort(key=lambda option: (-option.count, str(option.label).lower()))
    return tuple(fitting[:MOST_OPTIONS])


def _chosen(counted: Sequence[FacetOption], filters: Filters) -> tuple[FacetOption, ...]:
    by_value = {(option.name, option.value): option for option in counted}
    chosen = []
    for name in Filters.__slots__:
        value = getattr(filters, name)
        if value:
            text = YES if value is True else str(value)
            unknown = FacetOption(name, text, _label(name, text, text), 0)
            chosen.append(by_value.get((name, text), unknown))
    return tuple(chosen)


def _counted(episode_ids: Sequence[int], *, staff: bool) -> Iterator[FacetOption]:
    for name, value, label, count in rows_of(_counts(staff=staff), {"ids": list(episode_ids)}):
        if name not in FLAGS:
            yield FacetOption(name, value, _label(name, value, label), count)
        elif count:
            yield FacetOption(name, YES, FLAGS[name], count)


def _season(number: str) -> Message:
    return Message("Season %(number)s", number=number)


def _label(name: str, value: str, label: str) -> Message | str:
    if name in FLAGS:
        return FLAGS[name]
    words: dict[str, Callable[[str], Message | str]] = {
        "season": _season,
        "language": language_name,
    }
    return words[name](value) if name in words else label


@cache
def _counts(*, staff: bool) -> Any:
    """Built once. The found episodes are read first, once for all the counts."""
    episodes = _narrowable(staff=staff)
    return union_all(
        _topics(episodes),
        _people(episodes),
        _languages(episodes),
        _seasons(episodes),
        *(_flag(episodes, name) for name in FLAGS),
    )


def _narrowable(*, staff: bool) -> Any:
    flags: dict[str, ColumnElement[bool]] = {
        "captions": has_track(CAPTIONING),
        "transcript": has_track(READABLE),
        "answer": has_answer(staff=staff),
        "video_safe": and_(*video_is_safe()),
        "text_safe": and_(*text_is_safe(staff=staff)),
    }
    return (
        select(
            Episode.id,
            Episode.season,
            Episode.language,
            *(case((condition, 1), else_=0).label(name) for name, condition in flags.items()),
        )
        .where(Episode.id.in_(bindparam("ids", expanding=True)))
        .cte("episodes")
    )


def _topics(episodes: Any) -> Any:
    return (
        select(literal("topic"), Topic.slug, Topic.name, func.count())
        .join(episodes_topics, episodes_topics.c.topic_id == Topic.id)
        .join(episodes, episodes.c.id == episodes_topics.c.episode_id)
        .group_by(Topic.id, Topic.slug, Topic.name)
    )


def _people(episodes: Any) -> Any:
    """Counted whatever they did, as the filter counts; offered where they are seen."""
    is_seen = case((Credit.role.in_([constant(role) for role in ON_SCREEN]), 1), else_=0)
    # The plus has SQLite begin at the found episodes; else it goes through everybody's credits.
    person_id: ColumnElement[int] = literal_column("+credit.person_id")
    seen = (
        select(person_id.label("person_id"), func.count(distinct(Credit.episode_id)).label("count"))
        .select_from(episodes)
        .join(Credit, Credit.episode_id == episodes.c.id)
        .group_by(person_id)
        .having(func.max(is_seen) == 1)
        .subquery()
    )
    return select(literal("person"), Person.slug, Person.name, seen.c.count).join(
        seen, seen.c.person_id == Person.id
    )


def _languages(episodes: Any) -> Any:
    spoken = (
        select(CaptionTrack.episode_id, CaptionTrack.language)
        # Not joined: SQLite would first read all tracks there are into a filter.
        .where(CaptionTrack.episode_id.in_(select(episodes.c.id)))
        .where(CaptionTrack.live_version_id.is_not(None))
        .where(CaptionTrack.kind.in_([constant(kind) for kind in READABLE]))
    )
    either = union(select(episodes.c.id, episodes.c.language), spoken).subquery()
    return select(literal("language"), either.c.language, literal(""), func.count()).group_by(
        either.c.language
    )


def _seasons(episodes: Any) -> Any:
    return (
        select(literal("season"), cast(episodes.c.season, String), literal(""), func.count())
        .where(episodes.c.season.is_not(None))
        .group_by(episodes.c.season)
    )


def _flag(episodes: Any, name: str) -> Any:
    total = cast(func.coalesce(func.sum(episodes.c[name]), 0), Integer)
    return select(literal(name), literal(YES), literal(""), total)
