"""What was asked most in the last months, counted by what the show merged."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from episodes.catalog.models import Episode
from episodes.db import db
from episodes.questions.asked.models import AskedQuestion, AskedState

MOST = 30


@dataclass(frozen=True, slots=True)
class MostAsked:
    """number: how many asked it since then. asked_id, text: the question that the others were
    merged into, or the newest of those that belong to the episode. slug, title: of its episode."""

    number: int
    asked_id: int
    text: str
    slug: str
    title: str


def most_asked(since: date) -> list[MostAsked]:
    """What at least two people asked, most first. Spam and declined questions are left out."""
    root, newest = aliased(AskedQuestion), aliased(AskedQuestion)
    way = func.coalesce(AskedQuestion.merged_into_id, AskedQuestion.id)
    apart = case((root.episode_id.is_(None), root.id))
    counted = (
        select(
            func.count().label("number"),
            func.max(root.id).label("asked_id"),
            root.episode_id.label("episode_id"),
        )
        .select_from(AskedQuestion)
        .join(root, root.id == way)
        .where(
            AskedQuestion.asked_on >= since,
            root.state.not_in((AskedState.SPAM, AskedState.DECLINED)),
        )
        .group_by(root.episode_id, apart)
        .having(func.count() > 1)
        .subquery()
    )
    rows = db.session.execute(
        select(counted.c.number, counted.c.asked_id, newest.text, Episode.slug, Episode.title)
        .join(newest, newest.id == counted.c.asked_id)
        .outerjoin(Episode, Episode.id == counted.c.episode_id)
        .order_by(counted.c.number.desc(), counted.c.asked_id.desc())
        .limit(MOST)
    )
    return [MostAsked(n, i, text, slug or "", title or "") for n, i, text, slug, title in rows]
