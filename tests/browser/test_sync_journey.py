"""A captioner's evening: a video and its words go in, captions in time come out."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import WIDE, Site, sign_in, violations_in_every_look
from tests.browser.test_producer_journey import make_episode
from tests.episodes.transcripts.speech import TRUE_STARTS_MS, WORDS, a_talk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

JOB_MS = 200_000  # the worker may still be busy with the demo season's videos
IN_TIME_MS = 250
ADDED = "Nobody on this show has ever told you about purple submarines under Antarctica."


def send_video(page: Page, slug: str) -> None:
    page.goto(f"/desk/episodes/{slug}/video")
    page.get_by_label("Video or sound file").set_input_files(
        {"name": "talk.mp4", "mimeType": "video/mp4", "buffer": a_talk()}
    )
    page.get_by_role("button", name="Send the file").click()
    expect(page.get_by_text("0:14").first).to_be_visible(timeout=JOB_MS)


def add_transcript(page: Page, slug: str, words: str) -> None:
    page.goto(f"/desk/episodes/{slug}/captions")
    page.locator("#add details").evaluate("(fold) => { fold.open = true }")
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "talk.txt", "mimeType": "text/plain", "buffer": words.encode()}
    )
    page.get_by_label("Type").select_option("transcript")
    page.get_by_label("Show it to viewers right away").uncheck()
    page.get_by_role("button", name="Add the file").click()
    expect(page.get_by_text(re.compile(r"We read \d+ paragraphs"))).to_be_visible()


def synced(page: Page, slug: str) -> None:
    """On the page of the result."""
    page.goto(f"/desk/episodes/{slug}/captions")
    page.get_by_role("button", name="Sync version 1 with the video").click()
    expect(page.locator("job-progress")).to_be_visible()
    result = page.get_by_role("link", name="Look at the synced captions")
    expect(result).to_be_visible(timeout=JOB_MS)
    result.click()


def start_ms(lines: Locator, begins: str) -> int:
    line = lines.filter(has=lines.page.locator("p", has_text=begins)).first
    return int(line.get_attribute("data-start") or -1)


def accept_without_scripts(page: Page, site: Site, address: str) -> None:
    sign_in(page, site)
    page.goto(address.partition("?")[0])
    page.locator("ol.cues a").filter(has_text="0:09").click()
    expect(page.locator("video source")).to_have_attribute("src", re.compile(r"#t=9$"))
    page.get_by_label("Note").fill("Looked through by hand")
    page.get_by_role("button", name="Accept as a new version").click()
    expect(page.get_by_text("Viewers can’t see that version yet.")).to_be_visible()


def publish(page: Page, slug: str) -> None:
    page.goto(f"/desk/episodes/{slug}/warnings")
    page.locator("select[name*=video_headline]").select_option("clean")
    page.locator("select[name*=video_review]").select_option("reviewed_none")
    page.get_by_label("Not watched here?").fill("We made it ourselves.")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("status").filter(has_text="Saved").first).to_be_visible()
    page.goto(f"/desk/episodes/{slug}")
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Public since").first).to_be_visible()


SEEK = """(seconds) => {
  const video = document.querySelector("video");
  video.textTracks[0].mode = "showing";
  video.pause();
  video.currentTime = seconds;
}"""
SHOWS = """(words) => [...document.querySelector("video").textTracks[0].activeCues ?? []]
  .some((cue) => cue.text.includes(words))"""


def test_a_transcript_becomes_captions_that_viewers_see_when_they_are_said(
    desk_page: Page, new_page: Callable[..., Page], site: Site
) -> None:
    page = desk_page
    slug = make_episode(page, "What is wrong with the first line?")
    send_video(page, slug)
    add_transcript(page, slug, WORDS.replace("That was the first", f"{ADDED} That was the first"))
    synced(page, slug)

    lines = page.locator("ol.cues > li")
    for begins, true_ms in TRUE_STARTS_MS.items():
        assert abs(start_ms(lines, begins) - true_ms) <= IN_TIME_MS, begins
    unheard = page.get_by_role("region", name="Words without speech")
    expect(unheard).to_contain_text("purple submarines")

    line = lines.filter(has_text="That was the first line")
    line.get_by_role("link").click()
    page.wait_for_function(
        "(id) => document.querySelector('video').currentTime >= 9.2"
        " && document.getElementById(id).getAttribute('aria-current') === 'true'",
        arg=line.get_attribute("id"),
    )
    page.locator("video").evaluate("(video) => video.pause()")
    assert violations_in_every_look(page) == []
    page.set_viewport_size({"width": WIDE, "height": 900})

    lines.first.get_by_role("link").click()
    page.keyboard.press("n")
    expect(page.get_by_text("Doubtful caption 1 of")).to_be_visible()
    assert page.evaluate("document.activeElement.closest('li').dataset.doubt")

    accept_without_scripts(new_page(java_script_enabled=False), site, page.url)
    stranger = new_page()
    track = f"/episodes/{slug}/captions/en.captions.vtt"
    publish(page, slug)
    assert stranger.request.get(track).status == 404
    page.goto(f"/desk/episodes/{slug}/captions")
    page.get_by_role("button", name="Show version 1 to viewers").first.click()
    expect(page.get_by_text("Viewers now see version 1.")).to_be_visible()

    stranger.goto(f"/episodes/{slug}")
    for begins, true_ms in TRUE_STARTS_MS.items():
        stranger.evaluate(SEEK, (true_ms + IN_TIME_MS) / 1000)
        stranger.wait_for_function(SHOWS, arg=begins)
