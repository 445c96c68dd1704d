"""An answer is written with the toolbar, and how it reads follows."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch, violations_in_every_look
from tests.episodes.media.films import a_picture

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PAGE = "/desk/episodes/the-list-on-the-fridge/answer"
SEEK = (
    "(s) => new Promise((done) => { const v = document.querySelector('answer-editor video');"
    " v.addEventListener('seeked', done, { once: true }); v.currentTime = s; })"
)


def test_a_picture_is_sent_and_put_into_the_text_without_leaving_the_page(
    desk_page: Page, watch: Watch
) -> None:
    watch.expected.append("status of 422")
    page = desk_page
    page.goto(PAGE)
    text = page.get_by_label("Answer", exact=True)
    text.fill("Look at this.")
    page.get_by_label("Picture", exact=True).set_input_files(
        {"name": "The list.png", "mimeType": "image/png", "buffer": a_picture(size=(40, 30))}
    )
    page.get_by_role("button", name="Add the picture").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what it shows")
    page.get_by_label("Picture", exact=True).set_input_files(
        {"name": "The list.png", "mimeType": "image/png", "buffer": a_picture(size=(40, 30))}
    )
    page.get_by_label("Describe the picture").fill("A list on a fridge")
    page.get_by_role("button", name="Add the picture").click()
    page.get_by_role("button", name="Put it into the text").first.click()
    expect(text).to_have_value("Look at this.\n\n![A list on a fridge](picture:the-list)")
    shown = page.locator("[data-live=preview] img")
    expect(shown).to_have_attribute("alt", "A list on a fridge")
    page.wait_for_function(
        "() => document.querySelector('[data-live=preview] img')?.naturalWidth === 40"
    )


def test_an_answer_is_written_with_the_toolbar_and_read_beside(desk_page: Page) -> None:
    page = desk_page
    page.goto(PAGE)
    text = page.get_by_label("Answer", exact=True)
    tools = page.get_by_role("toolbar", name="Writing")
    read = page.locator("[data-live=preview]")
    text.fill("Make the list\n\nAsk him")
    text.evaluate("(area) => area.setSelectionRange(0, 0)")
    tools.get_by_role("button", name="Part").click()
    expect(text).to_have_value("## Make the list\n\nAsk him")
    expect(read.get_by_role("heading", name="Make the list")).to_be_visible()

    text.evaluate("(area) => area.setSelectionRange(area.value.length, area.value.length)")
    tools.get_by_role("button", name="Checklist").click()
    expect(text).to_have_value("## Make the list\n\n- [ ] Ask him")
    expect(page.get_by_text("A list of one")).to_be_visible()
    expect(page.locator("answer-editor > [role=status]")).to_have_text("One thing to look at")
    page.keyboard.press("Control+z")
    expect(text).to_have_value("## Make the list\n\nAsk him")
    expect(page.get_by_text("A list of one")).to_have_count(0)

    page.wait_for_function("() => document.querySelector('answer-editor video').readyState >= 1")
    page.evaluate(SEEK, 3)
    page.keyboard.press("Control+End")
    tools.get_by_role("button", name="Link here (0:03)").click()
    expect(text).to_have_value("## Make the list\n\nAsk him[at 0:03](#t=3)")
    expect(read.get_by_role("link", name="at 0:03")).to_be_visible()
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Control+b")
    expect(read.locator("strong")).to_contain_text("Ask him")

    tools.get_by_role("button", name="Part").focus()
    page.keyboard.press("ArrowRight")
    expect(tools.get_by_role("button", name="Strong")).to_be_focused()
    assert violations_in_every_look(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    expect(read).to_be_hidden()
    page.get_by_role("radio", name="As a reader sees it").check()
    expect(read).to_be_visible()
    expect(text).to_be_hidden()
