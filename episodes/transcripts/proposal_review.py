"""Reads of what syncs proposed, for the people who decide about it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

import captions
from captions import Cue
from captions.sync import Gap, Kind, Synced
from episodes.db import db
from episodes.media.models import Video
from episodes.media.queries import newest_video_of, sound_key
from episodes.messages import Message
from episodes.transcripts.models import CaptionSync, CaptionTrack, CaptionVersion


@dataclass(frozen=True, slots=True)
class ProposedCue:
    """doubts: why a person should look at it; empty: nothing speaks against it."""

    number: int
    cue: Cue
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unheard:
    """Words that nobody is heard to say, and the two words with times that they stand between."""

    text: str
    after_ms: int
    before_ms: int


@dataclass(frozen=True, slots=True)
class Review:
    """is_rough: the words were only spread over the speech. is_by_english_sounds: they were heard,
    though by a model of another language. outdated: what has changed since, in whole sentences."""

    sync: CaptionSync
    transcript: CaptionVersion
    accepted: CaptionVersion | None
    is_live: bool
    cues: tuple[ProposedCue, ...]
    gaps: tuple[Gap, ...]
    unheard: tuple[Unheard, ...]
    remarks: tuple[str, ...]
    is_rough: bool
    is_by_english_sounds: bool
    outdated: tuple[Message, ...]

    @property
    def doubtful(self) -> tuple[ProposedCue, ...]:
        return tuple(cue for cue in self.cues if cue.doubts)


def review_of(sync: CaptionSync) -> Review:
    synced = Synced.from_json(sync.result)
    accepted = (
        db.session.get(CaptionVersion, sync.accepted_version_id)
        if sync.accepted_version_id
        else None
    )
    timed = [word.kind for word in synced.words if word.start_ms is not None]
    is_rough = bool(timed) and all(kind is Kind.SPREAD for kind in timed)
    return Review(
        sync=sync,
        transcript=db.session.get_one(CaptionVersion, sync.transcript_version_id),
        accepted=accepted,
        is_live=accepted is not None and _is_live(accepted),
        cues=tuple(_proposed_cues(sync)),
        gaps=synced.gaps,
        unheard=tuple(_unheard(synced)),
        remarks=synced.remarks,
        is_rough=is_rough,
        is_by_english_sounds=not is_rough and sync.language.split("-", maxsplit=1)[0] != "en",
        outdated=tuple(_changes_since(sync)),
    )


def _is_live(version: CaptionVersion) -> bool:
    return db.session.get_one(CaptionTrack, version.track_id).live_version_id == version.id


def _proposed_cues(sync: CaptionSync) -> Iterable[ProposedCue]:
    reasons: dict[int, list[str]] = defaultdict(list)
    for doubt in sync.doubts:
        reasons[doubt["cue"]].append(doubt["reason"])
    track = captions.read(sync.proposed_vtt.encode(), "proposed.vtt").track
    for number, cue in enumerate(track.cues, start=1):
        yield ProposedCue(number, cue, tuple(reasons.get(number, ())))


def _unheard(synced: Synced) -> Iterable[Unheard]:
    ends = [word.end_ms for word in synced.words]
    starts = [word.start_ms for word in synced.words]
    for passage in synced.unspoken:
        after_ms = next((ms for ms in reversed(ends[: passage.first]) if ms is not None), 0)
        later = (ms for ms in starts[passage.last + 1 :] if ms is not None)
        yield Unheard(passage.text, after_ms, next(later, synced.duration_ms))


def _changes_since(sync: CaptionSync) -> Iterable[Message]:
    version = db.session.get_one(CaptionVersion, sync.transcript_version_id)
    newest = db.session.scalar(
        select(func.max(CaptionVersion.number)).where(CaptionVersion.track_id == version.track_id)
    )
    if newest and newest > version.number:
        yield Message(
            "The transcript has changed since: this was made from version %(old)s, and there’s a"
            " version %(new)s now.",
            old=version.number,
            new=newest,
        )
    video = newest_video_of(sync.episode_id)
    if video is None or sound_key(video) != sync.sound_key:
        yield Message("The video has changed since, so the times may be wrong.")


@dataclass(frozen=True, slots=True)
class SyncLine:
    """One result among others. is_of_this_sound: the video is still the one that was heard."""

    id: int
    transcript_version_id: int
    accepted_version_id: int | None
    found_percent: int
    doubt_count: int
    is_of_this_sound: bool


def syncs_of(episode_id: int, video: Video | None) -> dict[int, SyncLine]:
    """The newest result of each transcript version, by the version's id."""
    rows = db.session.scalars(
        select(CaptionSync)
        .where(CaptionSync.episode_id == episode_id)
        .order_by(CaptionSync.created_at, CaptionSync.id)
    )
    key = sound_key(video) if video else ""
    return {row.transcript_version_id: _line(row, key) for row in rows}


def _line(row: CaptionSync, key: str) -> SyncLine:
    doubtful = {doubt["cue"] for doubt in row.doubts}
    return SyncLine(
        row.id,
        row.transcript_version_id,
        row.accepted_version_id,
        row.found_percent,
        len(doubtful),
        row.sound_key == key,
    )
