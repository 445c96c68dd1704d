"""The preferences page, what it sets, and the captions' stylesheet."""

import re

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
)
from flask_babel import gettext
from flask_wtf.csrf import CSRFProtect, validate_csrf
from werkzeug.wrappers import Response as AnyResponse
from wtforms import ValidationError

from episodes.messages import Message
from episodes.pages import comes_from_another_site, comes_from_own_page, local_path
from episodes.preferences.caption_options import caption_presets, caption_rows
from episodes.preferences.caption_style import caption_css
from episodes.preferences.forms import choices_from, look_from, look_with_captions
from episodes.preferences.look import LOOK_COOKIE, SITE_CHOICES
from episodes.preferences.of_request import choices_of_request, look_of_request, remember_shown
from episodes.warnings.choices import CHOICES_COOKIE, ViewerChoices, choice_label, is_choice
from episodes.warnings.presets import PRESETS, preset_of
from episodes.warnings.vocabulary import GROUPS, Action

bp = Blueprint("preferences", __name__)

YEAR_SECONDS = 365 * 24 * 3600
SAVED = Message("Saved in this browser.")
UNDO = "undo"
FORGET_ALL = "1"
SLUG = re.compile(r"[a-z0-9-]{1,80}")
WITHOUT_TOKEN = frozenset(
    ("preferences.save_captions", "preferences.choose", "preferences.undo", "preferences.show_once")
)
MOST_KEYS = 8
KEY = re.compile(r"[a-z_]{1,20}(:[a-z0-9-]{1,80})?")


@bp.before_request
def _refuse_other_sites() -> tuple[str, int] | None:
    """For the forms of pages that many readers share: a token in one would be one reader's own.
    The browser says where a request came from (Fetch Metadata, Sec-Fetch-Site). One that says that
    it was another site is believed; one that says nothing is asked to confirm by a page with a
    token."""
    if request.endpoint not in WITHOUT_TOKEN or comes_from_own_page():
        return None
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        if comes_from_another_site():
            abort(400, gettext("Another site sent this, so nothing was changed."))
        fields = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
        return render_template("preferences/confirm.html", fields=fields), 400
    return None


@bp.get("/preferences")
def preferences() -> str:
    choices, look = choices_of_request(), look_of_request()
    return render_template(
        "preferences/preferences.html",
        groups=GROUPS.values(),
        choices=choices,
        presets=PRESETS.values(),
        preset=preset_of(choices),
        look=look,
        site_choices=SITE_CHOICES,
        caption_rows=caption_rows(look),
        caption_presets=caption_presets(),
        saved=SAVED if "saved" in request.args else "",
        came_from=local_path(request.args.get("next")),
    )


@bp.post("/preferences")
def save() -> AnyResponse:
    came_from = local_path(request.form.get("next"))
    if came_from:
        flash(str(SAVED))
    response = redirect(came_from or "/preferences?saved", 303)
    if request.form.get("reset") == FORGET_ALL:
        _keep(response, CHOICES_COOKIE, "")
        _keep(response, LOOK_COOKIE, "")
    elif "captions" in request.form:
        look = look_with_captions(look_of_request(), request.form)
        _keep(response, LOOK_COOKIE, look.serialise())
    else:
        _keep(response, CHOICES_COOKIE, choices_from(request.form).serialise())
        _keep(response, LOOK_COOKIE, look_from(request.form).serialise())
    return response


@bp.post("/preferences/captions")
def save_captions() -> AnyResponse:
    """The caption settings alone, from the player: warnings and the rest of the look stay."""
    look = look_with_captions(look_of_request(), request.form)
    response = redirect(local_path(request.form.get("next")) or "/preferences?saved", 303)
    _keep(response, LOOK_COOKIE, look.serialise())
    return response


@bp.post("/preferences/choice")
def choose() -> AnyResponse:
    """Shows, tells, covers or hides one kind of content from now on; it can be undone."""
    name, action = request.form.get("name", ""), request.form.get("action", "")
    if action not in set(Action) or not is_choice(name):
        abort(400, gettext("Name one kind of content, and one of show, tell, cover and hide."))
    response = redirect(local_path(request.form.get("next")) or "/preferences?saved", 303)
    _choose(response, choices_of_request().with_action(name, Action(action)))
    return response


@bp.post("/preferences/undo")
def undo() -> AnyResponse:
    """Takes back the last choice of a kind; without one, nothing changes."""
    response = redirect(local_path(request.form.get("next")) or "/preferences", 303)
    before = session.pop(UNDO, None)
    if before is not None:
        _keep(response, CHOICES_COOKIE, ViewerChoices.parse(before).serialise())
    return response


@bp.post("/preferences/show")
def show_once() -> AnyResponse:
    """Reveals one artifact for this visit, with the passage of it that was asked for, or one kind
    of content from now on."""
    slug, keys = request.form.get("slug", ""), request.form.getlist("key")[:MOST_KEYS]
    if not SLUG.fullmatch(slug) or not keys or not all(map(KEY.fullmatch, keys)):
        abort(400, gettext("We couldn’t tell what to show."))
    response = redirect(local_path(request.form.get("next")) or f"/episodes/{slug}", 303)
    names = [name for name in request.form.getlist("always") if is_choice(name)]
    choices = choices_of_request()
    for name in names:
        choices = choices.with_shown(name)
    if names:
        _choose(response, choices)
        kinds = ", ".join(map(choice_label, names))
        flash(gettext("Always shown from now on: %(kinds)s.", kinds=kinds), UNDO)
    for key in keys:
        remember_shown(slug, key)
    return response


@bp.get("/preferences/captions.css")
def captions_css() -> AnyResponse:
    response = Response(caption_css(look_of_request()), mimetype="text/css")
    response.vary.add("Cookie")
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    return response.make_conditional(request)


def _choose(response: AnyResponse, choices: ViewerChoices) -> None:
    """What was chosen before is kept for one undo."""
    session[UNDO] = choices_of_request().serialise()
    _keep(response, CHOICES_COOKIE, choices.serialise())


def _keep(response: AnyResponse, name: str, value: str) -> None:
    """An empty value removes the cookie: who chose nothing keeps nothing."""
    if not value:
        response.delete_cookie(name, samesite="Lax")
        return
    response.set_cookie(
        name, value, max_age=YEAR_SECONDS, httponly=True, samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )  # fmt: skip


def leave_to_own_check(csrf: CSRFProtect) -> None:
    """Those that `_refuse_other_sites` looks after."""
    for view in (save_captions, choose, undo, show_once):
        csrf.exempt(view)
