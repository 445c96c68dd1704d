"""Taking out of a question what points to a person. The letter as it came is sealed (sealing.py).
Nothing here commits."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.messages import Message
from episodes.questions.asked.counting import today
from episodes.questions.asked.derived import erase_what_draft_left, erase_what_letter_left
from episodes.questions.asked.marking import Mark, marks_in, replaced
from episodes.questions.asked.merging import save_wordings
from episodes.questions.asked.models import AskedQuestion, SealedLetter
from episodes.questions.asked.steps import record_step, require_there
from episodes.questions.published.actions import AnnotationDraft, save_question
from episodes.questions.published.models import Question
from episodes.questions.published.queries import question_of
from episodes.refusals import RefusalError

TEXT = "text"
LONGEST_INSTEAD = 200
FEWEST_CHARACTERS = 10  # of a question; the table asks for them too
OUT = (Status.PUBLISHED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """place: TEXT, or the id of a line that was added. start (inclusive) to end (exclusive) count
    its characters; words: what stands there."""

    place: str
    start: int
    end: int
    words: str
    instead: str


def proposed_changes(asked: AskedQuestion) -> list[Change]:
    """What is marked in the question and in the lines that were added, in their order."""
    return [
        Change(place, mark.start, mark.end, mark.words, mark.instead)
        for place, marks in marks_of(asked).items()
        for mark in marks
    ]


def marks_of(asked: AskedQuestion) -> dict[str, list[Mark]]:
    """By place. A name is known from the letter as it came, also where only one place of it was
    changed."""
    pieces, sealed = _pieces(asked), db.session.get(SealedLetter, asked.id)
    whole = "\n".join([*pieces.values(), *([sealed.text] if sealed else [])])
    return {place: marks_in(text, whole) for place, text in pieces.items()}


def changes_of_words(asked: AskedQuestion, words: str, instead: str) -> list[Change]:
    """Wherever they stand. Raises RefusalError where that is nowhere."""
    wanted = re.compile(rf"(?<!\w){re.escape(words.strip())}(?!\w)")
    changes = [
        Change(place, match.start(), match.end(), match[0], instead)
        for place, text in _pieces(asked).items()
        for match in (wanted.finditer(text) if words.strip() else ())
    ]
    if not changes:
        message = Message("The question doesn’t say “%(words)s”. Copy the words.", words=words)
        raise RefusalError(message, "words")
    return changes


def redact(asked: AskedQuestion, changes: Sequence[Change], *, actor: User | None) -> None:
    """Its draft, where there is one, is changed in the same way; what was public stays.

    Raises RefusalError where the words are no longer there."""
    require_there(asked)
    before = _pieces(asked)
    after = {place: _changed(before[place], changes, place) for place in before}
    if len(after[TEXT]) < FEWEST_CHARACTERS or any(c.place not in before for c in changes):
        raise RefusalError(Message("Too little would be left of the question."), "words")
    _seal(asked, before, after)
    _change_draft(asked, after[TEXT], actor)
    _change_wording(asked, changes, actor)
    asked.text = after[TEXT]
    for line in asked.additions:
        line.text = after[str(line.id)]
    erase_what_letter_left(asked.id)
    record_step(asked, AuditAction.ASKED_QUESTION_REDACT, actor, number=len(changes))


def redact_source(episode: Episode, words: Collection[str], *, actor: User | None) -> None:
    """The question in the inbox that the episode was made from. words: what was taken out of the
    episode's question just now."""
    is_source = (AskedQuestion.episode_id == episode.id, AskedQuestion.is_source)
    asked = db.session.scalar(select(AskedQuestion).where(*is_source))
    changes = [c for c in proposed_changes(asked) if c.words in words] if asked else []
    if asked and changes:
        redact(asked, changes, actor=actor)


def _pieces(asked: AskedQuestion) -> dict[str, str]:
    return {TEXT: asked.text} | {str(line.id): line.text for line in asked.additions}


def _changed(text: str, changes: Sequence[Change], place: str) -> str:
    end = len(text)
    for change in sorted((c for c in changes if c.place == place), reverse=True):
        if text[change.start : change.end] != change.words or change.end > end:
            message = Message("The words have changed since you opened the page. Look again.")
            raise RefusalError(message, "words")
        text = replaced(text, change.start, change.end, change.instead[:LONGEST_INSTEAD])
        end = change.start
    return text


def _seal(asked: AskedQuestion, before: dict[str, str], after: dict[str, str]) -> None:
    """As it came: what was sealed earlier is not written over by what was changed since."""
    sealed = db.session.get(SealedLetter, asked.id)
    if sealed is None:
        sealed = SealedLetter(asked_id=asked.id, sealed_on=today(), text=before[TEXT], additions={})
        db.session.add(sealed)
    lines = {p: text for p, text in before.items() if p != TEXT and text != after[p]}
    sealed.additions = lines | sealed.additions


def _change_draft(asked: AskedQuestion, new: str, actor: User | None) -> None:
    """The draft that was made from these very words, while it has them. No version keeps them."""
    episode = db.session.get(Episode, asked.episode_id) if asked.is_source else None
    question = question_of(episode.id) if episode else None
    if not episode or not question or episode.status in OUT or question.text != asked.text:
        return
    save_question(
        episode,
        text=new,
        asked_by=question.asked_by,
        annotations=_annotations_that_fit(question, new),
        also_asked_as=[other.text for other in question.also_asked_as],
        actor=actor,
    )
    erase_what_draft_left(episode.id)


def _annotations_that_fit(question: Question, new: str) -> list[AnnotationDraft]:
    """Remarks whose words are still there, once."""
    drafts = []
    for remark in question.annotations:
        words = question.text[remark.start : remark.end]
        if new.count(words) == 1:
            start = new.index(words)
            drafts.append(AnnotationDraft(start, start + len(words), remark.note))
    return drafts


def _change_wording(asked: AskedQuestion, changes: Sequence[Change], actor: User | None) -> None:
    """What stands of it under "also asked as", which anybody can read."""
    episode = db.session.get(Episode, asked.episode_id) if asked.wording else None
    question = question_of(episode.id) if episode else None
    new = asked.wording
    for change in changes:
        new = new.replace(change.words, change.instead)
    if not episode or not question or new == asked.wording:
        return
    others = [new if w.text == asked.wording else w.text for w in question.also_asked_as]
    save_wordings(episode, question, others, actor)
    asked.wording = new
