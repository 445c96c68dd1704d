"""Writing the answer, seeing it before it is kept, and looking at how it was."""

from collections.abc import Sequence

from flask import abort, render_template, request, url_for
from sqlalchemy import select

from episodes.accounts.permissions import Right, requires_right
from episodes.answers.errors import MarkdownError
from episodes.answers.markdown import ParsedPart, parse_answer
from episodes.answers.models import Answer, AnswerRevision
from episodes.answers.queries import answer_of, revisions_of
from episodes.db import db
from episodes.desk.forms.versioned import VersionedForm
from episodes.desk.importing import can_be_undone, last_import, second_video_note
from episodes.desk.views.blueprint import bp, episode_or_404, see_other
from episodes.desk.views.editors import editing
from episodes.desk.views.episode import Page
from episodes.desk.views.saving import form_of, save_form, say_saved
from episodes.media.models import Place
from episodes.media.queries import video_of
from episodes.versions.models import VersionKind


@bp.route("/episodes/<slug>/answer", methods=["GET", "POST"])
@requires_right(Right.ANSWER, to_read=Right.REVIEW)
def answer(slug: str) -> Page:
    episode = episode_or_404(slug)
    work = editing(episode, VersionKind.ANSWER)
    form = form_of(work)
    preview: Sequence[ParsedPart] = ()
    if "preview" in request.form and form.validate_on_submit():
        preview = _preview_parts(form)
        db.session.rollback()
    elif "preview" not in request.form and (
        saved := save_form(work, form, form["note"].data or "")
    ):
        say_saved(work, saved)
        return see_other(url_for("desk.answer", slug=slug))
    episode = episode_or_404(slug)
    written, entry = answer_of(episode.id), last_import(episode)
    page = render_template(
        "desk/answer.html",
        episode=episode,
        form=form,
        work=work,
        answer=written,
        preview=preview,
        revisions=revisions_of(written) if written else (),
        can_be_undone=can_be_undone(episode, entry),
        second_video=second_video_note(entry) if not video_of(episode.id, Place.ANSWER) else None,
    )
    return page, form.status


def _preview_parts(form: VersionedForm) -> Sequence[ParsedPart]:
    try:
        return parse_answer(form["markdown"].data)
    except MarkdownError as error:
        form.refuse(error)
        return ()


@bp.get("/episodes/<slug>/answer/revisions/<int:number>")
@requires_right(Right.ANSWER, to_read=Right.REVIEW)
def answer_revision(slug: str, number: int) -> Page:
    episode = episode_or_404(slug)
    revision = db.session.scalar(
        select(AnswerRevision)
        .join(Answer, Answer.id == AnswerRevision.answer_id)
        .where(Answer.episode_id == episode.id, AnswerRevision.number == min(number, 2**31 - 1))
    )
    if revision is None:
        abort(404)
    return render_template("desk/answer-revision.html", episode=episode, revision=revision)


@bp.route("/episodes/<slug>/resources", methods=["GET", "POST"])
@requires_right(Right.ANSWER, to_read=Right.REVIEW)
def resources(slug: str) -> Page:
    work = editing(episode_or_404(slug), VersionKind.RESOURCES)
    form = form_of(work)
    if saved := save_form(work, form):
        say_saved(work, saved)
        return see_other(url_for("desk.resources", slug=slug))
    episode = episode_or_404(slug)
    return render_template(
        "desk/resources.html", episode=episode, form=form, work=work
    ), form.status
