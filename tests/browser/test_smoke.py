"""The site comes up in a real browser at all; the journeys have files of their own."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import violations_in_every_look

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.mark.parametrize("address", ["/", "/episodes/", "/preferences", "/sign-in"])
def test_a_page_is_there_and_open_to_everyone(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert violations_in_every_look(page) == []


def test_the_demo_producer_signs_in_and_finds_the_desk(desk_page: Page) -> None:
    expect(desk_page.get_by_role("heading", level=1)).to_be_visible()
    assert violations_in_every_look(desk_page) == []


def test_without_scripts_the_home_page_is_there_too(new_page) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
