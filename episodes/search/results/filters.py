"""What lists and results can be narrowed by, and the conditions that do it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_

from episodes.answers.models import Answer
from episodes.catalog.artifacts import Headline, ReviewState
from episodes.catalog.models import Credit, CreditRole, Episode, Person, Topic, episodes_topics
from episodes.catalog.queries import answer_visible
from episodes.db import constant
from episodes.transcripts.models import CaptionTrack, TrackKind

CAPTIONING = (TrackKind.CAPTIONS, TrackKind.SUBTITLES)
READABLE = (*CAPTIONING, TrackKind.TRANSCRIPT)
ON_SCREEN = (CreditRole.HOST, CreditRole.GUEST)
SAFE_FOR_WORK = (Headline.CLEAN, Headline.RACY)
REVIEWED = (ReviewState.REVIEWED_NONE, ReviewState.REVIEWED_SOME)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a person asked for; None and False ask for nothing. The fields bear the names that
    addresses use."""

    topic: str | None = None
    season: int | None = None
    person: str | None = None
    language: str | None = None
    captions: bool = False
    transcript: bool = False
    answer: bool = False
    video_safe: bool = False
    text_safe: bool = False

    @property
    def any(self) -> bool:
        return self != Filters()


def filter_conditions(
    filters: Filters, *, staff: bool = False, own_language: bool = False
) -> list[ColumnElement[bool]]:
    """own_language: the language that an episode is in counts, not only that of what was said."""
    conditions: list[ColumnElement[bool]] = []
    if filters.topic:
        conditions.append(_has_topic(filters.topic))
    if filters.season:
        conditions.append(Episode.season == filters.season)
    if filters.person:
        conditions.append(_has_person(filters.person))
    if filters.language:
        is_spoken = has_track(READABLE, filters.language)
        conditions.append(
            or_(Episode.language == filters.language, is_spoken) if own_language else is_spoken
        )
    if filters.captions:
        conditions.append(has_track(CAPTIONING))
    if filters.transcript:
        conditions.append(has_track(READABLE))
    if filters.answer:
        conditions.append(has_answer(staff=staff))
    if filters.video_safe:
        conditions += video_is_safe()
    if filters.text_safe:
        conditions += text_is_safe(staff=staff)
    return conditions


def has_track(kinds: Sequence[TrackKind], language: str | None = None) -> ColumnElement[bool]:
    wanted = [
        CaptionTrack.episode_id == Episode.id,
        CaptionTrack.live_version_id.is_not(None),
        CaptionTrack.kind.in_([constant(kind) for kind in kinds]),
    ]
    if language:
        wanted.append(CaptionTrack.language == language)
    return exists().where(*wanted)


def has_answer(*, staff: bool = False) -> ColumnElement[bool]:
    return exists().where(Answer.episode_id == Episode.id, answer_visible(staff=staff))


def video_is_safe() -> list[ColumnElement[bool]]:
    """Safe is what was looked at and found so: absence of a headline never reads as safe."""
    return [
        Episode.video_headline.in_([constant(headline) for headline in SAFE_FOR_WORK]),
        Episode.video_review.in_([constant(state) for state in REVIEWED]),
    ]


def text_is_safe(*, staff: bool = False) -> list[ColumnElement[bool]]:
    return [
        Episode.answer_headline.in_([constant(headline) for headline in SAFE_FOR_WORK]),
        Episode.answer_review.in_([constant(state) for state in REVIEWED]),
        has_answer(staff=staff),
    ]


def _has_topic(slug: str) -> ColumnElement[bool]:
    return exists().where(
        episodes_topics.c.episode_id == Episode.id,
        episodes_topics.c.topic_id == Topic.id,
        Topic.slug == slug,
    )


def _has_person(slug: str) -> ColumnElement[bool]:
    return exists().where(
        Credit.episode_id == Episode.id, Credit.person_id == Person.id, Person.slug == slug
    )
