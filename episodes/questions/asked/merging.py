"""Putting a question with an episode or with another question, and the way back. Nothing here
commits."""

from collections.abc import Iterable

from sqlalchemy import func, select, update

from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.messages import Message
from episodes.questions.asked.counting import count_question
from episodes.questions.asked.inbox import lock_questions
from episodes.questions.asked.models import AskedQuestion, AskedState
from episodes.questions.asked.steps import OVERTAKEN, record_step, require_step
from episodes.questions.published.actions import MAX_WORDING, AnnotationDraft, save_question
from episodes.questions.published.models import Question
from episodes.questions.published.queries import question_of
from episodes.refusals import RefusalError


def merge_into_episode(
    asked: AskedQuestion, episode: Episode, wording: str = "", *, actor: User | None
) -> None:
    """wording: what stands under "also asked as"; empty: the question only counts.

    Raises RefusalError, as everything here does, where the state does not lead there."""
    require_step(asked, "merge")
    question = question_of(episode.id)
    if question is None:
        raise RefusalError(
            Message("That episode has no question yet to merge this one into."), "another"
        )
    if wording:
        _check_wording(asked, wording)
        _add_wording(episode, question, wording, actor)
    count_question(question.id, "merged", 1 + number_of_others(asked))
    asked.state_before, asked.state = asked.state.value, AskedState.PLANNED
    asked.episode_id, asked.wording = episode.id, wording
    record_step(asked, AuditAction.ASKED_QUESTION_MERGE, actor, episode=episode.slug)


def merge_into_question(asked: AskedQuestion, other: AskedQuestion, *, actor: User | None) -> None:
    """From now on it goes the way of the other; so do those that were merged into it before."""
    wanted = other.id
    other = _lock_both(asked, other)
    require_step(asked, "merge")
    if other.id == asked.id:
        raise RefusalError(_into_itself(asked, wanted), "another")
    if other.state is AskedState.SPAM:
        raise RefusalError(Message("That one is marked as spam."), "another")
    _count_with(other, 1 + number_of_others(asked))
    came_before = func.coalesce(AskedQuestion.came_with_id, asked.id)
    db.session.execute(
        update(AskedQuestion)
        .where(AskedQuestion.merged_into_id == asked.id)
        .values(merged_into_id=other.id, came_with_id=came_before)
    )
    asked.state_before, asked.state = asked.state.value, AskedState.SHORTLISTED
    asked.merged_into_id, asked.is_checked = other.id, True
    record_step(asked, AuditAction.ASKED_QUESTION_MERGE, actor, into=str(other.id))


def separate(asked: AskedQuestion, *, actor: User | None) -> None:
    """Undoes plan and merge; what came along with it goes along again. The draft and its question
    stay; wordings and counts do not."""
    require_step(asked, "separate")
    if asked.merged_into_id is not None:
        _leave_question(asked, db.session.get_one(AskedQuestion, asked.merged_into_id))
    elif asked.episode_id is not None and not asked.is_source:
        _leave_episode(asked, actor)
    asked.state = AskedState(asked.state_before or AskedState.SHORTLISTED)
    asked.state_before, asked.came_with_id = "", None
    asked.episode_id, asked.merged_into_id = None, None
    asked.is_source, asked.wording = False, ""
    record_step(asked, AuditAction.ASKED_QUESTION_SEPARATE, actor)


def number_of_others(asked: AskedQuestion) -> int:
    others = select(func.count()).where(AskedQuestion.merged_into_id == asked.id)
    return db.session.scalar(others) or 0


def save_wordings(
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


def _lock_both(asked: AskedQuestion, other: AskedQuestion) -> AskedQuestion:
    """Gives the one that the other leads to, as it is now. Raises RefusalError."""
    locked = lock_questions([asked.id, other.id, other.merged_into_id or other.id])
    leads_to = locked[other.id].merged_into_id or other.id if other.id in locked else None
    if asked.id not in locked or leads_to not in locked:
        raise RefusalError(OVERTAKEN, "state")
    return locked[leads_to]


def _into_itself(asked: AskedQuestion, wanted: int) -> Message:
    """wanted: the other, as it was named; it may have gone into this one a moment ago."""
    if wanted == asked.id:
        return Message("A question cannot be merged into itself.")
    return Message(
        "Question %(other)s is already merged into this one, perhaps by somebody else just now.",
        other=wanted,
    )


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
        save_wordings(episode, question, [*others, wording], actor)


def _leave_question(asked: AskedQuestion, root: AskedQuestion) -> None:
    """With those that came along: they are merged into it again."""
    with_it = _came_with(asked)
    _count_with(root, -1 - len(with_it))
    for one in with_it:
        one.merged_into_id = asked.id
        if one.came_with_id == asked.id:
            one.came_with_id = None
    db.session.flush()


def _came_with(asked: AskedQuestion) -> list[AskedQuestion]:
    """Those that were merged into it, or into one of them, before it was merged itself."""
    beside = _merged_into(asked.merged_into_id)
    numbers, with_it = {asked.id}, list[AskedQuestion]()
    while more := [one for one in beside if one.came_with_id in numbers and one not in with_it]:
        with_it += more
        numbers |= {one.id for one in more}
    return with_it


def _merged_into(number: int | None) -> list[AskedQuestion]:
    rows: Iterable[AskedQuestion] = db.session.scalars(
        select(AskedQuestion).where(AskedQuestion.merged_into_id == number)
    )
    return list(rows)


def _leave_episode(asked: AskedQuestion, actor: User | None) -> None:
    episode = db.session.get(Episode, asked.episode_id)
    question = question_of(episode.id) if episode else None
    if episode is None or question is None:
        return
    count_question(question.id, "merged", -1 - number_of_others(asked))
    others = [other.text for other in question.also_asked_as]
    if asked.wording and asked.wording in others:
        other_wordings = [wording for wording in others if wording != asked.wording]
        save_wordings(episode, question, other_wordings, actor)


def _count_with(root: AskedQuestion, by: int) -> None:
    question = question_of(root.episode_id) if root.episode_id is not None else None
    if question is not None:
        count_question(question.id, "merged", by)
