"""Leaving in a hurry takes three bare Shifts, and nothing else that a keyboard does."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Watch, first_held, held_requests

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

ANSWER = "/episodes/the-list-on-the-fridge/answer"
IS_COVERED = "() => document.documentElement.hidden"


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize(
    "keys",
    [("Shift", "Shift"), ("Shift", "Shift", "a", "Shift"), ("Control+Shift",) * 3],
)
def test_anything_but_three_bare_shifts_stays(page: Page, keys: tuple[str, ...]) -> None:
    page.goto(ANSWER)
    press(page, *keys)
    assert not page.evaluate(IS_COVERED)


def test_nobody_who_types_leaves(page: Page) -> None:
    page.goto("/ask")
    page.get_by_label("Your question").focus()
    press(page, "Shift", "Shift", "Shift", "Shift")
    assert not page.evaluate(IS_COVERED)


def test_a_virtual_keyboard_does_not_leave(page: Page) -> None:
    page.goto(ANSWER)
    shift = (
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'Shift', bubbles: true}))"
    )
    page.evaluate(f"() => {{ for (let n = 0; n < 4; n += 1) {shift} }}")
    assert not page.evaluate(IS_COVERED)


# Told by the page itself: what asks it from outside waits for the page that it goes to.
SAY_WHEN_COVERED = """() => new MutationObserver(() => {
    const isCovered = document.documentElement.hidden && !document.body.checkVisibility()
    if (isCovered && !document.title.trim()) console.log("covered")
}).observe(document.documentElement, { attributes: true })"""


@pytest.mark.parametrize("way", ["keys", "press"])
def test_the_page_is_gone_before_the_other_site_answers_and_back_brings_nothing(
    page: Page, watch: Watch, way: str
) -> None:
    watch.expected += ["request to another host", "console: Failed to load resource"]
    held = held_requests(page, re.compile("^https://"))
    page.goto("/")
    page.goto(ANSWER)
    page.evaluate(SAY_WHEN_COVERED)
    is_covered = page.expect_console_message(lambda message: message.text == "covered")
    with is_covered, page.expect_request(re.compile("^https://")):
        if way == "keys":
            press(page, "Shift", "Shift", "Shift")
        else:
            page.get_by_role("link", name="Leave this site").dispatch_event("click")
    first_held(page, held).fulfill(body="elsewhere", content_type="text/html")
    page.wait_for_url(re.compile("^https://"))

    shown: list[str] = []
    page.on("framenavigated", lambda frame: shown.append(frame.url))
    page.unroute_all()
    page.route(re.compile("^https://"), lambda route: route.fulfill(body="elsewhere again"))
    page.go_back(wait_until="commit")
    page.get_by_text("elsewhere again").wait_for()
    assert not [address for address in shown if ANSWER in address]
