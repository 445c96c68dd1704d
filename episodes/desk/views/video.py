"""The video's page: one form to send a file, one to name an address, one for the poster, and how
far the file is prepared."""

from typing import Any

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.permissions import Right, requires_right
from episodes.db import db
from episodes.desk.forms.base import DeskForm
from episodes.desk.forms.times import time_text
from episodes.desk.forms.video import (
    PosterForm,
    RemoveVideoForm,
    StartForm,
    VideoAddressForm,
    VideoFileForm,
)
from episodes.desk.forms.waiting_video import WaitingVideoForm
from episodes.desk.video_versions import take_poster_from, video_lines
from episodes.desk.views.blueprint import (
    bp,
    commit_form,
    commit_or_refuse,
    commit_press,
    commit_write,
    episode_or_404,
    require_publisher,
    see_other,
    the_actor,
)
from episodes.desk.views.episode import Page
from episodes.desk.views.other_forms import refuse_other_form
from episodes.desk.views.second_video import refuse_second_video
from episodes.desk.views.sync import video_address
from episodes.jobs.queries import latest_job
from episodes.media.actions import PREPARE, ask_for_preparing
from episodes.media.errors import MediaError
from episodes.media.facts import MediaFacts
from episodes.media.local_files import StoredFile
from episodes.media.models import Place, Video
from episodes.media.queries import video_of
from episodes.media.storage import storage
from episodes.media.uploads import UploadRefusedError
from episodes.pages import error_page, wants_json
from episodes.site import site_settings
from episodes.versions.models import VersionKind
from episodes.versions.queries import newest_version, review_of


@bp.get("/episodes/<slug>/video")
@requires_right(Right.EDIT)
def video(slug: str) -> Page:
    return video_page(slug)


@bp.get("/episodes/<slug>/video/room")
@requires_right(Right.EDIT)
def video_room(slug: str) -> Any:
    """Whether a file of this size that begins so would be taken, asked before it is sent."""
    episode_or_404(slug)
    form = StartForm(request.args)
    if not form.validate():
        abort(400)
    error = form.refusal(_limit_bytes(), storage().room_bytes())
    if error is None:
        return {}, 200
    refused = VideoFileForm(formdata=None)
    refused.refuse(error)
    return {"message": str(error)}, refused.status


@bp.post("/episodes/<slug>/video/file")
@requires_right(Right.EDIT)
def save_video_file(slug: str) -> Any:
    episode_or_404(slug)
    form = VideoFileForm()
    actor = the_actor()
    stored = _store_file(form) if form.validate_on_submit() else None
    if stored and commit_or_refuse(form, lambda: form.save(episode_or_404(slug), stored, actor)):
        _say_saved(slug, gettext("The video is saved."))
        return _answer_upload(url_for("desk.video", slug=slug))
    return _refuse_upload(slug, form)


def _say_saved(slug: str, words: str) -> None:
    if video_of(episode_or_404(slug).id, Place.WAITING):
        words = gettext("The video is saved. Viewers don’t see it until you show it to them.")
    flash(words, "good")


@bp.errorhandler(UploadRefusedError)
def refused_upload(refused: UploadRefusedError) -> Any:
    """Before the body was read: the form's token is in there, so the form is a new one."""
    where = request.view_args or {}
    form = VideoFileForm(formdata=None)
    form.refuse(refused.error)
    try:
        if "path" in where:
            return refuse_other_form(where["slug"], where["path"], refused.error)
        if request.endpoint == "desk.save_second_video":
            return refuse_second_video(where["slug"], refused.error)
        return _refuse_upload(where["slug"], form)
    except NotFound as error:  # Flask asks nobody about what a handler of errors raises
        return error_page(error)


@bp.post("/episodes/<slug>/video/address")
@requires_right(Right.EDIT)
def save_video_address(slug: str) -> Page:
    episode = episode_or_404(slug)
    form = VideoAddressForm()
    if commit_form(form, lambda: form.save(episode, the_actor())):
        _say_saved(slug, gettext("The address is saved."))
        return see_other(url_for("desk.video", slug=slug))
    return video_page(slug, form)


@bp.post("/episodes/<slug>/video/poster")
@requires_right(Right.EDIT)
def save_poster(slug: str) -> Page:
    episode = episode_or_404(slug)
    present = _video_or_409(slug)
    form = PosterForm()

    def save() -> None:
        require_publisher(episode)
        form.save(episode, present, the_actor())

    if commit_form(form, save):
        flash(gettext("The poster is saved."), "good")
        return see_other(url_for("desk.video", slug=slug))
    return video_page(slug, form)


@bp.post("/episodes/<slug>/video/poster/remove")
@requires_right(Right.EDIT)
def take_poster_away(slug: str) -> Page:
    episode, present = episode_or_404(slug), _video_or_409(slug)

    def remove() -> None:
        require_publisher(episode)
        record(the_actor(), AuditAction.POSTER_REMOVE, "episode", slug)
        take_poster_from(episode_or_404(slug), present)

    commit_press(remove, gettext("The poster is removed."))
    return see_other(url_for("desk.video", slug=slug))


@bp.post("/episodes/<slug>/video/prepare")
@requires_right(Right.EDIT)
def prepare_again(slug: str) -> Page:
    present = _video_or_409(slug)
    if commit_write(lambda: ask_for_preparing(present, asked_by_id=the_actor().id)) is None:
        abort(409)
    flash(gettext("The video is being processed again."), "good")
    return see_other(url_for("desk.video", slug=slug))


@bp.post("/episodes/<slug>/video/remove")
@requires_right(Right.EDIT)
def take_video_away(slug: str) -> Page:
    """Of a published episode only with the word of somebody who knows that viewers lose it."""
    _video_or_409(slug)
    form, episode = RemoveVideoForm(), episode_or_404(slug)

    def remove() -> None:
        require_publisher(episode)
        form.save(episode, the_actor())

    if commit_form(form, remove):
        flash(gettext("The video is removed."), "good")
        return see_other(url_for("desk.video", slug=slug))
    return video_page(slug, form)


def _video_or_409(slug: str) -> Video:
    return video_of(episode_or_404(slug).id) or abort(409)


def _limit_bytes() -> int:
    return int(site_settings().MAX_VIDEO_BYTES)


def _store_file(form: VideoFileForm) -> tuple[StoredFile, MediaFacts] | None:
    """Copying gigabytes takes its time: nothing else waits for the database meanwhile."""
    db.session.rollback()
    try:
        return form.store(_limit_bytes())
    except MediaError as error:
        form.refuse(error)
        return None


def _answer_upload(address: str) -> Any:
    return ({"address": address}, 201) if wants_json() else see_other(address)


def _refuse_upload(slug: str, form: VideoFileForm) -> Any:
    if not wants_json():
        return video_page(slug, form)
    return {"message": " ".join(problem.message for problem in form.problems())}, form.status


def video_page(slug: str, sent: DeskForm | None = None) -> Page:
    """sent: the one of the forms that could not be kept."""
    episode = episode_or_404(slug)
    present = video_of(episode.id)
    address = (
        {"address": present.address, "duration": time_text(present.duration_ms)} if present else {}
    )
    waiting, version = (
        video_of(episode.id, Place.WAITING),
        newest_version(episode.id, VersionKind.VIDEO),
    )
    forms: dict[type, DeskForm] = {
        RemoveVideoForm: RemoveVideoForm(formdata=None),
        VideoFileForm: VideoFileForm(formdata=None),
        VideoAddressForm: VideoAddressForm(formdata=None, data=_if_external(present, address)),
        PosterForm: PosterForm(formdata=None, data={"alt": present.poster_alt if present else ""}),
    }
    if sent is not None:
        forms[type(sent)] = sent
    if isinstance(sent, WaitingVideoForm):
        waiting_form: WaitingVideoForm | None = sent
    else:
        waiting_form = WaitingVideoForm.of(episode, waiting, formdata=None) if waiting else None
    page = render_template(
        "desk/video.html",
        episode=episode,
        video=present,
        job=latest_job(PREPARE, f"episode:{episode.id}")
        if present and present.original_key
        else None,
        file_form=forms[VideoFileForm],
        address_form=forms[VideoAddressForm],
        poster_form=forms[PosterForm],
        remove_form=forms[RemoveVideoForm],
        waiting=waiting,
        waiting_source=video_address(slug, waiting),
        waiting_form=waiting_form,
        newest=version,
        review=review_of(version) if version else None,
        versions=video_lines(episode.id),
        sent=sent,
        limit_bytes=_limit_bytes(),
    )
    return page, sent.status if sent else 200


def _if_external(present: Video | None, address: dict[str, str]) -> dict[str, str]:
    return address if present and present.address else {}
