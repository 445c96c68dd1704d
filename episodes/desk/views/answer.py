"""Writing the answer, seeing it before it is kept, and looking at how it was."""

from collections.abc import Sequence

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select

from episodes.accounts.models import RoleName
from episodes.accounts.permissions import requires_role
from episodes.answers.errors import MarkdownError
from episodes.answers.markdown import ParsedPart, parse_answer
from episodes.answers.models import Answer, AnswerRevision
from episodes.answers.queries import answer_of, resources_of, revisions_of
from episodes.db import db
from episodes.desk.forms.answer import AnswerForm, ResourcesForm
from episodes.desk.queries import people
from episodes.desk.views.blueprint import (
    bp,
    commit_form,
    commit_or_refuse,
    episode_or_404,
    see_other,
    the_actor,
)
from episodes.desk.views.episode import Page


@bp.route("/episodes/<slug>/answer", methods=["GET", "POST"])
@requires_role(RoleName.PRODUCER)
def answer(slug: str) -> Page:
    episode = episode_or_404(slug)
    form = AnswerForm.of(answer_of(episode.id), people())
    preview: Sequence[ParsedPart] = ()
    if form.validate_on_submit():
        if "preview" in request.form:
            preview = _preview_parts(form)
        elif commit_or_refuse(form, lambda: form.save(episode, the_actor())):
            flash(gettext("Saved."), "good")
            return see_other(url_for("desk.answer", slug=slug))
        db.session.rollback()
    episode = episode_or_404(slug)
    written = answer_of(episode.id)
    page = render_template(
        "desk/answer.html",
        episode=episode,
        form=form,
        answer=written,
        preview=preview,
        revisions=revisions_of(written) if written else (),
    )
    return page, form.status


def _preview_parts(form: AnswerForm) -> Sequence[ParsedPart]:
    try:
        return parse_answer(form.markdown.data)
    except MarkdownError as error:
        form.refuse(error)
        return ()


@bp.get("/episodes/<slug>/answer/revisions/<int:number>")
@requires_role(RoleName.PRODUCER)
def answer_revision(slug: str, number: int) -> Page:
    episode = episode_or_404(slug)
    revision = db.session.scalar(
        select(AnswerRevision)
        .join(Answer, Answer.id == AnswerRevision.answer_id)
        .where(Answer.episode_id == episode.id, AnswerRevision.number == min(number, 2**31 - 1))
    )
    if revision is None:
        abort(404)
    return render_template("desk/answer_revision.html", episode=episode, revision=revision)


@bp.route("/episodes/<slug>/resources", methods=["GET", "POST"])
@requires_role(RoleName.PRODUCER)
def resources(slug: str) -> Page:
    episode = episode_or_404(slug)
    written = answer_of(episode.id)
    parts = written.parts if written else []
    form = ResourcesForm.of(resources_of(episode.id), parts)
    if form.adds_a_row():
        form.offer(parts)
    elif commit_form(form, lambda: form.save(episode, the_actor())):
        flash(gettext("Saved."), "good")
        return see_other(url_for("desk.resources", slug=slug))
    episode = episode_or_404(slug)
    return render_template("desk/resources.html", episode=episode, form=form), form.status
