"""What is announced before a part, in a real Chromium at normal and double speed: said in time,
with the way to skip it, by keyboard, in fullscreen and under a finger."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW
from tests.browser.warned_video import (
    AT_EACH_RATE,
    a_range,
    jumps,
    met,
    open_with,
    play,
    seek,
    skipped,
    spoken,
    wait_until,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def test_a_part_at_the_beginning_is_said_before_anything_plays(page: Page) -> None:
    open_with(page, a_range(0, 6))
    expect(page.locator(".ep-line")).to_contain_text("Now: talk about grief 1, until 0:06")
    assert page.evaluate("() => document.querySelector('video').paused")


@AT_EACH_RATE
def test_who_seeks_over_a_part_hears_nothing_of_it_and_who_goes_back_is_asked_again(
    page: Page, rate: int
) -> None:
    open_with(page, a_range(20, 30))
    notice = page.locator(".ep-notice:not(.ep-notice-quiet)")
    play(page, rate, at=12)
    page.get_by_role("button", name="Keep watching").click()
    expect(notice).to_have_count(0)
    seek(page, 40)
    wait_until(page, "video.currentTime > 40.2")
    expect(page.get_by_role("button", name="Skip to 0:30")).to_have_count(0)
    seek(page, 6)
    wait_until(page, "video.currentTime > 6")
    expect(notice).to_contain_text("talk about grief 1, until 0:30")
    assert jumps(page, 12) == [40, 6]


@AT_EACH_RATE
def test_two_that_overlap_are_said_together_and_skipped_together(page: Page, rate: int) -> None:
    open_with(page, a_range(16, 24, kind="slurs"), a_range(8, 18))
    play(page, rate, at=6.5)
    words = page.locator(".ep-notice-words")
    expect(words).to_contain_text("talk about grief 2, until 0:18.")
    expect(words).to_contain_text("Then talk about slurs 1. Skipping passes it too.")
    page.get_by_role("button", name="Skip to 0:24").click()
    wait_until(page, "video.currentTime >= 24")
    assert met(page, 16, 24) == []


@AT_EACH_RATE
def test_a_part_that_is_sought_into_is_said_at_once(page: Page, rate: int) -> None:
    open_with(page, a_range(10, 50))
    play(page, rate, at=30)
    expect(page.locator(".ep-notice-words")).to_contain_text("Now: talk about grief 1, until 0:50")
    page.get_by_role("button", name="Skip to 0:50").click()
    wait_until(page, "video.currentTime >= 50")


# To where, what is said there, and where one press leads then.
ANNOUNCED = [
    ("before one with another in it", 12, "talk about grief 1, until 0:40.", "Skip to 0:40"),
    ("within both", 27, "Now: talk about grief 1, until 0:40", "Skip to 0:40"),
    ("past the inner one", 33, "Now: talk about grief 1, until 0:40", "Skip to 0:40"),
    ("before one whose landing lies in the next", 44, "talk about grief 3, until", "Skip to 0:58"),
    ("in its landing", 53, "Now: talk about slurs 4, until 0:58", "Skip to 0:58"),
    ("past them all", 60, None, None),
]


@AT_EACH_RATE
def test_what_is_announced_is_said_wherever_one_seeks_to(page: Page, rate: int) -> None:
    open_with(
        page,
        a_range(20, 40),
        a_range(25, 30, kind="slurs"),
        a_range(51, 53, skip_to=55),
        a_range(52.5, 58, kind="slurs"),
    )
    for what, second, words, button in ANNOUNCED:
        play(page, rate, at=second)
        notice = page.locator(".ep-notice")
        if words is None:
            expect(page.get_by_role("button", name=re.compile("^Skip to"))).to_have_count(0)
            continue
        expect(notice, what).to_contain_text(words)
        page.get_by_role("button", name=button).click()
        end = 40 if button == "Skip to 0:40" else 58
        wait_until(page, f"video.currentTime >= {end} && video.currentTime < {end} + 8")


@AT_EACH_RATE
def test_what_is_announced_at_the_end_is_said_and_skipping_ends_the_video(
    page: Page, rate: int
) -> None:
    open_with(page, a_range(62, 500))
    play(page, rate, at=55)
    expect(page.locator(".ep-notice")).to_contain_text("talk about grief 1, until")
    page.get_by_role("button", name=re.compile("^Skip to")).press("s")
    wait_until(page, "video.ended")
    frame = page.locator(".ep-frame")
    expect(frame).to_have_attribute("data-hushed", "")  # its last picture is of that part
    assert met(page, 62, 78) == []
    seek(page, 10)
    expect(frame).not_to_have_attribute("data-hushed", "")


def test_a_notice_counts_down_and_says_it_once_for_those_who_listen(page: Page) -> None:
    open_with(page, a_range(12, 20))
    page.get_by_role("button", name="Play", exact=True).focus()
    play(page, at=2.5)
    when = page.locator(".ep-notice-words b")
    expect(when).to_have_text("In 8 seconds:")
    expect(spoken(page)).to_contain_text("A sentence of the producer. Press S to skip to 0:20.")
    first = spoken(page).text_content()
    expect(when).to_have_text("In 7 seconds:")
    assert spoken(page).text_content() == first


@AT_EACH_RATE
def test_the_way_to_skip_stays_for_the_whole_part_by_keyboard_and_in_fullscreen(
    page: Page, rate: int
) -> None:
    open_with(page, a_range(4, 30), skipped(36, 40))
    play(page, rate, at=2)
    page.get_by_role("button", name="Keep watching").click()
    wait_until(page, "video.currentTime > 4.3")
    expect(page.get_by_role("button", name="Skip to 0:30")).to_be_visible()
    page.locator(".ep-frame").hover()
    page.get_by_role("button", name="Fill the screen").click()
    wait_until(page, "document.fullscreenElement?.localName === 'ep-player'")
    expect(page.get_by_role("button", name="Skip to 0:30")).to_be_visible()
    page.keyboard.press("s")
    wait_until(page, "video.currentTime >= 30")
    expect(page.locator("ep-player:fullscreen .ep-line")).to_contain_text("Skipped to 0:30")
    expect(spoken(page)).to_contain_text("Skipped to 0:30")
    wait_until(page, "video.currentTime > 40.2")
    assert met(page, 36, 40) == []
    expect(page.locator("ep-player:fullscreen .ep-line")).to_contain_text("Skipped to 0:40")


def test_a_kind_is_shown_by_its_name_and_that_can_be_undone(page: Page) -> None:
    open_with(page, a_range(8, 20))
    play(page, at=2)
    page.locator(".ep-kinds summary").click()
    page.get_by_role("button", name="Always show: Grief").click()
    expect(page.locator(".ep-line")).to_contain_text("Shown from now on: Grief.")
    page.locator(".ep-line").get_by_role("button", name="Undo").click()
    expect(page.locator(".ep-notice-words").first).to_contain_text("talk about grief")


@AT_EACH_RATE
def test_on_a_phone_a_notice_lies_under_the_picture_and_all_is_done_by_touch(
    new_page: Callable[..., Page], rate: int
) -> None:
    page = new_page(NARROW, has_touch=True)
    open_with(page, a_range(0, 20), skipped(24, 28))
    notice = page.locator(".ep-notice")
    expect(notice).to_be_visible()
    boxes = json.loads(
        page.evaluate(
            """() => JSON.stringify([".ep-frame", ".ep-notice"].map(
                (s) => document.querySelector(s).getBoundingClientRect()))"""
        )
    )
    assert boxes[1]["top"] >= boxes[0]["bottom"]
    notice.get_by_role("button", name="Skip to 0:20").tap()
    wait_until(page, "video.currentTime >= 20")
    play(page, rate)
    wait_until(page, "video.currentTime > 28.2")
    page.locator(".ep-frame").tap()
    page.get_by_role("button", name="10 seconds back").tap()
    wait_until(page, "video.currentTime < 24")
    wait_until(page, "video.currentTime > 28.2")
    assert met(page, 24, 28) == []
    page.get_by_role("button", name="Play this part").tap()
    wait_until(page, "video.currentTime > 25 && video.currentTime < 27.5")
    assert met(page, 24, 28)
