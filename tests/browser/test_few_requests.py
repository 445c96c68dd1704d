"""What a browser asks for until an episode can be read, and what is left to ask the second time."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

EPISODE = "/episodes/a-pin-on-a-map"
MOST_AT_FIRST, MOST_AGAIN = 6, 2
# What came out of the browser's own store took no bytes; of a 304 its head is counted.
OVER_THE_WIRE = """() => ["navigation", "resource"]
    .flatMap((kind) => performance.getEntriesByType(kind))
    .filter((entry) => entry.transferSize > 0)
    .map((entry) => new URL(entry.name).pathname)"""


def addresses_to_read(page: Page) -> list[str]:
    """Film, picture and captions come beside, and are asked for each time, as they may be gone."""
    page.goto(EPISODE, wait_until="networkidle")
    expect(page.locator(".lines li").first).to_be_visible()
    asked_for = list(page.evaluate(OVER_THE_WIRE))
    assert EPISODE in asked_for  # the browser tells of sizes
    return [one for one in asked_for if one == EPISODE or one.endswith((".css", ".js", ".woff2"))]


def test_an_episode_takes_six_requests_to_read_and_two_to_read_again(page: Page) -> None:
    first = addresses_to_read(page)
    assert 1 < len(first) <= MOST_AT_FIRST, first
    page.goto("about:blank")
    again = addresses_to_read(page)
    assert len(again) <= MOST_AGAIN, again
