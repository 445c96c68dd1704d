"""Reads for the export: all that many episodes have, in a few statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload, undefer

from episodes.answers.models import Answer, Resource
from episodes.catalog.models import Episode, Person, Topic
from episodes.db import Base, db
from episodes.media.models import OTHER_FORMS, AnswerPicture, Place, Video
from episodes.questions.published.models import Question
from episodes.transcripts.models import CaptionRendering, CaptionTrack, CaptionVersion
from episodes.warnings.models import ContentWarning


@dataclass(frozen=True, slots=True)
class Content:
    """tracks: the live ones, each with its version and the documents made from it."""

    episode: Episode
    question: Question | None
    answer: Answer | None
    resources: Sequence[Resource]
    warnings: Sequence[ContentWarning]
    tracks: Sequence[CaptionTrack]
    video: Video | None
    answer_video: Video | None
    pictures: Sequence[AnswerPicture]
    other_forms: dict[Place, Video]


def all_people() -> Sequence[Person]:
    return db.session.scalars(select(Person).order_by(Person.slug)).all()


def all_topics() -> Sequence[Topic]:
    topics = select(Topic).options(selectinload(Topic.synonyms))
    return db.session.scalars(topics.order_by(Topic.slug)).all()


def all_slugs() -> Sequence[str]:
    return db.session.scalars(select(Episode.slug).order_by(Episode.slug)).all()


def contents(slugs: Sequence[str]) -> list[Content]:
    """In the order of the slugs' letters."""
    everything = [selectinload(a) for a in (Episode.topics, Episode.credits, Episode.chapters)]
    chosen = select(Episode).where(Episode.slug.in_(slugs)).order_by(Episode.slug)
    episodes = db.session.scalars(chosen.options(*everything)).all()
    ids = [episode.id for episode in episodes]
    questions = _one_each(_questions(ids))
    answers = _one_each(db.session.scalars(select(Answer).where(Answer.episode_id.in_(ids))))
    resources = _many_each(
        select(Resource).where(Resource.episode_id.in_(ids)).order_by(Resource.position)
    )
    warnings = _many_each(
        select(ContentWarning).where(ContentWarning.episode_id.in_(ids)).order_by(ContentWarning.id)
    )
    tracks = _many_each(_live_tracks(ids))
    videos = _videos(ids)
    pictures = _many_each(
        select(AnswerPicture).where(AnswerPicture.episode_id.in_(ids)).order_by(AnswerPicture.name)
    )
    return [
        Content(
            episode=episode,
            question=questions.get(episode.id),
            answer=answers.get(episode.id),
            resources=resources[episode.id],
            warnings=warnings[episode.id],
            tracks=tracks[episode.id],
            video=videos.get((episode.id, Place.EPISODE)),
            answer_video=videos.get((episode.id, Place.ANSWER)),
            pictures=pictures[episode.id],
            other_forms={
                place: videos[episode.id, place]
                for place in OTHER_FORMS
                if (episode.id, place) in videos
            },
        )
        for episode in episodes
    ]


def _questions(ids: Sequence[int]) -> Iterable[Question]:
    both = selectinload(Question.annotations), selectinload(Question.also_asked_as)
    return db.session.scalars(select(Question).where(Question.episode_id.in_(ids)).options(*both))


def _live_tracks(ids: Sequence[int]) -> Any:
    version = joinedload(CaptionTrack.live_version)
    return (
        select(CaptionTrack)
        .where(CaptionTrack.episode_id.in_(ids), CaptionTrack.live_version_id.is_not(None))
        .options(
            version.options(undefer(CaptionVersion.source)),
            version.joinedload(CaptionVersion.rendering).options(
                undefer(CaptionRendering.vtt), undefer(CaptionRendering.transcript_text)
            ),
        )
        .order_by(CaptionTrack.language, CaptionTrack.kind)
    )


def _videos(ids: Sequence[int]) -> dict[tuple[int, Place], Video]:
    videos = db.session.scalars(select(Video).where(Video.episode_id.in_(ids)))
    return {(video.episode_id, video.place): video for video in videos}


def _one_each(rows: Iterable[Any]) -> dict[int, Any]:
    return {row.episode_id: row for row in rows}


def _many_each(statement: Any) -> defaultdict[int, list[Any]]:
    by_episode: defaultdict[int, list[Base]] = defaultdict(list)
    for row in db.session.scalars(statement):
        by_episode[row.episode_id].append(row)
    return by_episode
