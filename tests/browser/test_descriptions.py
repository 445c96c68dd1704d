"""What can be seen, in words: read by a screen reader or spoken by the browser. The speech is ours,
so that a test says when it ends."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

EPISODE = "/episodes/the-list-on-the-fridge"
WORDS = """WEBVTT

00:02.000 --> 00:04.000
Two toothbrushes in one glass.

00:08.000 --> 00:30.000
A list on a fridge.
"""
SPEECH = """
window.spoken = [];
window.cancelled = 0;
const speech = {
    speak(utterance) { window.spoken.push(utterance.text); window.utterance = utterance; },
    cancel() { window.cancelled += 1; },
};
Object.defineProperty(window, "speechSynthesis", { value: speech });
"""
LABEL = "What can be seen, in words"


def open_described(page: Page) -> Locator:
    """Gives the list by which descriptions are chosen."""

    def add_track(route: Route) -> None:
        response = route.fetch()
        track = '<track kind="descriptions" src="/described.vtt" srclang="en" label="English">'
        route.fulfill(
            response=response, body=response.text().replace("<track", f"{track}<track", 1)
        )

    page.add_init_script(SPEECH)
    page.route(f"**{EPISODE}", add_track)
    page.route("**/described.vtt", lambda r: r.fulfill(body=WORDS, content_type="text/vtt"))
    page.goto(EPISODE)
    page.get_by_role("button", name="Captions, speed and more").click()
    return page.get_by_label(LABEL)


def play_from(page: Page, seconds: float) -> None:
    page.evaluate(
        """async (seconds) => {
            const video = document.querySelector('video')
            video.currentTime = seconds
            await video.play()
        }""",
        seconds,
    )


def wait_until(page: Page, condition: str) -> None:
    page.wait_for_function(
        f"() => {{ const video = document.querySelector('video'); return {condition} }}"
    )


def test_a_screen_reader_is_told_each_time_a_place_is_reached(page: Page) -> None:
    open_described(page).select_option("read")
    told = page.locator("ep-player > [aria-live=assertive]")
    play_from(page, 1.5)
    expect(told).to_have_text("Two toothbrushes in one glass.")
    play_from(page, 5)
    expect(told).to_have_text("")
    wait_until(page, "video.currentTime > 5.2")
    play_from(page, 1.5)
    expect(told).to_have_text("Two toothbrushes in one glass.")
    assert page.evaluate("() => window.spoken") == []


def test_spoken_words_hold_the_video_where_there_is_no_room(page: Page) -> None:
    chosen = open_described(page)
    chosen.select_option("spoken")
    play_from(page, 1.5)
    wait_until(page, "window.spoken.length === 1")
    wait_until(page, "video.paused && video.currentTime >= 3.9")
    page.evaluate("() => window.utterance.onend()")
    wait_until(page, "!video.paused && video.currentTime > 4.5")

    play_from(page, 1.5)
    wait_until(page, "window.spoken.length === 2 && video.paused")
    play_from(page, 7.5)  # while it is held
    wait_until(page, "window.cancelled > 0")
    wait_until(page, "window.spoken.at(-1) === 'A list on a fridge.'")
    before = page.evaluate("() => window.cancelled")
    page.get_by_role("button", name="Pause").click()
    wait_until(page, f"window.cancelled > {before}")
    page.evaluate("() => window.utterance.onend()")
    assert page.evaluate("() => document.querySelector('video').paused")

    page.reload()
    expect(page.locator("ep-player.is-ready")).to_have_count(1)
    expect(chosen).to_have_value("spoken")
