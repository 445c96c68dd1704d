"""What a search box offers while somebody types."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from episodes.catalog.models import Credit, CreditRole, Person, Topic
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.warnings.choices import CHOICES_COOKIE
from episodes.warnings.models import Scope
from tests.episodes.search.test_pages import warn
from tests.episodes.search.test_search import NASTY
from tests.episodes.viewing.conftest import Statements, statements  # noqa: F401  # a fixture
from tests.factories import an_episode


def offered(client: FlaskClient, typed: str) -> list[tuple[str, str, str]]:
    answer: dict[str, Any] = client.get("/search/suggest", query_string={"q": typed}).json or {}
    return [(one["kind"], one["text"], one["address"]) for one in answer["suggestions"]]


def test_a_beginning_brings_words_questions_topics_and_people(client: FlaskClient) -> None:
    episode = an_episode("green", title="Green eyes", question="Is jealousy always bad?")
    episode.topics.append(Topic(slug="jealousy", name="Jealousy"))
    person = Person(slug="jeanne", name="Jeanne Moreau")
    episode.credits.append(Credit(person=person, role=CreditRole.HOST, position=0))
    episode_changed.send(episode)
    db.session.commit()
    assert offered(client, "is jea") == [
        ("words", "is jealousy", "/search?q=is+jealousy"),
        ("episode", "Green eyes", "/episodes/green"),
        ("topic", "Jealousy", "/episodes/?topic=jealousy"),
        ("person", "Jeanne Moreau", "/episodes/?person=jeanne"),
    ]


def test_whole_words_before_the_beginning_must_stand_there_too(client: FlaskClient) -> None:
    an_episode("milk", question="Who buys the oat milk?")
    an_episode("oats", question="Who cooks the oats?")
    slugs = [address for kind, _, address in offered(client, "milk oa") if kind == "episode"]
    assert slugs == ["/episodes/milk"]


def test_a_word_is_offered_from_its_second_letter_to_its_last(client: FlaskClient) -> None:
    an_episode("green", title="Green eyes", question="Is jealousy bad?")
    for length in range(2, len("jealousy") + 1):
        assert ("episode", "Green eyes", "/episodes/green") in offered(client, "jealousy"[:length])
    assert offered(client, "jealousyx") == []


def test_a_covered_question_offers_its_title_only(client: FlaskClient) -> None:
    episode = an_episode("green", title="Green eyes", question="A xylophone, always?")
    warn(episode.id, Scope.QUESTION)
    assert "xylophone" not in client.get("/search/suggest?q=xylo").text
    assert offered(client, "xylo") == [("episode", "Green eyes", "/episodes/green")]


def test_a_hidden_kind_is_not_offered(client: FlaskClient) -> None:
    episode = an_episode("green", title="Green eyes", question="A xylophone, always?")
    warn(episode.id, Scope.VIDEO_AUDIO)
    client.set_cookie(CHOICES_COOKIE, "c.suicide=hide")
    assert offered(client, "xylo") == []


def test_the_answer_is_kept_by_nobody_else(client: FlaskClient) -> None:
    headers = client.get("/search/suggest?q=oat").headers
    assert "Cookie" in headers["Vary"]
    assert headers["Cache-Control"] == "private, no-cache"


def test_whatever_is_typed_is_answered(client: FlaskClient) -> None:
    an_episode("oat-milk")
    for name, typed in NASTY.items():
        sent = typed.encode("utf-8", "surrogatepass")
        response = client.get("/search/suggest", query_string={b"q": sent})
        assert response.status_code == (400 if name == "nul" else 200), name


def test_it_costs_three_statements_however_much_there_is(
    app: Flask,
    client: FlaskClient,
    statements: Statements,  # noqa: F811
) -> None:
    for number in range(30):
        an_episode(f"milk-{number}", question=f"Oat milk, again, for the {number}th time?")
    with statements.counted() as seen:
        assert len(offered(client, "again oatm")) == 0
        assert len(offered(client, "oat milk aga")) >= 5
        assert len(offered(client, "oat milk agai")) >= 5
        assert len(seen) <= 3 + 3 + 2, seen
