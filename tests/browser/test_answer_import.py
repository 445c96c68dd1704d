"""What is pasted on the desk keeps its formatting, is looked at, saved, and taken back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch, violations_in_every_look
from tests.browser.test_producer_journey import make_episode

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PASTE = """([selector, html, text]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  const area = document.querySelector(selector);
  area.focus();
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
  area.value = text;
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}"""
HTML = (
    "<p>You asked twice.</p><h2>Say it once</h2><p>Say it <b>slowly</b>.</p>"
    "<ul><li>Ask him</li><li>Thank him</li></ul>"
)


@pytest.fixture
def page(desk_page: Page, watch: Watch) -> Iterator[Page]:
    slug = make_episode(desk_page, "Who asked twice?")
    desk_page.goto(f"/desk/episodes/{slug}/answer/import")
    yield desk_page


def test_a_pasted_text_is_looked_at_saved_and_taken_back(page: Page) -> None:
    page.evaluate(PASTE, ["#text", HTML, "You asked twice. Say it once. Say it slowly."])
    expect(page.get_by_text("Pasted with its headings, lists and links.")).to_be_visible()
    page.get_by_role("button", name="Look at the lines").click()
    expect(page.get_by_role("heading", name="What the text was taken for")).to_be_visible()
    assert violations_in_every_look(page) == []
    asked = page.get_by_role("listitem").filter(has_text="Ask him")
    asked.get_by_label("What this line is").first.select_option("checklist")
    page.get_by_role("button", name="Save into the answer").click()
    expect(page.get_by_label("Answer", exact=True)).to_have_value(
        "You asked twice.\n\n## Say it once\n\nSay it **slowly**.\n\n"
        "- [ ] Ask him\n- [ ] Thank him\n"
    )
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("The import is taken back")).to_be_visible()
    expect(page.get_by_label("Answer", exact=True)).to_have_value("")
