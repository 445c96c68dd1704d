"""What the desk plans of an episode. Nothing here commits."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode, Status
from episodes.db import Model, UTCDateTime, db, now_utc
from episodes.messages import Message
from episodes.refusals import RefusalError


class EpisodePlan(Model):
    """owner_id: who sees to the episode, due_on: until when; archived_at: since when it is out of
    the desk's lists. A table of its own, so that planning changes nothing that strangers see."""

    __tablename__ = "episode_plan"

    episode_id: Mapped[int] = mapped_column(
        ForeignKey("episode.id", ondelete="CASCADE"), primary_key=True
    )
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), index=True
    )
    due_on: Mapped[date | None]
    archived_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


def plan_of(episode_id: int) -> EpisodePlan:
    """An empty one, not kept, where nobody planned anything."""
    return db.session.get(EpisodePlan, episode_id) or EpisodePlan(episode_id=episode_id)


def save_plan(
    episode: Episode, *, owner_id: int | None, due_on: date | None, actor: User | None
) -> EpisodePlan:
    plan = plan_of(episode.id)
    if (plan.owner_id, plan.due_on) == (owner_id, due_on):
        return plan
    plan.owner_id, plan.due_on = owner_id, due_on
    _keep(plan)
    due = due_on.isoformat() if due_on else ""
    owner = db.session.get(User, owner_id) if owner_id else None
    record(
        actor, AuditAction.EPISODE_PLAN, "episode", episode.slug,
        owner=(owner.display_name or owner.email) if owner else "", due=due,
    )  # fmt: skip
    return plan


def archive_episode(episode: Episode, actor: User | None) -> None:
    """Out of the desk's lists; everything of it is kept. Raises RefusalError where it is public, or
    will be."""
    if episode.status in (Status.PUBLISHED, Status.SCHEDULED):
        message = Message("Withdraw it first: what viewers see can’t be put in the archive.")
        raise RefusalError(message)
    plan = plan_of(episode.id)
    if plan.archived_at is None:
        plan.archived_at = now_utc()
        _keep(plan)
        record(actor, AuditAction.EPISODE_ARCHIVE, "episode", episode.slug)


def bring_back_episode(episode: Episode, actor: User | None) -> None:
    plan = plan_of(episode.id)
    if plan.archived_at is not None:
        plan.archived_at = None
        _keep(plan)
        record(actor, AuditAction.EPISODE_BRING_BACK, "episode", episode.slug)


def _keep(plan: EpisodePlan) -> None:
    db.session.add(plan)
    db.session.flush()
