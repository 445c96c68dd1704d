"""Reads of the published question."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from episodes.db import db
from episodes.questions.published.models import Question


def question_of(episode_id: int) -> Question | None:
    """With its annotations and other wordings."""
    return db.session.scalar(
        select(Question)
        .where(Question.episode_id == episode_id)
        .options(selectinload(Question.annotations), selectinload(Question.also_asked_as))
    )
