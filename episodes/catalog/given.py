"""Which episodes a person is given who does not see all of them: a captioner, a guest author.
Nothing here commits."""

from collections.abc import Iterable, Sequence

from flask_security import current_user
from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Table,
    delete,
    exists,
    insert,
    select,
    true,
)

from episodes.accounts.models import User
from episodes.accounts.permissions import Right, may
from episodes.catalog.models import Episode
from episodes.catalog.slugs import is_slug
from episodes.db import Base, db

episodes_given = Table(
    "episodes_given",
    Base.metadata,
    Column("user_id", ForeignKey("user.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "episode_id", ForeignKey("episode.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
)


def sees_all() -> bool:
    """The signed-in person sees every episode, published or not."""
    return may(Right.SEE_ALL)


def works_on(slug: str) -> bool:
    """The signed-in person sees this episode also before it is published."""
    if sees_all():
        return True
    if not may(Right.USE_DESK) or not is_slug(slug):
        return False
    chosen = select(Episode.id).where(Episode.slug == slug, is_given_to(current_user.id))
    return db.session.scalar(chosen) is not None


def own_episodes() -> ColumnElement[bool]:
    """The condition under which the signed-in person finds an episode on the desk."""
    return true() if sees_all() else is_given_to(current_user.id)


def is_given_to(user_id: int) -> ColumnElement[bool]:
    return exists().where(
        episodes_given.c.user_id == user_id, episodes_given.c.episode_id == Episode.id
    )


def episodes_given_to(user_id: int) -> Sequence[Episode]:
    return db.session.scalars(
        select(Episode).where(is_given_to(user_id)).order_by(Episode.title, Episode.id)
    ).all()


def give_episodes(user: User, episode_ids: Iterable[int]) -> None:
    """These and no others."""
    wanted = sorted(set(episode_ids))
    db.session.execute(delete(episodes_given).where(episodes_given.c.user_id == user.id))
    if wanted:
        rows = [{"user_id": user.id, "episode_id": number} for number in wanted]
        db.session.execute(insert(episodes_given), rows)
    db.session.flush()
