"""The page of results, and the part of it that changes while someone types."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    jsonify,
    make_response,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from sqlalchemy.exc import DBAPIError

from episodes.accounts.permissions import Right, may
from episodes.catalog.given import sees_all
from episodes.db import db, reads_only
from episodes.pages import is_fragment_request
from episodes.preferences.of_request import choices_of_request, shown_of_request
from episodes.search import suggestions
from episodes.search.forms import inquiry_of
from episodes.search.language.query import MOST_CHARACTERS
from episodes.search.missed import Pace, count_missed, wording_of
from episodes.search.queries import results_of
from episodes.search.results.addresses import opened_address, place_address, public_scheme
from episodes.search.results.inquiry import Inquiry, Sort
from episodes.search.results.topics import topics_to_try
from episodes.search.suggestions import Suggestion, SuggestionKind
from episodes.site import secret_of_site
from episodes.warnings.hiding import not_hidden_from

bp = Blueprint("search", __name__)
MISSED_PACE = Pace()


@bp.get("/search")
def search() -> Response:
    choices = choices_of_request()
    results = results_of(
        inquiry_of(request.args), choices=choices, staff=sees_all(), shown=shown_of_request
    )
    has_close = bool(results.episodes) and results.is_close
    template = "search/found.html" if is_fragment_request() else "search/results.html"
    page = render_template(
        template,
        results=results,
        inquiry=results.inquiry,
        topics=[] if has_close else topics_to_try(not_hidden_from(choices)),
        hides_some=choices.hides_some,
        most_characters=MOST_CHARACTERS,
        sorts=((Sort.BEST, gettext("Best match")), (Sort.NEWEST, gettext("Newest"))),
        address=_address,
        place_address=place_address,
        opened_address=opened_address,
    )
    if not has_close and _is_a_visitors(results.inquiry) and not choices.hides_some:
        _count_missed(results.inquiry.typed)
    response = make_response(page)
    response.vary.add("X-Fragment")
    return response


def _is_a_visitors(inquiry: Inquiry) -> bool:
    """A whole search of the public, typed and sent: no part of one, no page of one, no filter, and
    nothing that a browser fetches beforehand."""
    is_whole = not (is_fragment_request() or inquiry.after or inquiry.filters.any)
    is_sent = request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", "")
    return is_whole and is_sent and not may(Right.USE_DESK)


def _count_missed(typed: str) -> None:
    """After the page is made. A database that cannot write now does not keep anybody from it."""
    if not wording_of(typed) or not MISSED_PACE.take():
        return
    db.session.rollback()
    reads_only.set(False)
    try:
        count_missed(typed, secret_of_site())
        db.session.commit()
    except DBAPIError:
        db.session.rollback()
    finally:
        reads_only.set(True)


@bp.get("/search/suggest")
def suggest() -> Response:
    """What a search box offers for `q`, each with the address that it leads to."""
    typed = request.args.get("q", "")
    offers = suggestions.suggest(
        typed, choices=choices_of_request(), staff=sees_all(), shown=shown_of_request
    )
    response = jsonify(
        query=typed[: suggestions.LONGEST], suggestions=[_offered(s) for s in offers]
    )
    response.vary.add("Cookie")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _offered(suggestion: Suggestion) -> dict[str, str]:
    return {
        "kind": suggestion.kind.value,
        "text": suggestion.text,
        "hint": suggestion.hint,
        "language": suggestion.language,
        "address": _where(suggestion),
    }


def _where(suggestion: Suggestion) -> str:
    if suggestion.kind is SuggestionKind.WORDS:
        return url_for("search.search", q=suggestion.key)
    if suggestion.kind is SuggestionKind.EPISODE:
        return url_for("viewing.watch", slug=suggestion.key)
    if suggestion.kind is SuggestionKind.TOPIC:
        return url_for("viewing.catalog", topic=suggestion.key)
    return url_for("viewing.catalog", person=suggestion.key)


@bp.get("/opensearch.xml")
def opensearch() -> Response:
    """So that a browser can add the search to its own."""
    response = make_response(render_template("search/opensearch.xml", scheme=public_scheme()))
    response.mimetype = "application/opensearchdescription+xml"
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _address(inquiry: Inquiry, **more: Any) -> str:
    return url_for("search.search", **inquiry.address_values(), **more)
