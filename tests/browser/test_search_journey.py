"""Somebody looks for their question: by mouse, by keyboard, on a phone, and without scripts."""

import contextlib
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from tests.browser.conftest import (
    NARROW,
    first_held,
    held_requests,
    violations,
    violations_in_every_look,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

FRIDGE = "/episodes/the-list-on-the-fridge"
FRIDGE_TITLE = "Why am I the only one who knows we’re out of toothpaste?"


def home_box(page: Page) -> Locator:
    return page.locator("main input[name=q]")


def results_box(page: Page) -> Locator:
    return page.get_by_label("Your question, in your own words")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def test_suggestions_lead_to_an_episode_by_mouse(page: Page) -> None:
    page.goto("/")
    home_box(page).press_sequentially("toothp")
    expect(options(page).first).to_contain_text("toothpaste")
    expect(home_box(page)).to_have_attribute("aria-expanded", "true")
    assert violations(page) == []
    options(page).filter(has_text=FRIDGE_TITLE).click()
    page.wait_for_url(f"**{FRIDGE}")


def test_what_a_script_says_is_in_the_language_of_the_page(page: Page) -> None:
    page.set_extra_http_headers({"Accept-Language": "es"})
    page.goto("/")
    home_box(page).press_sequentially("toothp")
    expect(page.get_by_role("listbox", name="Sugerencias")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="sugerencia")).not_to_have_count(0)


def test_suggestions_are_a_combobox_by_keyboard(page: Page) -> None:
    page.goto("/")
    box = home_box(page)
    box.press_sequentially("is it toothp")
    expect(options(page)).not_to_have_count(0)
    assert box.get_attribute("aria-activedescendant") is None

    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    first = options(page).first.get_attribute("id")
    expect(box).to_have_attribute("aria-activedescendant", first or "none")
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")

    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("is it toothp")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=is+it+toothpaste")


def test_a_chosen_suggestion_stays_chosen_when_a_late_answer_comes(page: Page) -> None:
    page.goto("/")
    box = home_box(page)
    box.press_sequentially("toothp")
    expect(options(page)).not_to_have_count(0)

    late = held_requests(page, "**/search/suggest?*")
    with page.expect_request("**/search/suggest?*"):
        page.keyboard.type("a")
    page.keyboard.press("ArrowDown")
    chosen = box.get_attribute("aria-activedescendant")
    assert chosen
    with contextlib.suppress(Error):  # the page has given it up already
        first_held(page, late).fulfill(json={"suggestions": []})
    page.unroute("**/search/suggest?*")
    page.evaluate("() => fetch('/search/suggest?q=toothpa').then((one) => one.text())")
    expect(box).to_have_attribute("aria-activedescendant", chosen)
    expect(page.locator(f"#{chosen}")).to_have_attribute("aria-selected", "true")


def test_results_change_while_typing_and_suggestions_wait_until_they_are_asked(page: Page) -> None:
    page.goto("/search")
    box = results_box(page)
    box.press_sequentially("toothpaste")
    found = page.get_by_role("link", name=FRIDGE_TITLE)
    expect(found).to_be_visible()
    expect(page.locator("live-form").get_by_text("One answer")).to_be_attached()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(page).to_have_url(re.compile(r"/search\?q=toothpaste$"))

    box.fill("phon")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(box).to_have_value("phone")
    expect(page).to_have_url(re.compile(r"/search\?q=phone$"))
    expect(page.get_by_role("link", name="Is it just a phone setting?").first).to_be_visible()
    expect(box).to_be_focused()


def test_results_are_narrowed_sorted_and_widened_by_links(page: Page) -> None:
    page.goto("/search?q=how+do+i+tell+my+partner")
    listed = page.locator(".search-episode")
    everything = listed.count()
    narrow = page.get_by_role("navigation", name="Narrow it down")
    link = narrow.get_by_role("link", name=re.compile("^Consent"))
    count = int(re.search(r"\d+", link.inner_text())[0])  # type: ignore[index]
    assert 0 < count < everything
    link.focus()
    page.keyboard.press("Enter")
    expect(listed).to_have_count(count)
    page.get_by_role("link", name="Newest").click()
    expect(page.get_by_role("link", name="Newest")).to_have_attribute("aria-current", "true")
    expect(listed).to_have_count(count)
    page.get_by_role("link", name="Remove: Consent").click()
    expect(listed).to_have_count(everything)


def test_a_place_leads_to_its_second_and_a_covered_one_opens_on_request(page: Page) -> None:
    page.goto("/search?q=toothpaste")
    page.get_by_role("link", name=re.compile(r"^Said at 0:4")).first.click()
    page.wait_for_url(re.compile(FRIDGE + r"\?t=4\d"))

    page.context.add_cookies(
        [{"name": "choices", "value": "c.coercion=cover", "url": page_address(page)}]
    )
    page.goto("/search?q=phone+setting")
    folded = page.locator(".search-folded").first
    words = folded.locator("p").first
    expect(words).to_be_hidden()
    folded.locator("summary").click()
    expect(words).to_be_visible()


def test_misspelt_words_are_repaired_and_can_be_meant(page: Page) -> None:
    page.goto("/search?q=tootpaste")
    expect(page.get_by_text("Searched for toothpaste instead.")).to_be_visible()
    expect(page.get_by_role("link", name=FRIDGE_TITLE)).to_be_visible()
    page.get_by_role("link", name=re.compile("^Search exactly for")).click()
    expect(page).to_have_url(re.compile("exactly=1"))
    expect(page.get_by_text("Searched for toothpaste instead.")).to_have_count(0)


def test_where_nothing_is_found_there_is_a_way_on(page: Page) -> None:
    page.goto("/search?q=%22zeppelin+over+tacoma%22")
    expect(page.get_by_role("heading", name=re.compile("^Nothing close"))).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="Ask it")).to_have_attribute(
        "href", "/ask"
    )
    page.get_by_role("link", name="Consent").click()
    page.wait_for_url("**/topics/consent")


def test_the_same_is_there_without_scripts_on_a_phone(new_page: Callable[..., Page]) -> None:
    page = new_page(NARROW, java_script_enabled=False)
    page.goto("/")
    home_box(page).fill("how do i tell my partner")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=how+do+i+tell+my+partner")
    listed = page.locator(".search-episode")
    everything = listed.count()
    page.get_by_text("Narrow it down").click()
    page.get_by_role("link", name=re.compile("^Consent")).click()
    expect(page).to_have_url(re.compile("topic=consent"))
    expect(listed.first).to_be_visible()
    assert 0 < listed.count() < everything
    results_box(page).fill("phone")
    page.get_by_role("button", name="Search").last.click()
    expect(page).to_have_url(re.compile("q=phone&topic=consent"))


def test_a_phone_keeps_the_list_within_its_screen(new_page: Callable[..., Page]) -> None:
    page = new_page(NARROW)
    page.goto("/episodes/")
    page.get_by_role("banner").get_by_role("link", name="Search").click()
    page.goto("/")
    home_box(page).press_sequentially("toothp")
    expect(options(page).first).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") == NARROW
    page.keyboard.press("ArrowDown")
    assert violations(page) == []


def test_every_state_of_the_page_is_open_to_everyone(page: Page) -> None:
    page.goto("/search?q=how+do+i+tell+my+partner&topic=consent")
    assert violations_in_every_look(page) == []
    for asked in ("tootpaste", "zeppelin&topic=consent"):
        page.goto(f"/search?q={asked}")
        assert violations(page) == [], asked


def test_discreet_mode_keeps_the_words_out_of_the_title(page: Page) -> None:
    page.context.add_cookies([{"name": "look", "value": "discreet=on", "url": page_address(page)}])
    page.goto("/search?q=toothpaste")
    assert page.title() == "Reading list"
    assert page.locator("link[rel=search]").count() == 0


def page_address(page: Page) -> str:
    page.goto("/search")
    return page.url
