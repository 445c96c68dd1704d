"""Lines change places without anything being typed again, with and without script."""

import re

import pytest

from episodes.catalog.models import Status
from tests.episodes.desk.conftest import Browser
from tests.episodes.desk.test_episodes import the_episode
from tests.factories import an_episode

SEASON = "/desk/seasons/2"
PEOPLE = {
    "title": "E", "summary": "Kept words.",
    "credits-0-person": "Maya", "credits-0-role": "host",
    "credits-1-person": "Joe", "credits-1-role": "guest",
}  # fmt: skip


def a_season() -> None:
    for number, slug in enumerate(("one", "two", "three"), start=1):
        an_episode(slug, season=2, number=2 * number)


def order_on(page: str) -> list[str]:
    return re.findall(r'name="order" value="([\w-]+)"', page)


def numbers() -> dict[str, int | None]:
    return {slug: the_episode(slug).number for slug in ("one", "two", "three")}


def test_two_people_change_places_and_nothing_is_saved_yet(producer: Browser) -> None:
    an_episode("e", status=Status.DRAFT)
    page = producer.post_fields("/desk/episodes/e/edit", PEOPLE | {"move": "credits|1|up"})
    assert page.status_code == 200
    assert re.findall(r'name="credits-\d-person"[^>]*value="([^"]+)"', page.text) == ["Joe", "Maya"]
    assert "Kept words." in page.text
    assert the_episode("e").credits == []


@pytest.mark.parametrize("move", ["credits|0|up", "credits|9|down", "credits|x|up", "title|0|up"])
def test_a_move_that_cannot_be_changes_nothing(producer: Browser, move: str) -> None:
    an_episode("e", status=Status.DRAFT)
    page = producer.post_fields("/desk/episodes/e/edit", PEOPLE | {"move": move})
    assert page.status_code in (200, 303)


def test_a_season_is_put_in_another_order(producer: Browser) -> None:
    a_season()
    slugs = order_on(producer.get(SEASON).text)
    assert slugs == ["one", "two", "three"]
    fields = {"order": slugs, "opened": " ".join(slugs), "move": "order|2|up"}
    moved = producer.post_fields(SEASON, fields).text
    assert order_on(moved) == ["one", "three", "two"]
    assert numbers() == {"one": 2, "two": 4, "three": 6}
    del fields["move"]
    response = producer.post_fields(SEASON, fields | {"order": ["three", "one", "two"]})
    assert response.status_code == 303
    assert numbers() == {"three": 2, "one": 4, "two": 6}


@pytest.mark.parametrize(
    "fields",
    [
        {"order": ["one", "two"], "opened": "one two three"},
        {"order": ["one", "one", "two"], "opened": "one two three"},
        {"order": ["three", "two", "one"], "opened": "two one three"},
        {"order": ["x", "two", "three"], "opened": "one two three"},
    ],
)
def test_an_order_of_another_season_is_refused(
    producer: Browser, fields: dict[str, object]
) -> None:
    a_season()
    response = producer.post_fields(SEASON, fields)
    assert response.status_code == 409
    assert order_on(response.text) == ["one", "two", "three"]
    assert numbers() == {"one": 2, "two": 4, "three": 6}


def test_a_season_that_nothing_is_in_is_not_found(producer: Browser) -> None:
    assert producer.get("/desk/seasons/7").status_code == 404
    assert producer.get("/desk/seasons/99999999999999999999").status_code == 404
