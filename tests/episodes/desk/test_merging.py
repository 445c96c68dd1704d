"""Two topics, or two people, that are one."""

import pytest
from flask import Flask

from episodes.catalog.models import Credit, CreditRole, Person, Topic, TopicSynonym
from episodes.db import db
from tests.episodes.desk.conftest import Browser
from tests.episodes.desk.test_episodes import the_episode
from tests.factories import an_episode


def a_topic(slug: str, *synonyms: str) -> Topic:
    topic = Topic(slug=slug, name=slug.capitalize())
    topic.synonyms = [TopicSynonym(position=n, name=name) for n, name in enumerate(synonyms)]
    db.session.add(topic)
    db.session.flush()
    return topic


def a_person(slug: str, **fields: str) -> Person:
    person = Person(slug=slug, name=slug.capitalize(), **fields)
    db.session.add(person)
    db.session.flush()
    return person


def test_a_topic_goes_into_another_and_its_address_leads_there(
    producer: Browser, app: Flask
) -> None:
    milk, oats = a_topic("milk", "Dairy", "Oats"), a_topic("oats", "Grain")
    an_episode("a", topics=[milk]), an_episode("b", topics=[milk, oats])
    fields = {"into": str(oats.id), "is_sure": "y"}
    response = producer.post_fields("/desk/topics/milk/merge", fields)
    assert response.status_code == 303
    assert [t.slug for s in ("a", "b") for t in the_episode(s).topics] == ["oats", "oats"]
    stays = db.session.query(Topic).one()
    assert [s.name for s in stays.synonyms] == ["Grain", "Milk", "Dairy"]
    moved = app.test_client().get("/topics/milk")
    assert (moved.status_code, moved.location) == (301, "/topics/oats")


def test_an_address_leads_on_through_two_merges(producer: Browser, app: Flask) -> None:
    one, two, three = a_topic("one"), a_topic("two"), a_topic("three")
    an_episode("a", topics=[one])
    ids = {"two": str(two.id), "three": str(three.id)}
    for gone, into in (("one", "two"), ("two", "three")):
        fields = {"into": ids[into], "is_sure": "y"}
        producer.post_fields(f"/desk/topics/{gone}/merge", fields)
    assert app.test_client().get("/topics/one").location == "/topics/three"


def test_a_person_goes_into_another_with_every_credit(producer: Browser, app: Flask) -> None:
    mei, may = a_person("mei", biography="Sings."), a_person("may")
    number, episode = may.id, an_episode("a")
    for person, role in ((mei, CreditRole.HOST), (may, CreditRole.HOST), (mei, CreditRole.EDITOR)):
        position = len(episode.credits)
        episode.credits.append(Credit(person=person, role=role, position=position))
    db.session.commit()
    fields = {"into": str(number), "is_sure": "y"}
    assert producer.post_fields("/desk/people/mei/merge", fields).status_code == 303
    credited = [(c.person.slug, c.role.value) for c in the_episode("a").credits]
    assert sorted(credited) == [("may", "editor"), ("may", "host")]
    assert db.session.query(Person).one().biography == "Sings."
    assert app.test_client().get("/people/mei").location == "/people/may"


@pytest.mark.parametrize(
    "fields", [{}, {"into": "x", "is_sure": "y"}, {"into": "999999", "is_sure": "y"}]
)
def test_nothing_is_merged_without_a_choice_and_a_tick(
    producer: Browser, fields: dict[str, object]
) -> None:
    a_topic("milk"), a_topic("oats")
    db.session.commit()
    assert producer.post_fields("/desk/topics/milk/merge", fields).status_code == 422
    assert db.session.query(Topic).count() == 2


def test_an_address_that_never_was_is_not_found(app: Flask) -> None:
    assert app.test_client().get("/topics/never").status_code == 404
    assert app.test_client().get("/people/never").status_code == 404
