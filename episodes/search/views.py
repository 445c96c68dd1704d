"""The page of results, and the part of it that changes while someone types."""

from flask import Blueprint, Response, make_response, render_template, request

from episodes.accounts.permissions import is_staff
from episodes.pages import is_fragment_request
from episodes.preferences.visit import choices_of_request, shown_of_request
from episodes.search import queries
from episodes.search.query import MOST_CHARACTERS
from episodes.search.topics import topics_to_try

bp = Blueprint("search", __name__)


@bp.get("/search")
def search() -> Response:
    typed = request.args.get("q", "")
    results = queries.search(
        typed, choices=choices_of_request(), staff=is_staff(), shown=shown_of_request
    )
    topics = [] if results.episodes else topics_to_try()
    template = "search/found.html" if is_fragment_request() else "search/results.html"
    page = render_template(
        template, results=results, topics=topics, most_characters=MOST_CHARACTERS
    )
    response = make_response(page)
    response.vary.add("X-Fragment")
    return response
