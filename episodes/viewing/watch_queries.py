"""All that the watch page shows of one episode, but the transcript and what is near it: one
statement."""

import re
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    select,
    true,
)
from sqlalchemy.orm import aliased

from episodes.answers.models import Answer, AnswerPart, Resource, ResourceKind
from episodes.catalog.artifacts import Headline, ReviewState
from episodes.catalog.models import (
    Chapter,
    Credit,
    CreditRole,
    Episode,
    Person,
    Topic,
    episodes_topics,
)
from episodes.catalog.queries import answer_visible, visible
from episodes.catalog.records import EPISODE_COLUMNS, EpisodeRecord
from episodes.db import constant, rows_of
from episodes.json_rows import json_rows, of_each, rows_in_order
from episodes.media.models import OTHER_FORMS, Place, Video
from episodes.media.queries import form_is_reviewed
from episodes.messages import Message
from episodes.questions.published.models import AlsoAsked, Annotation, Question
from episodes.viewing.listing import (
    TopicName,
    episode_from,
    warning_rows,
    warnings_from,
)
from episodes.warnings.records import WarningRecord

OtherVideo = aliased(Video)
SECOND = re.compile(r'data-seek="(\d{1,6})"')


@dataclass(frozen=True, slots=True)
class Remark:
    """On the question's characters start to end; number: as the footnote counts, from 1."""

    number: int
    start: int
    end: int
    note: str


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    text: str
    asked_by: str
    remarks: tuple[Remark, ...]
    also_asked_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Credited:
    role: CreditRole
    name: str
    pronouns: str
    disclosure: str
    website: str
    slug: str


@dataclass(frozen=True, slots=True)
class ChapterMark:
    start_ms: int
    title: str


@dataclass(frozen=True, slots=True)
class PartMark:
    """A part of the written answer; seconds: the moments of the video that it points to."""

    anchor: str
    heading: str
    plain: str
    seconds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ResourceMark:
    slug: str
    kind: str
    title: str
    creator: str

    @property
    def kind_label(self) -> Message:
        return ResourceKind(self.kind).label


@dataclass(frozen=True, slots=True)
class VideoRecord:
    """The fields bear the columns' names."""

    address: str
    storage_key: str
    media_type: str
    duration_ms: int | None
    width: int | None
    height: int | None
    poster_media_type: str
    storyboard_key: str


@dataclass(frozen=True, slots=True)
class OtherForm:
    """The video with what can be seen in words, or the interpreter beside it. note: what is in it
    that is not in the video."""

    place: Place
    address: str
    storage_key: str
    media_type: str
    note: str
    headline: Headline
    review: ReviewState


VIDEO_COLUMNS = tuple(getattr(Video, field.name) for field in fields(VideoRecord))


@dataclass(frozen=True, slots=True)
class WatchPage:
    """parts: of the written answer, and only where the reader may see it."""

    episode: EpisodeRecord
    question: QuestionRecord | None
    video: VideoRecord | None
    other_forms: tuple[OtherForm, ...]
    topics: tuple[TopicName, ...]
    credits: tuple[Credited, ...]
    chapters: tuple[ChapterMark, ...]
    resources: tuple[ResourceMark, ...]
    warnings: tuple[WarningRecord, ...]
    has_answer: bool
    parts: tuple[PartMark, ...]


def watch_page(slug: str, *, staff: bool) -> WatchPage | None:
    row = rows_of(_statement(staff=staff), {"slug": slug}).one_or_none()
    return _page(row) if row else None


@cache
def _statement(*, staff: bool) -> Select[Any]:
    """Built once: building it costs more than running it."""
    return (
        select(
            *EPISODE_COLUMNS,
            Question.id.label("question_id"),
            Question.text,
            Question.asked_by,
            Video.id.label("video_id"),
            *VIDEO_COLUMNS,
            exists().where(*_readable_answer(staff=staff)).label("has_answer"),
            *(of_each(rows, Episode, name) for name, rows in _lists(staff=staff).items()),
        )
        .outerjoin(Question, Question.episode_id == Episode.id)
        .outerjoin(
            Video, and_(Video.episode_id == Episode.id, Video.place == constant(Place.EPISODE))
        )
        .where(Episode.slug == bindparam("slug"), visible(staff=staff))
    )


def _lists(*, staff: bool) -> dict[str, Select[Any]]:
    question = aliased(Question)
    return {
        "remarks": json_rows(Annotation.start, Annotation.end, Annotation.note)
        .join(question, question.id == Annotation.question_id)
        .where(question.episode_id == Episode.id),
        "also_asked": json_rows(AlsoAsked.position, AlsoAsked.text)
        .join(question, question.id == AlsoAsked.question_id)
        .where(question.episode_id == Episode.id),
        "topics": json_rows(Topic.name, Topic.slug)
        .join(episodes_topics, episodes_topics.c.topic_id == Topic.id)
        .where(episodes_topics.c.episode_id == Episode.id),
        "credits": json_rows(Credit.position, Credit.role, *_person_columns())
        .join(Person, Person.id == Credit.person_id)
        .where(Credit.episode_id == Episode.id),
        "other_forms": json_rows(
            OtherVideo.place,
            OtherVideo.address,
            OtherVideo.storage_key,
            OtherVideo.media_type,
            OtherVideo.note,
            OtherVideo.headline,
            OtherVideo.review,
        ).where(
            OtherVideo.episode_id == Episode.id,
            OtherVideo.place.in_(OTHER_FORMS),
            true() if staff else form_is_reviewed(OtherVideo),
        ),
        "chapters": json_rows(Chapter.start_ms, Chapter.title).where(
            Chapter.episode_id == Episode.id
        ),
        "resources": json_rows(
            Resource.position, Resource.slug, Resource.kind, Resource.title, Resource.creator
        ).where(Resource.episode_id == Episode.id),
        "warnings": warning_rows(),
        "parts": json_rows(
            AnswerPart.position,
            AnswerPart.anchor,
            AnswerPart.heading,
            AnswerPart.plain,
            AnswerPart.html,
        )
        .join(Answer, Answer.id == AnswerPart.answer_id)
        .where(*_readable_answer(staff=staff)),
    }


def _person_columns() -> tuple[Any, ...]:
    return (Person.name, Person.pronouns, Person.disclosure, Person.website, Person.slug)


def _readable_answer(*, staff: bool) -> tuple[ColumnElement[bool], ...]:
    return (Answer.episode_id == Episode.id, answer_visible(staff=staff))


def _page(row: Row[Any]) -> WatchPage:
    return WatchPage(
        episode=episode_from(row),
        question=_question(row) if row.question_id else None,
        video=_video(row) if row.video_id else None,
        other_forms=tuple(_other_form(*values) for values in rows_in_order(row.other_forms)),
        topics=tuple(TopicName(slug, name) for name, slug in rows_in_order(row.topics)),
        credits=tuple(Credited(CreditRole(r), *p) for _, r, *p in rows_in_order(row.credits)),
        chapters=tuple(ChapterMark(*values) for values in rows_in_order(row.chapters)),
        resources=tuple(ResourceMark(*values) for _, *values in rows_in_order(row.resources)),
        warnings=warnings_from(row.warnings),
        has_answer=row.has_answer,
        parts=tuple(_part(*values) for _, *values in rows_in_order(row.parts)),
    )


def _video(row: Row[Any]) -> VideoRecord:
    return VideoRecord(*(getattr(row, column.key) for column in VIDEO_COLUMNS))


def _other_form(place: str, *values: Any) -> OtherForm:
    address, storage_key, media_type, note, headline, review = values
    return OtherForm(
        place=Place(place),
        address=address,
        storage_key=storage_key,
        media_type=media_type,
        note=note,
        headline=Headline(headline),
        review=ReviewState(review),
    )


def _question(row: Row[Any]) -> QuestionRecord:
    remarks = enumerate(rows_in_order(row.remarks), start=1)
    return QuestionRecord(
        text=row.text,
        asked_by=row.asked_by,
        remarks=tuple(Remark(number, *values) for number, values in remarks),
        also_asked_as=tuple(text for _, text in rows_in_order(row.also_asked)),
    )


def _part(anchor: str, heading: str, plain: str, html: str) -> PartMark:
    seconds = sorted({int(second) for second in SECOND.findall(html)})
    return PartMark(anchor, heading, plain, tuple(seconds))
