import pytest
from flask import Flask

from episodes.catalog.models import Person, Show, Topic
from episodes.db import db
from tests.episodes.desk.conftest import Browser


def test_a_person_is_made_and_changed(producer: Browser) -> None:
    assert producer.post("/desk/people/new", name="Maya Ortiz").status_code == 303
    fields = {"name": "Maya O.", "disclosure": "not a therapist"}
    assert producer.post_fields("/desk/people/maya-ortiz", fields).status_code == 303
    person = db.session.query(Person).one()
    assert (person.slug, person.name, person.disclosure) == (
        "maya-ortiz",
        "Maya O.",
        "not a therapist",
    )
    assert "Maya O." in producer.get("/desk/people").text


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"slug": "../x"}, {"slug": "new"}, {"website": "javascript:alert(1)"}]
)
def test_a_person_that_cannot_be_is_refused(producer: Browser, wrong: dict[str, str]) -> None:
    fields = {"name": "Joe", "pronouns": "kept"} | wrong
    response = producer.post_fields("/desk/people/new", fields)
    assert response.status_code in (409, 422)
    assert 'value="kept"' in response.text
    assert db.session.query(Person).count() == 0


def test_a_topic_keeps_its_synonyms_once_and_in_order(producer: Browser) -> None:
    fields = {"name": "Consent", "synonyms": "asking first\r\n\r\nyes\r\nasking first"}
    producer.post_fields("/desk/topics/new", fields)
    producer.post_fields("/desk/topics/consent", fields | {"description": "Saying yes."})
    topic = db.session.query(Topic).one()
    assert [synonym.name for synonym in topic.synonyms] == ["asking first", "yes"]


def test_a_taken_address_of_a_topic_is_a_conflict(producer: Browser) -> None:
    producer.post("/desk/topics/new", name="Consent")
    response = producer.post("/desk/topics/new", name="Other", slug="consent")
    assert response.status_code == 409


def test_the_shows_settings_and_helplines_are_kept(app: Flask, admin: Browser) -> None:
    fields = {
        "name": "It's Probably You", "language": "en", "exit_address": "https://weather.example/",
        "helplines-0-country": "Everywhere", "helplines-0-name": "An example line",
        "helplines-1-country": "",
    }  # fmt: skip
    assert admin.post_fields("/desk/show", fields).status_code == 303
    show = db.session.get_one(Show, 1)
    assert show.helplines == [{"country": "Everywhere", "name": "An example line"}]
    assert "An example line" in app.test_client().get("/").text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"exit_address": "javascript:alert(1)"}, "exit_address"),
        ({"helplines-0-name": "No country"}, "helplines-0-country"),
        ({"helplines-0-country": "A", "helplines-0-name": "B", "helplines-0-address": "x:y"},
         "helplines-0-address"),
        ({"name": ""}, "name"),
        ({"language": "?"}, "language"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be_are_refused_at_their_field(
    admin: Browser, wrong: dict[str, str], field: str
) -> None:
    response = admin.post_fields("/desk/show", {"name": "Other", "language": "en"} | wrong)
    assert response.status_code == 422
    assert f'href="#{field}"' in response.text
    assert db.session.get_one(Show, 1).name == "It's Probably You"
