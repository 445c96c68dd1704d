"""What an asker does: ask, come back with the receipt, add a line, take it all back. Nothing here
commits, and nothing here learns who they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from sqlalchemy import func, select, text

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.catalog.models import Episode, Status
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.messages import Message
from episodes.questions.asked.counting import (
    count_today,
    spend_proof,
    today,
    uncount_today,
)
from episodes.questions.asked.derived import erase_what_draft_left, erase_what_letter_left
from episodes.questions.asked.inbox import lock_question
from episodes.questions.asked.models import (
    AskedAddition,
    AskedQuestion,
    AskedState,
    SealedLetter,
)
from episodes.questions.published.models import Question
from episodes.questions.published.queries import question_of
from episodes.refusals import RefusalError

SHORTEST, LONGEST = 10, 5_000
LONGEST_ADDITION = 1_000
MOST_ADDITIONS = 10
UNCHECKED_SHARE = 4
# Of text above the limit: some ten thousand questions, more than a show can ever read.
MOST_BYTES_ABOVE = 20_000_000
OUT = (Status.PUBLISHED, Status.WITHDRAWN)


class InboxFullError(Exception):
    """As many questions came today as the show can read."""


class AlreadySeenError(Exception):
    """Another question came with the same form before, and somebody at the desk has seen it.

    text: that question's."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class ProofSpentError(Exception):
    """The proof of work came with another question before."""


@dataclass(frozen=True, slots=True)
class AskedDraft:
    """text: 10 to 5,000 characters. content_notes: ids of the vocabulary of warnings."""

    text: str
    display_name: str = ""
    may_edit: bool = False
    may_publish: bool = False
    content_notes: Sequence[str] = ()


def receive(
    draft: AskedDraft,
    *,
    receipt_hash: str,
    proof: str | None,
    daily_limit: int,
    takes_back: bool = False,
    is_hurried: bool = False,
) -> AskedQuestion:
    """proof: the nonce of a proof of work that was found right; None: there was none, and a person
    looks first. The same receipt again is the same question, in the words that came last.
    takes_back: what was sent before goes, though somebody has seen it. is_hurried: more came in
    the last hour than its share. What is above a limit is kept apart, while there is room for it.

    Raises AlreadySeenError, InboxFullError, ProofSpentError."""
    lane = lane_of(proof)
    has_room = not is_hurried and count_today(lane, limit=room_for(lane, daily_limit))
    sent_before = asked_by_receipt(receipt_hash)
    if sent_before:
        if has_room:
            uncount_today(lane)
        return _replace(sent_before, draft, takes_back=takes_back)
    if not has_room and not has_room_above(lane, draft.text):
        raise InboxFullError
    if proof and not spend_proof(proof):
        raise ProofSpentError
    return _store(draft, receipt_hash, is_checked=proof is not None, is_above_limit=not has_room)


def _store(
    draft: AskedDraft, receipt_hash: str, *, is_checked: bool, is_above_limit: bool
) -> AskedQuestion:
    asked = AskedQuestion(
        is_checked=is_checked,
        is_above_limit=is_above_limit,
        asked_on=today(),
        receipt_hash=receipt_hash,
    )
    _take_words(asked, draft)
    db.session.add(asked)
    db.session.flush()
    return asked


def _take_words(asked: AskedQuestion, draft: AskedDraft) -> None:
    asked.text, asked.display_name = draft.text, draft.display_name
    asked.may_edit, asked.may_publish = draft.may_edit, draft.may_publish
    asked.content_notes = list(draft.content_notes)


def _replace(asked: AskedQuestion, draft: AskedDraft, *, takes_back: bool) -> AskedQuestion:
    """Anyone who sends other words by the same form took something out, or put something right: the
    former ones leave the database file too. Raises AlreadySeenError."""
    receipt_hash, is_checked = asked.receipt_hash, asked.is_checked
    is_above_limit = asked.is_above_limit
    if lock_question(asked) is None or _says(asked, draft):
        return asked
    _overwrite_what_goes()
    if takes_back:
        withdraw(asked)
        return _store(draft, receipt_hash, is_checked=is_checked, is_above_limit=is_above_limit)
    if asked.is_seen or asked.state is not AskedState.NEW or asked.merged_into_id is not None:
        raise AlreadySeenError(asked.text)
    _take_words(asked, draft)
    erase_what_letter_left(asked.id)
    db.session.flush()
    return asked


def _says(asked: AskedQuestion, draft: AskedDraft) -> bool:
    """As it stands, or as it came before the desk changed it to protect who wrote it."""
    sealed = db.session.get(SealedLetter, asked.id)
    here = AskedDraft(
        text=asked.text, display_name=asked.display_name, may_edit=asked.may_edit,
        may_publish=asked.may_publish, content_notes=tuple(asked.content_notes),
    )  # fmt: skip
    return draft in (here, replace(here, text=sealed.text) if sealed else here)


def lane_of(proof: str | None) -> str:
    """A column of AskingDay."""
    return "checked" if proof else "unchecked"


def room_for(lane: str, daily_limit: int) -> int:
    """What machines send without any work can fill a share of the day only, never all of it."""
    return daily_limit if lane == "checked" else max(1, daily_limit // UNCHECKED_SHARE)


def has_room_above(lane: str, words: str) -> bool:
    """Of the room for what is above the limit, too, what came without work gets a share only."""
    most = room_for(lane, MOST_BYTES_ABOVE)
    written = select(func.coalesce(func.sum(func.length(AskedQuestion.text)), 0)).where(
        AskedQuestion.is_above_limit,
        AskedQuestion.state == AskedState.NEW,
        AskedQuestion.is_checked.is_(lane == "checked"),
    )
    characters = (db.session.scalar(written) or 0) + len(words)
    return 4 * characters <= most  # as many bytes as a character has at most


def asked_by_receipt(receipt_hash: str) -> AskedQuestion | None:
    return db.session.scalar(
        select(AskedQuestion).where(AskedQuestion.receipt_hash == receipt_hash)
    )


def add_line(asked: AskedQuestion, words: str) -> AskedAddition:
    """Raises RefusalError."""
    if not words.strip():
        raise RefusalError(Message("Write something first."), "line")
    if len(words) > LONGEST_ADDITION:
        raise RefusalError(
            Message("A line has at most %(longest)s characters.", longest=LONGEST_ADDITION), "line"
        )
    there = select(func.count()).where(AskedAddition.asked_id == asked.id)
    if (db.session.scalar(there) or 0) >= MOST_ADDITIONS:
        raise RefusalError(
            Message(
                "You have already added %(most)s lines, and there is no room for more.",
                most=MOST_ADDITIONS,
            ),
            "line",
        )
    addition = AskedAddition(asked_id=asked.id, added_on=today(), text=words)
    db.session.add(addition)
    db.session.flush()
    return addition


def withdraw(asked: AskedQuestion) -> None:
    """Erases the question and what was added. Where the show put the words under an episode's "also
    asked as" they go; so does the question of an episode made from them that was never out. What
    was published is the show's."""
    if lock_question(asked) is None:
        return
    _overwrite_what_goes()
    if asked.episode_id is not None:
        _take_words_back(asked, asked.episode_id)
    _take_out_of_drafts(asked)
    erase_what_letter_left(asked.id)
    db.session.delete(asked)
    db.session.flush()
    count_today("withdrawn")


def _take_words_back(asked: AskedQuestion, episode_id: int) -> None:
    episode = db.session.get(Episode, episode_id)
    question = question_of(episode_id)
    if episode is None or question is None:
        return
    if asked.is_source and episode.status not in OUT:
        db.session.delete(question)
        _note_withdrawal(episode)
    elif asked.wording and _without_wording(question, asked.wording):
        _note_withdrawal(episode)


def _take_out_of_drafts(asked: AskedQuestion) -> None:
    """A draft keeps the words when they are separated from it, and may go out one day. One that was
    made from the same words of somebody else is left alone."""
    of_others = select(AskedQuestion.episode_id).where(
        AskedQuestion.is_source, AskedQuestion.id != asked.id, AskedQuestion.episode_id.is_not(None)
    )
    left = (
        select(Question, Episode)
        .join(Episode, Episode.id == Question.episode_id)
        .where(
            Question.text == asked.text, Episode.status.not_in(OUT), Episode.id.not_in(of_others)
        )
    )
    for question, episode in db.session.execute(left).all():
        db.session.delete(question)
        _note_withdrawal(episode)


def _without_wording(question: Question, wording: str) -> bool:
    others = [other for other in question.also_asked_as if other.text != wording]
    changed = len(others) < len(question.also_asked_as)
    question.also_asked_as = others
    return changed


def _note_withdrawal(episode: Episode) -> None:
    """No version and no unsaved text keeps the words; the trail says it with the day only."""
    db.session.flush()
    erase_what_draft_left(episode.id)
    entry = record(None, AuditAction.QUESTION_WITHDRAW, "episode", episode.slug)
    entry.actor_name = "asker"
    entry.at = datetime.combine(today(), time(), UTC)
    episode_changed.send(episode)


def _overwrite_what_goes() -> None:
    """SQLite leaves erased words in the file until their place is needed, unless told not to. It
    stays told on this connection: what is found by the words goes at the commit only."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("PRAGMA secure_delete=ON")).close()


def forget_journal() -> None:
    """After the commit: SQLite's journal still holds the pages as they were. Where others read just
    now it is emptied with the next question that is withdrawn, or when the site stops."""
    if db.engine.dialect.name != "sqlite":
        return
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=1000")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA busy_timeout=10000")
        cursor.close()
    finally:
        connection.close()
