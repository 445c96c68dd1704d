import json
import re
from html import unescape

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


def test_a_typeface_can_be_looked_at_before_it_is_chosen(admin: Browser) -> None:
    address = admin.get("/desk/show/faces/fraunces").location
    with admin.get(address) as font:
        assert font.mimetype == "font/woff2"
    assert admin.get("/desk/show/faces/..%2Fsecret").status_code == 404


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


def opened(producer: Browser, address: str) -> dict[str, object]:
    """A tab with the form, which somebody looks at for a while."""
    page = producer.get(address).text
    snapshot = re.search(r'name="opened"[^>]*value="([^"]*)"', page)
    assert snapshot
    return {"opened": unescape(snapshot[1])}


def test_two_people_change_a_person_and_neither_change_is_lost(producer: Browser) -> None:
    producer.post("/desk/people/new", name="Maya Ortiz", website="https://maya.example/")
    address = "/desk/people/maya-ortiz"
    before = {"name": "Maya Ortiz", "website": "https://maya.example/", "slug": "maya-ortiz"}
    first = opened(producer, address) | before
    second = dict(first)
    producer.post_fields(address, first | {"pronouns": "she/her"})
    saved = producer.post_fields(address, second | {"biography": "Reads hands."})
    assert saved.status_code == 303
    person = db.session.query(Person).one()
    assert (person.pronouns, person.biography) == ("she/her", "Reads hands.")


def test_what_both_changed_is_shown_and_taken_over_by_a_button(producer: Browser) -> None:
    producer.post("/desk/topics/new", name="Consent")
    address = "/desk/topics/consent"
    mine = opened(producer, address) | {"name": "Consent", "slug": "consent"}
    producer.post_fields(address, {"name": "Consent", "description": "Theirs"})
    refused = producer.post_fields(address, mine | {"description": "Mine"})
    assert refused.status_code == 409
    assert "Mine</textarea>" in refused.text
    assert "Theirs" in refused.text
    assert db.session.query(Topic).one().description == "Theirs"
    hidden = dict(re.findall(r'name="(opened|began)"[^>]*value="([^"]*)"', refused.text))
    again = mine | {name: unescape(value) for name, value in hidden.items()}
    again |= {"description": "Mine"}
    shown = producer.post_fields(address, again | {"take": "both|description|"})
    assert "Mine\nTheirs</textarea>" in shown.text
    assert producer.post_fields(address, again).status_code == 303
    assert db.session.query(Topic).one().description == "Mine"


def test_helplines_that_two_people_add_are_both_there(admin: Browser) -> None:
    fields = {
        "name": "A show", "language": "en", "exit_address": "https://weather.example/",
        "helplines-0-country": "Everywhere", "helplines-0-name": "First line",
        "helplines-1-country": "Everywhere",
    }  # fmt: skip
    admin.post_fields("/desk/show", fields | {"helplines-1-country": ""})
    one = opened(admin, "/desk/show") | fields
    two = dict(one)
    row = {"helplines-0-id": json.loads(str(one["opened"]))["helplines"][0]["id"]}
    admin.post_fields("/desk/show", one | row | {"helplines-1-name": "Second line"})
    saved = admin.post_fields("/desk/show", two | row | {"helplines-1-name": "Third line"})
    assert saved.status_code == 303, saved.text
    names = {line["name"] for line in db.session.get_one(Show, 1).helplines}
    assert names == {"First line", "Second line", "Third line"}


def test_the_inbox_is_not_closed_by_somebody_who_changed_the_words(producer: Browser) -> None:
    address = "/desk/inbox/settings"
    tab = opened(producer, address) | {"opening": "open", "waiting": "a week"}
    producer.post_fields(address, {"opening": "closed", "waiting": ""})
    assert producer.post_fields(address, tab).status_code == 303
    page = producer.get(address).text
    assert 'value="a week"' in page
    assert re.search(r'selected value="closed"|value="closed" selected', page)


@pytest.mark.parametrize("opened", ["", "{", "[]", '{"name": {}}', '{"name": [{}]}', "[" * 5000])
def test_a_form_that_does_not_say_what_it_was_made_from_overwrites_nothing(
    producer: Browser, opened: str
) -> None:
    producer.post("/desk/people/new", name="Joe")
    refused = producer.post_fields("/desk/people/joe", {"name": "Blind", "opened": opened})
    assert refused.status_code == 409
    assert db.session.query(Person).one().name == "Joe"
