"""In discreet mode the address of an episode, an answer, a topic or a person does not say what it
is about: browsers keep it in their history and offer it while somebody types.

It is spelled so that nobody reads it in passing. It is no secret: who opens it sees the page."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from flask import Flask, abort, has_request_context, redirect, request, url_for
from werkzeug.wrappers import Response

from episodes.pages import is_fragment_request
from episodes.preferences.of_request import look_of_request

MARK = "~"  # in no slug, and in an address as it is
ENDPOINTS = frozenset(("viewing.watch", "viewing.topic", "viewing.person", "answers.answer"))
SLUG = re.compile(r"[a-z0-9-]{1,200}")


def init_discreet_addresses(app: Flask) -> None:
    app.url_defaults(_spell_discreetly)
    app.url_value_preprocessor(_read_slug)
    app.before_request(_lead_to_the_address_of_the_mode)


def discreet_slug(slug: str) -> str:
    return MARK + urlsafe_b64encode(slug.encode()).decode().rstrip("=")


def slug_of(spelled: str) -> str | None:
    """None where it is not what discreet_slug gives."""
    letters = spelled.removeprefix(MARK)
    try:
        slug = urlsafe_b64decode(letters + "=" * (-len(letters) % 4)).decode("ascii")
    except ValueError:  # not base64, or not ASCII
        return None
    is_own = SLUG.fullmatch(slug) and discreet_slug(slug) == spelled
    return slug if is_own else None


def _spell_discreetly(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint in ENDPOINTS and _is_discreet() and not values["slug"].startswith(MARK):
        values["slug"] = discreet_slug(values["slug"])


def _read_slug(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if endpoint in ENDPOINTS and values and values["slug"].startswith(MARK):
        slug = slug_of(values["slug"])
        if slug is None:
            abort(404)
        values["slug"] = slug


def _lead_to_the_address_of_the_mode() -> Response | None:
    """Browsers keep in their history where they were led, not what led there."""
    if request.endpoint not in ENDPOINTS or is_fragment_request():
        return None
    if _is_discreet() == (f"/{MARK}" in request.path):
        return None
    path, query = url_for(request.endpoint, **(request.view_args or {})), request.query_string
    response = redirect(f"{path}?{query.decode('latin-1')}" if query else path)
    response.vary.add("Cookie")
    return response


def _is_discreet() -> bool:
    return has_request_context() and look_of_request().is_discreet
