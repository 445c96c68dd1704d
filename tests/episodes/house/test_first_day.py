"""An empty desk says how a show begins; sample content comes and goes whole."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from episodes.accounts.models import RoleName
from episodes.catalog.models import Episode, Person, Show, Status, Topic
from episodes.db import db
from episodes.house.first_day import sample_entry
from episodes.jobs.running import run_pending
from tests.episodes.desk.conftest import Browser
from tests.factories import a_show, a_user, an_episode, signed_in

OWN = "A topic of our own"


@pytest.fixture
def admin(app: Flask) -> Browser:
    return Browser(signed_in(app.test_client(), a_user(RoleName.ADMIN)))


def done_steps(browser: Browser) -> int:
    return browser.get("/desk/").text.count("(done)")


def how_many(kind: type[Episode | Person | Topic]) -> int:
    return db.session.scalar(select(func.count(kind.id))) or 0


def test_four_steps_are_ticked_as_they_are_done(admin: Browser) -> None:
    assert "Four steps" in admin.get("/desk/").text
    assert done_steps(admin) == 0
    a_show()
    assert done_steps(admin) == 1
    a_user()
    assert done_steps(admin) == 2
    an_episode(status=Status.DRAFT)
    assert done_steps(admin) == 3


def test_who_only_makes_captions_is_not_asked_to_begin_a_show(app: Flask) -> None:
    captioner = Browser(signed_in(app.test_client(), a_user(RoleName.CAPTIONER)))
    assert "Four steps" not in captioner.get("/desk/").text


def test_a_show_that_goes_on_is_left_alone(admin: Browser) -> None:
    a_show()
    for _ in range(6):
        an_episode(status=Status.DRAFT)
    assert "Four steps" not in admin.get("/desk/").text


def test_the_sample_comes_and_goes_whole_and_takes_nothing_else(admin: Browser, app: Flask) -> None:
    a_show("Ours")
    db.session.add(Topic(slug="ours", name=OWN))
    db.session.commit()
    admin.post("/desk/sample/add", form="/desk/")
    run_pending(app)
    assert how_many(Episode) > 5
    assert db.session.scalar(select(Show.name)) == "Ours"
    assert "Remove the sample content" in admin.get("/desk/").text

    own = an_episode("own", status=Status.DRAFT)
    person = db.session.scalars(select(Person)).first()
    own.topics = [db.session.scalars(select(Topic).where(Topic.name != OWN)).first()]
    used, number = own.topics[0].id, person.id
    db.session.commit()
    admin.post("/desk/sample/remove", form="/desk/")
    run_pending(app)
    assert list(db.session.scalars(select(Episode.slug))) == ["own"]
    assert {topic.id for topic in db.session.scalars(select(Topic))} >= {used}
    assert db.session.scalar(select(Topic.name).where(Topic.slug == "ours")) == OWN
    assert db.session.get(Person, number) is None
    assert sample_entry() is None


def test_nothing_of_a_sample_comes_into_a_show_with_episodes(admin: Browser, app: Flask) -> None:
    a_show()
    an_episode("own")
    admin.post("/desk/sample/add", form="/sign-in/password")
    run_pending(app)
    assert list(db.session.scalars(select(Episode.slug))) == ["own"]
    assert "has episodes of its own" in admin.get("/desk/").text
