"""A described version takes the video's place; sign language stands beside it, in step."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Site, sign_in, violations_in_every_look

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

SLUG = "the-list-on-the-fridge"
FILM = Path(__file__).parents[2] / f"episodes/demo/season/episodes/{SLUG}/video.mp4"
DRIFT = (
    "() => { const [lead, other] = document.querySelectorAll('.ep-frame video');"
    " return Math.abs(lead.currentTime - other.currentTime) }"
)


@pytest.fixture(scope="module")
def described(chromium, site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The episode's own film stands for both: nobody looks at what is in it here."""
    context = chromium.new_context(base_url=site.address)
    page = context.new_page()
    sign_in(page, site)
    page.goto(f"/desk/episodes/{SLUG}/other-forms")
    for heading, field in (("Described version", "described"), ("Sign language", "sign_language")):
        section = page.get_by_role("region", name=heading)
        copy = shutil.copy(FILM, tmp_path_factory.mktemp("films") / f"{field}.mp4")
        section.get_by_label("Video file").set_input_files(copy)
        section.get_by_label("What’s in it that isn’t in the video").fill(f"A note: {field}.")
        section.get_by_role("button", name=re.compile("^Save the")).click()
        expect(page.get_by_text("Saved. Watch it and say what you found")).to_be_visible()
        section.get_by_label("Rating").select_option("Safe")
        section.get_by_label("Review").select_option("Reviewed: nothing to note")
        section.get_by_role("button", name=re.compile("^Save the")).click()
        expect(page.get_by_text("Saved. Viewers can choose it")).to_be_visible()
    context.close()
    return f"/episodes/{SLUG}"


def test_the_described_version_goes_on_where_the_video_was(page: Page, described: str) -> None:
    page.goto(described)
    expect(page.get_by_text("A note: described.")).to_be_visible()
    page.evaluate("() => { document.querySelector('video').currentTime = 12 }")
    button = page.get_by_role("button", name="With descriptions")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("() => document.querySelector('video').currentSrc.includes('described')")
    page.wait_for_function("() => document.querySelector('video').readyState >= 2")
    assert abs(page.evaluate("() => document.querySelector('video').currentTime") - 12) < 0.3
    button.click()
    page.wait_for_function("() => document.querySelector('video').currentSrc.includes('/video.')")


def test_sign_language_is_kept_in_step(page: Page, described: str) -> None:
    page.goto(described)
    page.get_by_role("button", name="Sign language beside it").click()
    page.get_by_role("button", name="Play", exact=True).click()
    lead = "document.querySelector('.ep-frame video')"
    page.wait_for_function(f"() => {lead}.currentTime > 2")
    page.wait_for_function(f"{DRIFT[:-2]} < 0.1 }}")
    page.evaluate(f"() => {{ {lead}.currentTime = 20 }}")
    page.wait_for_function(f"() => {lead}.currentTime > 21")
    page.wait_for_function(f"{DRIFT[:-2]} < 0.1 }}")
    page.evaluate(f"() => {lead}.pause()")
    page.wait_for_function("() => document.querySelector('.ep-sign').paused")
    assert page.evaluate("() => document.querySelector('.ep-sign').muted")
    assert page.evaluate(DRIFT) < 0.25


def test_the_interpreter_stays_in_sight_when_the_screen_is_filled(
    page: Page, described: str
) -> None:
    page.goto(described)
    page.get_by_role("button", name="Sign language beside it").click()
    page.get_by_role("button", name="Fill the screen").click()
    page.wait_for_function("() => document.fullscreenElement")
    expect(page.locator(".ep-sign")).to_be_in_viewport()
    first, second = (page.locator(".ep-frame video").nth(n).bounding_box() for n in (0, 1))
    assert first is not None
    assert second is not None
    assert first["x"] + first["width"] <= second["x"] + 1


def test_what_was_chosen_is_chosen_on_the_next_visit(page: Page, described: str) -> None:
    page.goto(described)
    page.get_by_role("button", name="Sign language beside it").click()
    page.reload()
    expect(page.locator(".ep-sign")).to_have_count(1)
    pressed = page.get_by_role("button", name="Sign language beside it")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    assert violations_in_every_look(page) == []


def test_without_scripts_links_and_the_browsers_player_do_it(
    new_page: Callable[..., Page], described: str
) -> None:
    page = new_page(NARROW, java_script_enabled=False)
    page.goto(f"{described}?t=5")
    page.get_by_role("link", name="Sign language beside it").click()
    expect(page.locator("video.ep-sign[controls]")).to_have_count(1)
    page.get_by_role("link", name="Without sign language").click()
    expect(page.locator("video.ep-sign")).to_have_count(0)
    page.get_by_role("link", name="With descriptions").click()
    expect(page.locator("source")).to_have_attribute(
        "src", "/episodes/" + SLUG + "/described.mp4#t=5"
    )
