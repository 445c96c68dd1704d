"""Nothing typed into the caption editor is lost: browsers die, networks and sessions end."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Watch, sign_in
from tests.browser.test_caption_editor import add_captions, all_kept, open_editor, words

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

expect.set_options(timeout=15_000)  # the machine is busy with other browsers


@pytest.fixture(autouse=True)
def _late_drafts(watch: Watch) -> None:
    """Another form's keeper is told that its last draft came after the form itself."""
    watch.expected.append("409")


def test_a_killed_browser_loses_nothing_that_was_acknowledged(
    desk_page: Page, new_page: Callable[..., Page], site: Site
) -> None:
    page = desk_page
    address = add_captions(page, "Killed")
    open_editor(page, address)
    words(page, 1).fill("Kept in the log.")
    all_kept(page)
    page.context.close()  # its storage is gone with it
    again = new_page()
    sign_in(again, site)
    open_editor(again, address)
    expect(words(again, 1)).to_have_value("Kept in the log.")
    again.keyboard.press("Control+z")
    words(again, 1).focus()
    again.keyboard.press("Control+z")
    expect(words(again, 1)).to_have_value("Good evening, dear people of the flat.")


def test_offline_says_not_saved_and_the_text_survives_a_reload(
    desk_page: Page, watch: Watch
) -> None:
    page = desk_page
    watch.expected.append("ERR_INTERNET_DISCONNECTED|Failed to load|ERR_FAILED")
    open_editor(page, add_captions(page, "Offline"))
    page.context.set_offline(True)
    words(page, 1).fill("Typed in a tunnel.")
    expect(page.locator(".caption-state")).to_contain_text("Not saved")
    expect(page.locator(".caption-status")).to_contain_text("Not saved")
    page.context.set_offline(False)
    all_kept(page)
    page.reload()
    page.locator("caption-editor[data-ready]").wait_for()
    expect(words(page, 1)).to_have_value("Typed in a tunnel.")


def test_signed_out_in_mid_edit_goes_on_after_signing_in_elsewhere(
    desk_page: Page, site: Site, watch: Watch
) -> None:
    page = desk_page
    watch.expected.append("status of 400|status of 403|Failed to load")
    open_editor(page, add_captions(page, "Signed out"))
    page.context.clear_cookies()
    words(page, 1).fill("Typed while signed out.")
    expect(page.locator(".caption-state")).to_contain_text("you are signed out")
    other = page.context.new_page()
    sign_in(other, site)
    all_kept(page)
    page.reload()
    page.locator("caption-editor[data-ready]").wait_for()
    expect(words(page, 1)).to_have_value("Typed while signed out.")


def test_what_never_arrived_is_offered_with_its_difference_when_others_went_on(
    desk_page: Page, new_page: Callable[..., Page], site: Site, watch: Watch
) -> None:
    page = desk_page
    watch.expected.append("ERR_INTERNET_DISCONNECTED|Failed to load|ERR_FAILED")
    address = add_captions(page, "Left behind")
    open_editor(page, address)
    page.context.set_offline(True)
    words(page, 1).fill("Typed in a tunnel.")
    expect(page.locator(".caption-state")).to_contain_text("Not saved")
    page.close()
    elsewhere = new_page()
    sign_in(elsewhere, site)
    open_editor(elsewhere, address)
    words(elsewhere, 1).fill("Typed at home.")
    all_kept(elsewhere)
    again = desk_page.context.new_page()
    again.context.set_offline(False)
    open_editor(again, address)
    expect(words(again, 1)).to_have_value("Typed at home.")
    offer = again.locator(".caption-notices")
    expect(offer.locator("del")).to_have_text("Typed at home.")
    expect(offer.locator("ins")).to_have_text("Typed in a tunnel.")
    offer.get_by_role("button", name="Bring them back").click()
    expect(words(again, 1)).to_have_value("Typed in a tunnel.")
    all_kept(again)
