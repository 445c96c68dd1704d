"""The API's description in the form of OpenAPI 3.1, made from the models."""

from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from episodes.api.schema import Problem, SearchAnswer, SearchParameters

PROBLEM = {
    "description": "What is wrong, in words.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


@cache
def description() -> dict[str, Any]:
    """Without `servers`, which the site knows."""
    _, schemas = models_json_schema(
        [(SearchAnswer, "serialization"), (Problem, "serialization")],
        ref_template="#/components/schemas/{model}",
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Search of an advice show",
            "version": "1",
            "description": "Search what the show has answered: the same answers as the page of"
            " results gives, as JSON. Nothing needs a key, and nothing is kept of who asks.",
        },
        "paths": {"/api/v1/search": {"get": _search()}},
        "components": {"schemas": schemas["$defs"]},
    }


def _search() -> dict[str, Any]:
    return {
        "operationId": "search",
        "summary": "Find episodes by a question in plain words.",
        "parameters": list(map(_parameter, SearchParameters.model_fields)),
        "responses": {
            "200": {
                "description": "What was found, which may be nothing.",
                "content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/SearchAnswer"}}
                },
            },
            "400": PROBLEM,
        },
    }


def _parameter(name: str) -> dict[str, Any]:
    schema = SearchParameters.model_json_schema(ref_template="#/components/schemas/{model}")
    declared = dict(schema["properties"][name])
    words = declared.pop("description")
    declared.pop("title", None)
    return {
        "name": name,
        "in": "query",
        "required": name in schema["required"],
        "description": words,
        "schema": _with_definitions_inline(declared, schema.get("$defs", {})),
    }


def _with_definitions_inline(
    declared: dict[str, Any], definitions: dict[str, Any]
) -> dict[str, Any]:
    """A parameter that is left out is not null, and small lists of values stand where they are."""
    options = [one for one in declared.pop("anyOf", []) if one.get("type") != "null"]
    declared = {**declared, **(options[0] if options else {})}
    reference = declared.pop("$ref", "")
    if reference:
        declared = {**definitions[reference.rsplit("/", 1)[1]], **declared}
    if declared.get("default", "") is None:
        del declared["default"]
    return {key: value for key, value in declared.items() if key not in ("title", "description")}
