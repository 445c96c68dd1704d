"""The viewers' pages at every width, turned for right-to-left, with words that do not end, under a
finger, and in forced colours."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE, Site, small_targets, violations

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

PAGES = [
    "/",
    "/episodes/",
    "/topics/",
    "/topics/saying-what-you-want",
    "/people/noor-haddad",
    "/episodes/a-pin-on-a-map",
    "/episodes/two-years-of-faking-it",
    "/episodes/the-list-on-the-fridge/answer",
    "/search?q=chores",
    "/preferences",
    "/ask",
    "/receipt",
    "/leaving",
]
# 320 is 1280 at 400 % (WCAG 1.4.10).
WIDTHS = (320, 360, 480, 640, 768, 960, 1024, 1280, 1600, 1920)
SCROLLS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
LONG_WORD = """() => {
    const word = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung'.repeat(2)
    for (const each of document.querySelectorAll('h1, h2, h3, main p, main li a, main b')) {
        if (!each.children.length) each.textContent = word
    }
}"""

LARGEST_HEADING = """() => Math.max(...[...document.querySelectorAll('main :is(h1, h2, h3)')]
    .filter((one) => !one.matches('.visually-hidden'))
    .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
COLOURS = "(all) => all.map((one) => getComputedStyle(one).backgroundColor)"


@pytest.mark.parametrize("address", PAGES)
def test_no_width_scrolls_sideways_and_a_finger_hits_what_it_means(
    page: Page, address: str
) -> None:
    page.goto(address)
    small = []
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 800})
        small += small_targets(page)
    assert small == []
    assert ways_to_scroll_sideways(page) == []


def ways_to_scroll_sideways(page: Page) -> list[tuple[str, int, int]]:
    """Whichever way it reads, and with words that do not end: direction, width, pixels too many."""
    wide = []
    for direction in ("ltr", "rtl"):
        page.evaluate(f"() => {{ document.documentElement.dir = '{direction}' }}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if over := page.evaluate(SCROLLS):
                wide.append((direction, width, over))
    page.evaluate(LONG_WORD)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        if over := page.evaluate(SCROLLS):
            wide.append(("long word", width, over))
    return wide


@pytest.mark.parametrize("address", PAGES)
def test_forced_colours_hide_nothing(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(NARROW, forced_colors="active")
    page.goto(address)
    assert violations(page) == []


def test_a_discreet_page_has_no_large_words_and_no_colour_of_its_own(
    new_page: Callable[..., Page], site: Site
) -> None:
    page = new_page(NARROW)
    page.context.add_cookies([{"name": "look", "value": "discreet=on", "url": site.address}])
    for address in ("/", "/search?q=orgasm", "/episodes/two-years-of-faking-it"):
        page.goto(address)
        assert page.evaluate(LARGEST_HEADING) <= 21, address  # px: a lead sentence has 21.4
        assert violations(page) == []
    page.goto("/")
    colours = page.locator(".cover").evaluate_all(COLOURS)
    assert set(colours) == {"rgb(61, 74, 87)"}
