"""Captions made in the browser: by mouse, by keys alone, by two people, and after a crash."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site, Watch, add_captioner, sign_in, violations_in_every_look
from tests.browser.test_producer_journey import make_episode

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

expect.set_options(timeout=15_000)  # the machine is busy with other browsers

FILE = """WEBVTT

STYLE
::cue { color: white }

NOTE by hand

1
00:00:01.000 --> 00:00:04.000 position:3% align:left
<v Ana>Good evening, dear people of the flat.

00:00:05.000 --> 00:00:08.000
<v Ben>Who buys the oat milk?

00:00:09.000 --> 00:00:12.000
<v Ana>You do.
"""


@pytest.fixture(autouse=True)
def _late_drafts(watch: Watch) -> None:
    """Another form's keeper is told that its last draft came after the form itself."""
    watch.expected.append("409")


def add_captions(page: Page, title: str, text: str = FILE) -> str:
    """The editor's address."""
    slug = make_episode(page, title)
    page.goto(f"/desk/episodes/{slug}/captions")
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "talk.vtt", "mimeType": "text/vtt", "buffer": text.encode()}
    )
    page.get_by_label("Type").select_option("captions")
    page.get_by_role("button", name="Add the file").click()
    expect(page.get_by_text("Your file is saved")).to_be_visible()
    page.goto(f"/desk/episodes/{slug}/captions")
    page.get_by_role("link", name="Edit these captions").click()
    page.wait_for_url("**/captions/tracks/*")
    return page.url


def open_editor(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator("caption-editor[data-ready]").wait_for()
    return page


def words(page: Page, number: int) -> Locator:
    return page.get_by_label(f"Text of caption {number}", exact=True)


def texts(page: Page) -> list[str]:
    """Of all captions in the page, that being edited included."""
    return page.locator("table tr[data-id]").evaluate_all(
        "(lines) => lines.map((line) => line.querySelector('textarea')?.value"
        " ?? [...line.querySelectorAll('.caption-words > span:not(.caption-problem)')]"
        ".map((part) => part.textContent).join('\\n'))"
    )


def all_kept(page: Page) -> None:
    expect(page.locator(".caption-state")).to_have_text(
        "All changes kept. Not a version yet.", timeout=15_000
    )


def saved_file(page: Page, address: str, number: int) -> str:
    """The file of the version, as it is stored."""
    page.locator(".caption-save .button").click()
    expect(page.locator(".caption-status")).to_have_text(re.compile(f"Saved as version {number}"))
    page.goto(address.partition("/tracks/")[0])
    link = page.locator("a[href$='/source']").first
    return page.request.get(str(link.get_attribute("href"))).text()


def test_captions_are_made_with_the_mouse_and_nothing_else_of_the_file_changes(
    desk_page: Page,
) -> None:
    page = desk_page
    address = add_captions(page, "With the mouse")
    open_editor(page, address)
    assert violations_in_every_look(page) == []
    page.get_by_text("Who buys the oat milk?").click()
    words(page, 2).fill("Who buys the soy milk?")
    page.get_by_role("button", name=re.compile("^Insert")).click()
    words(page, 3).fill("Silence.")
    page.get_by_role("button", name=re.compile("^Delete")).click()
    expect(page.locator(".caption-status")).to_have_text(
        "Caption 3 deleted. Now at caption 3 of 3."
    )
    expect(words(page, 3)).to_be_focused()
    all_kept(page)
    assert saved_file(page, address, 2) == FILE.replace("oat", "soy")


def test_captions_are_made_by_keys_alone(desk_page: Page) -> None:
    page = desk_page
    open_editor(page, add_captions(page, "By keys alone"))
    words(page, 1).focus()
    page.keyboard.press("Home")
    for _ in range(len("Good evening,")):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(words(page, 2)).to_be_focused()
    assert texts(page)[:2] == ["Good evening,", "dear people of the flat."]
    page.keyboard.press("ArrowUp")
    expect(words(page, 1)).to_be_focused()
    page.keyboard.press("Control+m")
    assert texts(page)[0] == "Good evening,\ndear people of the flat."
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("Speaker of caption 1")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("Start of caption 1")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Start of caption 1")).to_have_value("0:01.100")
    for _ in range(3):
        page.keyboard.press("Control+z")
    assert texts(page)[0] == "Good evening, dear people of the flat."
    expect(page.get_by_label("Start of caption 1")).to_have_value("0:01.000")
    page.keyboard.press("Control+z")
    expect(page.locator(".caption-status")).to_have_text("There is nothing to undo.")


def test_enter_while_composing_splits_nothing_and_space_types(desk_page: Page) -> None:
    page = desk_page
    open_editor(page, add_captions(page, "Composing"))
    field = words(page, 3)
    page.get_by_text("You do.").click()
    field.press("End")
    page.keyboard.press("Space")
    page.keyboard.press("Shift+Space")
    expect(field).to_have_value("You do.  ")
    field.evaluate(
        "(field) => { field.setSelectionRange(3, 3);"
        " field.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}));"
        " field.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', isComposing: true, bubbles: true, cancelable: true})); }"
    )
    assert len(texts(page)) == 3


def test_two_people_lose_nothing(
    desk_page: Page, new_page: Callable[..., Page], site: Site
) -> None:
    page = desk_page
    address = add_captions(page, "Two people")
    open_editor(page, address)
    other = new_page()
    sign_in(other, add_captioner(site, "ana@example.org"))
    open_editor(other, address)
    expect(other.locator(".caption-others")).to_contain_text("has this open too")
    words(page, 1).fill("Mine.")
    all_kept(page)
    page.locator(".caption-save .button").click()
    expect(page.locator(".caption-status")).to_have_text(re.compile("Saved as version 2"))
    words(other, 1).fill("Theirs.")
    other.get_by_text("You do.").click()
    words(other, 3).fill("I do.")
    other.locator(".caption-save .button").click()
    conflict = other.locator(".caption-conflict")
    expect(conflict).to_contain_text("Mine.")
    expect(conflict).to_contain_text("Theirs.")
    conflict.get_by_role("button", name="Keep both").click()
    file = saved_file(other, address, 3)
    assert "Theirs." in file
    assert "Mine." in file
    assert "I do." in file


def test_a_fix_is_shown_before_it_is_made_and_one_undo_takes_it_back(desk_page: Page) -> None:
    page = desk_page
    fast = FILE.replace("00:00:05.000 --> 00:00:08.000", "00:00:05.000 --> 00:00:05.300")
    open_editor(page, add_captions(page, "Too fast", fast))
    page.get_by_role("button", name="Fix it…").first.click()
    dialog = page.get_by_role("dialog", name="What would change")
    expect(dialog).to_contain_text("0:05.000 – 0:05.300")
    dialog.get_by_role("button", name="Make these changes").click()
    expect(page.locator(".caption-status")).to_contain_text("fixed")
    page.locator("table").get_by_text("Who buys the oat milk?").click()
    assert page.get_by_label("End of caption 2").input_value() != "0:05.300"
    page.keyboard.press("Control+z")
    expect(page.get_by_label("End of caption 2")).to_have_value("0:05.300")


def test_without_script_fifty_captions_are_a_form(
    desk_page: Page, new_page: Callable[..., Page], site: Site
) -> None:
    address = add_captions(desk_page, "Without script")
    page = new_page(java_script_enabled=False)
    sign_in(page, site)
    page.goto(address)
    form = page.locator(".caption-form")
    form.get_by_label("Text").nth(1).fill("Who buys the soy milk?")
    page.get_by_role("button", name="Keep these changes").click()
    expect(page.get_by_text("Your changes are kept.")).to_be_visible()
    form.get_by_role("button", name="Delete this caption").nth(2).click()
    form.get_by_label("What’s new in this version?").fill("Soy")
    form.get_by_role("button", name="Save as a version").click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()


def test_all_times_are_shifted_words_replaced_and_speakers_renamed_by_one_undo_each(
    desk_page: Page,
) -> None:
    page = desk_page
    open_editor(page, add_captions(page, "All at once"))
    page.get_by_role("button", name="Shift times…").click()
    page.get_by_label("By how much").fill("1.5")
    page.get_by_role("button", name="Shift them").click()
    expect(page.get_by_label("Start of caption 1")).to_have_value("0:02.500")
    page.get_by_role("button", name="Replace…").click()
    page.get_by_label("Search for").fill("milk")
    expect(page.locator("dialog output")).to_have_text("In 1 caption")
    page.get_by_label("Replace with").fill("tea")
    page.get_by_role("button", name="Replace all").click()
    expect(page.get_by_text("Who buys the oat tea?")).to_be_visible()
    page.get_by_role("button", name="Speakers…").click()
    page.get_by_label("Ana, 2 captions").fill("Eva")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_label("Speaker of caption 1")).to_have_value("Eva")
    words(page, 1).focus()
    for _ in range(3):
        page.keyboard.press("Control+z")
    expect(page.get_by_label("Speaker of caption 1")).to_have_value("Ana")
    expect(page.get_by_label("Start of caption 1")).to_have_value("0:01.000")
    expect(page.get_by_text("Who buys the oat milk?")).to_be_visible()
