"""What people made of an earlier sync, so that a new one does not undo their work."""

from dataclasses import dataclass

from sqlalchemy import select

import captions
from captions import Track
from episodes.db import db
from episodes.transcripts.models import CaptionSync, CaptionTrack, CaptionVersion, TrackKind


@dataclass(frozen=True, slots=True)
class Corrected:
    """machine: as the earlier sync wrote it; by_hand: as people left it."""

    machine: Track
    by_hand: Track


def corrected_by_hand(episode_id: int, language: str) -> Corrected | None:
    """None where no sync of this language was accepted yet."""
    accepted = (
        select(CaptionSync, CaptionVersion)
        .join(CaptionVersion, CaptionVersion.id == CaptionSync.accepted_version_id)
        .where(CaptionSync.episode_id == episode_id, CaptionSync.language == language)
        .order_by(CaptionVersion.number.desc())
    )
    row = db.session.execute(accepted.limit(1)).first()
    by_hand = _latest_since(row[1]) if row else None
    if row is None or by_hand is None:
        return None
    return Corrected(
        captions.read(row[0].machine_vtt.encode(), "machine.vtt").track,
        captions.read(by_hand.source, by_hand.source_name).track,
    )


def _latest_since(accepted: CaptionVersion) -> CaptionVersion | None:
    """The live version where it came from the accepted one, else the newest that did."""
    live_first = (CaptionTrack.live_version_id == CaptionVersion.id).desc()
    return db.session.scalar(
        select(CaptionVersion)
        .join(CaptionTrack, CaptionTrack.id == CaptionVersion.track_id)
        .where(CaptionVersion.track_id == accepted.track_id)
        .where(CaptionTrack.kind == TrackKind.CAPTIONS, ~CaptionVersion.is_machine_made)
        .where(CaptionVersion.number >= accepted.number)
        .order_by(live_first, CaptionVersion.number.desc())
        .limit(1)
    )
