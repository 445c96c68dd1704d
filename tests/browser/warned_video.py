"""A demo video that is given ranges of our own, so that each row of the table of timed warnings
stands in sight. `seen` is every frame that was drawn and not covered, as the browser reports it."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route

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
