"""What the show does with a question that was asked. Nothing here commits."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select, update

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.actions import create_episode
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.messages import Message
from episodes.questions.asked.counting import count_question
from episodes.questions.asked.merging import number_of_others
from episodes.questions.asked.models import AskedQuestion, AskedState
from episodes.questions.asked.steps import record_step, require_step, require_there
from episodes.questions.published.actions import save_question
from episodes.refusals import RefusalError

LONGEST_REPLY = 2_000


def mark_seen(numbers: Sequence[int]) -> None:
    """Their words are about to be shown at the desk."""
    these = AskedQuestion.id.in_(numbers)
    db.session.execute(update(AskedQuestion).where(these).values(is_seen=True))


def mark_read(number: int) -> None:
    """Somebody at the desk opens it by itself."""
    this = AskedQuestion.id == number
    db.session.execute(update(AskedQuestion).where(this).values(is_read=True))


def shortlist(asked: AskedQuestion, *, actor: User | None) -> None:
    """Raises RefusalError, as everything here does, where the state does not lead there."""
    require_step(asked, "shortlist")
    if asked.state is AskedState.DECLINED:
        asked.reply = ""
    asked.state, asked.is_checked = AskedState.SHORTLISTED, True
    record_step(asked, AuditAction.ASKED_QUESTION_SHORTLIST, actor)


def decline(asked: AskedQuestion, reply: str, *, actor: User | None) -> None:
    """reply: what the asker reads with their receipt."""
    require_step(asked, "decline")
    if not reply.strip():
        raise RefusalError(
            Message("Say something kind: it’s all that the person who asked will hear."), "reply"
        )
    _check_length(reply)
    asked.state, asked.reply = AskedState.DECLINED, reply
    record_step(asked, AuditAction.ASKED_QUESTION_DECLINE, actor)


def save_reply(asked: AskedQuestion, reply: str, *, actor: User | None) -> None:
    """What the asker reads with their receipt beside how things stand; empty: nothing."""
    require_there(asked)
    if asked.state is AskedState.DECLINED and not reply.strip():
        raise RefusalError(Message("A question that is declined keeps a reply."), "reply")
    _check_length(reply)
    asked.reply = reply.strip()
    record_step(asked, AuditAction.ASKED_QUESTION_REPLY, actor)


def mark_spam(asked: AskedQuestion, *, actor: User | None) -> None:
    require_step(asked, "spam")
    asked.state = AskedState.SPAM
    record_step(asked, AuditAction.ASKED_QUESTION_MARK_SPAM, actor)


def erase_spam(*, actor: User | None) -> int:
    """How many went."""
    number = db.session.scalar(select(func.count()).where(AskedQuestion.state == AskedState.SPAM))
    db.session.execute(delete(AskedQuestion).where(AskedQuestion.state == AskedState.SPAM))
    record(actor, AuditAction.INBOX_ERASE_SPAM, "inbox", "inbox", number=number or 0)
    return number or 0


def plan(asked: AskedQuestion, title: str, *, actor: User | None) -> Episode:
    """A draft with the question word for word, where the asker agreed to that; else without.

    Raises RefusalError too."""
    require_step(asked, "plan")
    episode = create_episode(title=title, actor=actor)
    if asked.may_publish:
        question = save_question(episode, text=asked.text, asked_by=asked.display_name, actor=actor)
        if others := number_of_others(asked):
            count_question(question.id, "merged", others)
    asked.state, asked.episode_id = AskedState.PLANNED, episode.id
    asked.is_source, asked.state_before = asked.may_publish, ""
    record_step(asked, AuditAction.ASKED_QUESTION_PLAN, actor, episode=episode.slug)
    return episode


def _check_length(reply: str) -> None:
    if len(reply) > LONGEST_REPLY:
        raise RefusalError(
            Message("There are more than %(longest)s characters.", longest=LONGEST_REPLY), "reply"
        )
