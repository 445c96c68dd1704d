"""Content notes are made while the video runs, by keys alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import violations_in_every_look

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

NOTES = "/desk/episodes/the-list-on-the-fridge/warnings"
SEEK = (
    "(s) => new Promise((done) => { const v = document.querySelector('note-marker video');"
    " v.addEventListener('seeked', done, { once: true }); v.currentTime = s; })"
)


def test_a_note_is_made_by_keys_alone_and_survives_a_reload(desk_page: Page) -> None:
    page = desk_page
    page.goto(NOTES)
    page.wait_for_function("() => document.querySelector('note-marker video').readyState >= 1")
    before = page.locator("#warnings > .row").count()
    page.evaluate(SEEK, 3)
    page.keyboard.press("w")
    expect(page.locator("note-marker [role=status]")).to_contain_text("begins at 0:03")
    page.evaluate(SEEK, 5)
    page.keyboard.press("w")
    row = page.locator("#warnings > .row").last
    topic = row.get_by_label("Topic")
    expect(topic).to_be_focused()
    page.keyboard.type("Stal")
    page.keyboard.press("2")
    expect(topic).to_have_value("stalking")
    expect(row.get_by_label("Intensity")).to_have_value("2")
    expect(row.get_by_label("From")).to_have_value("0:03.000")
    expect(row.get_by_label("Until")).to_have_value("0:05.000")
    page.keyboard.press("Tab")
    expect(row.get_by_label("Applies to")).to_have_value("")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(row.get_by_label("Applies to")).to_have_value("video.audio")
    page.keyboard.press("Tab")
    page.keyboard.type("Talk")
    expect(row.locator(".note-sentence")).to_contain_text(
        "Viewers read: Talk about stalking at 0:03"
    )
    page.keyboard.press("Escape")
    expect(page.locator("note-marker video")).to_be_focused()
    assert page.locator("#warnings > .row").count() in (before, before + 1)
    expect(page.get_by_text("Not saved yet, but kept for you.")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Take it").or_(page.get_by_role("link", name="Take it")).click()
    expect(page.locator("#warnings > .row").last.get_by_label("From")).to_have_value("0:03.000")
    assert violations_in_every_look(page) == []
