"""What the answer's page shows of an episode, its parts and resources beside: one statement."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, column, select, table

from episodes.answers.models import Answer, AnswerPart
from episodes.catalog.models import Episode, Person
from episodes.catalog.queries import answer_visible
from episodes.db import db
from episodes.media.models import Place, Video

# Questions are a neighbour, whose models this feature does not import; its words are quoted.
_QUESTION = table("question", column("episode_id"), column("text"), column("asked_by"))


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """video: the second video, shown in the answer. is_video_there: the episode has a first."""

    episode: Episode
    answer: Answer
    author: Person | None
    video: Video | None
    is_video_there: bool
    question: str
    asked_by: str


def answer_page(slug: str, *, staff: bool) -> AnswerPage | None:
    """None also where the answer is not yet public and the reader is a stranger."""
    row = db.session.execute(_statement(staff=staff), {"slug": slug}).one_or_none()
    return _page(row) if row else None


@cache
def _statement(*, staff: bool) -> Select[Any]:
    first = (
        select(Video.id)
        .where(Video.episode_id == Episode.id, Video.place == Place.EPISODE)
        .correlate(Episode)
        .exists()
    )
    return (
        select(Episode, Answer, Person, Video, first, _QUESTION.c.text, _QUESTION.c.asked_by)
        .join(Answer, Answer.episode_id == Episode.id)
        .outerjoin(Person, Person.id == Answer.author_id)
        .outerjoin(Video, and_(Video.episode_id == Episode.id, Video.place == Place.ANSWER))
        .outerjoin(_QUESTION, _QUESTION.c.episode_id == Episode.id)
        .where(Episode.slug == bindparam("slug"), answer_visible(staff=staff))
    )


def _page(row: Row[Any]) -> AnswerPage:
    episode, answer, author, video, is_there, text, asked_by = tuple(row)
    return AnswerPage(episode, answer, author, video, is_there, text or "", asked_by or "")


def parts_of(answer_id: int) -> list[AnswerPart]:
    parts = select(AnswerPart).where(AnswerPart.answer_id == answer_id)
    return list(db.session.scalars(parts.order_by(AnswerPart.position)))
