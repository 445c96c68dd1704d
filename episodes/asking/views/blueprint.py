"""The blueprint, and what all its pages do: take a long question, and leave nothing behind."""

from typing import Any

from flask import Blueprint, Response, request

from episodes.questions.asked.inbox import settings_of_inbox
from episodes.site import site_settings

bp = Blueprint("asking", __name__)

MOST_BYTES = 250_000  # twice 10,000 characters of four bytes, as a form writes them


@bp.url_value_preprocessor
def _take_letters(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Too long a question is answered by the form with all that was typed, not by an error."""
    request.max_content_length = MOST_BYTES
    request.max_form_memory_size = MOST_BYTES


@bp.after_request
def _keep_nothing(response: Response) -> Response:
    """No copy in the browser, in its history or in a proxy."""
    response.headers["Cache-Control"] = "no-store"
    if request.path != "/ask":
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def daily_limit() -> int:
    """What a producer set, else the site's setting."""
    return settings_of_inbox().daily_limit or site_settings().ASK_DAILY_LIMIT
