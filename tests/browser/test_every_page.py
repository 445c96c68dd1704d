"""Every page, in light and dark, on a phone and a desk: axe finds nothing, nothing overflows."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch, small_targets, violations_in_every_look

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

PUBLIC = [
    "/",
    "/episodes/",
    "/episodes/?topic=consent&captions=1",
    "/episodes/?topic=no-such-topic",
    "/topics/",
    "/topics/saying-what-you-want",
    "/people/noor-haddad",
    "/seasons/1",
    "/leaving",
    "/episodes/the-list-on-the-fridge",
    "/episodes/a-pin-on-a-map",
    "/episodes/el-numero?q=número",
    "/episodes/the-cold-sore-conversation",
    "/episodes/the-list-on-the-fridge/answer",
    "/episodes/two-years-of-faking-it/answer",
    "/search",
    "/search?q=chores",
    "/search?q=" + quote("\"'<b>NEAR(* OR"),
    "/preferences",
    "/ask",
    "/receipt",
    "/sign-in",
]
DESK = [
    "",
    "episodes/new",
    "episodes/a-pin-on-a-map",
    "episodes/a-pin-on-a-map/edit",
    "episodes/a-pin-on-a-map/question",
    "episodes/a-pin-on-a-map/video",
    "episodes/a-pin-on-a-map/captions",
    "episodes/a-pin-on-a-map/warnings",
    "episodes/a-pin-on-a-map/answer",
    "episodes/a-pin-on-a-map/resources",
    "episodes/a-pin-on-a-map/second-video",
    "episodes/a-pin-on-a-map/history",
    "episodes/a-pin-on-a-map/versions/question",
    "people",
    "inbox",
    "inbox/settings",
    "topics",
    "library",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_open_to_everyone(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert violations_in_every_look(page) == []


def test_an_uncovered_episode_is_open_to_everyone(page: Page) -> None:
    page.goto("/episodes/two-years-of-faking-it")
    page.locator("#video-cover").get_by_role("button", name="Watch it").click()
    expect(page.locator("video")).to_have_count(1)
    page.evaluate("() => document.querySelector('video').pause()")
    assert violations_in_every_look(page) == []
    page.get_by_role("button", name="Captions, speed and more").click()
    assert violations_in_every_look(page) == []
    assert small_targets(page) == []


def test_a_notice_is_open_to_everyone(page: Page) -> None:
    page.goto("/episodes/a-pin-on-a-map?t=20")
    expect(page.locator(".ep-notice")).to_be_visible()
    page.locator(".ep-kinds summary").click()
    page.get_by_text("What’s in it", exact=True).click()
    assert violations_in_every_look(page) == []
    assert small_targets(page) == []


def test_an_uncovered_answer_is_open_to_everyone(page: Page) -> None:
    page.goto("/episodes/a-pin-on-a-map/answer")
    expect(page.locator("#is-it-you")).to_be_visible()
    assert violations_in_every_look(page) == []


def test_a_page_that_is_not_there_says_so(page: Page, watch: Watch) -> None:
    watch.expected.append("404")
    page.goto("/episodes/no-such-episode")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert violations_in_every_look(page) == []


def test_every_page_of_the_desk_is_open_to_everyone(desk_page: Page) -> None:
    found = []
    for address in DESK:
        desk_page.goto(f"/desk/{address}")
        expect(desk_page.get_by_role("heading", level=1)).to_have_count(1)
        found += violations_in_every_look(desk_page)
    assert found == []


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_says_its_words_without_scripts(
    new_page: Callable[..., Page], address: str
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("contentinfo")).to_be_visible()
