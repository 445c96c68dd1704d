"""An episode as it stands in the tables now, as a link shows it from now on."""

from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from episodes.answers.models import Resource
from episodes.answers.pictures import pictures_in
from episodes.answers.queries import answer_of, resources_of
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.covers import LONGEST_LINE, usual_accent
from episodes.catalog.models import Episode
from episodes.catalog.words import numbering
from episodes.db import db
from episodes.media.models import OTHER_FORMS, AnswerPicture, Place, Video
from episodes.media.queries import newest_video_of, video_of
from episodes.questions.published.queries import question_of
from episodes.transcripts.models import CaptionTrack, CaptionVersion
from episodes.versions.models import Version
from episodes.versions.previews import (
    FrozenCover,
    FrozenNote,
    FrozenPart,
    FrozenPicture,
    FrozenResource,
    FrozenTrack,
    FrozenVideo,
    PreviewDocument,
)
from episodes.warnings.choices import ViewerChoices
from episodes.warnings.gate import gates
from episodes.warnings.notes import watch_notes
from episodes.warnings.queries import warnings_of
from episodes.warnings.wording import WarningLine


def document_of(episode: Episode, versions: dict[str, int]) -> PreviewDocument:
    """versions: the numbers of what the tables hold now."""
    question, answer = question_of(episode.id), answer_of(episode.id)
    newest = newest_video_of(episode.id)
    own_video = _video(newest)
    answer_video = _video(video_of(episode.id, Place.ANSWER))
    return PreviewDocument(
        title=episode.title,
        language=episode.language,
        summary=episode.summary,
        numbering=numbering(episode),
        question=question.text if question else "",
        asked_by=question.asked_by if question else "",
        also_asked_as=[line.text for line in question.also_asked_as] if question else [],
        people=[f"{credit.person.name} ({credit.role.label})" for credit in episode.credits],
        topics=[topic.name for topic in episode.topics],
        notes=_notes(episode, has_video=own_video is not None, has_answer=answer is not None),
        parts=[FrozenPart(p.anchor, p.heading, p.html) for p in answer.parts] if answer else [],
        resources=[_resource(resource) for resource in resources_of(episode.id)],
        videos=[video for video in (own_video, answer_video) if video],
        has_own_video=own_video is not None,
        forms=_other_forms(episode.id),
        cover=_cover(episode, question.text if question else ""),
        poster=_poster(newest),
        pictures=_pictures(episode.id, answer.markdown) if answer else [],
        tracks=_tracks(episode.id),
        versions=versions,
    )


def newest_numbers(episode_id: int) -> dict[str, int]:
    """By kind, the number of its newest version."""
    rows = db.session.execute(
        select(Version.kind, func.max(Version.number))
        .where(Version.episode_id == episode_id)
        .group_by(Version.kind)
    )
    return {kind.value: number for kind, number in rows}


def _notes(episode: Episode, *, has_video: bool, has_answer: bool) -> list[FrozenNote]:
    over = gates(episode, warnings_of(episode.id), ViewerChoices())
    return [
        FrozenNote(note.name, note.brief, [_sentence(line) for line in note.gate.lines])
        for note in watch_notes(over, has_video=has_video, has_answer=has_answer)
    ]


def _sentence(line: WarningLine) -> str:
    return f"{line.sentence}. {line.note}".strip()


def _resource(resource: Resource) -> FrozenResource:
    return FrozenResource(
        str(resource.kind_label),
        resource.title,
        resource.creator,
        resource.address,
        resource.note,
    )


def _video(video: Video | None) -> FrozenVideo | None:
    if video is None or not (video.address or video.storage_key):
        return None
    return FrozenVideo(video.address, video.storage_key, video.media_type)


def _other_forms(episode_id: int) -> list[FrozenVideo]:
    """Those that somebody has watched: viewers are given no other."""
    rows = db.session.scalars(
        select(Video).where(Video.episode_id == episode_id, Video.place.in_(OTHER_FORMS))
    )
    judged = (row for row in rows if row.review != ReviewState.NOT_REVIEWED)
    pairs = ((row, _video(row)) for row in sorted(judged, key=lambda row: row.place))
    return [replace(form, place=row.place.value, note=row.note) for row, form in pairs if form]


def _cover(episode: Episode, question: str) -> FrozenCover:
    """The question, where no line was chosen."""
    accent = episode.accent or usual_accent(episode.id)
    line = episode.cover_line or " ".join(question.split())[:LONGEST_LINE]
    return FrozenCover(line, episode.cover_said_by, accent.value)


def _poster(video: Video | None) -> FrozenPicture | None:
    if video is None or not video.poster_key:
        return None
    return FrozenPicture("", video.poster_key, video.poster_media_type, alt=video.poster_alt)


def _pictures(episode_id: int, markdown: str) -> list[FrozenPicture]:
    names = {picture.name for picture in pictures_in(markdown)}
    rows = db.session.scalars(
        select(AnswerPicture).where(
            AnswerPicture.episode_id == episode_id, AnswerPicture.name.in_(names)
        )
    )
    return [
        FrozenPicture(row.name, row.storage_key, row.media_type, row.width, row.height, row.alt)
        for row in rows
    ]


def _tracks(episode_id: int) -> list[FrozenTrack]:
    """The version that viewers get, or the newest where they get none yet."""
    of_track = aliased(CaptionVersion)
    newest = (
        select(func.max(of_track.id)).where(of_track.track_id == CaptionTrack.id).scalar_subquery()
    )
    shown = func.coalesce(CaptionTrack.live_version_id, newest)
    rows = db.session.execute(
        select(CaptionTrack, CaptionVersion.id, CaptionVersion.is_timed)
        .join(CaptionVersion, CaptionVersion.id == shown)
        .where(CaptionTrack.episode_id == episode_id)
        .order_by(CaptionTrack.is_default.desc(), CaptionTrack.id)
    )
    return [
        FrozenTrack(version_id, track.kind.value, track.language, track.label, is_timed)
        for track, version_id, is_timed in rows
    ]
