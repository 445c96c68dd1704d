"""Leaving in a hurry takes three bare Shifts, and nothing else that a keyboard does."""

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

ANSWER = "/episodes/the-list-on-the-fridge/answer"
IS_COVERED = "() => document.documentElement.hidden"


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize(
    "keys",
    [("Shift", "Shift"), ("Shift", "Shift", "a", "Shift"), ("Control+Shift",) * 3],
)
def test_anything_but_three_bare_shifts_stays(page: Page, keys: tuple[str, ...]) -> None:
    page.goto(ANSWER)
    press(page, *keys)
    assert not page.evaluate(IS_COVERED)


def test_nobody_who_types_leaves(page: Page) -> None:
    page.goto("/ask")
    page.get_by_label("Your question").focus()
    press(page, "Shift", "Shift", "Shift", "Shift")
    assert not page.evaluate(IS_COVERED)
