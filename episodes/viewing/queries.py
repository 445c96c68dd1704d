"""Reads of the lists: home, catalog, and what can be filtered by."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, String, and_, cast, exists, literal, select, union_all

from episodes.catalog.models import Credit, Episode, Person, Topic, episodes_topics
from episodes.catalog.queries import is_public
from episodes.db import constant, rows_of
from episodes.search.results.filters import ON_SCREEN, READABLE, Filters, filter_conditions
from episodes.transcripts.models import CaptionTrack
from episodes.viewing.listing import (
    ListedEpisode,
    TopicName,
    after_place,
    listed_episodes,
    newest_listing,
    place_in_list,
)
from episodes.viewing.unchanged import read_once_a_version
from episodes.warnings.hiding import NotHidden

PAGE = 20
HOME = 24
FULL_SHELF = 3
SHELVES = 2
MOST_PEOPLE = 200

Listed: TypeAlias = tuple[ColumnElement[bool], ...]


@dataclass(frozen=True, slots=True)
class Page:
    episodes: list[ListedEpisode]
    before: str | None


@dataclass(frozen=True, slots=True)
class Options:
    """What the catalog's filters offer: only what some public episode has. people: (slug, name)."""

    topics: tuple[TopicName, ...] = ()
    seasons: tuple[int, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    languages: tuple[str, ...] = ()


def may_be_listed(not_hidden: NotHidden) -> Listed:
    """What anything must be that is listed, counted or offered: public, and not hidden."""
    return (is_public(),) if not_hidden is None else (is_public(), not_hidden)


def newest_episodes(not_hidden: NotHidden) -> list[ListedEpisode]:
    return listed_episodes(newest_listing(limit=HOME, conditions=_conditions(not_hidden)))


def catalog_page(filters: Filters, before: str | None, not_hidden: NotHidden) -> Page:
    return page_of(filter_conditions(filters), before, not_hidden)


def page_of(
    wanted: Sequence[ColumnElement[bool]], before: str | None, not_hidden: NotHidden
) -> Page:
    """One more than a page is read, to know whether another page follows."""
    conditions = [*wanted, *_conditions(not_hidden)]
    place = after_place(before) if before else None
    if place is not None:
        conditions.append(place)
    episodes = listed_episodes(newest_listing(limit=PAGE + 1, conditions=conditions))
    more = place_in_list(episodes[PAGE - 1].episode) if len(episodes) > PAGE else None
    return Page(episodes[:PAGE], more)


def shelves(episodes: Sequence[ListedEpisode]) -> list[tuple[TopicName, list[ListedEpisode]]]:
    """The topics that most of them have, each with a few. An episode stands on one shelf only, and
    a single episode is not a shelf."""
    common = Counter(topic for listed in episodes for topic in listed.topics)
    by_topic: dict[TopicName, list[ListedEpisode]] = {}
    for listed in episodes:
        for topic in sorted(listed.topics, key=lambda t: (-common[t], t.name)):
            if common[topic] > 1 and len(by_topic.get(topic, ())) < FULL_SHELF:
                by_topic.setdefault(topic, []).append(listed)
                break
    full = [(topic, few) for topic, few in by_topic.items() if len(few) > 1]
    return sorted(full, key=lambda pair: (-common[pair[0]], pair[0].name))[:SHELVES]


def filter_options(not_hidden: NotHidden = None) -> Options:
    return _options_of_everybody() if not_hidden is None else _options(not_hidden)


@read_once_a_version
def _options_of_everybody() -> Options:
    return _options(None)


def _options(not_hidden: NotHidden) -> Options:
    """One statement: the kind, the value, and its name."""
    rows = rows_of(_all_options(not_hidden)).all()
    by_kind: dict[str, list[Any]] = {"topic": [], "person": [], "language": [], "season": []}
    for kind, value, name in rows:
        by_kind[kind].append((value, name))
    seasons = {int(value) for value, _ in by_kind["season"]}
    return Options(
        topics=tuple(TopicName(s, n) for s, n in sorted(by_kind["topic"], key=_by_name)),
        people=tuple(sorted(by_kind["person"], key=_by_name)),
        languages=tuple(sorted(value for value, _ in by_kind["language"])),
        seasons=tuple(range(max(seasons, default=0), 0, -1))
        if not_hidden is None
        else tuple(sorted(seasons, reverse=True)),
    )


@lru_cache(maxsize=64)
def _all_options(not_hidden: NotHidden) -> Any:
    listed = may_be_listed(not_hidden)
    seasons = _last_season() if not_hidden is None else _seasons(listed)
    return union_all(
        _topic_options(listed), _people_options(listed), _language_options(listed), seasons
    )


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1].lower()


def _conditions(not_hidden: NotHidden) -> list[ColumnElement[bool]]:
    return [] if not_hidden is None else [not_hidden]


def _topic_options(listed: Listed) -> Any:
    used = exists().where(
        episodes_topics.c.topic_id == Topic.id,
        episodes_topics.c.episode_id == Episode.id,
        *listed,
    )
    return select(literal("topic"), Topic.slug, Topic.name).where(used)


def _people_options(listed: Listed) -> Any:
    seen = exists().where(
        Credit.person_id == Person.id,
        Credit.role.in_([constant(role) for role in ON_SCREEN]),
        and_(Credit.episode_id == Episode.id, *listed),
    )
    people = select(Person.slug, Person.name).where(seen).order_by(Person.name).limit(MOST_PEOPLE)
    inner = people.subquery()
    return select(literal("person"), inner.c.slug, inner.c.name)


def _language_options(listed: Listed) -> Any:
    return (
        select(literal("language"), CaptionTrack.language, literal(""))
        .join(Episode, Episode.id == CaptionTrack.episode_id)
        .where(*listed, CaptionTrack.live_version_id.is_not(None))
        .where(CaptionTrack.kind.in_([constant(kind) for kind in READABLE]))
        .distinct()
    )


def _seasons(listed: Listed) -> Any:
    of_season = select(Episode.season).where(*listed, Episode.season.is_not(None))
    seasons = of_season.distinct().subquery()
    return select(literal("season"), cast(seasons.c.season, String), literal(""))


def _last_season() -> Any:
    """The last season only, which the index gives at once; the ones before it are counted."""
    last = (
        select(Episode.season)
        .where(is_public(), Episode.season.is_not(None))
        .order_by(Episode.season.desc())
        .limit(1)
        .subquery()
    )
    return select(literal("season"), cast(last.c.season, String), literal(""))
