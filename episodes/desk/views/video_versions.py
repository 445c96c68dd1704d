"""Which videos an episode has had; the one that waits goes out, or goes away."""

from flask import abort, flash, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.models import Episode
from episodes.desk.forms.base import ConfirmForm
from episodes.desk.forms.waiting_video import WaitingVideoForm
from episodes.desk.video_versions import file_of, use_version_again
from episodes.desk.views.blueprint import (
    bp,
    commit_form,
    commit_write,
    episode_or_404,
    see_other,
    the_actor,
)
from episodes.desk.views.editors import editing
from episodes.desk.views.episode import Page
from episodes.desk.views.publishing import require_second_person
from episodes.desk.views.video import video_page
from episodes.media.actions import remove_video
from episodes.media.models import Place
from episodes.media.queries import video_of
from episodes.media.serving import FileGoneError, file_response
from episodes.media.storage import storage
from episodes.versions.models import Version, VersionKind
from episodes.versions.queries import version_numbered


@bp.post("/episodes/<slug>/video/show")
@requires_right(Right.PUBLISH)
def show_video(slug: str) -> Page:
    """With the captions that were chosen for it."""
    episode = episode_or_404(slug)
    waiting = video_of(episode.id, Place.WAITING) or abort(409)
    form = WaitingVideoForm.of(episode, waiting)
    if commit_form(form, lambda: _show(form, episode)):
        flash(gettext("Viewers see this video now."), "good")
        return see_other(url_for("desk.video", slug=slug))
    return video_page(slug, form)


def _show(form: WaitingVideoForm, episode: Episode) -> None:
    """The notes that were made for it go out with it. Raises RefusalError."""
    notes = editing(episode, VersionKind.WARNINGS)
    require_second_person(notes)
    form.save(episode, the_actor())
    notes.publish(the_actor())


@bp.post("/episodes/<slug>/video/discard-waiting")
@requires_right(Right.EDIT)
def discard_waiting_video(slug: str) -> Page:
    """It stays among the versions."""
    episode = episode_or_404(slug)
    if video_of(episode.id, Place.WAITING) is None:
        abort(409)

    def remove() -> None:
        record(the_actor(), AuditAction.VIDEO_DISCARD_WAITING, "episode", slug)
        remove_video(episode_or_404(slug), Place.WAITING)

    commit_write(remove)
    flash(gettext("It doesn’t wait any more. You find it among the versions."), "good")
    return see_other(url_for("desk.video", slug=slug))


@bp.post("/episodes/<slug>/video/versions/<int:number>/use")
@requires_right(Right.EDIT)
def use_video_again(slug: str, number: int) -> Page:
    version = _version_or_404(slug, number)
    form = ConfirmForm()

    def use() -> None:
        actor = the_actor()
        record(actor, AuditAction.VIDEO_USE_AGAIN, "episode", slug, version=number)
        use_version_again(episode_or_404(slug), version, actor)

    if commit_form(form, use):
        flash(gettext("Version %(number)s is back, as a new version.", number=number), "good")
        return see_other(url_for("desk.video", slug=slug))
    return video_page(slug, form)


@bp.get("/episodes/<slug>/video/versions/<int:number>/file")
@requires_right(Right.EDIT)
def video_version_file(slug: str, number: int) -> Response:
    """The file as it came, to keep: no browser plays it from here."""
    version = _version_or_404(slug, number)
    key = file_of(version.content)
    if not version.content["original_key"]:
        abort(404)
    name = f"{slug}-version-{number}{key[key.rfind('.') :]}"
    try:
        response = file_response(storage(), key, "application/octet-stream", file_name=name)
    except FileGoneError:
        abort(404)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _version_or_404(slug: str, number: int) -> Version:
    if number > 2**31 - 1:
        abort(404)
    episode = episode_or_404(slug)
    return version_numbered(episode.id, VersionKind.VIDEO, number) or abort(404)
