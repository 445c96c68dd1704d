"""What a receipt tells: where a question stands, and what the show wrote."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased

from episodes.catalog.models import Episode
from episodes.catalog.queries import is_public
from episodes.db import db
from episodes.questions.asked.inbox import is_recorded
from episodes.questions.asked.models import AskedAddition, AskedQuestion, AskedState


class Standing(StrEnum):
    RECEIVED = "received"
    READ = "read"
    SHORTLISTED = "shortlisted"
    PLANNED = "planned"
    RECORDED = "recorded"
    ANSWERED = "answered"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an asker reads. slug, title: of the episode that answers, once it is out. reply: what
    the show wrote to them, or to who asked the question that theirs was merged into."""

    standing: Standing
    asked_on: date
    reply: str
    slug: str
    title: str
    additions: int
    is_above_limit: bool


def receipt_of(receipt_hash: str) -> Receipt | None:
    """One statement. What was merged tells of the question that it went into. Spam reads as
    declined: a sender of spam learns nothing, and a person who was mistaken for one is not told
    off."""
    root = aliased(AskedQuestion)
    way = func.coalesce(AskedQuestion.merged_into_id, AskedQuestion.id)
    additions = select(func.count()).where(AskedAddition.asked_id == AskedQuestion.id)
    row = db.session.execute(
        select(
            AskedQuestion.asked_on,
            and_(root.is_above_limit, root.state == AskedState.NEW).label("is_above_limit"),
            root.state,
            root.is_read,
            func.coalesce(func.nullif(AskedQuestion.reply, ""), root.reply).label("reply"),
            Episode.id,
            is_recorded().label("is_recorded"),
            case((is_public(), Episode.slug), else_="").label("slug"),
            Episode.title,
            additions.scalar_subquery().label("additions"),
        )
        .join(root, root.id == way)
        .outerjoin(Episode, Episode.id == root.episode_id)
        .where(AskedQuestion.receipt_hash == receipt_hash)
    ).one_or_none()
    if row is None:
        return None
    standing = _standing(row.state, row.is_read)
    if row.state is AskedState.PLANNED and row.id is not None:
        standing = Standing.RECORDED if row.is_recorded else Standing.PLANNED
        standing = Standing.ANSWERED if row.slug else standing
    title = row.title if row.slug else ""
    reply = "" if row.state is AskedState.SPAM else row.reply
    return Receipt(
        standing, row.asked_on, reply, row.slug or "", title, row.additions, row.is_above_limit
    )


def _standing(state: AskedState, is_read: bool) -> Standing:
    """Without its episode: a planned question that lost its own is one of the shortlist again."""
    if state is AskedState.NEW:
        return Standing.READ if is_read else Standing.RECEIVED
    is_open = state in (AskedState.SHORTLISTED, AskedState.PLANNED)
    return Standing.SHORTLISTED if is_open else Standing.DECLINED
