from datetime import UTC, datetime

import pytest
from flask import Flask

from episodes.catalog.models import Status
from episodes.catalog.zones import moments_of, zone_names, zone_of
from tests.factories import a_show, an_episode

LONDON = zone_of("Europe/London")
clock = datetime.fromisoformat


def test_a_time_of_summer_is_an_hour_earlier_in_utc() -> None:
    assert moments_of(clock("2026-07-01T18:00"), LONDON) == [datetime(2026, 7, 1, 17, tzinfo=UTC)]


def test_a_time_that_the_clocks_leap_over_means_nothing() -> None:
    assert moments_of(clock("2026-03-29T01:30"), LONDON) == []


def test_a_time_that_comes_twice_means_two_moments() -> None:
    assert moments_of(clock("2026-10-25T01:30"), LONDON) == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ]


def test_the_ends_of_the_calendar_lead_nowhere() -> None:
    assert len(moments_of(clock("0001-01-01T00:00"), zone_of("Asia/Tokyo"))) == 1


def test_places_are_offered_and_machines_settings_are_not() -> None:
    assert zone_names()[0] == "UTC"
    assert {"Europe/London", "America/Mexico_City"} <= set(zone_names())
    assert not [name for name in zone_names() if name.startswith(("Etc/", "posix"))]


def test_a_zone_that_this_machine_does_not_know_is_utc() -> None:
    assert zone_of("Mars/Olympus").key == "UTC"


@pytest.mark.parametrize(("zone", "day"), [("UTC", "1 March 2026"), ("Asia/Tokyo", "2 March 2026")])
def test_the_site_tells_the_day_of_the_shows_clock(app: Flask, zone: str, day: str) -> None:
    a_show(time_zone=zone)
    an_episode("e", published_at=datetime(2026, 3, 1, 18, 0, tzinfo=UTC), status=Status.PUBLISHED)
    assert day in app.test_client().get("/episodes/e").text
