"""Bringing a written text into the answer: look at what it was taken for, then save all of it."""

from collections.abc import Callable

from flask import flash, render_template, request, url_for
from flask_babel import gettext

from episodes.accounts.permissions import Right, requires_right
from episodes.answers.importing.importing import Imported
from episodes.answers.importing.opening import Opened
from episodes.answers.importing.outside import WorkedOut, turn_for, worked_out
from episodes.answers.markdown import parse_answer
from episodes.answers.models import ResourceKind
from episodes.answers.queries import answer_of
from episodes.db import db
from episodes.desk.editing import Editing
from episodes.desk.forms.answer_import import ADD, LABELS, AnswerImportForm, outline
from episodes.desk.forms.base import ConfirmForm
from episodes.desk.importing import save_imported, undo_import
from episodes.desk.views.blueprint import (
    bp,
    commit_form,
    commit_or_refuse,
    episode_or_404,
    see_other,
    the_actor,
)
from episodes.desk.views.editors import editing
from episodes.desk.views.episode import Page
from episodes.refusals import RefusalError
from episodes.versions.models import VersionKind


@bp.route("/episodes/<slug>/answer/import", methods=["GET", "POST"])
@requires_right(Right.ANSWER)
def import_answer(slug: str) -> Page:
    episode_or_404(slug)
    form = AnswerImportForm()
    if not form.validate_on_submit():
        return _source_page(slug, form)
    db.session.rollback()  # opening a document takes seconds, and nobody waits for it
    try:
        with turn_for(request.content_length or 0):
            opened = form.open()
            work = worked_out(opened, form.choices())
    except RefusalError as error:
        form.refuse(error)
        form.give_back()
        return _source_page(slug, form)
    if "save" in request.form and _save(slug, form, work.imported):
        return see_other(url_for("desk.answer", slug=slug))
    return _outline_page(slug, form, opened, work)


@bp.post("/episodes/<slug>/answer/import/undo")
@requires_right(Right.ANSWER)
def undo_answer_import(slug: str) -> Page:
    episode, form = episode_or_404(slug), ConfirmForm()
    undo = commit_form(form, lambda: undo_import(episode, _editing_of(slug), the_actor()))
    if undo:
        flash(gettext("The import is taken back: text and resources are as they were."), "good")
    else:
        flash(" ".join(str(problem.message) for problem in form.problems()), "danger")
    return see_other(url_for("desk.answer", slug=slug))


def _save(slug: str, form: AnswerImportForm, result: Imported) -> bool:
    def write() -> object:
        episode = episode_or_404(slug)
        adds, name = form.place.data == ADD, form.name.data or ""
        return save_imported(episode, result, _editing_of(slug), the_actor(), name=name, adds=adds)

    if not commit_or_refuse(form, write):
        return False
    flash(gettext("The text is in the answer. You can still take all of it back below."), "good")
    if result.ratings:
        flash(gettext("What it says of itself waits on the page of content notes."), "good")
    return True


def _editing_of(slug: str) -> Callable[[VersionKind], Editing]:
    return lambda kind: editing(episode_or_404(slug), kind)


def _source_page(slug: str, form: AnswerImportForm) -> Page:
    episode = episode_or_404(slug)
    return render_template("desk/answer-import.html", episode=episode, form=form), form.status


def _outline_page(slug: str, form: AnswerImportForm, opened: Opened, work: WorkedOut) -> Page:
    episode = episode_or_404(slug)
    form.carry(opened)
    result, unsure = work.imported, work.unsure
    page = render_template(
        "desk/answer-outline.html",
        episode=episode,
        form=form,
        result=result,
        lines=outline(result, unsure),
        unsure=sorted(unsure),
        labels=LABELS,
        kind_labels={kind.value: kind.label for kind in ResourceKind},
        preview=parse_answer(result.markdown) if result.markdown else (),
        has_answer=answer_of(episode.id) is not None,
    )
    return page, form.status
