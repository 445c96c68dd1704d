"""Pictures for the written answer: sent here, put into its text by their name."""

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.desk.forms.answer_pictures import AnswerPictureForm, mark_of
from episodes.desk.views.blueprint import bp, commit_or_refuse, episode_or_404, see_other, the_actor
from episodes.desk.views.episode import Page
from episodes.media.answer_pictures import SentPicture, pictures_of
from episodes.media.errors import MediaError
from episodes.versions.models import VersionKind
from episodes.versions.queries import has_version_saying


@bp.post("/episodes/<slug>/answer/pictures")
@requires_right(Right.ANSWER)
def add_answer_picture(slug: str) -> Page:
    episode_or_404(slug)
    form, actor = AnswerPictureForm(), the_actor()
    sent = _receive(form) if form.validate_on_submit() else None
    if sent and commit_or_refuse(form, lambda: form.save(episode_or_404(slug), sent, actor)):
        if request.headers.get("X-Fragment"):
            return _section(slug, AnswerPictureForm(formdata=None))
        flash(gettext("The picture is here. Put it into the text where it should stand."), "good")
        return see_other(url_for("desk.answer", slug=slug, _anchor="pictures"))
    if request.headers.get("X-Fragment"):
        return _section(slug, form)[0], form.status
    return render_template("desk/answer-pictures.html", **picture_values(slug, form)), form.status


@bp.post("/episodes/<slug>/answer/pictures/<name>/remove")
@requires_right(Right.ANSWER)
def remove_answer_picture(slug: str, name: str) -> Response:
    """One that no version of the text names: each version finds its pictures again."""
    episode = episode_or_404(slug)
    picture = next((each for each in pictures_of(episode.id) if each.name == name), None)
    if picture is None:
        abort(404)
    if has_version_saying(episode.id, VersionKind.ANSWER, f"](picture:{name}"):
        flash(gettext("A version of the text has this picture, so it stays."), "danger")
    else:
        record(the_actor(), AuditAction.ANSWER_REMOVE_PICTURE, "episode", slug, name=name)
        db.session.delete(picture)
        episode_changed.send(episode)
        db.session.commit()
        flash(gettext("Removed."), "good")
    return see_other(url_for("desk.answer", slug=slug, _anchor="pictures"))


def _receive(form: AnswerPictureForm) -> SentPicture | None:
    db.session.rollback()
    try:
        return form.receive()
    except MediaError as error:
        form.sent_field = "picture"
        form.refuse(error)
        return None


def picture_values(slug: str, form: AnswerPictureForm) -> dict[str, object]:
    episode = episode_or_404(slug)
    pictures = [(picture, mark_of(picture)) for picture in pictures_of(episode.id)]
    return {"episode": episode, "picture_form": form, "pictures": pictures}


def _section(slug: str, form: AnswerPictureForm) -> tuple[str, int]:
    return render_template(
        "desk/parts/answer-pictures-live.html", **picture_values(slug, form)
    ), 200
