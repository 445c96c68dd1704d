"""The querent's words, and remarks on some of them."""

import re
from typing import Any, Self

from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional

from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.desk.forms.base import AtMost, Row, lines, rows, stripped
from episodes.desk.forms.versioned import VersionedForm
from episodes.messages import Message, Plural
from episodes.questions.asked.marking import Mark, changed
from episodes.questions.published.actions import AnnotationDraft, save_question
from episodes.questions.published.models import Question
from episodes.refusals import RefusalError
from episodes.versions.models import VersionKind


class AnnotationRow(Row):
    typed = ("words", "note")
    words = StringField(Message("Words from the question"), [AtMost(1000)], filters=[stripped])
    occurrence = IntegerField(
        Message("Which occurrence"), [Optional(), NumberRange(1, 1000, Message("Enter 1 or more."))]
    )
    note = StringField(Message("Note"), [AtMost(1000)], filters=[stripped])


class QuestionForm(VersionedForm):
    kind = VersionKind.QUESTION
    text = TextAreaField(
        Message("Question"),
        [InputRequired(Message("Write the question.")), AtMost(20_000)],
    )
    asked_by = StringField(Message("Asked by"), [AtMost(120)], filters=[stripped])
    also_asked_as = TextAreaField(Message("Also asked as"), [AtMost(50_000)])
    annotations = rows(AnnotationRow, Message("Notes on the words"))

    @classmethod
    def of(cls, question: Question | None, **options: Any) -> Self:
        form = cls(**({"data": _data_of(question)} | options))
        if not form.is_submitted() or "formdata" in options:
            form.annotations.append_entry({})
        return form

    def redact(self, marks: list[Mark], also: list[Mark]) -> frozenset[str]:
        """Puts what is proposed in place of each; gives the words that it took out. also: of the
        other wordings."""
        if also:
            self.also_asked_as.data = changed(self.also_asked_as.data or "", also)
        if marks:
            self.text.data = changed(self.text.data or "", marks)
            for mark in marks:
                self._change_others(mark)
        return frozenset(mark.words for mark in [*marks, *also])

    def _change_others(self, mark: Mark) -> None:
        """The other wordings, and words that remarks are about."""
        wanted = re.compile(rf"(?<!\w){re.escape(mark.words)}(?!\w)")
        fields = [self.also_asked_as, *(entry.form["words"] for entry in self.annotations.entries)]
        for field in fields:
            field.data = wanted.sub(lambda _: mark.instead or mark.words[:1], field.data or "")

    def save(self, episode: Episode, actor: User) -> Question:
        """Raises RefusalError."""
        text = self.text.data
        filled = self.annotations.filled_rows
        return save_question(
            episode,
            text=text,
            asked_by=self.asked_by.data,
            annotations=[_draft(index, row, text) for index, (_, row) in enumerate(filled)],
            also_asked_as=lines(self.also_asked_as.data),
            actor=actor,
        )


def _data_of(question: Question | None) -> dict[str, Any]:
    if question is None:
        return {}
    return {
        "text": question.text,
        "asked_by": question.asked_by,
        "also_asked_as": "\n".join(other.text for other in question.also_asked_as),
        "annotations": [_row_of(a, question.text) for a in question.annotations],
    }


def _row_of(annotation: Any, text: str) -> dict[str, Any]:
    words = text[annotation.start : annotation.end]
    starts = [start for start, _ in places_of(words, text)]
    which = starts.index(annotation.start) + 1 if annotation.start in starts[1:] else None
    which = which or (1 if len(starts) > 1 else None)
    return {"words": words, "occurrence": which, "note": annotation.note}


def _draft(index: int, row: Row, text: str) -> AnnotationDraft:
    words, which = row["words"].data, row["occurrence"].data
    places = places_of(words, text) if words else []
    if not places:
        unsaid = Message(
            "The question does not say “%(words)s”. Copy the words exactly as they are.",
            words=words,
        )
        message = unsaid if words else Message("Which words is the note about?")
        raise RefusalError(message, "annotations.words", index)
    if which is None and len(places) > 1:
        message = Message(
            "The question says this %(times)s times: write 1 for the first, and so on.",
            times=len(places),
        )
        raise RefusalError(message, "annotations.occurrence", index)
    if (which or 1) > len(places):
        message = Plural(
            "The question says this only once.",
            "The question says this only %(num)s times.",
            len(places),
        )
        raise RefusalError(message, "annotations.occurrence", index)
    start, end = places[(which or 1) - 1]
    return AnnotationDraft(start, end, row["note"].data)


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Where the words begin and end; a line break in the question counts as a space."""
    exactly = r"\s+".join(re.escape(word) for word in words.split())
    return [match.span() for match in re.finditer(exactly, text)] if exactly else []
