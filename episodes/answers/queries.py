"""Reads of the written answer. Whether a stranger may see it, catalog.queries decides."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from episodes.answers.models import Answer, AnswerRevision, Resource
from episodes.db import db


def answer_of(episode_id: int) -> Answer | None:
    """With its parts. Their check boxes stand in the parts' HTML already."""
    answers = select(Answer).where(Answer.episode_id == episode_id)
    return db.session.scalars(answers.options(joinedload(Answer.parts))).unique().one_or_none()


def resources_of(episode_id: int) -> Sequence[Resource]:
    resources = select(Resource).where(Resource.episode_id == episode_id)
    return db.session.scalars(resources.order_by(Resource.position)).all()


def resource_numbered(number: int) -> Resource | None:
    return db.session.get(Resource, number) if 0 < number < 2**31 else None


def revisions_of(answer: Answer) -> Sequence[AnswerRevision]:
    """Newest first."""
    revisions = select(AnswerRevision).where(AnswerRevision.answer_id == answer.id)
    return db.session.scalars(revisions.order_by(AnswerRevision.number.desc())).all()
