"""States that a page comes into after it was opened: each through axe in both schemes, narrow and
wide, and in forced colours; what is named, through the accessibility tree; what has the focus, at
400 % zoom."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import violations, violations_in_every_look
from tests.browser.warned_video import a_range, open_with, play, seek, skipped, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

# 1280 by 900 at 400 % (WCAG 1.4.10).
ZOOMED = {"width": 320, "height": 225}
FOCUSABLE = "a[href], button, input, select, summary, textarea, [tabindex='0']"
# What has the focus and cannot be seen where it is: its name, and what lies over it.
HIDDEN_FOCUS = f"""() => {{
    const hidden = []
    for (const one of document.querySelectorAll("{FOCUSABLE}")) {{
        if (!one.checkVisibility({{visibilityProperty: true}}) || one.tabIndex < 0) continue
        one.focus()
        if (document.activeElement !== one) continue
        const [box] = one.getClientRects()
        if (!box || box.width < 2) continue
        const top = Math.max(box.top, 0)  // of what is higher than the window, the part in it
        const down = top + Math.min(box.bottom - top, 20) / 2
        const at = [box.left + Math.min(box.width, 20) / 2, down]
        const over = document.elementFromPoint(...at)
        const isSeen = over && (one.contains(over) || over.contains(one)
            || over.closest('label')?.control === one || over.closest('label')?.contains(one))
        if (!isSeen) hidden.push(`${{one.outerHTML.slice(0, 90)}} under ${{over?.className}}`)
    }}
    return hidden
}}"""
CONTROLS = """
- group "Controls of the player":
  - button "Play"
  - button "10 seconds back"
  - button "10 seconds forward"
  - slider "Place in the video"
  - button "Turn the sound off"
  - slider "Volume": "1"
  - 'button "Captions: English" [pressed]'
  - button "Captions, speed and more"
  - button "Picture in picture"
  - button "Fill the screen"
"""


def states_of_a_notice(page: Page) -> Iterator[str]:
    page.locator(".ep-kinds summary").click()
    yield "a notice with its kinds"
    page.get_by_role("button", name="Captions, speed and more").click()
    yield "settings of the player"
    page.keyboard.press("Escape")
    page.locator(".ep-bar").get_by_role("button", name=re.compile("^(Play|Pause)$")).focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys of the player")).to_be_visible()
    yield "the sheet of keys"
    page.keyboard.press("Escape")
    page.get_by_role("searchbox", name="Find in the transcript").fill("toothpaste")
    expect(page.locator(".find-bar")).to_contain_text("1 of")
    yield "words found in the transcript"
    seek(page, 33)
    wait_until(page, "video.currentTime >= 40")
    expect(page.get_by_role("button", name="Play this part")).to_be_visible()
    yield "a part that was skipped"
    page.get_by_role("slider", name="Place in the video").press("ArrowRight")
    expect(page.locator(".ep-preview")).to_be_visible()
    yield "the picture of a place"


def open_in_a_notice(page: Page) -> None:
    open_with(page, a_range(0, 20), skipped(32, 40))
    expect(page.locator(".ep-notice")).to_be_visible()


def test_every_state_of_the_player_is_open_to_everyone(new_page: Callable[..., Page]) -> None:
    page = new_page()
    open_in_a_notice(page)
    faults = {state: violations_in_every_look(page) for state in states_of_a_notice(page)}
    assert {state: each for state, each in faults.items() if each} == {}
    forced = new_page(forced_colors="active")
    open_in_a_notice(forced)
    faults = {state: violations(forced) for state in states_of_a_notice(forced)}
    assert {state: each for state, each in faults.items() if each} == {}


def test_a_page_that_is_turned_round_is_open_to_everyone(page: Page) -> None:
    for address in ("/", "/episodes/two-years-of-faking-it", "/search?q=orgasm", "/preferences"):
        page.goto(address)
        page.evaluate("() => { document.documentElement.dir = 'rtl' }")
        assert violations_in_every_look(page) == [], address


def test_the_controls_of_the_player_have_these_names(page: Page) -> None:
    open_with(page, a_range(30, 40))
    expect(page.locator(".ep-bar")).to_match_aria_snapshot(CONTROLS)
    expect(page.locator(".ep-mark")).to_have_count(1)
    play(page, at=22)
    page.get_by_role("button", name="Fill the screen").focus()
    expect(page.locator(".ep-line")).to_match_aria_snapshot(
        """
        - paragraph: /In \\d+ seconds?. talk about grief 1, until 0.40/
        - button "Skip to 0:40"
        - button "Keep watching"
        """
    )


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/episodes/",
        "/episodes/a-pin-on-a-map",
        "/episodes/two-years-of-faking-it",
        "/episodes/the-list-on-the-fridge/answer",
        "/search?q=orgasm",
        "/preferences",
        "/ask",
    ],
)
def test_what_has_the_focus_lies_under_nothing_at_400_percent(page: Page, address: str) -> None:
    page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]
    page.goto(address)
    assert page.evaluate(HIDDEN_FOCUS) == []
    assert violations(page) == []
