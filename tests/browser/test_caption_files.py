"""Caption files are dropped, looked at, and one of them goes straight on to the sync."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import violations_in_every_look

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PAGE = "/desk/episodes/the-list-on-the-fridge/captions"
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:04.000\nBuenas noches a toda la gente del piso.\n"
WORDS = "Maya: Hello, everyone.\n\nJoe: Hi.\n"
DROP = """([element, files]) => {
  const dataTransfer = new DataTransfer();
  for (const [name, text] of files) dataTransfer.items.add(new File([text], name));
  element.dispatchEvent(new DragEvent("dragover", {dataTransfer, bubbles: true, cancelable: true}));
  element.dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true}));
}"""


def test_several_files_are_dropped_and_words_go_straight_on_to_the_sync(desk_page: Page) -> None:
    page = desk_page
    page.goto(PAGE)
    page.wait_for_function(
        "() => customElements.get('file-drop') && customElements.get('file-upload')"
    )
    element = page.locator("file-drop").element_handle()
    page.evaluate(DROP, [element, [["talk.es.vtt", CAPTIONS], ["words.txt", WORDS]]])
    page.wait_for_url("**/captions/files")
    first, second = (page.get_by_role("group", name=name) for name in ("talk.es.vtt", "words.txt"))
    expect(first.get_by_label("What it is")).to_have_value("subtitles")
    expect(second.get_by_label("What it is")).to_have_value("transcript")
    expect(second.get_by_label("Sync it with the video right away")).to_be_checked()
    assert violations_in_every_look(page) == []
    first.get_by_label("Keep it as a new version").uncheck()
    page.get_by_role("button", name="Keep what is ticked").click()
    expect(page.get_by_text("Syncing with the video has begun.")).to_be_visible()
    expect(page.get_by_text("Sync a transcript with the video").first).to_be_visible()
