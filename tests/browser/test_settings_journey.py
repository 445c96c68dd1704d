"""A viewer sets captions and looks: seen at once with scripts, kept by the button without."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NARROW, violations_in_every_look

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def preview_style(page: Page, name: str) -> str:
    return str(
        page.locator(".caption-preview .ep-cue").evaluate(f"(cue) => getComputedStyle(cue).{name}")
    )


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("combobox", name=name, exact=True)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Saved in this browser.")).to_be_visible()


def test_captions_show_in_the_preview_as_they_are_chosen(page: Page) -> None:
    page.goto("/preferences")
    before = float(preview_style(page, "fontSize").removesuffix("px"))
    row(page, "Size").select_option("200")
    row(page, "Colour").select_option("yellow")
    assert preview_style(page, "color") == "rgb(255, 255, 0)"
    assert float(preview_style(page, "fontSize").removesuffix("px")) == pytest.approx(
        2 * before, rel=0.01
    )


def test_what_the_settings_keep_the_player_has(page: Page) -> None:
    page.goto("/preferences")
    page.get_by_role("button", name="Yellow on black").click()
    save(page)
    page.goto("/episodes/the-list-on-the-fridge")
    page.get_by_role("button", name="Captions, speed and more").click()
    expect(row(page, "Colour")).to_have_value("yellow")
    expect(row(page, "Size")).to_have_value("125")


def test_putting_the_captions_back_keeps_what_is_chosen_of_warnings(page: Page) -> None:
    page.goto("/preferences")
    page.get_by_label("Go gently").check()
    row(page, "Size").select_option("300")
    page.get_by_role("button", name="Put the captions back").click()
    expect(row(page, "Size")).to_have_value("100")
    expect(page.get_by_label("Go gently")).to_be_checked()
    save(page)
    expect(page.get_by_label("Go gently")).to_be_checked()


def test_captions_are_set_without_scripts(new_page: Callable[..., Page]) -> None:
    page = new_page(NARROW, java_script_enabled=False)
    page.goto("/preferences")
    row(page, "Size").select_option("150")
    bar = page.get_by_role("navigation", name="Site, at the bottom")
    bar.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved in this browser.")).to_be_visible()
    expect(row(page, "Size")).to_have_value("150")
    page.get_by_role("button", name="Yellow on black").click()
    expect(row(page, "Colour")).to_have_value("yellow")
    page.get_by_role("button", name="Put the captions back").click()
    expect(row(page, "Colour")).to_have_value("white")


def test_the_picture_under_the_preview_moves_unless_less_is_wanted(
    new_page: Callable[..., Page],
) -> None:
    page = new_page()
    page.emulate_media(reduced_motion="no-preference")
    page.goto("/preferences")
    picture = page.locator(".caption-preview-picture")
    assert animation(picture) == "caption-drift"
    page.get_by_role("group", name="Movement").get_by_label("Less").check()
    assert animation(picture) == "none"


def animation(element: Locator) -> str:
    return str(element.evaluate("(element) => getComputedStyle(element).animationName"))


def test_light_and_large_show_at_once(page: Page) -> None:
    page.goto("/preferences")
    page.get_by_role("group", name="Size of the text").get_by_label("Larger", exact=True).check()
    page.get_by_role("group", name="Light or dark").get_by_label("Dark").check()
    size = "() => getComputedStyle(document.documentElement).fontSize"
    assert page.evaluate(size) == "21px"
    assert (
        page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(23, 19, 16)"
    )


def test_every_fold_of_the_settings_is_open_to_everyone(page: Page) -> None:
    page.goto("/preferences")
    page.evaluate(
        "() => document.querySelectorAll('details').forEach((each) => { each.open = true })"
    )
    assert violations_in_every_look(page) == []
