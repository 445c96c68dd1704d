"""Reads of the pages that gather episodes: topics, a topic, a person, a season."""

from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Row,
    ScalarSelect,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
)

from episodes.answers.models import Answer
from episodes.catalog.models import (
    Credit,
    CreditRole,
    Episode,
    Person,
    Topic,
    TopicSynonym,
    episodes_topics,
)
from episodes.catalog.queries import answer_visible, is_public
from episodes.db import rows_of
from episodes.json_rows import json_rows, of_each, rows_in_order
from episodes.viewing.listing import ListedEpisode
from episodes.viewing.queries import Listed, Page, may_be_listed, page_of
from episodes.viewing.unchanged import read_once_a_version
from episodes.warnings.hiding import NotHidden

MOST_COUNTED = 100  # counting each topic to its end would cost a hundred thousand rows
NEIGHBOURS = 6
WROTE = "answer"


@dataclass(frozen=True, slots=True)
class CountedTopic:
    """count: of public episodes, at most MOST_COUNTED."""

    slug: str
    name: str
    description: str
    count: int

    @property
    def counted(self) -> str:
        return f"{self.count}+" if self.count >= MOST_COUNTED else str(self.count)


@dataclass(frozen=True, slots=True)
class TopicPage:
    topic: CountedTopic
    synonyms: tuple[str, ...]
    neighbours: tuple[CountedTopic, ...]


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """The fields bear the columns' names."""

    id: int
    slug: str
    name: str
    pronouns: str
    biography: str
    disclosure: str
    website: str


PERSON_COLUMNS = tuple(getattr(Person, field.name) for field in fields(PersonFacts))


@dataclass(frozen=True, slots=True)
class SeasonFacts:
    """first_at and last_at: None where the viewer hides all of it. before and after: the nearest
    seasons that have something to list."""

    number: int
    first_at: datetime | None
    last_at: datetime | None
    count: int
    before: int | None
    after: int | None


def counted_topics(not_hidden: NotHidden = None) -> tuple[CountedTopic, ...]:
    """All that some public episode has which this viewer does not hide, by name."""
    return _topics_of_everybody() if not_hidden is None else _topics_with_counts(not_hidden)


@read_once_a_version
def _topics_of_everybody() -> tuple[CountedTopic, ...]:
    return _topics_with_counts(None)


def _topics_with_counts(not_hidden: NotHidden) -> tuple[CountedTopic, ...]:
    topics = [CountedTopic(*row) for row in rows_of(_counted_topics(not_hidden))]
    return tuple(sorted((t for t in topics if t.count), key=lambda t: t.name.casefold()))


@lru_cache(maxsize=64)
def _counted_topics(not_hidden: NotHidden) -> Any:
    return select(Topic.slug, Topic.name, Topic.description, _count_of_topic(not_hidden))


def _count_of_topic(not_hidden: NotHidden) -> ScalarSelect[int]:
    some = (
        select(literal(1))
        .select_from(episodes_topics)
        .join(Episode, Episode.id == episodes_topics.c.episode_id)
        .where(episodes_topics.c.topic_id == Topic.id, *may_be_listed(not_hidden))
        .correlate(Topic)
        .limit(MOST_COUNTED)
        .subquery()
    )
    return select(func.count()).select_from(some).scalar_subquery()


def topic_page(slug: str, not_hidden: NotHidden = None) -> TopicPage | None:
    """None where no public episode has the topic. Where the viewer hides all that have it, there
    is a page that counts none."""
    row = _topic_row(slug, not_hidden)
    if row is None or not (row.number or (not_hidden is not None and _is_public_topic(slug))):
        return None
    synonyms = tuple(name for _, name in rows_in_order(row.synonyms))
    topic = CountedTopic(row.slug, row.name, row.description, row.number)
    return TopicPage(topic, synonyms, _neighbours(slug, not_hidden))


def _topic_row(slug: str, not_hidden: NotHidden) -> Row[Any] | None:
    return rows_of(_topic(not_hidden), {"slug": slug}).one_or_none()


def _is_public_topic(slug: str) -> bool:
    row = _topic_row(slug, None)
    return row is not None and bool(row.number)


@lru_cache(maxsize=64)
def _topic(not_hidden: NotHidden) -> Any:
    synonyms = json_rows(TopicSynonym.position, TopicSynonym.name).where(
        TopicSynonym.topic_id == Topic.id
    )
    return select(
        Topic.slug,
        Topic.name,
        Topic.description,
        _count_of_topic(not_hidden).label("number"),
        of_each(synonyms, Topic, "synonyms"),
    ).where(Topic.slug == bindparam("slug"))


def _neighbours(slug: str, not_hidden: NotHidden) -> tuple[CountedTopic, ...]:
    """Topics that stand beside it on the same episodes, the commonest first."""
    rows = rows_of(_beside(not_hidden), {"slug": slug})
    return tuple(CountedTopic(*row) for row in rows)


@lru_cache(maxsize=64)
def _beside(not_hidden: NotHidden) -> Any:
    mine = episodes_topics.alias("mine")
    own = select(Topic.id).where(Topic.slug == bindparam("slug")).scalar_subquery()
    together = (
        select(mine.c.episode_id)
        .join(Episode, Episode.id == mine.c.episode_id)
        .where(mine.c.topic_id == own, *may_be_listed(not_hidden))
        .limit(MOST_COUNTED)
        .subquery()
    )
    return (
        select(Topic.slug, Topic.name, Topic.description, func.count().label("count"))
        .select_from(together)
        .join(episodes_topics, episodes_topics.c.episode_id == together.c.episode_id)
        .join(Topic, Topic.id == episodes_topics.c.topic_id)
        .where(Topic.id != own)
        .group_by(Topic.id, Topic.slug, Topic.name, Topic.description)
        .order_by(func.count().desc(), Topic.name)
        .limit(NEIGHBOURS)
    )


def person_by_slug(slug: str) -> PersonFacts | None:
    """None where they were in nothing that the public may see."""
    row = rows_of(_person(), {"slug": slug}).one_or_none()
    return PersonFacts(*row) if row else None


@cache
def _person() -> Any:
    shown = exists().where(was_in(Person.id), is_public())
    return select(*PERSON_COLUMNS).where(Person.slug == bindparam("slug"), shown)


def was_in(person_id: Any) -> ColumnElement[bool]:
    """Credited, or the author of the written answer where that may be read."""
    credited = exists().where(Credit.episode_id == Episode.id, Credit.person_id == person_id)
    wrote = exists().where(
        Answer.episode_id == Episode.id, Answer.author_id == person_id, answer_visible(staff=False)
    )
    return or_(credited, wrote)


def episodes_of_person(person_id: int, before: str | None, not_hidden: NotHidden) -> Page:
    return page_of([was_in(person_id)], before, not_hidden)


def roles_in(person_id: int, episodes: list[ListedEpisode]) -> dict[int, list[CreditRole | str]]:
    """What they were, by episode; WROTE for who wrote the answer."""
    ids = [listed.episode.id for listed in episodes]
    credited = select(Credit.episode_id, Credit.role, Credit.position).where(
        Credit.person_id == person_id, Credit.episode_id.in_(ids)
    )
    roles: dict[int, list[CreditRole | str]] = {}
    for episode_id, role, _ in rows_of(credited.order_by(Credit.position)):
        roles.setdefault(episode_id, []).append(role)
    wrote = select(Answer.episode_id).where(
        Answer.author_id == person_id, Answer.episode_id.in_(ids)
    )
    for (episode_id,) in rows_of(wrote):
        if CreditRole.WRITER not in roles.get(episode_id, []):
            roles.setdefault(episode_id, []).append(WROTE)
    return roles


def season_facts(number: int, not_hidden: NotHidden = None) -> SeasonFacts | None:
    """None where nothing public is of it. Where the viewer hides all of it, it counts none."""
    row = rows_of(_season(not_hidden), {"number": number}).one()
    if not row.number and (not_hidden is None or season_facts(number) is None):
        return None
    return SeasonFacts(number, *row)


@lru_cache(maxsize=64)
def _season(not_hidden: NotHidden) -> Any:
    number: BindParameter[int] = bindparam("number", type_=Integer)
    listed = may_be_listed(not_hidden)
    return select(
        func.min(Episode.published_at),
        func.max(Episode.published_at),
        func.count().label("number"),
        _season_beside(func.max, Episode.season < number, listed),
        _season_beside(func.min, Episode.season > number, listed),
    ).where(Episode.season == number, *listed)


def _season_beside(nearest: Any, is_beside: ColumnElement[bool], listed: Listed) -> Any:
    beside = select(nearest(Episode.season)).where(is_beside, *listed)
    return beside.correlate(None).scalar_subquery()
