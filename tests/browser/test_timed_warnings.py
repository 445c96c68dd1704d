"""What is promised of timed warnings, held in a real Chromium at normal and double speed.

A demo video is given ranges of our own, so that each row of the table stands in sight. `seen` is
every frame that was drawn and not covered, as the browser itself reports it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import NARROW

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

EPISODE = "/episodes/the-list-on-the-fridge"
RECORD = """() => {
    const video = document.querySelector("video");
    window.seen = [];
    window.heard = [];
    window.sought = [];
    const note = (_now, frame) => {
        const isHushed = "hushed" in document.querySelector(".ep-frame").dataset;
        if (!isHushed) window.seen.push(frame.mediaTime);
        video.requestVideoFrameCallback(note);
    };
    video.requestVideoFrameCallback(note);
    video.addEventListener("seeking", () => window.sought.push(video.currentTime));
    video.addEventListener("timeupdate", () => {
        if (!video.muted && !video.paused && !video.seeking) window.heard.push(video.currentTime);
    });
}"""


def a_range(start: float, end: float, action: str = "announce", **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "skip_to": end, "action": action, "kind": "grief"} | more


def skipped(start: float, end: float, **more: Any) -> dict[str, Any]:
    return a_range(start, end, "skip", **more)


def item(number: int, part: dict[str, Any]) -> str:
    times = {"start": part["start"], "end": part["end"], "skip-to": part["skip_to"]}
    data = " ".join(f'data-{name}="{int(value * 1000)}"' for name, value in times.items())
    kind = part["kind"]
    return (
        f'<li data-id="{number}" data-category="{kind}" data-label="{kind.capitalize()}" {data}'
        f' data-text="talk about {kind} {number}" data-note="A sentence of the producer."'
        f' data-action="{part["action"]}"></li>'
    )


def open_with(page: Page, *ranges: dict[str, Any], query: str = "") -> None:
    """The page of a demo video that carries these ranges, its frames noted."""
    items = "".join(item(number, part) for number, part in enumerate(ranges, start=1))

    def add_ranges(route: Route) -> None:
        response = route.fetch()
        body = response.text().replace(
            "</ep-player>", f'<ol class="ep-ranges">{items}</ol></ep-player>'
        )
        route.fulfill(response=response, body=body)

    page.route(f"**{EPISODE}{query.replace('?', '[?]')}", add_ranges)
    page.goto(EPISODE + query)
    page.wait_for_function("() => document.querySelector('video').readyState >= 2")
    page.evaluate(RECORD)


def play(page: Page, rate: float = 1, at: float | None = None) -> None:
    page.evaluate(
        """async ([rate, at]) => {
            const video = document.querySelector("video");
            video.playbackRate = rate;
            if (at !== null) video.currentTime = at;
            await video.play();
        }""",
        [rate, at],
    )


def seek(page: Page, seconds: float) -> None:
    page.evaluate("(s) => { document.querySelector('video').currentTime = s }", seconds)


def wait_until(page: Page, condition: str) -> None:
    page.wait_for_function(
        f"() => {{ const video = document.querySelector('video'); return {condition} }}"
    )


def spoken(page: Page) -> Locator:
    """What those who listen to the page are told."""
    return page.locator("ep-player > p[role=status]")


def met(page: Page, start: float, end: float) -> list[float]:
    """Moments of this part of which a frame was seen or a sound heard."""
    moments = page.evaluate("() => [...window.seen, ...window.heard]")
    return [moment for moment in moments if start <= moment < end - 0.05]


def jumps(page: Page, at: float) -> list[float]:
    """The places the video went to, without the one it was begun at. A jump out of a seek is told
    by two events, both from where it lands."""
    places = page.evaluate("() => window.sought")
    return [round(place, 1) for place in dict.fromkeys(places) if place != at]


AT_EACH_RATE = pytest.mark.parametrize("rate", [1, 2])


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
    assert met(page, 60, 500) == []


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


def test_a_notice_counts_down_and_says_it_once_for_those_who_listen(page: Page) -> None:
    open_with(page, a_range(12, 20))
    play(page, at=2.5)
    when = page.locator(".ep-notice-words b")
    expect(when).to_have_text("In 8 seconds:")
    expect(spoken(page)).to_contain_text("A sentence of the producer. Press S to skip to 0:20.")
    first = spoken(page).text_content()
    expect(when).to_have_text("In 7 seconds:")
    assert spoken(page).text_content() == first


def test_the_way_to_skip_stays_for_the_whole_part_by_keyboard_and_in_fullscreen(
    page: Page,
) -> None:
    open_with(page, a_range(4, 30))
    play(page, at=2)
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


def test_a_kind_is_shown_by_its_name_and_that_can_be_undone(page: Page) -> None:
    open_with(page, a_range(8, 20))
    play(page, at=2)
    page.locator(".ep-kinds summary").click()
    page.get_by_role("button", name="Always show: Grief").click()
    expect(page.locator(".ep-line")).to_contain_text("Shown from now on: Grief.")
    page.locator(".ep-line").get_by_role("button", name="Undo").click()
    expect(page.locator(".ep-notice-words").first).to_contain_text("talk about grief")


def test_on_a_phone_a_notice_lies_under_the_picture(new_page: Callable[..., Page]) -> None:
    page = new_page(NARROW, has_touch=True)
    open_with(page, a_range(0, 20))
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
