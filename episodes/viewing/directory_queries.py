"""Reads of the pages that gather episodes: topics, a topic, a person, a season."""

from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
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
from episodes.viewing.queries import Page, page_of
from episodes.viewing.unchanged import read_once_a_version

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
    number: int
    first_at: datetime
    last_at: datetime
    count: int
    has_before: bool
    has_after: bool


@read_once_a_version
def counted_topics() -> tuple[CountedTopic, ...]:
    """All that some public episode has, by name."""
    topics = [CountedTopic(*row) for row in rows_of(_counted_topics())]
    return tuple(sorted((t for t in topics if t.count), key=lambda t: t.name.casefold()))


@cache
def _counted_topics() -> Any:
    return select(Topic.slug, Topic.name, Topic.description, _count_of_topic())


def _count_of_topic() -> ScalarSelect[int]:
    some = (
        select(literal(1))
        .select_from(episodes_topics)
        .join(Episode, Episode.id == episodes_topics.c.episode_id)
        .where(episodes_topics.c.topic_id == Topic.id, is_public())
        .correlate(Topic)
        .limit(MOST_COUNTED)
        .subquery()
    )
    return select(func.count()).select_from(some).scalar_subquery()


def topic_page(slug: str) -> TopicPage | None:
    """None where no public episode has the topic."""
    row = rows_of(_topic(), {"slug": slug}).one_or_none()
    if row is None or not row.number:
        return None
    synonyms = tuple(name for _, name in rows_in_order(row.synonyms))
    topic = CountedTopic(row.slug, row.name, row.description, row.number)
    return TopicPage(topic, synonyms, _neighbours(slug))


@cache
def _topic() -> Any:
    synonyms = json_rows(TopicSynonym.position, TopicSynonym.name).where(
        TopicSynonym.topic_id == Topic.id
    )
    return select(
        Topic.slug,
        Topic.name,
        Topic.description,
        _count_of_topic().label("number"),
        of_each(synonyms, Topic, "synonyms"),
    ).where(Topic.slug == bindparam("slug"))


def _neighbours(slug: str) -> tuple[CountedTopic, ...]:
    """Topics that stand beside it on the same episodes, the commonest first."""
    rows = rows_of(_beside(), {"slug": slug})
    return tuple(CountedTopic(*row) for row in rows)


@cache
def _beside() -> Any:
    mine = episodes_topics.alias("mine")
    own = select(Topic.id).where(Topic.slug == bindparam("slug")).scalar_subquery()
    together = (
        select(mine.c.episode_id)
        .join(Episode, Episode.id == mine.c.episode_id)
        .where(mine.c.topic_id == own, is_public())
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


def episodes_of_person(
    person_id: int, before: str | None, hidden: ColumnElement[bool] | None
) -> Page:
    return page_of([was_in(person_id)], before, hidden)


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


def season_facts(number: int) -> SeasonFacts | None:
    row = rows_of(_season(), {"number": number}).one()
    return SeasonFacts(number, *row) if row.number else None


@cache
def _season() -> Any:
    number: BindParameter[int] = bindparam("number", type_=Integer)
    return select(
        func.min(Episode.published_at),
        func.max(Episode.published_at),
        func.count().label("number"),
        exists().where(Episode.season < number, is_public()),
        exists().where(Episode.season > number, is_public()),
    ).where(Episode.season == number, is_public())
