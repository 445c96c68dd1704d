"""Writing down the question of an episode. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.messages import Message
from episodes.questions.published.models import AlsoAsked, Annotation, Question
from episodes.questions.published.queries import question_of
from episodes.refusals import RefusalError

MAX_TEXT = 20_000
MAX_NAME = 120
MAX_NOTE = MAX_WORDING = 1000


@dataclass(frozen=True, slots=True, order=True)
class AnnotationDraft:
    """A remark on the characters start (inclusive) to end (exclusive) of the question's text."""

    start: int
    end: int
    note: str


def save_question(
    episode: Episode,
    *,
    text: str,
    asked_by: str = "",
    annotations: Sequence[AnnotationDraft] = (),
    also_asked_as: Sequence[str] = (),
    actor: User | None = None,
) -> Question:
    """The text is kept verbatim. Nothing happens where all is as it was; else somebody has to read
    it again before it goes out.

    Raises RefusalError."""
    in_order = sorted(annotations)
    check_question(text, asked_by, annotations, also_asked_as)
    question = question_of(episode.id)
    wanted = (text, asked_by, in_order, list(also_asked_as))
    if question is None:
        question = Question(episode_id=episode.id, annotations=[], also_asked_as=[])
        db.session.add(question)
    elif _content(question) == wanted:
        return question
    question.text, question.asked_by, question.points_to_nobody = text, asked_by, False
    question.annotations = [Annotation(start=a.start, end=a.end, note=a.note) for a in in_order]
    question.also_asked_as = [AlsoAsked(position=n, text=t) for n, t in enumerate(also_asked_as)]
    db.session.flush()
    record(actor, AuditAction.QUESTION_SAVE, "episode", episode.slug)
    episode_changed.send(episode)
    return question


def say_it_points_to_nobody(episode: Episode, *, actor: User | None) -> None:
    """Of the question as it stands now. Somebody read it and says so."""
    question = question_of(episode.id)
    if question is not None and not question.points_to_nobody:
        question.points_to_nobody = True
        db.session.flush()
        record(actor, AuditAction.QUESTION_POINTS_TO_NOBODY, "episode", episode.slug)


def remove_question(episode: Episode, *, actor: User | None) -> None:
    """Does nothing where there is none."""
    question = question_of(episode.id)
    if question is None:
        return
    db.session.delete(question)
    db.session.flush()
    record(actor, AuditAction.QUESTION_REMOVE, "episode", episode.slug)
    episode_changed.send(episode)


def check_question(
    text: str,
    asked_by: str,
    annotations: Sequence[AnnotationDraft],
    also_asked_as: Sequence[str],
) -> None:
    """Raises RefusalError; its index counts the annotations as they were given."""
    if not text.strip():
        raise RefusalError(Message("The question is empty."), "text")
    _check_length("text", text, MAX_TEXT)
    _check_length("asked_by", asked_by, MAX_NAME)
    for index, wording in enumerate(also_asked_as):
        if not wording.strip():
            raise RefusalError(Message("The wording is empty."), "also_asked_as", index)
        _check_length("also_asked_as", wording, MAX_WORDING, index)
    for index, annotation in enumerate(annotations):
        _check_annotation(index, annotation, len(text))
    _check_overlaps(annotations)


def _check_length(field: str, text: str, longest: int, index: int | None = None) -> None:
    if len(text) > longest:
        raise RefusalError(
            Message("There are more than %(longest)s characters.", longest=longest), field, index
        )
    if "\0" in text:
        raise RefusalError(Message("There is a NUL character in the text."), field, index)


def _check_annotation(index: int, annotation: AnnotationDraft, length: int) -> None:
    if annotation.start < 0:
        raise RefusalError(Message("Offsets count from 0."), "annotations.start", index)
    if annotation.end <= annotation.start:
        raise RefusalError(Message("The end must come after the start."), "annotations.end", index)
    if annotation.end > length:
        message = Message(
            "The question has %(length)s characters; the end is past that.", length=length
        )
        raise RefusalError(message, "annotations.end", index)
    if not annotation.note.strip():
        raise RefusalError(Message("The note is empty."), "annotations.note", index)
    _check_length("annotations.note", annotation.note, MAX_NOTE, index)


def _check_overlaps(annotations: Sequence[AnnotationDraft]) -> None:
    in_order = sorted(enumerate(annotations), key=lambda pair: (pair[1].start, pair[1].end))
    for (_, before), (index, after) in pairwise(in_order):
        if after.start < before.end:
            message = Message(
                "It overlaps the annotation of characters %(start)s to %(end)s.",
                start=before.start,
                end=before.end,
            )
            raise RefusalError(message, "annotations.start", index)


def _content(question: Question) -> tuple[str, str, list[AnnotationDraft], list[str]]:
    annotations = [AnnotationDraft(a.start, a.end, a.note) for a in question.annotations]
    return (
        question.text,
        question.asked_by,
        sorted(annotations),
        [wording.text for wording in question.also_asked_as],
    )
