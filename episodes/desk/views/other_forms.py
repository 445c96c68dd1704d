"""The page of an episode's described version and sign-language video, a form for each."""

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.signals import episode_changed
from episodes.db import db, lock_row
from episodes.desk.forms.other_forms import OtherFormForm, Stored
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
from episodes.media.models import OTHER_FORMS, Place
from episodes.media.queries import video_of
from episodes.messages import Message
from episodes.site import site_settings

AT_ONCE = Message("Saved. Viewers can choose it on the episode’s page.")
AFTER_A_LOOK = Message("Saved. Watch it and say what you found: viewers are given it after that.")
PATHS = {"described": Place.DESCRIBED, "sign-language": Place.SIGN_LANGUAGE}


@bp.get("/episodes/<slug>/other-forms")
@requires_right(Right.EDIT)
def other_forms(slug: str) -> Page:
    return _page(slug)


@bp.post("/episodes/<slug>/other-forms/<path>")
@requires_right(Right.EDIT)
def save_other_form(slug: str, path: str) -> Page:
    place = _place(path)
    episode_or_404(slug)
    form = OtherFormForm(prefix=place.value)
    actor = the_actor()
    if form.take_if_asked(request.form.get("take", "")):
        return _page(slug, place, form)
    is_taken, stored = _store_file(form) if form.validate_on_submit() else (False, None)

    def write() -> bool:
        episode = episode_or_404(slug)
        lock_row(episode)
        require_publisher(episode)
        present = video_of(episode.id, place)
        form.put_together_with(OtherFormForm.of(place, present, formdata=None))
        form.save(episode, place, stored, actor)
        episode_changed.send(episode)
        return True

    if is_taken and commit_or_refuse(form, write):
        flash(_saved_words(slug, place), "good")
        return see_other(url_for("desk.other_forms", slug=slug))
    return _page(slug, place, form)


@bp.post("/episodes/<slug>/other-forms/<path>/remove")
@requires_right(Right.EDIT)
def take_other_form_away(slug: str, path: str) -> Response:
    place, episode = _place(path), episode_or_404(slug)
    if video_of(episode.id, place) is None:
        abort(409)

    def remove() -> None:
        require_publisher(episode)
        record(the_actor(), AuditAction.VIDEO_REMOVE_OTHER_FORM, "episode", slug, form=place.value)
        remove_video(episode, place)

    commit_press(remove, gettext("Removed."))
    return see_other(url_for("desk.other_forms", slug=slug))


def _saved_words(slug: str, place: Place) -> str:
    video = video_of(episode_or_404(slug).id, place)
    if video is None or video.review == ReviewState.NOT_REVIEWED:
        return str(AFTER_A_LOOK)
    return str(AT_ONCE)


def refuse_other_form(slug: str, path: str, error: MediaError) -> Page:
    """Before the body was read: the form's token is in there, so the form is a new one."""
    place = _place(path)
    video = video_of(episode_or_404(slug).id, place)
    form = OtherFormForm.of(place, video, formdata=None)
    form.refuse(error)
    return _page(slug, place, form)


def _place(path: str) -> Place:
    return PATHS.get(path) or abort(404)


def _store_file(form: OtherFormForm) -> tuple[bool, Stored | None]:
    """Whether the file can be taken, and what is stored of it. Copying takes its time: nothing
    else waits for the database meanwhile."""
    db.session.rollback()
    try:
        return True, form.store(int(site_settings().MAX_VIDEO_BYTES))
    except MediaError as error:
        form.refuse(error)
        return False, None


def _page(slug: str, place: Place | None = None, sent: OtherFormForm | None = None) -> Page:
    """sent: the form of that place, which could not be kept."""
    episode = episode_or_404(slug)
    videos = {each: video_of(episode.id, each) for each in OTHER_FORMS}
    options = {"formdata": None} if sent else {}
    forms = {
        each: sent if sent and each is place else OtherFormForm.of(each, videos[each], **options)
        for each in OTHER_FORMS
    }
    page = render_template(
        "desk/other-forms.html",
        episode=episode,
        has_video=video_of(episode.id) is not None,
        entries=[(path, each, videos[each], forms[each]) for path, each in PATHS.items()],
        sent=sent,
        limit_bytes=int(site_settings().MAX_VIDEO_BYTES),
    )
    return page, sent.status if sent else 200
