"""The video's page: one form to send a file, one to name an address, one for the poster."""

from flask import abort, current_app, flash, render_template, url_for

from episodes.accounts.models import RoleName
from episodes.accounts.permissions import requires_role
from episodes.db import db
from episodes.desk.forms.base import DeskForm
from episodes.desk.forms.times import shown
from episodes.desk.forms.video import PosterForm, VideoAddressForm, VideoFileForm
from episodes.desk.views.blueprint import bp, episode_or_404, kept, see_other, the_actor
from episodes.desk.views.episode import Page
from episodes.media.errors import MediaError
from episodes.media.local_files import StoredFile
from episodes.media.models import Video
from episodes.media.probe import MediaFacts
from episodes.media.queries import video_of


@bp.get("/episodes/<slug>/video")
@requires_role(RoleName.PRODUCER)
def video(slug: str) -> Page:
    return _page(slug)


@bp.post("/episodes/<slug>/video/file")
@requires_role(RoleName.PRODUCER)
def save_video_file(slug: str) -> Page:
    episode_or_404(slug)
    form = VideoFileForm()
    actor = the_actor()
    stored = _stored(form) if form.validate_on_submit() else None
    if stored and kept(form, lambda: form.save(episode_or_404(slug), stored, actor)):
        flash("The video is kept.", "good")
        return see_other(url_for("desk.video", slug=slug))
    return _page(slug, form)


@bp.post("/episodes/<slug>/video/address")
@requires_role(RoleName.PRODUCER)
def save_video_address(slug: str) -> Page:
    episode = episode_or_404(slug)
    form = VideoAddressForm()
    if form.validate_on_submit() and kept(form, lambda: form.save(episode, the_actor())):
        flash("The address is kept.", "good")
        return see_other(url_for("desk.video", slug=slug))
    return _page(slug, form)


@bp.post("/episodes/<slug>/video/poster")
@requires_role(RoleName.PRODUCER)
def save_poster(slug: str) -> Page:
    episode = episode_or_404(slug)
    found = video_of(episode.id)
    form = PosterForm()
    if found is None:
        abort(409)
    if form.validate_on_submit() and kept(form, lambda: form.save(episode, found, the_actor())):
        flash("The poster is kept.", "good")
        return see_other(url_for("desk.video", slug=slug))
    return _page(slug, form)


def _stored(form: VideoFileForm) -> tuple[StoredFile, MediaFacts] | None:
    """Copying gigabytes takes its time: nothing else waits for the database meanwhile."""
    db.session.rollback()
    try:
        return form.store(current_app.extensions["settings"].MAX_VIDEO_BYTES)
    except MediaError as error:
        form.refuse(error)
        return None


def _page(slug: str, sent: DeskForm | None = None) -> Page:
    """sent: the one of the three forms that could not be kept."""
    episode = episode_or_404(slug)
    found = video_of(episode.id)
    address = {"address": found.address, "duration": shown(found.duration_ms)} if found else {}
    forms: dict[type, DeskForm] = {
        VideoFileForm: VideoFileForm(formdata=None),
        VideoAddressForm: VideoAddressForm(formdata=None, data=_if_external(found, address)),
        PosterForm: PosterForm(formdata=None, data={"alt": found.poster_alt if found else ""}),
    }
    if sent is not None:
        forms[type(sent)] = sent
    page = render_template(
        "desk/video.html",
        episode=episode,
        video=found,
        file_form=forms[VideoFileForm],
        address_form=forms[VideoAddressForm],
        poster_form=forms[PosterForm],
        sent=sent,
        limit_bytes=current_app.extensions["settings"].MAX_VIDEO_BYTES,
    )
    return page, sent.status if sent else 200


def _if_external(found: Video | None, address: dict[str, str]) -> dict[str, str]:
    return address if found and found.address else {}
