"""What a phone shows before anything is scrolled, and that nothing moves while the page arrives."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NARROW

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PHONE = {"width": NARROW, "height": 740}
WATCH = ("the-list-on-the-fridge", "a-pin-on-a-map", "el-numero")
ANSWERS = ("the-list-on-the-fridge", "a-pin-on-a-map", "two-years-of-faking-it")
OTHERS = ("/", "/episodes/", "/search?q=chores", "/preferences")
MOST_SHIFTED = 0.01
WATCH_SHIFTS = """
window.shifted = 0
new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value
}).observe({ type: "layout-shift", buffered: true })
"""
SHIFTED = """async () => {
    await document.fonts.ready
    for (let n = 0; n < 3; n += 1) await new Promise((done) => requestAnimationFrame(done))
    return window.shifted
}"""
# Where the first sentence of the answer ends, and where the bar at the foot begins.
FIRST_SENTENCE = """() => {
    const words = document.querySelector('.answer-part .prose p')
    let rest = words.textContent.search(/[.!?](\\s|$)/) + 1 || words.textContent.length
    const nodes = document.createTreeWalker(words, NodeFilter.SHOW_TEXT)
    let node = nodes.nextNode()
    while (node.data.length < rest) {
        rest -= node.data.length
        node = nodes.nextNode()
    }
    const range = document.createRange()
    range.setStart(words, 0)
    range.setEnd(node, rest)
    const bar = document.querySelector('.phone-bar')
    return [range.getBoundingClientRect().bottom, bar.getBoundingClientRect().top]
}"""


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    page = new_page(NARROW, has_touch=True)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.add_init_script(WATCH_SHIFTS)
    return page


def assert_nothing_moves(page: Page, address: str) -> None:
    page.goto(address)
    assert page.evaluate(SHIFTED) < MOST_SHIFTED, address


def test_the_video_is_on_the_first_screen_of_a_phone_and_nothing_moves(phone: Page) -> None:
    for slug in WATCH:
        assert_nothing_moves(phone, f"/episodes/{slug}")
        box = phone.locator(".ep-frame").bounding_box()
        assert box is not None
        assert box["y"] < 500, slug
    for address in OTHERS:
        assert_nothing_moves(phone, address)


def test_the_first_sentence_of_an_answer_is_on_the_first_screen_of_a_phone(phone: Page) -> None:
    for slug in ANSWERS:
        assert_nothing_moves(phone, f"/episodes/{slug}/answer")
        end, bar = phone.evaluate(FIRST_SENTENCE)
        assert end < bar, slug
