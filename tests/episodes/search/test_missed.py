"""What was looked for and not found: counted by days, and shown after five."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from episodes.accounts.models import RoleName
from episodes.catalog.models import Status
from episodes.db import db
from episodes.search import missed
from episodes.search.missed import count_missed, forget_missed, missed_words, wording_of
from episodes.search.models import MissedWords
from tests.factories import a_show, a_user, an_episode, signed_in

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock(app, monkeypatch):
    """Days to be set; and no pause between counts."""
    now = [START]
    monkeypatch.setattr(missed, "now_utc", lambda: now[0])
    monkeypatch.setattr(missed.Pace, "take", lambda _self: True)
    return now


def look_for(words: str, clock: list[datetime], days: int) -> None:
    for _ in range(days):
        count_missed(words, "secret")
        clock[0] += timedelta(days=1)
    db.session.commit()


def everything_stored() -> str:
    return str(db.session.execute(text("SELECT * FROM missed_words")).all())


def test_words_are_stored_and_shown_from_the_fifth_day_on(clock):
    look_for("Beekeeping  for couples", clock, 4)
    assert missed_words() == []
    assert "beekeep" not in everything_stored().lower()
    look_for("beekeeping for couples", clock, 1)
    assert [(row.words, row.days) for row in missed_words()] == [("beekeeping for couples", 5)]


def test_one_day_counts_once_however_often_it_is_looked_for(clock):
    assert count_missed("beekeeping", "secret")
    assert not any(count_missed("beekeeping", "secret") for _ in range(20))
    assert db.session.query(MissedWords).one().days == 1


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "my ex Tom Miller", "0171 555 01234", "tired.maya@example.org", "@maya_x", "a" * 61,
     "one two three four five six seven eight nine ten", "call 55501234", "I live in Ghent"],
)  # fmt: skip
def test_what_may_be_a_persons_is_never_counted(clock, typed):
    assert wording_of(typed) == ""
    assert not count_missed(typed, "secret")


def test_the_room_is_bounded_and_what_is_old_goes(clock, monkeypatch):
    monkeypatch.setattr(missed, "MOST_KEPT", 2)
    assert [count_missed(f"bee{n}", "secret") for n in "abc"] == [True, True, False]
    clock[0] += timedelta(days=1)
    count_missed("beea", "secret")
    clock[0] += timedelta(days=14)
    forget_missed()
    assert db.session.query(MissedWords).one().days == 2
    clock[0] += timedelta(days=121)
    forget_missed()
    assert db.session.query(MissedWords).count() == 0


def test_a_search_that_finds_nothing_close_is_counted_and_one_that_finds_is_not(
    clock, client: FlaskClient
):
    a_show()
    an_episode("oat", question="Who buys the oat milk?")
    for address in (
        "/search?q=beekeeping",
        "/search?q=oat+milk",
        "/search?q=parasailing&topic=none",
        "/search?q=",
    ):
        assert client.get(address).status_code == 200
    assert client.get("/search?q=hanggliding", headers={"X-Fragment": "1"}).status_code == 200
    assert db.session.query(MissedWords).count() == 1


def test_what_a_viewer_hides_and_what_the_desk_looks_for_is_not_counted(
    clock, client: FlaskClient, app
):
    a_show()
    an_episode("oat", question="Who buys the oat milk?", status=Status.DRAFT)
    desk = signed_in(app.test_client(), a_user(RoleName.PRODUCER))
    assert desk.get("/search?q=beekeeping").status_code == 200
    assert db.session.query(MissedWords).count() == 0
    client.get("/search?q=oat+milk")
    assert "oat" not in everything_stored()
