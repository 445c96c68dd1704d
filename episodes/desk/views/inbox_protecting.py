"""Taking out of a question what points to a person, and opening the letter as it came."""

from datetime import timedelta

from flask import abort, flash, make_response, render_template, request, url_for
from flask_babel import gettext

from episodes.accounts.permissions import Right, requires_right
from episodes.desk.forms.base import ConfirmForm
from episodes.desk.forms.inbox import OpenLetterForm, RedactForm
from episodes.desk.views.blueprint import bp, commit_form, see_other, the_actor
from episodes.desk.views.episode import Page
from episodes.desk.views.inbox_question import entry_or_404, question_page
from episodes.questions.asked.inbox import settings_of_inbox
from episodes.questions.asked.models import AskedQuestion
from episodes.questions.asked.redacting import (
    Change,
    changes_of_words,
    proposed_changes,
    redact,
)
from episodes.questions.asked.sealing import may_open_letters, open_letter


@bp.post("/inbox/<int:number>/redact")
@requires_right(Right.INBOX)
def redact_question(number: int) -> Page:
    """One mark, where the form names its place; else words wherever they stand."""
    entry, form = entry_or_404(number), RedactForm()

    def change() -> None:
        changes = _changes_named(entry.asked, form)
        redact(entry.asked, changes, actor=the_actor())

    if commit_form(form, change):
        flash(gettext("Changed. The letter as it came is sealed."), "good")
        return _back_to(number)
    return question_page(entry_or_404(number), form)


@bp.post("/inbox/<int:number>/redact-all")
@requires_right(Right.INBOX)
def redact_whole_question(number: int) -> Page:
    entry, form = entry_or_404(number), ConfirmForm()

    def change() -> None:
        redact(entry.asked, proposed_changes(entry.asked), actor=the_actor())

    if commit_form(form, change):
        flash(gettext("Changed. The letter as it came is sealed."), "good")
        return _back_to(number)
    return question_page(entry_or_404(number), form)


@bp.post("/inbox/<int:number>/open-sealed")
@requires_right(Right.INBOX)
def open_sealed_letter(number: int) -> Page:
    """Shown once, in the answer to the form: no address leads to it."""
    entry, form = entry_or_404(number), OpenLetterForm()
    if not may_open_letters(the_actor()):
        abort(403)

    def open_it() -> tuple[str, list[str], object]:
        sealed = open_letter(entry.asked, form.reason.data or "", reader=the_actor())
        erased_on = sealed.sealed_on + timedelta(days=settings_of_inbox().seal_days)
        return sealed.text, list(sealed.additions.values()), erased_on

    if opened := commit_form(form, open_it):
        text, lines, erased_on = opened.result
        page = make_response(
            render_template(
                "desk/sealed-letter.html",
                asked=entry.asked,
                text=text,
                lines=lines,
                erased_on=erased_on,
            )
        )
        page.headers["Cache-Control"] = "no-store"
        return page
    return question_page(entry_or_404(number), form)


def _changes_named(asked: AskedQuestion, form: RedactForm) -> list[Change]:
    """Raises RefusalError where the words stand nowhere."""
    words, instead = form.words.data or "", form.instead.data or ""
    start = form.start.data or ""
    if form.place.data and start.isascii() and start.isdigit() and len(start) < 6:
        end = int(start) + len(words)
        return [Change(form.place.data, int(start), end, words, instead)]
    return changes_of_words(asked, words, instead)


def _back_to(number: int) -> Page:
    shelf = request.args.get("shelf")
    return see_other(url_for("desk.asked_question", number=number, shelf=shelf))
