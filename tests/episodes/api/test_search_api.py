"""The same answers as JSON, their description, and what is said of a wrong request."""

import re
from typing import Any

from flask.testing import FlaskClient

from episodes.api.schema import Problem, SearchAnswer, SearchParameters
from episodes.catalog.models import Status
from episodes.warnings.models import Scope
from tests.episodes.search.test_pages import warn
from tests.episodes.search.test_search import NASTY
from tests.factories import ANSWER, CAPTIONS, a_user, an_episode, sign_in

KINDS = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}


def faults(value: Any, schema: dict[str, Any], document: dict[str, Any]) -> list[str]:
    """Where the value does not fit its schema, as far as ours go."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in schema:
        tried = [faults(value, option, document) for option in schema["anyOf"]]
        return [] if [] in tried else [f"{value!r} fits none: {tried}"]
    if schema["type"] == "null":
        return [] if value is None else [f"{value!r} is not null"]
    if type(value) is not KINDS[schema["type"]]:
        return [f"{value!r} is no {schema['type']}"]
    if value not in schema.get("enum", [value]):
        return [f"{value!r} is none of {schema['enum']}"]
    if schema["type"] == "array":
        return [fault for one in value for fault in faults(one, schema["items"], document)]
    found = []
    if schema["type"] == "object":
        found = [f"{name} is missing" for name in schema.get("required", []) if name not in value]
        found += [f"{name} is unknown" for name in value if name not in schema["properties"]]
        for name in value.keys() & schema["properties"].keys():
            found += faults(value[name], schema["properties"][name], document)
    return found


def test_the_answer_is_what_the_page_shows(client: FlaskClient) -> None:
    an_episode("oat-milk", captions=CAPTIONS, answer=ANSWER, question="Who buys <oat> milk?")
    answer = SearchAnswer.model_validate(client.get("/api/v1/search?q=oat+milk+list+loud").json)
    (found,) = answer.episodes
    assert found.question is not None
    assert found.question.text == "Who buys <oat> milk?"
    assert found.question.html == "Who buys &lt;<mark>oat</mark>&gt; <mark>milk</mark>?"
    page = client.get("/search?q=oat+milk+list+loud").text
    letter, *hrefs = re.findall(r'class="search-place">\s*<a [^>]*href="([^"]+)"', page)
    assert letter == "/episodes/oat-milk#letter"
    assert [place.address.removeprefix("http://localhost") for place in found.places] == hrefs
    assert found.places[0].words is not None
    assert "Joe" in [place.speaker for place in found.places if place.kind == "speech"]


def test_the_answer_fits_its_description(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").json or {}
    for number in range(3):
        an_episode(f"milk-{number}", captions=CAPTIONS, answer=ANSWER, season=1, number=number + 1)
    warn(an_episode("tea", question="Oat milk in tea?").id, Scope.QUESTION)
    operation = document["paths"]["/api/v1/search"]["get"]
    for address in ("?q=oat+milk+list&limit=2", "?q=", "?q=zzz", "?q=milk&sort=newest&captions=y"):
        response = client.get(f"/api/v1/search{address}")
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        assert faults(response.json, schema, document) == []
        assert response.mimetype == "application/json"
    wrong = client.get("/api/v1/search")
    schema = operation["responses"]["400"]["content"]["application/problem+json"]["schema"]
    assert faults(wrong.json, schema, document) == []


def test_the_description_names_every_parameter_and_leads_nowhere_else(client: FlaskClient) -> None:
    response = client.get("/api/v1/openapi.json")
    document = response.json or {}
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"]
    assert document["servers"] == [{"url": "http://localhost"}]
    parameters = document["paths"]["/api/v1/search"]["get"]["parameters"]
    assert [one["name"] for one in parameters] == list(SearchParameters.model_fields)
    assert [one["name"] for one in parameters if one["required"]] == ["q"]
    assert all(one["description"] and one["schema"]["type"] for one in parameters)
    named = set(re.findall(r'"#/components/schemas/(\w+)"', response.text))
    assert named == set(document["components"]["schemas"])


WRONG = {
    "": "q", "q=x&limit=0": "limit", "q=x&limit=51": "limit", "q=x&limit=many": "limit",
    "q=x&sort=sideways": "sort", "q=x&after=page2": "after", "q=x&season=first": "season",
    "q=x&topic=a/b": "topic", "q=x&exactly=perhaps": "exactly", "q=x&offset=10": "offset",
}  # fmt: skip


def test_a_wrong_request_is_told_what_is_wrong(client: FlaskClient) -> None:
    for asked, parameter in WRONG.items():
        response = client.get(f"/api/v1/search?{asked}")
        assert response.status_code == 400
        assert response.mimetype == "application/problem+json"
        problem = Problem.model_validate(response.json)
        assert [one.parameter for one in problem.errors] == [parameter], asked


def test_every_fault_below_the_api_is_a_problem_document(client: FlaskClient) -> None:
    for address, status in (
        ("/api/v1/nothing", 404),
        ("/api/", 404),
        ("/api/v1/search?q=%00", 400),
    ):
        response = client.get(address)
        assert response.mimetype == "application/problem+json"
        assert Problem.model_validate(response.json).status == response.status_code == status
    response = client.open("/api/v1/search", method="TRACE")
    assert Problem.model_validate(response.json).status == response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_whatever_is_asked_is_answered_or_refused_in_words(client: FlaskClient) -> None:
    an_episode("oat-milk", captions=CAPTIONS)
    for name, typed in NASTY.items():
        sent = typed.encode("utf-8", "surrogatepass")
        response = client.get("/api/v1/search", query_string={b"q": sent})
        assert response.status_code == (400 if name == "nul" else 200), name
        assert response.json, name


def test_covered_words_stand_apart(client: FlaskClient) -> None:
    episode = an_episode("oat-milk", captions=CAPTIONS, question="Zebra fairness?")
    warn(episode.id, Scope.VIDEO_AUDIO)
    warn(episode.id, Scope.QUESTION)
    (found,) = SearchAnswer.model_validate(client.get("/api/v1/search?q=fairness").json).episodes
    assert found.question is None
    assert found.covered_question is not None
    assert "uicide" in found.covered_question.contains[0]
    assert found.covered_question.words.text == "Zebra fairness?"
    assert [place.words for place in found.places] == [None]


def test_pages_follow_by_their_links(client: FlaskClient) -> None:
    for number in range(5):
        an_episode(f"milk-{number}")
    slugs: list[str] = []
    address: str | None = "/api/v1/search?q=oat+milk&limit=2"
    while address:
        answer = SearchAnswer.model_validate(client.get(address).json)
        slugs += [one.slug for one in answer.episodes]
        address = answer.next
    assert sorted(slugs) == [f"milk-{number}" for number in range(5)]


def test_no_cache_gives_one_persons_answer_to_another(client: FlaskClient) -> None:
    an_episode("secret", status=Status.DRAFT, question="A xylophone?")
    response = client.get("/api/v1/search?q=xylophone")
    assert (response.json or {})["total"] == 0
    assert "Cookie" in response.headers["Vary"]
    assert response.headers["Cache-Control"] == "private, no-cache"
    producer = sign_in(client, a_user())
    answer = SearchAnswer.model_validate(producer.get("/api/v1/search?q=xylophone").json)
    assert [(one.slug, one.is_published) for one in answer.episodes] == [("secret", False)]
