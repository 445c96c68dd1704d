"""Who said that a version of captions is right, and what the checks said then.

Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, exists, select
from sqlalchemy.orm import Mapped, mapped_column

import captions
from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode, Status
from episodes.catalog.readiness import Rule, show_asks_for
from episodes.db import Model, UTCDateTime, db, now_utc, primary_key
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.transcripts.editing.checking import rules_of
from episodes.transcripts.errors import MachineMadeError
from episodes.transcripts.models import CaptionTrack, CaptionVersion


class CaptionApproval(Model):
    """Of one version and no other: what comes after it has to be approved again. profile: the rules
    by which mistakes and warnings were counted."""

    __tablename__ = "caption_approval"

    id: Mapped[int] = primary_key()
    version_id: Mapped[int] = mapped_column(
        ForeignKey("caption_version.id", ondelete="CASCADE"), index=True
    )
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    profile: Mapped[str] = mapped_column(String(32))
    mistakes: Mapped[int]
    warnings: Mapped[int]
    approved_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)


@dataclass(frozen=True, slots=True)
class Approval:
    """approver: empty where the account is gone."""

    approver: str
    approved_at: datetime
    mistakes: int
    warnings: int


def approve_version(version: CaptionVersion, approver: User) -> None:
    """Raises MachineMadeError: a machine's words are put right before anybody answers for them;
    RefusalError where the show asks for a second person, and this one wrote them."""
    if version.is_machine_made:
        raise MachineMadeError
    if version.author_id == approver.id and show_asks_for(Rule.SECOND_PERSON):
        raise RefusalError(Message("You wrote this version, so somebody else has to approve it."))
    track = db.session.get_one(CaptionTrack, version.track_id)
    rules = rules_of(track)
    reading = captions.read(version.source, version.source_name)
    problems = captions.check(reading.track, rules.profile, rules.media_ms)
    levels = [problem.level for problem in problems]
    db.session.add(
        CaptionApproval(
            version_id=version.id,
            approver_id=approver.id,
            profile=rules.profile.name,
            mistakes=levels.count("error"),
            warnings=levels.count("warning"),
        )
    )
    episode = db.session.get_one(Episode, track.episode_id)
    detail = {"language": track.language, "kind": track.kind.value, "version": version.number}
    record(approver, AuditAction.CAPTIONS_APPROVE, "episode", episode.slug, **detail)
    db.session.flush()


def awaits_second_person(version: CaptionVersion) -> bool:
    """The show asks for one, and nobody but who wrote it has approved it."""
    if not show_asks_for(Rule.SECOND_PERSON):
        return False
    is_approved = exists().where(
        CaptionApproval.version_id == version.id,
        CaptionApproval.approver_id.is_distinct_from(version.author_id),
    )
    return not db.session.scalar(select(is_approved))


def require_second_person(version: CaptionVersion) -> None:
    """Of a published episode: what viewers get at once. Raises RefusalError."""
    track = db.session.get_one(CaptionTrack, version.track_id)
    episode = db.session.get_one(Episode, track.episode_id)
    if episode.status == Status.PUBLISHED and awaits_second_person(version):
        raise RefusalError(
            Message(
                "Somebody else has to approve version %(version)s before viewers get it.",
                version=version.number,
            )
        )


def approvals_of(version_ids: Sequence[int]) -> dict[int, Approval]:
    """The last of each version that has one."""
    rows = db.session.execute(
        select(CaptionApproval, User.display_name, User.email)
        .outerjoin(User, User.id == CaptionApproval.approver_id)
        .where(CaptionApproval.version_id.in_(version_ids))
        .order_by(CaptionApproval.id)
    )
    return {
        row.version_id: Approval(name or email or "", row.approved_at, row.mistakes, row.warnings)
        for row, name, email in rows
    }
