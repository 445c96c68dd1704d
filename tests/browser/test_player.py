"""The player on its own: two on a page, one whose video lives elsewhere, one in its own window, and
what it remembers."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NARROW, Watch
from tests.browser.warned_video import a_range, open_with, play, skipped, spoken, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

EPISODE = "/episodes/the-list-on-the-fridge"
PLAYER = re.compile(r'<ep-player id="player".*?</ep-player>', re.DOTALL)
VIDEO = re.compile(r"<video controls.*?</video>", re.DOTALL)
ELSEWHERE = "https://videos.example.org/"


def rewrite(page: Page, change: Callable[[str], str]) -> None:
    """Opens the episode with its page changed."""

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=change(response.text()))

    page.route(f"**{EPISODE}", answer)
    page.goto(EPISODE)


def test_two_players_on_a_page_have_each_their_own_controls(page: Page) -> None:
    def add_second(html: str) -> str:
        (one,) = PLAYER.findall(html)
        second = one.replace('id="player"', 'id="second"')
        link = f'<p><a id="to-second" data-player="second" href="{EPISODE}?t=30">0:30</a></p>'
        return html.replace(one, one + second + link)

    rewrite(page, add_second)
    first, second = (page.locator(f"#{name}") for name in ("player", "second"))
    second.get_by_role("button", name="Play", exact=True).click()
    expect(second.get_by_role("button", name="Pause")).to_have_count(1)
    expect(first.get_by_role("button", name="Play", exact=True)).to_have_count(1)
    page.locator("#to-second").click()
    page.wait_for_function("() => document.querySelector('#second video').currentTime >= 30")
    second.get_by_role("button", name="Pause").press("m")
    muted = "() => [...document.querySelectorAll('.ep-frame video')].map((one) => one.muted)"
    assert page.evaluate(muted) == [False, True]
    assert page.evaluate("() => document.querySelector('#player video').currentTime") == 0


def test_a_video_from_another_site_is_asked_for_by_a_press_only(page: Page, watch: Watch) -> None:
    watch.expected += [
        f"request to another host: {ELSEWHERE}",
        "Content Security Policy",
        "load resource",
    ]
    film: list[str] = []

    def fold(html: str) -> str:
        (video,) = VIDEO.findall(html)
        film.append(re.search(r'<source src="([^"#]+)', video)[1])  # type: ignore[index]
        there = video.replace(film[0], f"{ELSEWHERE}film.mp4")
        link = f'<a class="button" href="{EPISODE}?play=1#player">Watch it</a>'
        return html.replace(
            video, f'<div class="ep-facade">{link}</div><template>{there}</template>'
        )

    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    rewrite(page, fold)
    page.wait_for_load_state("networkidle")
    assert not [address for address in asked if address.startswith(ELSEWHERE)]
    page.get_by_role("link", name="Watch it").press("Enter")
    expect(page.get_by_role("button", name=re.compile("^(Play|Pause)$"))).to_be_focused()
    expect(page.locator("video source")).to_have_attribute("src", re.compile(ELSEWHERE))

    page.evaluate("(film) => { document.querySelector('video').src = film }", film[0])
    wait_until(page, "video.readyState >= 2")
    page.get_by_role("button", name="Picture in picture").click()
    wait_until(page, "document.pictureInPictureElement === video")


def test_a_window_of_its_own_comes_back_for_what_has_to_be_said(page: Page) -> None:
    open_with(page, a_range(12, 30), skipped(32, 40))
    play(page, at=9.5)
    page.get_by_role("button", name="Picture in picture").click()
    wait_until(page, "document.pictureInPictureElement === null && video.paused")
    assert page.evaluate("() => document.querySelector('video').currentTime") < 12
    page.get_by_role("button", name="Keep watching").click()
    wait_until(page, "!video.paused && video.currentTime > 12")

    page.get_by_role("button", name="Picture in picture").click()
    play(page, at=31)
    wait_until(page, "video.currentTime > 40")
    assert page.evaluate("() => Boolean(document.pictureInPictureElement)")
    expect(spoken(page)).to_contain_text("Skipped to 0:40")


def test_what_a_viewer_chose_beats_what_the_producer_has_on(page: Page) -> None:
    page.goto(EPISODE)
    captions = page.locator(".ep-cc")
    expect(captions).to_have_attribute("aria-pressed", "true")
    captions.click()
    page.get_by_role("button", name="Captions, speed and more").click()
    page.get_by_role("combobox", name=re.compile("^Speed")).select_option("1.5")
    page.get_by_role("slider", name="Volume").last.fill("0.4")
    page.goto("/episodes/a-pin-on-a-map")
    expect(captions).to_have_attribute("aria-pressed", "false")
    wait_until(page, "video.playbackRate === 1.5 && video.volume === 0.4")
    captions.click()
    page.goto(EPISODE)
    expect(captions).to_have_attribute("aria-pressed", "true")


def test_one_of_two_tracks_in_the_same_language_is_chosen_and_remembered(page: Page) -> None:
    def add_track(html: str) -> str:
        track = '<track kind="captions" src="/easy.vtt" srclang="en" label="English, easy words">'
        return html.replace("<p>Your browser", f"{track}<p>Your browser")

    easy = "WEBVTT\n\n00:00.000 --> 01:00.000\nEasy words.\n"
    page.route("**/easy.vtt", lambda route: route.fulfill(body=easy, content_type="text/vtt"))
    rewrite(page, add_track)
    page.get_by_role("button", name="Captions, speed and more").click()
    page.get_by_role("combobox", name=re.compile("^Words")).select_option(
        label="English, easy words"
    )
    play(page)
    expect(page.locator(".ep-cue")).to_have_text("Easy words.")
    page.reload()
    play(page)
    expect(page.locator(".ep-cue")).to_have_text("Easy words.")
    expect(page.get_by_role("button", name="Captions: English, easy words")).to_have_count(1)


def test_a_picture_of_where_one_would_go_stays_in_the_frame_by_mouse_and_by_keys(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(NARROW)
    tile = "WEBVTT\n\n00:00:00.000 --> 00:10:00.000\n/icon.svg#xywh=0,0,160,90\n"
    page.route("**/tiles.vtt", lambda route: route.fulfill(body=tile, content_type="text/vtt"))
    page.route("**/icon.svg", lambda route: route.fulfill(body="", content_type="image/svg+xml"))
    own = re.compile(r' data-storyboard="[^"]*"')  # made by a job that may not have run yet
    rewrite(
        page,
        lambda html: own.sub("", html).replace(
            "<ep-player ", '<ep-player data-storyboard="/tiles.vtt" '
        ),
    )
    bar = page.get_by_role("slider", name="Place in the video")
    box = bar.bounding_box()
    assert box is not None
    for x in (3, box["width"] - 3):
        bar.hover(position={"x": x, "y": box["height"] - 12})
        expect(page.locator(".ep-tile")).to_be_visible()
        inside = """() => {
            const [frame, tile] = [".ep-frame", ".ep-preview"].map(
                (name) => document.querySelector(name).getBoundingClientRect())
            return tile.left >= frame.left && tile.right <= frame.right && tile.top >= frame.top
        }"""
        assert page.evaluate(inside)

    page.mouse.move(0, 0)
    expect(page.locator(".ep-preview")).to_be_hidden()
    bar.focus()
    for key, place in (
        ("End", r"^(\d+:\d\d) of \1"),
        ("Home", "^0:00 of"),
        ("ArrowRight", "^0:05 of"),
    ):
        bar.press(key)
        expect(page.locator(".ep-tile")).to_be_visible()
        expect(bar).to_have_attribute("aria-valuetext", re.compile(place))
        assert page.evaluate(inside)
    first = page.locator(".ep-chapters li").first.text_content()
    expect(bar).to_have_attribute("aria-valuetext", re.compile(re.escape(f", {first}")))
    bar.press("Escape")
    expect(page.locator(".ep-preview")).to_be_hidden()


def test_without_scripts_the_browsers_own_controls_stand(new_page: Callable[..., Page]) -> None:
    page = new_page(NARROW, java_script_enabled=False)
    page.goto(EPISODE)
    expect(page.locator("video[controls] track[kind=captions]")).not_to_have_count(0)
    expect(page.locator(".ep-bar")).to_have_count(0)
