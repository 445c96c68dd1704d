"""The blueprint, and what its pages share: loading an episode, writing what a form holds, saying
what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user
from flask_wtf.csrf import CSRFError, generate_csrf
from sqlalchemy.exc import DBAPIError, IntegrityError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, Unauthorized
from werkzeug.wrappers import Response

from captions import CaptionError
from episodes.accounts.models import User
from episodes.accounts.of_request import renew_repeated_token
from episodes.accounts.permissions import Right, may, may_open, may_save, rights_of
from episodes.accounts.views import (
    LONGEST_TEXT_BYTES,
    signed_out_page,
)
from episodes.catalog.given import works_on
from episodes.catalog.models import Episode, Status
from episodes.catalog.queries import visible_episode
from episodes.catalog.slugs import is_slug
from episodes.db import db, reads_only
from episodes.desk.forms.base import ConfirmForm, DeskForm
from episodes.desk.forms.drafts import (
    ThingDrafts,
    draft_key,
    drafts_of_request,
    remember_drafts,
)
from episodes.drafts.actions import close_draft
from episodes.drafts.queries import open_drafts
from episodes.media.errors import FileTooLargeError, StorageFullError
from episodes.media.storage import storage
from episodes.media.uploads import FORM_BYTES, MediaRequest, UploadRefusedError
from episodes.messages import Message, marked, note_in_words
from episodes.outages import was_broken_off
from episodes.pages import SAFE_METHODS, comes_from_own_page, error_page, wants_json
from episodes.refusals import RefusalError
from episodes.site import site_settings
from episodes.typed_words import Again, page_with_typed_words

Result = TypeVar("Result")

SIGNED_OUT = marked("You were signed out. Sign in in another tab, then send it again.")
TAKES_VIDEOS = frozenset(("desk.save_video_file", "desk.save_other_form", "desk.save_second_video"))

bp = Blueprint("desk", __name__, url_prefix="/desk")
bp.before_request(renew_repeated_token)
bp.add_app_template_filter(note_in_words)


@bp.url_value_preprocessor
def _take_large_bodies(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Only from who may send them, and before anything reads the body: looking for the form's token
    would, within the small limit. The look at who it is holds no lock while the body comes."""
    if request.method in SAFE_METHODS:
        return
    reads_only.set(True)
    if comes_from_own_page():  # of somebody whose session ended, all comes back
        request.max_content_length = LONGEST_TEXT_BYTES
    if may(Right.USE_DESK):
        request.max_content_length = current_app.config["MAX_CONTENT_LENGTH"]
    is_video = endpoint in TAKES_VIDEOS and may(Right.EDIT)
    db.session.rollback()
    if is_video:
        _receive_video(site_settings().MAX_VIDEO_BYTES)


def _receive_video(limit_bytes: int) -> None:
    """Raises UploadRefusedError where the length that the browser announces is too much."""
    check_announced((request.content_length or 0) - FORM_BYTES, limit_bytes)
    cast("MediaRequest", request).receive_into(storage(), limit_bytes)


def check_announced(size_bytes: int, limit_bytes: int) -> None:
    """Raises UploadRefusedError."""
    if size_bytes > limit_bytes:
        raise UploadRefusedError(FileTooLargeError(limit_bytes))
    if size_bytes > storage().room_bytes():
        raise UploadRefusedError(StorageFullError())


@bp.url_value_preprocessor
def _only_real_slugs(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """What no slug can be is not asked of the database, which may refuse the very question."""
    slug = (values or {}).get("slug")
    if slug is not None and not is_slug(slug):
        abort(404)


def episode_or_404(slug: str) -> Episode:
    """Also where the person was given others and not this one."""
    episode = visible_episode(slug, staff=True) if works_on(slug) else None
    if episode is None:
        abort(404)
    look_for_drafts(f"episode:{episode.id}")
    return episode


def require_publisher(episode: Episode) -> None:
    """Of what viewers get at once. Raises RefusalError."""
    if episode.status == Status.PUBLISHED and not may(Right.PUBLISH):
        raise RefusalError(
            Message("Viewers would see this at once. Ask somebody who may publish to do it.")
        )


def look_for_drafts(thing: str) -> None:
    """What the person left unsaved of the thing that the page is about; its forms offer it."""
    person_id = the_actor().id
    if request.method != "GET":
        remember_drafts(ThingDrafts(thing, person_id))
    elif drafts_of_request() is None:
        drafts = open_drafts(person_id, thing)
        wanted = draft_key(request.args.get("draft"))
        taken = next((draft for draft in drafts if draft.key == wanted), None)
        remember_drafts(ThingDrafts(thing, person_id, drafts, taken))


def the_actor() -> User:
    """The user who is signed in; every view here requires a role first."""
    return cast("User", current_user._get_current_object())


@dataclass(frozen=True, slots=True)
class Committed(Generic[Result]):
    """result: what the write gave back."""

    result: Result


def commit_form(form: DeskForm, write: Callable[[], Result]) -> Committed[Result] | None:
    """What was sent is checked, written and committed. None also where nothing was sent."""
    return commit_or_refuse(form, write) if form.validate_on_submit() else None


def commit_or_refuse(form: DeskForm, write: Callable[[], Result]) -> Committed[Result] | None:
    """Writes and commits. None where the write is refused: nothing is changed then, and the form
    says why."""
    try:
        result = commit_write(lambda: _write_and_close_draft(write))
    except (RefusalError, CaptionError) as error:
        db.session.rollback()
        form.refuse(error)
    except IntegrityError:
        db.session.rollback()
        form.conflict()
    else:
        return Committed(result)
    return None


def commit_press(write: Callable[[], object], words: str) -> None:
    """Of a button that is a form of its own: what happened, or why not, stands on the next page."""
    form = ConfirmForm()
    if commit_form(form, write):
        flash(words, "good")
    else:
        flash(" ".join(str(problem.message) for problem in form.problems()), "danger")


def _write_and_close_draft(write: Callable[[], Result]) -> Result:
    result = write()
    if key := draft_key(request.form.get("draft")):
        close_draft(the_actor().id, key)
    return result


def commit_write(write: Callable[[], Result]) -> Result:
    """Once again where the database broke it off because two waited for each other."""
    try:
        result = write()
        db.session.commit()
    except DBAPIError as error:
        if not was_broken_off(error):
            raise
        db.session.rollback()
        result = write()
        db.session.commit()
    return result


def see_other(address: str) -> Response:
    """After a form was taken: reloading the page that follows does not send it again."""
    return redirect(address, 303)


def may_open_page(endpoint: str) -> bool:
    """Whether the signed-in person may look at the page."""
    return may_open(current_app.view_functions.get(endpoint))


@bp.app_template_global()
def is_read_only() -> bool:
    """The page may be looked at by more people than may save it, and this is one of them."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "right_to_read", None) is not None and not may_save(view)


@bp.app_template_global()
def may_send(address: str) -> bool:
    """Whether a button that posts to an address of the site would be answered."""
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None  # noqa: S101  # there is one inside a request
    endpoint, _ = adapter.match(address.partition("?")[0].partition("#")[0], "POST")
    view = current_app.view_functions[endpoint]
    return getattr(view, "required_right", None) is None or may_save(view)


@bp.context_processor
def _what_every_page_here_knows() -> dict[str, Any]:
    return {
        "may": {right.value: True for right in rights_of(current_user)},
        "may_save": lambda endpoint: may_save(current_app.view_functions.get(endpoint)),
        "may_open": may_open_page,
    }


@bp.errorhandler(CSRFError)
@bp.errorhandler(Unauthorized)
def give_back(error: HTTPException) -> ResponseReturnValue:
    """The session ended, or began again, since the page was opened: nothing typed is lost."""
    db.session.rollback()
    is_signed_in = may(Right.USE_DESK)
    if wants_json():
        return {"message": gettext(SIGNED_OUT)}, 400 if is_signed_in else 401
    if not comes_from_own_page():
        return error_page(error)
    address = request.full_path.rstrip("?")
    if not is_signed_in:
        return signed_out_page(address)
    again = Again(Message("Save it"), address, generate_csrf())
    title = Message("This page was open for a long time.")
    lead = Message("Nothing is saved yet, and nothing is lost: here is what you wrote.")
    return page_with_typed_words(title, lead, status=400, again=again)


@bp.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Nothing of the body was kept, so there is no form to show again: a page that says why."""
    db.session.rollback()
    if wants_json() and not may(Right.USE_DESK):
        return {"message": gettext(SIGNED_OUT)}, 401
    limit = request.max_content_length or 0
    is_staff = may(Right.USE_DESK)
    page = render_template("desk/too-large.html", limit_bytes=limit, is_staff=is_staff)
    return page, 413
