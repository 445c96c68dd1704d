"""The page of the second video, inside the written answer."""

from typing import Any

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.models import Episode
from episodes.catalog.signals import episode_changed
from episodes.db import db, lock_row
from episodes.desk.forms.second_video import SecondVideoForm, Stored
from episodes.desk.importing import last_import, second_video_rating
from episodes.desk.views.blueprint import (
    bp,
    commit_or_refuse,
    commit_press,
    episode_or_404,
    require_publisher,
    see_other,
    the_actor,
)
from episodes.desk.views.episode import Page
from episodes.media.actions import remove_video
from episodes.media.errors import MediaError
from episodes.media.models import Place
from episodes.media.queries import video_of
from episodes.site import site_settings


@bp.get("/episodes/<slug>/second-video")
@requires_right(Right.EDIT)
def second_video(slug: str) -> Page:
    return _page(slug)


@bp.post("/episodes/<slug>/second-video")
@requires_right(Right.EDIT)
def save_second_video(slug: str) -> Page:
    episode_or_404(slug)
    form, actor = SecondVideoForm(), the_actor()
    if form.take_if_asked(request.form.get("take", "")):
        return _page(slug, form)
    is_taken, stored = _store_file(form) if form.validate_on_submit() else (False, None)

    def write() -> bool:
        episode = episode_or_404(slug)
        lock_row(episode)
        require_publisher(episode)
        form.put_together_with(_form(episode, formdata=None))
        form.save(episode, stored, actor)
        episode_changed.send(episode)
        return True

    if is_taken and commit_or_refuse(form, write):
        flash(gettext("Saved. It stands at the end of the answer, behind its own cover."), "good")
        return see_other(url_for("desk.second_video", slug=slug))
    return _page(slug, form)


@bp.post("/episodes/<slug>/second-video/remove")
@requires_right(Right.EDIT)
def remove_second_video(slug: str) -> Response:
    episode = episode_or_404(slug)
    if video_of(episode.id, Place.ANSWER) is None:
        abort(409)

    def remove() -> None:
        require_publisher(episode)
        record(the_actor(), AuditAction.VIDEO_REMOVE_SECOND, "episode", slug)
        remove_video(episode, Place.ANSWER)

    commit_press(remove, gettext("Removed."))
    return see_other(url_for("desk.second_video", slug=slug))


def refuse_second_video(slug: str, error: MediaError) -> Page:
    """Before the body was read: the form's token is in there, so the form is a new one."""
    form = _form(episode_or_404(slug), formdata=None)
    form.refuse(error)
    return _page(slug, form)


def _store_file(form: SecondVideoForm) -> tuple[bool, Stored | None]:
    """Whether the file can be taken, and what is stored of it. Copying takes its time: nothing
    else waits for the database meanwhile."""
    db.session.rollback()
    try:
        return True, form.store(int(site_settings().MAX_VIDEO_BYTES))
    except MediaError as error:
        form.refuse(error)
        return False, None


def _form(episode: Episode, **options: Any) -> SecondVideoForm:
    """With what is there, or what the text that was brought in announces."""
    video = video_of(episode.id, Place.ANSWER)
    if video is None:
        rating = second_video_rating(last_import(episode))
        note = str(rating).capitalize() if rating else ""
        return SecondVideoForm.filled({"note": note}, **options)
    data = {"address": video.address, "title": video.title, "note": video.note}
    return SecondVideoForm.filled(data, **options)


def _page(slug: str, sent: SecondVideoForm | None = None) -> Page:
    episode = episode_or_404(slug)
    page = render_template(
        "desk/second-video.html",
        episode=episode,
        form=sent or _form(episode),
        sent=sent,
        video=video_of(episode.id, Place.ANSWER),
        limit_bytes=int(site_settings().MAX_VIDEO_BYTES),
    )
    return page, sent.status if sent else 200
