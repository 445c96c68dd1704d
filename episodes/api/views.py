"""The same answers as the pages give, as JSON."""

from flask import Blueprint, Response, jsonify, request, url_for
from pydantic import ValidationError

from episodes.api.openapi import description
from episodes.api.presenting import answer_of
from episodes.api.schema import Problem, ProblemOfParameter, SearchParameters
from episodes.catalog.given import sees_all
from episodes.pages import problem_response
from episodes.preferences.of_request import choices_of_request, shown_of_request
from episodes.search.queries import results_of
from episodes.search.results.addresses import public_scheme
from episodes.search.results.filters import Filters
from episodes.search.results.inquiry import Inquiry

bp = Blueprint("api", __name__, url_prefix="/api/v1")


@bp.get("/search")
def search() -> Response:
    try:
        parameters = SearchParameters.model_validate(request.args.to_dict())
    except ValidationError as error:
        return problem_response(_problem(error).model_dump())
    results = results_of(
        _inquiry(parameters), choices=choices_of_request(), staff=sees_all(),
        limit=parameters.limit, shown=shown_of_request,
    )  # fmt: skip
    answer = answer_of(results, parameters.limit)
    response = Response(answer.model_dump_json(), mimetype="application/json")
    response.vary.add("Cookie")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@bp.get("/openapi.json")
def openapi() -> Response:
    root = url_for("viewing.home", _external=True, _scheme=public_scheme()).rstrip("/")
    response = jsonify(description() | {"servers": [{"url": root}]})
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _inquiry(parameters: SearchParameters) -> Inquiry:
    filters = Filters(**{name: getattr(parameters, name) for name in Filters.__slots__})
    return Inquiry(parameters.q, parameters.exactly, parameters.sort, filters, parameters.after)


def _problem(error: ValidationError) -> Problem:
    errors = [
        ProblemOfParameter(
            parameter=".".join(map(str, one["loc"])), detail=_WORDS.get(one["type"], one["msg"])
        )
        for one in error.errors()
    ]
    words = "; ".join(f"{one.parameter}: {one.detail}" for one in errors)
    return Problem(title="Bad Request", status=400, detail=words, errors=errors)


_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a parameter of a search",
    "string_pattern_mismatch": "is none that this API ever gave",
}
