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


def addresses_asked_for(page: Page) -> list[str]:
    page.goto(EPISODE, wait_until="networkidle")
    expect(page.locator(".lines li").first).to_be_visible()
    return list(page.evaluate(OVER_THE_WIRE))


def is_own(address: str) -> bool:
    """Pictures, film and captions come beside what is read."""
    return address == EPISODE or address.endswith((".css", ".js", ".woff2"))


def test_an_episode_takes_six_requests_to_read_and_two_to_read_again(page: Page) -> None:
    first = [address for address in addresses_asked_for(page) if is_own(address)]
    assert EPISODE in first  # the browser tells of sizes
    assert len(first) <= MOST_AT_FIRST, first
    page.goto("about:blank")
    again = addresses_asked_for(page)
    assert len(again) <= MOST_AGAIN, again
