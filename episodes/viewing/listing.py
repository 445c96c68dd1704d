"""Episodes as lists show them: one statement for a list, whatever its length."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, and_, func, or_, select

from episodes.answers.models import Answer
from episodes.catalog.models import Credit, CreditRole, Episode, Person, Topic, episodes_topics
from episodes.catalog.queries import answer_visible, visible
from episodes.catalog.records import EPISODE_COLUMNS, EpisodeRecord
from episodes.db import constant, rows_of
from episodes.json_rows import json_rows, of_each, rows_in_order
from episodes.media.models import Place, Video
from episodes.questions.published.models import Question
from episodes.search.results.filters import CAPTIONING, ON_SCREEN, READABLE, has_track
from episodes.warnings.models import ContentWarning, Scope, Treatment
from episodes.warnings.records import WARNING_COLUMNS, WarningRecord

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class TopicName:
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class ListedEpisode:
    """warnings: all of the episode's, so that the gate decides here as on its own page.
    answer_characters: None where there is no answer to read. guests: the hosts where there is
    none."""

    episode: EpisodeRecord
    question: str
    asked_by: str
    duration_ms: int | None
    poster_media_type: str
    poster_alt: str
    has_captions: bool
    has_transcript: bool
    answer_characters: int | None
    guests: tuple[str, ...]
    topics: tuple[TopicName, ...]
    warnings: tuple[WarningRecord, ...]


def listed_episodes(statement: Select[Any], **values: Any) -> list[ListedEpisode]:
    return [_listed_episode(row) for row in rows_of(statement, values)]


def newest_listing(
    *, staff: bool = False, limit: int, conditions: Sequence[ColumnElement[bool]] = ()
) -> Select[Any]:
    """What a list needs of each episode, the last published first."""
    statement = _newest_listing(limit, staff=staff)
    return statement.where(*conditions) if conditions else statement


@cache
def _newest_listing(limit: int, *, staff: bool) -> Select[Any]:
    """Built once: building it costs more than running it."""
    return (
        select(
            *EPISODE_COLUMNS,
            Question.text.label("question"),
            Question.asked_by,
            Video.duration_ms,
            Video.poster_media_type,
            Video.poster_alt,
            has_track(CAPTIONING).label("has_captions"),
            has_track(READABLE).label("has_transcript"),
            _answer_characters(staff=staff).label("answer_characters"),
            of_each(_speaker_rows(), Episode, "speakers"),
            of_each(_topic_rows(), Episode, "topics"),
            of_each(warning_rows(), Episode, "warnings"),
        )
        .outerjoin(Question, Question.episode_id == Episode.id)
        .outerjoin(
            Video, and_(Video.episode_id == Episode.id, Video.place == constant(Place.EPISODE))
        )
        .where(visible(staff=staff))
        .order_by(Episode.published_at.desc(), Episode.id.desc())
        .limit(limit)
    )


def _answer_characters(*, staff: bool) -> ScalarSelect[int]:
    return (
        select(func.length(Answer.markdown))
        .where(Answer.episode_id == Episode.id, answer_visible(staff=staff))
        .correlate(Episode)
        .scalar_subquery()
    )


def _speaker_rows() -> Select[Any]:
    return (
        json_rows(Credit.position, Credit.role, Person.name)
        .join(Person, Person.id == Credit.person_id)
        .where(
            Credit.episode_id == Episode.id,
            Credit.role.in_([constant(role) for role in ON_SCREEN]),
        )
    )


def _guests(rows: list[list[Any]] | None) -> tuple[str, ...]:
    speakers = [(role, name) for _, role, name in rows_in_order(rows)]
    guests = tuple(name for role, name in speakers if role == CreditRole.GUEST)
    return guests or tuple(name for _, name in speakers)


def _topic_rows() -> Select[Any]:
    return (
        json_rows(Topic.name, Topic.slug)
        .select_from(episodes_topics)
        .join(Topic, Topic.id == episodes_topics.c.topic_id)
        .where(episodes_topics.c.episode_id == Episode.id)
    )


def warning_rows() -> Select[Any]:
    return json_rows(*WARNING_COLUMNS).where(ContentWarning.episode_id == Episode.id)


def warnings_from(rows: list[list[Any]] | None) -> tuple[WarningRecord, ...]:
    return tuple(_warning(row) for row in rows_in_order(rows))


def _warning(row: list[Any]) -> WarningRecord:
    number, scope, category, treatment, *rest = row
    return WarningRecord(number, Scope(scope), category, Treatment(treatment), *rest)


def episode_from(row: Row[Any]) -> EpisodeRecord:
    """From a row that begins with EPISODE_COLUMNS."""
    return EpisodeRecord(*row[: len(EPISODE_COLUMNS)])


def _listed_episode(row: Row[Any]) -> ListedEpisode:
    return ListedEpisode(
        episode=episode_from(row),
        question=row.question or "",
        asked_by=row.asked_by or "",
        duration_ms=row.duration_ms,
        poster_media_type=row.poster_media_type or "",
        poster_alt=row.poster_alt or "",
        has_captions=row.has_captions,
        has_transcript=row.has_transcript,
        answer_characters=row.answer_characters,
        guests=_guests(row.speakers),
        topics=tuple(TopicName(slug, name) for name, slug in rows_in_order(row.topics)),
        warnings=warnings_from(row.warnings),
    )


def place_in_list(episode: EpisodeRecord) -> str:
    """Where a list goes on after this episode, for an address: microseconds and id."""
    assert episode.published_at is not None  # noqa: S101  # lists hold what has a time
    return f"{(episode.published_at - EPOCH) // timedelta(microseconds=1)}-{episode.id}"


def after_place(place: str) -> ColumnElement[bool] | None:
    """The condition for what comes after it; None where it is no such place."""
    microseconds, _, number = place.partition("-")
    if not (place.isascii() and microseconds.isdigit() and number.isdigit()):
        return None
    if len(microseconds) > 17 or len(number) > 18:
        return None
    when = EPOCH + timedelta(microseconds=int(microseconds))
    return or_(
        Episode.published_at < when,
        and_(Episode.published_at == when, Episode.id < int(number)),
    )
