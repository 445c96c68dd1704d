"""Topics, a topic, a person, a season: what they gather, for whom, at what cost."""

import pytest
from flask.testing import FlaskClient

from episodes.catalog.models import Credit, CreditRole, Person, Status
from episodes.db import db
from episodes.warnings.models import Scope
from tests.episodes.viewing.conftest import Statements, warn
from tests.episodes.viewing.test_lists import give_topic, titles
from tests.factories import ANSWER, a_show, an_episode


def credited(slug: str, person: Person, role: CreditRole = CreditRole.GUEST, **fields: object):  # type: ignore[no-untyped-def]
    episode = an_episode(slug, **fields)  # type: ignore[arg-type]
    episode.credits.append(Credit(person=person, role=role, position=0))
    db.session.commit()
    return episode


def a_person(slug: str = "maya", **fields: object) -> Person:
    return Person(slug=slug, name=slug.capitalize(), **fields)


def test_topics_are_counted_by_what_the_public_may_see(client: FlaskClient) -> None:
    for slug in ("alpha", "beta"):
        give_topic(an_episode(slug), "trust")
    give_topic(an_episode("gamma", status=Status.DRAFT), "trust", "unseen")
    page = client.get("/topics/").text
    assert 'href="/topics/trust"' in page
    assert "2 answers" in page
    assert "Unseen" not in page


def test_a_topic_gathers_its_answers_and_what_stands_beside_it(client: FlaskClient) -> None:
    give_topic(an_episode("alpha"), "trust", "care")
    give_topic(an_episode("beta"), "trust")
    an_episode("gamma")
    assert set(titles(client, "/topics/trust")) == {"alpha", "beta"}
    page = client.get("/topics/trust").text
    assert 'href="/topics/care"' in page
    assert "Start with this one" in page


def test_a_person_stands_beside_what_they_disclose_and_all_they_were_in(
    client: FlaskClient,
) -> None:
    maya = a_person(disclosure="Not a doctor.", website="https://maya.example/")
    credited("alpha", maya, season=2, number=1)
    credited("beta", maya, CreditRole.EDITOR, season=1, number=1)
    page = client.get("/people/maya").text
    assert set(titles(client, "/people/maya")) == {"alpha", "beta"}
    for words in ("Not a doctor.", "Guest", "Editing", "Season 2", "Season 1", "maya.example"):
        assert words in page


def test_a_season_gathers_its_episodes_and_leads_to_its_neighbours(client: FlaskClient) -> None:
    for season in (1, 2, 3):
        an_episode(f"s{season}", season=season, number=1)
    assert titles(client, "/seasons/2", "s1 s2 s3") == ["s2"]
    page = client.get("/seasons/2").text
    assert 'href="/seasons/1"' in page
    assert 'href="/seasons/3"' in page


@pytest.mark.parametrize(
    "address", ["/topics/secret", "/people/ghost", "/seasons/9", "/topics/none", "/people/none"]
)
def test_what_has_nothing_public_is_not_there(client: FlaskClient, address: str) -> None:
    draft = credited("draft", a_person("ghost"), status=Status.DRAFT, season=9, number=1)
    give_topic(draft, "secret")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/topics/trust", "/people/maya", "/seasons/1"])
def test_what_a_viewer_hides_is_left_out(client: FlaskClient, address: str) -> None:
    maya = a_person()
    give_topic(credited("alpha", maya, season=1, number=1), "trust")
    hidden = credited("beta", maya, season=1, number=2)
    give_topic(hidden, "trust")
    warn(hidden, Scope.VIDEO_AUDIO, "slurs")
    client.set_cookie("choices", "c.slurs=hide")
    assert titles(client, address) == ["alpha"]


@pytest.mark.parametrize("address", ["/topics/trust", "/people/maya", "/seasons/1"])
def test_gathering_costs_few_statements_whatever_its_length(
    client: FlaskClient, statements: Statements, address: str
) -> None:
    a_show()
    maya = a_person()
    for number in range(1, 16):
        give_topic(credited(f"e{number}", maya, season=1, number=number, answer=ANSWER), "trust")
    with statements.counted() as counted:
        assert client.get(address).status_code == 200
    assert len(counted) <= 6, counted


def test_many_seasons_are_typed_not_picked(client: FlaskClient) -> None:
    an_episode("alpha", season=40, number=1)
    page = client.get("/episodes/").text
    assert '<input id="season" name="season" type="number"' in page
    assert page.count("<option") < 20
    assert titles(client, "/episodes/?season=40") == ["alpha"]
