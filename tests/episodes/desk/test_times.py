"""Times are typed and shown by the show's clock."""

from datetime import UTC, datetime

import pytest

from episodes.catalog.models import Status
from episodes.catalog.queries import the_show
from episodes.db import db
from tests.episodes.desk.conftest import Browser
from tests.episodes.desk.test_episodes import the_episode
from tests.factories import a_show, an_episode

SCHEDULE = "/desk/episodes/e/schedule"


def schedule(producer: Browser, at: str, **more: object) -> str:
    a_show(time_zone="Europe/London")
    an_episode("e", status=Status.DRAFT, video=True)
    return producer.post(SCHEDULE, form="/desk/episodes/e", published_at=at, **more).text


def test_a_time_is_taken_and_shown_by_the_shows_clock(producer: Browser) -> None:
    schedule(producer, "2099-07-01T18:30")
    assert the_episode("e").published_at == datetime(2099, 7, 1, 17, 30, tzinfo=UTC)
    assert "1 July 2099, 18:30 BST" in producer.get("/desk/episodes/e").text
    assert "1 July 2099, 18:30 BST" in producer.get("/desk/").text


def test_a_time_that_the_clocks_leap_over_is_refused(producer: Browser) -> None:
    page = schedule(producer, "2099-03-29T01:30")
    assert "This time does not exist" in page
    assert the_episode("e").status == Status.DRAFT


def test_of_a_time_that_comes_twice_the_page_asks_which(producer: Browser) -> None:
    page = schedule(producer, "2099-10-25T01:30")
    assert "This time comes twice" in page
    assert "01:30 BST, the first time" in page
    second = "2099-10-25T01:30:00+00:00"
    assert f'value="{second}"' in page
    fields = {"published_at": "2099-10-25T01:30", "which": second}
    producer.post_fields(SCHEDULE, fields, form="/desk/episodes/e")
    assert the_episode("e").published_at == datetime(2099, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(("zone", "status"), [("America/Lima", 303), ("Mars/Olympus", 422)])
def test_the_zone_is_chosen_on_the_page_of_the_show(admin: Browser, zone: str, status: int) -> None:
    fields = {"name": "Ours", "language": "en", "time_zone": zone, "cover_style": "line"}
    assert admin.post_fields("/desk/show", fields).status_code == status
    db.session.expire_all()
    show = the_show()
    assert show is not None
    assert show.time_zone == (zone if status == 303 else "UTC")
