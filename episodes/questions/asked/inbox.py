"""Reads of what was asked: the inbox's lists and one question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased, selectinload

from episodes.catalog.models import Episode
from episodes.catalog.queries import is_public
from episodes.db import db
from episodes.media.models import Place, Video
from episodes.messages import Message
from episodes.questions.asked.models import (
    AskedAddition,
    AskedQuestion,
    AskedState,
    InboxSettings,
    QuestionTally,
)
from episodes.questions.published.models import Question

PAGE = 10
MOST_COMPARED = 1_000
MOST_WORDS = 8  # of a search in the inbox; each is looked for in every letter


class Shelf(StrEnum):
    """The inbox's lists. READ: opened, and nothing decided. UNCHECKED: came without proof of work;
    a person looks first. ABOVE: came when more came than the limit. RECORDED: its episode has a
    video."""

    NEW = "new"
    READ = "read"
    UNCHECKED = "unchecked"
    ABOVE = "above"
    SHORTLISTED = "shortlisted"
    PLANNED = "planned"
    RECORDED = "recorded"
    ANSWERED = "answered"
    DECLINED = "declined"
    SPAM = "spam"

    @property
    def label(self) -> Message:
        return SHELF_LABELS[self]


SHELF_LABELS = {
    Shelf.NEW: Message("New"),
    Shelf.READ: Message("Read"),
    Shelf.UNCHECKED: Message("Check for spam"),
    Shelf.ABOVE: Message("Arrived above the limit"),
    Shelf.SHORTLISTED: Message("Shortlisted"),
    Shelf.PLANNED: Message("Planned"),
    Shelf.RECORDED: Message("Recorded"),
    Shelf.ANSWERED: Message("Answered"),
    Shelf.DECLINED: Message("Declined"),
    Shelf.SPAM: Message("Spam"),
}


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """One question in a list. others: how many were merged into it."""

    asked: AskedQuestion
    shelf: Shelf
    others: int
    episode_slug: str
    episode_title: str


def settings_of_inbox() -> InboxSettings:
    """The usual ones where nobody changed any."""
    defaults = {c.name: c.default for c in InboxSettings.__table__.columns if c.default}
    values = {name: usual.arg if usual.is_scalar else [] for name, usual in defaults.items()}
    return db.session.get(InboxSettings, 1) or InboxSettings(id=1, **values)


def number_waiting() -> int:
    """What nobody has looked at yet."""
    waiting = select(func.count()).where(
        AskedQuestion.state == AskedState.NEW,
        ~AskedQuestion.is_above_limit,
        ~AskedQuestion.is_read,
    )
    return db.session.scalar(waiting) or 0


def shelf_counts() -> dict[Shelf, int]:
    shelf = _shelf().label("shelf")
    rows = (
        select(shelf, func.count())
        .select_from(AskedQuestion)
        .outerjoin(Episode, Episode.id == AskedQuestion.episode_id)
        .where(AskedQuestion.merged_into_id.is_(None))
        .group_by(shelf)
    )
    counts = {Shelf(name): number for name, number in db.session.execute(rows)}
    return {each: counts.get(each, 0) for each in Shelf}


def inbox_page(
    shelf: Shelf | None, before: int | None = None, words: str = ""
) -> tuple[list[InboxEntry], int | None]:
    """Newest first, and where the next page begins. What was merged stands with its other, but
    where words are looked for. shelf: None for all of them. words: each must stand in the
    question, in a line added to it, in the name that its asker chose or in the reply."""
    conditions = [_says(word) for word in words.split()[:MOST_WORDS]]
    if shelf is not None:
        conditions.append(_shelf() == shelf.value)
    if not words:
        conditions.append(AskedQuestion.merged_into_id.is_(None))
    if before is not None:
        conditions.append(AskedQuestion.id < before)
    entries = _inbox_entries(*conditions, limit=PAGE + 1)
    return entries[:PAGE], entries[PAGE - 1].asked.id if len(entries) > PAGE else None


def inbox_entry(number: int) -> InboxEntry | None:
    return next(iter(_inbox_entries(AskedQuestion.id == number, limit=1)), None)


def lock_question(asked: AskedQuestion) -> AskedQuestion | None:
    """As it is now, for nobody else to change before the transaction ends; None: taken back."""
    return db.session.scalar(
        select(AskedQuestion)
        .where(AskedQuestion.id == asked.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def unseen_of(numbers: Iterable[int]) -> Sequence[int]:
    """Those of them whose words nobody at the desk was shown yet."""
    these = AskedQuestion.id.in_(sorted(set(numbers)))
    return db.session.scalars(select(AskedQuestion.id).where(these, ~AskedQuestion.is_seen)).all()


def lock_questions(numbers: Iterable[int]) -> dict[int, AskedQuestion]:
    """Those that are still there, by number. In the order of their numbers, as everybody locks
    them: two who want the same rows wait for each other in one direction only."""
    rows = db.session.scalars(
        select(AskedQuestion)
        .where(AskedQuestion.id.in_(sorted(set(numbers))))
        .order_by(AskedQuestion.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


def merged_into(number: int) -> Sequence[AskedQuestion]:
    return db.session.scalars(
        select(AskedQuestion)
        .where(AskedQuestion.merged_into_id == number)
        .order_by(AskedQuestion.id)
    ).all()


def other_texts(number: int) -> list[tuple[int, str]]:
    """The newest other questions, to be compared: spam and what was merged left out."""
    rows = (
        select(AskedQuestion.id, AskedQuestion.text)
        .where(
            AskedQuestion.id != number,
            AskedQuestion.state != AskedState.SPAM,
            AskedQuestion.merged_into_id.is_(None),
        )
        .order_by(AskedQuestion.id.desc())
        .limit(MOST_COMPARED)
    )
    return [(row.id, row.text) for row in db.session.execute(rows)]


def others_asked(slugs: Sequence[str]) -> dict[str, int]:
    """By an episode's slug, how many asked its question too."""
    rows = (
        select(Episode.slug, QuestionTally.me_too + QuestionTally.merged)
        .join(Question, Question.episode_id == Episode.id)
        .join(QuestionTally, QuestionTally.question_id == Question.id)
        .where(Episode.slug.in_(slugs))
    )
    return {slug: number for slug, number in db.session.execute(rows) if number}


def is_recorded() -> ColumnElement[bool]:
    """Of the statement's Episode."""
    return exists().where(Video.episode_id == Episode.id, Video.place == Place.EPISODE)


def _says(word: str) -> ColumnElement[bool]:
    added = exists().where(
        AskedAddition.asked_id == AskedQuestion.id,
        AskedAddition.text.icontains(word, autoescape=True),
    )
    own = (AskedQuestion.text, AskedQuestion.display_name, AskedQuestion.reply)
    return or_(*(column.icontains(word, autoescape=True) for column in own), added)


def _shelf() -> ColumnElement[str]:
    """Needs the outer join with Episode."""
    state = AskedQuestion.state
    unchecked = and_(state == AskedState.NEW, AskedQuestion.is_checked.is_(False))
    above = and_(state == AskedState.NEW, AskedQuestion.is_above_limit)
    return case(
        (above, Shelf.ABOVE.value),
        (unchecked, Shelf.UNCHECKED.value),
        (and_(state == AskedState.NEW, AskedQuestion.is_read), Shelf.READ.value),
        (state == AskedState.NEW, Shelf.NEW.value),
        (and_(state == AskedState.PLANNED, is_public()), Shelf.ANSWERED.value),
        (and_(state == AskedState.PLANNED, is_recorded()), Shelf.RECORDED.value),
        (and_(state == AskedState.PLANNED, Episode.id.is_not(None)), Shelf.PLANNED.value),
        (
            or_(state == AskedState.PLANNED, state == AskedState.SHORTLISTED),
            Shelf.SHORTLISTED.value,
        ),
        (state == AskedState.DECLINED, Shelf.DECLINED.value),
        else_=Shelf.SPAM.value,
    )


def _inbox_entries(*conditions: ColumnElement[bool], limit: int) -> list[InboxEntry]:
    merged = aliased(AskedQuestion)
    others = select(func.count()).where(merged.merged_into_id == AskedQuestion.id)
    rows = (
        select(AskedQuestion, _shelf(), others.scalar_subquery(), Episode.slug, Episode.title)
        .outerjoin(Episode, Episode.id == AskedQuestion.episode_id)
        .where(*conditions)
        .options(selectinload(AskedQuestion.additions))
        .order_by(AskedQuestion.id.desc())
        .limit(limit)
    )
    return [
        InboxEntry(asked, Shelf(shelf), number, slug or "", title or "")
        for asked, shelf, number, slug, title in db.session.execute(rows)
    ]
