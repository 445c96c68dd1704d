"""Parts that a viewer always skips, in a real Chromium at normal and double speed: one jump,
without a frame or a sound of them, however the place is reached."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

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


@AT_EACH_RATE
@pytest.mark.parametrize(
    ("ranges", "at", "spared"),
    [
        pytest.param([skipped(4, 9)], 2.5, (4, 9), id="played into"),
        pytest.param([skipped(4, 9)], 6, (4, 9), id="sought into"),
        pytest.param(
            [skipped(4, 8), skipped(8, 12), skipped(10, 16)], 2.5, (4, 16), id="three in a row"
        ),
        pytest.param([skipped(4, 14), skipped(6, 8)], 2.5, (4, 14), id="one within another"),
        pytest.param(
            [skipped(4, 8, skip_to=11), skipped(10, 15)], 2.5, (4, 15),
            id="one begins inside the landing of another",
        ),
        pytest.param([skipped(4, 9), skipped(7, 13)], 2.5, (4, 13), id="two overlap"),
    ],
)  # fmt: skip
def test_what_is_always_skipped_is_one_jump_neither_seen_nor_heard_and_said(
    page: Page, rate: int, ranges: list[dict[str, Any]], at: float, spared: tuple[float, float]
) -> None:
    open_with(page, *ranges)
    play(page, rate, at)
    wait_until(page, f"video.currentTime > {spared[1] + 0.4}")
    assert met(page, *spared) == []
    assert jumps(page, at) == [spared[1]]
    expect(spoken(page)).to_contain_text(f"Skipped to 0:{spared[1]:02}: talk about grief 1")
    assert not page.evaluate("() => document.querySelector('video').muted")


@AT_EACH_RATE
def test_always_skip_holds_after_ten_seconds_back_and_after_seeking(page: Page, rate: int) -> None:
    open_with(page, skipped(4, 9))
    play(page, rate, at=8.9)
    wait_until(page, "video.currentTime > 9.2")
    page.get_by_role("button", name="10 seconds back").click()
    wait_until(page, "video.currentTime < 3")
    seek(page, 6)
    wait_until(page, "video.currentTime > 9.2")
    assert met(page, 4, 9) == []


@AT_EACH_RATE
def test_who_seeks_over_what_is_skipped_leaves_it_and_who_goes_back_is_spared_again(
    page: Page, rate: int
) -> None:
    open_with(page, skipped(5, 9), skipped(20, 26))
    play(page, rate, at=2)
    seek(page, 12)
    wait_until(page, "video.currentTime > 12.2 && !video.muted")
    expect(spoken(page)).to_be_empty()
    seek(page, 3)
    wait_until(page, "video.currentTime > 9.2 && video.currentTime < 12")
    assert jumps(page, 2) == [12, 3, 9]
    seek(page, 22)
    wait_until(page, "video.currentTime > 26.2")
    assert met(page, 5, 9) == met(page, 20, 26) == []


@AT_EACH_RATE
def test_a_part_at_the_beginning_that_is_skipped_shows_no_frame(page: Page, rate: int) -> None:
    open_with(page, skipped(0, 5))
    wait_until(page, "video.currentTime >= 5 && !video.seeking")
    play(page, rate)
    wait_until(page, "video.currentTime > 5.4")
    assert met(page, 0, 5) == []


@AT_EACH_RATE
def test_a_part_at_the_end_that_is_skipped_ends_the_video(page: Page, rate: int) -> None:
    open_with(page, skipped(60, 500))
    play(page, rate, at=58.5)
    wait_until(page, "video.ended")
    frame = page.locator(".ep-frame")
    expect(frame).to_have_attribute("data-hushed", "")  # its last picture is of that part
    assert met(page, 60, 500) == []
    wait_until(page, "!video.muted")
    seek(page, 10)
    expect(frame).not_to_have_attribute("data-hushed", "")


@AT_EACH_RATE
def test_a_part_plays_to_its_end_once(page: Page, rate: int) -> None:
    open_with(page, skipped(4, 6), skipped(5, 7))
    play(page, rate, at=5)
    page.get_by_role("button", name="Play this part").click()
    wait_until(page, "video.currentTime > 4.5 && video.currentTime < 6.5")
    wait_until(page, "video.currentTime > 7.3")
    assert met(page, 4, 7)
    page.evaluate("() => { window.seen = []; window.heard = [] }")
    seek(page, 5)
    wait_until(page, "video.currentTime > 7.3 && !video.seeking")
    assert met(page, 4, 7) == []


def test_a_skip_that_lands_in_something_announced_waits(page: Page) -> None:
    open_with(page, skipped(4, 8), a_range(6, 14, kind="slurs"))
    play(page, at=2.5)
    wait_until(page, "video.currentTime >= 8 && video.paused")
    expect(page.get_by_role("button", name="Skip to 0:14")).to_be_visible()
