"""Captions held against the sound of their video: asked for, stored, and what follows from it.

Nothing here commits, and nothing here listens: that is the job's (hearing_job.py)."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.db import Model, UTCDateTime, db, now_utc, primary_key
from episodes.jobs.actions import enqueue
from episodes.jobs.models import Job, JobState
from episodes.jobs.queries import jobs_of
from episodes.media.queries import newest_video_of, sound_key, video_of
from episodes.messages import Message, Plural
from episodes.transcripts.actions import reaches_past
from episodes.transcripts.models import CaptionTrack, CaptionVersion, TrackKind
from episodes.transcripts.offers import obstacle_of

if TYPE_CHECKING:
    from captions.sync.fit import Fit

HEAR_CAPTIONS = "hear_captions"
MOST_PLACES = 200
# Sooner, nobody sees that captions and words are apart: the BBC's bound for pre-recorded ones is
# a second and a half, Netflix's three frames; this is where both would speak of it.
APART_MS = 700


class CaptionHearing(Model):
    """Of one version with one sound. is_mismatch: hardly any of its words are said there, or not
    when its captions come.
    found_percent: None where words of the language are not listened to one by one.
    too_few_captions: so many say something, and nothing can be told by them; None: enough.

    gaps: [{"start_ms", "end_ms"}]; unheard: [{"start_ms", "text"}];
    masked: [{"start_ms", "written", "meant", "is_heard"}]."""

    __tablename__ = "caption_hearing"
    __table_args__ = (
        UniqueConstraint("version_id", "sound_key", name="uq_caption_hearing_of"),
        CheckConstraint("found_percent BETWEEN 0 AND 100", name="found_percent_range"),
    )

    id: Mapped[int] = primary_key()
    version_id: Mapped[int] = mapped_column(ForeignKey("caption_version.id", ondelete="CASCADE"))
    sound_key: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(35))
    is_mismatch: Mapped[bool]
    found_percent: Mapped[int | None]
    offset_ms: Mapped[int | None]
    too_few_captions: Mapped[int | None]
    gaps: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    unheard: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    masked: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    heard_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)


@dataclass(frozen=True, slots=True)
class Match:
    """Whether a version of captions belongs to the video, as far as anybody knows. video_ms: of
    the video that viewers see. job: the newest that listens, unless it ended well; hearing: of the
    newest video's sound. can_be_heard: there is a sound, and these are words that are said in it.
    """

    version: CaptionVersion
    video_ms: int | None
    job: Job | None
    hearing: CaptionHearing | None
    can_be_heard: bool

    @property
    def is_listening(self) -> bool:
        return self.job is not None and not self.job.is_finished

    @property
    def is_too_long(self) -> bool:
        return reaches_past(self.version, self.video_ms)

    @property
    def has_other_words(self) -> bool:
        return self.hearing is not None and self.hearing.is_mismatch

    @property
    def has_too_few_captions(self) -> bool:
        return self.hearing is not None and self.hearing.too_few_captions is not None

    @property
    def asks(self) -> bool:
        """Viewers get it only after somebody has said that it is the right video."""
        is_in_doubt = self.is_too_long or self.has_other_words or self.has_too_few_captions
        return is_in_doubt or self.is_listening

    @property
    def is_apart(self) -> bool:
        offset_ms = self.hearing.offset_ms if self.hearing else None
        return offset_ms is not None and abs(offset_ms) >= APART_MS


def match_of(version: CaptionVersion) -> Match:
    track = db.session.get_one(CaptionTrack, version.track_id)
    video, shown = newest_video_of(track.episode_id), video_of(track.episode_id)
    jobs = jobs_of(f"episode:{track.episode_id}")
    own = (
        job
        for job in jobs
        if job.kind == HEAR_CAPTIONS and job.arguments.get("version_id") == version.id
    )
    job = next(own, None)
    return Match(
        version,
        shown.duration_ms if shown else None,
        None if job is None or job.state is JobState.DONE else job,
        hearing_of(version.id, sound_key(video)) if video else None,
        track.kind is TrackKind.CAPTIONS and version.is_timed and obstacle_of(video, jobs) is None,
    )


def can_hear(episode: Episode) -> bool:
    return obstacle_of(newest_video_of(episode.id), jobs_of(f"episode:{episode.id}")) is None


def ask_for_hearing(
    episode: Episode, version: CaptionVersion, actor: User, *, show_if_fits: bool = False
) -> Job:
    """show_if_fits: viewers get the version as soon as it is heard to be of this video, unless
    they were given another meanwhile."""
    track = db.session.get_one(CaptionTrack, version.track_id)
    arguments: dict[str, Any] = {"version_id": version.id}
    if show_if_fits:
        arguments["show_instead_of"] = track.live_version_id
    return enqueue(
        HEAR_CAPTIONS,
        subject=f"episode:{episode.id}",
        arguments=arguments,
        asked_by_id=actor.id,
        again=True,
    )


def hearing_of(version_id: int, key: str) -> CaptionHearing | None:
    return db.session.scalar(
        select(CaptionHearing).where(
            CaptionHearing.version_id == version_id, CaptionHearing.sound_key == key
        )
    )


def store_fit(version: CaptionVersion, key: str, fit: "Fit") -> CaptionHearing:
    return _store(
        version,
        key,
        language=fit.language,
        is_mismatch=fit.is_of_another_sound,
        found_percent=fit.found_percent,
        offset_ms=fit.offset_ms,
        gaps=[asdict(gap) for gap in fit.gaps[:MOST_PLACES]],
        unheard=[asdict(words) for words in fit.unheard[:MOST_PLACES]],
        masked=[asdict(word) for word in fit.masked[:MOST_PLACES]],
    )


def store_mismatch(
    version: CaptionVersion, key: str, language: str, found_percent: int
) -> CaptionHearing:
    return _store(version, key, language=language, is_mismatch=True, found_percent=found_percent)


def store_too_few_captions(
    version: CaptionVersion, key: str, language: str, count: int
) -> CaptionHearing:
    return _store(
        version,
        key,
        language=language,
        is_mismatch=False,
        found_percent=None,
        too_few_captions=count,
    )


def _store(version: CaptionVersion, key: str, **facts: Any) -> CaptionHearing:
    hearing = hearing_of(version.id, key)
    if hearing is None:
        hearing = CaptionHearing(version_id=version.id, sound_key=key)
    nothing: dict[str, Any] = {"offset_ms": None, "too_few_captions": None}
    nothing |= {"gaps": [], "unheard": [], "masked": []}
    for name, value in (nothing | facts).items():
        setattr(hearing, name, value)
    hearing.heard_at = now_utc()
    db.session.add(hearing)
    db.session.flush()
    return hearing


def outcome_of(hearing: CaptionHearing) -> Message:
    """In a sentence, as the job keeps it."""
    if hearing.is_mismatch:
        return Message("Hardly any of these captions come when their words are said in the video.")
    if hearing.too_few_captions is not None:
        return Plural(
            "There is only %(num)s caption: too few to tell whether it is of this video.",
            "There are only %(num)s captions: too few to tell whether they are of this video.",
            hearing.too_few_captions,
        )
    if hearing.found_percent is None:
        return Message("We can’t listen for words of this language one by one.")
    return Message(
        "%(percent)s%% of the words are heard in the video.", percent=hearing.found_percent
    )
