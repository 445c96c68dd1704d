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
)
from werkzeug.wrappers import Response as AnyResponse

from episodes.pages import local_path
from episodes.preferences.caption_style import caption_css
from episodes.preferences.forms import choices_from, look_from
from episodes.preferences.look import CAPTION_CHOICES, LOOK_COOKIE, SITE_CHOICES
from episodes.preferences.visit import choices_of_request, look_of_request, remember_shown
from episodes.warnings.choices import CHOICES_COOKIE
from episodes.warnings.vocabulary import GROUPS

bp = Blueprint("preferences", __name__)

YEAR_SECONDS = 365 * 24 * 3600
SAVED = "Saved in this browser."
SLUG = re.compile(r"[a-z0-9-]{1,80}")
KEY = re.compile(r"[a-z_]{1,20}(:[a-z0-9-]{1,80})?")


@bp.get("/preferences")
def preferences() -> str:
    return render_template(
        "preferences/preferences.html",
        groups=GROUPS.values(),
        choices=choices_of_request(),
        look=look_of_request(),
        site_choices=SITE_CHOICES,
        caption_choices=CAPTION_CHOICES,
        saved=SAVED if "saved" in request.args else "",
        came_from=local_path(request.args.get("next")),
    )


@bp.post("/preferences")
def save() -> AnyResponse:
    came_from = local_path(request.form.get("next"))
    if came_from:
        flash(SAVED)
    response = redirect(came_from or "/preferences?saved", 303)
    is_reset = "reset" in request.form
    choices = "" if is_reset else choices_from(request.form).serialise()
    look = "" if is_reset else look_from(request.form).serialise()
    _keep(response, CHOICES_COOKIE, choices)
    _keep(response, LOOK_COOKIE, look)
    return response


@bp.post("/preferences/show")
def show_once() -> AnyResponse:
    """Reveals one artifact for this visit, or one kind of content from now on."""
    slug, key = request.form.get("slug", ""), request.form.get("key", "")
    if not SLUG.fullmatch(slug) or not KEY.fullmatch(key):
        abort(400, "What is to be shown was not named.")
    response = redirect(local_path(request.form.get("next")) or f"/episodes/{slug}", 303)
    choices = choices_of_request()
    for name in request.form.getlist("always"):
        choices = choices.with_shown(name)
    if request.form.getlist("always"):
        _keep(response, CHOICES_COOKIE, choices.serialise())
    remember_shown(slug, key)
    return response


@bp.get("/preferences/captions.css")
def captions_css() -> AnyResponse:
    response = Response(caption_css(look_of_request()), mimetype="text/css")
    response.vary.add("Cookie")
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    return response.make_conditional(request)


def _keep(response: AnyResponse, name: str, value: str) -> None:
    """An empty value removes the cookie: who chose nothing keeps nothing."""
    if not value:
        response.delete_cookie(name, samesite="Lax")
        return
    response.set_cookie(
        name, value, max_age=YEAR_SECONDS, httponly=True, samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )  # fmt: skip
