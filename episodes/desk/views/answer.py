"""Writing the answer, seeing it before it is kept, and looking at how it was."""

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select

from episodes.accounts.permissions import Right, may, requires_right
from episodes.answers.anchors import with_kept_anchors
from episodes.answers.library import library, link_checks
from episodes.answers.models import Answer, AnswerRevision
from episodes.answers.queries import answer_of, revisions_of
from episodes.db import db
from episodes.desk.editing import Editing
from episodes.desk.forms.answer_pictures import AnswerPictureForm
from episodes.desk.forms.versioned import VersionedForm
from episodes.desk.importing import can_be_undone, last_import, second_video_note
from episodes.desk.views.answer_pictures import picture_values
from episodes.desk.views.answer_preview import answer_preview
from episodes.desk.views.blueprint import bp, episode_or_404, see_other, the_actor
from episodes.desk.views.editors import editing
from episodes.desk.views.episode import Page
from episodes.desk.views.going_on import next_step, page_after_save
from episodes.desk.views.saving import form_of, save_form, say_saved
from episodes.desk.views.sync import video_address
from episodes.media.models import Place
from episodes.media.queries import newest_video_of, video_of
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.versions.actions import review_version
from episodes.versions.models import Version, VersionKind

MOST_CHOICES = 1_000  # of the library in one menu; its own page has them all


@bp.route("/episodes/<slug>/answer", methods=["GET", "POST"])
@requires_right(Right.ANSWER, to_read=Right.REVIEW)
def answer(slug: str) -> Page:
    episode = episode_or_404(slug)
    work = editing(episode, VersionKind.ANSWER)
    form = form_of(work)
    if "preview" in request.form:
        form.validate_on_submit()
        db.session.rollback()
    else:
        _keep_anchors(work, form)
        if saved := save_form(work, form, form["note"].data or "", lambda v: _show(work, form, v)):
            if "show" in form.pressed:
                flash(gettext("Saved. Readers see it now."), "good")
            else:
                say_saved(work, saved)
            return see_other(page_after_save(slug, "answer"))
    episode = episode_or_404(slug)
    written, entry = answer_of(episode.id), last_import(episode)
    page = render_template(
        "desk/answer.html",
        **picture_values(slug, AnswerPictureForm(formdata=None)),
        form=form,
        work=work,
        answer=written,
        preview=answer_preview(episode, form["markdown"].data or ""),
        here=url_for("desk.answer", slug=slug),
        source=video_address(slug, newest_video_of(episode.id)),
        revisions=revisions_of(written) if written else (),
        can_be_undone=can_be_undone(episode, entry),
        shows_at_once=work.is_public and may(Right.PUBLISH),
        next=next_step(slug, "answer"),
        second_video=second_video_note(entry) if not video_of(episode.id, Place.ANSWER) else None,
    )
    return page, form.status


def _show(work: Editing, form: VersionedForm, version: Version) -> None:
    """By the button that saves a correction and shows it. Raises RefusalError."""
    if "show" not in form.pressed or not work.is_public:
        return
    if not may(Right.PUBLISH):
        abort(403)
    if not form["still_fits"].data:
        message = Message("Say that its rating and content notes still fit, or save it as a draft.")
        raise RefusalError(message, "still_fits")
    review_version(version, work.episode.answer_review, judge=the_actor())
    editing(work.episode, VersionKind.ANSWER).publish(the_actor())


def _keep_anchors(work: Editing, form: VersionedForm) -> None:
    """People have linked to a part: a reworded heading keeps the ID that the part had."""
    before = work.content_of(form.made_from).get("markdown")
    if form.is_submitted() and before:
        form["markdown"].data = with_kept_anchors(before, form["markdown"].data or "")


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
    choices = library() if may(Right.SEE_ALL) else []
    page = render_template(
        "desk/resources.html",
        episode=episode,
        form=form,
        work=work,
        library=choices[:MOST_CHOICES],
        checks=link_checks(row["address"].data or "" for _, row in form["resources"].filled_rows),
    )
    return page, form.status
