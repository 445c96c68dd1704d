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
from episodes.questions.asked.inbox import lock_question, lock_questions
from episodes.questions.asked.models import AskedQuestion, AskedState, InboxSettings, Opening
from episodes.questions.published.actions import MAX_WORDING, AnnotationDraft, save_question
from episodes.questions.published.models import Question
from episodes.questions.published.queries import question_of
from episodes.refusals import RefusalError

LONGEST_REPLY = 2_000
OVERTAKEN = Message("Somebody did something else with this question first. Look at it again.")
LEADS_TO = {
    AskedState.NEW: {"consider", "plan", "merge", "decline", "spam"},
    AskedState.CONSIDERING: {"plan", "merge", "decline", "spam"},
    AskedState.PLANNED: {"separate"},
    AskedState.DECLINED: {"consider", "plan", "merge"},
    AskedState.SPAM: {"consider"},
}


def steps_of(asked: AskedQuestion) -> set[str]:
    """What can be done with it now. What went into another question is first taken out again."""
    return {"separate"} if asked.merged_into_id is not None else LEADS_TO[asked.state]


def mark_seen(numbers: Sequence[int]) -> None:
    """Their words are about to be shown at the desk."""
    these = AskedQuestion.id.in_(numbers)
    db.session.execute(update(AskedQuestion).where(these).values(is_seen=True))


def consider(asked: AskedQuestion, *, actor: User | None) -> None:
    """Raises RefusalError, as everything here does, where the state does not lead there."""
    _require(asked, "consider")
    asked.state, asked.reply, asked.is_checked = AskedState.CONSIDERING, "", True
    _finish(asked, AuditAction.ASKED_QUESTION_CONSIDER, actor)


def decline(asked: AskedQuestion, reply: str, *, actor: User | None) -> None:
    """reply: what the asker reads with their receipt."""
    _require(asked, "decline")
    if not reply.strip():
        raise RefusalError(
            Message("Say something kind: it’s all that the person who asked will hear."), "reply"
        )
    if len(reply) > LONGEST_REPLY:
        raise RefusalError(
            Message("There are more than %(longest)s characters.", longest=LONGEST_REPLY), "reply"
        )
    asked.state, asked.reply = AskedState.DECLINED, reply
    _finish(asked, AuditAction.ASKED_QUESTION_DECLINE, actor)


def mark_spam(asked: AskedQuestion, *, actor: User | None) -> None:
    _require(asked, "spam")
    asked.state = AskedState.SPAM
    _finish(asked, AuditAction.ASKED_QUESTION_MARK_SPAM, actor)


def erase_spam(*, actor: User | None) -> int:
    """How many went."""
    number = db.session.scalar(select(func.count()).where(AskedQuestion.state == AskedState.SPAM))
    db.session.execute(delete(AskedQuestion).where(AskedQuestion.state == AskedState.SPAM))
    record(actor, AuditAction.INBOX_ERASE_SPAM, "inbox", "inbox", number=number or 0)
    return number or 0


def plan(asked: AskedQuestion, title: str, *, actor: User | None) -> Episode:
    """A draft with the question word for word, where the asker agreed to that; else without.

    Raises RefusalError too."""
    _require(asked, "plan")
    episode = create_episode(title=title, actor=actor)
    if asked.may_publish:
        question = save_question(episode, text=asked.text, asked_by=asked.display_name, actor=actor)
        if others := _number_of_others(asked):
            count_question(question.id, "merged", others)
    asked.state, asked.episode_id = AskedState.PLANNED, episode.id
    asked.is_source = asked.may_publish
    _finish(asked, AuditAction.ASKED_QUESTION_PLAN, actor, episode=episode.slug)
    return episode


def merge_into_episode(
    asked: AskedQuestion, episode: Episode, wording: str = "", *, actor: User | None
) -> None:
    """wording: what stands under "also asked as"; empty: the question only counts."""
    _require(asked, "merge")
    question = question_of(episode.id)
    if question is None:
        raise RefusalError(
            Message("That episode has no question yet to merge this one into."), "another"
        )
    if wording:
        _check_wording(asked, wording)
        _add_wording(episode, question, wording, actor)
    count_question(question.id, "merged", 1 + _number_of_others(asked))
    asked.state, asked.episode_id, asked.wording = AskedState.PLANNED, episode.id, wording
    _finish(asked, AuditAction.ASKED_QUESTION_MERGE, actor, episode=episode.slug)


def merge_into_question(asked: AskedQuestion, other: AskedQuestion, *, actor: User | None) -> None:
    """From now on it goes the way of the other; so do those that were merged into it before."""
    other = _lock_both(asked, other)
    _require(asked, "merge")
    if other.id == asked.id:
        raise RefusalError(Message("A question cannot be merged into itself."), "another")
    if other.state is AskedState.SPAM:
        raise RefusalError(Message("That one is marked as spam."), "another")
    _count_with(other, 1 + _number_of_others(asked))
    db.session.execute(
        update(AskedQuestion)
        .where(AskedQuestion.merged_into_id == asked.id)
        .values(merged_into_id=other.id)
    )
    asked.state, asked.merged_into_id, asked.is_checked = AskedState.CONSIDERING, other.id, True
    _finish(asked, AuditAction.ASKED_QUESTION_MERGE, actor, into=str(other.id))


def _lock_both(asked: AskedQuestion, other: AskedQuestion) -> AskedQuestion:
    """Gives the one that the other leads to, as it is now. Raises RefusalError."""
    locked = lock_questions([asked.id, other.id, other.merged_into_id or other.id])
    leads_to = locked[other.id].merged_into_id or other.id if other.id in locked else None
    if asked.id not in locked or leads_to not in locked:
        raise RefusalError(OVERTAKEN, "state")
    return locked[leads_to]


def separate(asked: AskedQuestion, *, actor: User | None) -> None:
    """Undoes plan and merge. The draft and its question stay; wordings and counts do not."""
    _require(asked, "separate")
    if asked.merged_into_id is not None:
        root = db.session.get_one(AskedQuestion, asked.merged_into_id)
        _count_with(root, -1)
    elif asked.episode_id is not None and not asked.is_source:
        _leave_episode(asked, actor)
    asked.state, asked.episode_id, asked.merged_into_id = AskedState.CONSIDERING, None, None
    asked.is_source, asked.wording = False, ""
    _finish(asked, AuditAction.ASKED_QUESTION_SEPARATE, actor)


def save_inbox_settings(
    opening: Opening,
    words: str,
    waiting: str,
    *,
    daily_limit: int | None = None,
    actor: User | None,
) -> InboxSettings:
    """daily_limit: None for the one of the site's settings."""
    settings = db.session.get(InboxSettings, 1) or InboxSettings(id=1)
    settings.opening, settings.words, settings.waiting = opening, words, waiting
    settings.daily_limit = daily_limit
    db.session.add(settings)
    db.session.flush()
    record(
        actor,
        AuditAction.INBOX_CHANGE,
        "inbox",
        "inbox",
        opening=opening.value,
        daily_limit=daily_limit,
    )
    return settings


def _require(asked: AskedQuestion, step: str) -> None:
    if lock_question(asked) is None or step not in steps_of(asked):
        raise RefusalError(OVERTAKEN, "state")


def _check_wording(asked: AskedQuestion, wording: str) -> None:
    if not asked.may_publish:
        message = Message(
            "The person who asked did not agree to have their words published. Merge without them."
        )
        raise RefusalError(message, "wording")
    if not asked.may_edit and wording not in asked.text:
        message = Message(
            "The person who asked did not agree to other words: use part of theirs, word for word."
        )
        raise RefusalError(message, "wording")
    if len(wording) > MAX_WORDING:
        raise RefusalError(
            Message("There are more than %(longest)s characters.", longest=MAX_WORDING), "wording"
        )


def _add_wording(episode: Episode, question: Question, wording: str, actor: User | None) -> None:
    others = [other.text for other in question.also_asked_as]
    if wording not in others:
        _save_wordings(episode, question, [*others, wording], actor)


def _save_wordings(
    episode: Episode, question: Question, wordings: list[str], actor: User | None
) -> None:
    save_question(
        episode,
        text=question.text,
        asked_by=question.asked_by,
        annotations=[AnnotationDraft(a.start, a.end, a.note) for a in question.annotations],
        also_asked_as=wordings,
        actor=actor,
    )


def _leave_episode(asked: AskedQuestion, actor: User | None) -> None:
    episode = db.session.get(Episode, asked.episode_id)
    question = question_of(episode.id) if episode else None
    if episode is None or question is None:
        return
    count_question(question.id, "merged", -1 - _number_of_others(asked))
    others = [other.text for other in question.also_asked_as]
    if asked.wording and asked.wording in others:
        other_wordings = [wording for wording in others if wording != asked.wording]
        _save_wordings(episode, question, other_wordings, actor)


def _count_with(root: AskedQuestion, by: int) -> None:
    question = question_of(root.episode_id) if root.episode_id is not None else None
    if question is not None:
        count_question(question.id, "merged", by)


def _number_of_others(asked: AskedQuestion) -> int:
    others = select(func.count()).where(AskedQuestion.merged_into_id == asked.id)
    return db.session.scalar(others) or 0


def _finish(
    asked: AskedQuestion, action: AuditAction, actor: User | None, **detail: object
) -> None:
    db.session.flush()
    record(actor, action, "asked question", str(asked.id), **detail)
