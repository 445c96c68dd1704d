"""A producer at midnight before a release: an episode from nothing to the public."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Watch, add_captioner, sign_in, violations

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "captions"
REAL_FILES = [
    "vtt/muxinc-bbb-en-cc.vtt",
    "srt/Virtual-Coffee-3_6.srt",
    "vtt/ableplayer-wwa_captions_en.vtt",
]
CAPTIONS = b"""WEBVTT

00:00:01.000 --> 00:00:04.000
<v Maya>Someone asks who folds the fitted sheet.

00:00:05.000 --> 00:00:08.000
<v Joe>Nobody can. <img src=x onerror=alert(1)>

00:00:09.000 --> 00:00:0
"""


def make_episode(page: Page, title: str) -> str:
    """The new episode's slug."""
    page.goto("/desk/episodes/new")
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Create episode").click()
    page.wait_for_url(lambda url: not url.endswith("/new"))
    page.get_by_role("link", name="Question").first.click()
    page.get_by_label("Question", exact=True).fill("Who folds the fitted sheet, and how?")
    page.get_by_label("I have read it, and nothing here points to a person").check()
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("status").first).to_be_visible()
    return page.url.split("/episodes/")[1].split("/")[0]


def add_video(page: Page, slug: str) -> None:
    page.goto(f"/desk/episodes/{slug}/video")
    page.locator("#address").fill("https://media.example/sheet.mp4")
    page.get_by_role("button", name="Use this address").click()
    expect(page.get_by_text("The address is saved.")).to_be_visible()


def add_captions(page: Page, slug: str, name: str, data: bytes) -> None:
    page.goto(f"/desk/episodes/{slug}/captions")
    page.locator("#add details").evaluate("(fold) => { fold.open = true }")
    page.get_by_label("File", exact=True).set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": data}
    )
    page.get_by_label("Show it to viewers right away").check()
    page.get_by_role("button", name="Add the file").click()


def test_an_episode_goes_from_nothing_to_the_public(
    desk_page: Page, new_page: Callable[..., Page]
) -> None:
    page = desk_page
    slug = make_episode(page, "Who folds the fitted sheet?")

    add_video(page, slug)
    add_captions(page, slug, "night.vtt", CAPTIONS)
    expect(page.get_by_text("2 captions").first).to_be_visible()
    expect(page.get_by_text("Maya").first).to_be_visible()
    expect(page.get_by_role("row", name=re.compile(r"^9\s+Left out"))).to_be_visible()

    page.goto(f"/desk/episodes/{slug}/warnings")
    page.locator("select[name*=video_headline]").select_option("clean")
    page.locator("select[name*=video_review]").select_option("reviewed_none")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").first.click()

    stranger = new_page()
    assert stranger.request.get(f"/episodes/{slug}").status == 404
    page.goto(f"/desk/episodes/{slug}")
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Public since").first).to_be_visible()

    stranger.goto(f"/episodes/{slug}")
    expect(stranger.get_by_text("Who folds the fitted sheet, and how?").first).to_be_visible()
    expect(stranger.get_by_text("Nobody can.")).to_be_visible()
    expect(stranger.locator("img[onerror]")).to_have_count(0)
    stranger.goto("/search?q=fitted+sheet")
    expect(stranger.get_by_role("link", name="Who folds the fitted sheet?").first).to_be_visible()

    page.goto(f"/desk/episodes/{slug}")
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("button", name="Publish now")).to_be_visible()
    assert stranger.request.get(f"/episodes/{slug}").status == 404
    assert stranger.request.get(f"/episodes/{slug}/captions/en.captions.vtt").status == 404


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.vtt", b"", "empty"),
        ("movie.vtt", b"\x00\x00\x00\x18ftypmp42" + bytes(400), ""),
        ("notes.vtt", b"Maya: hello\n\nJoe: hello to you\n", "transcript"),
    ],
)
def test_a_file_that_is_no_captions_is_refused_in_words(
    desk_page: Page, watch: Watch, name: str, data: bytes, words: str
) -> None:
    watch.expected.append("status of 422")
    slug = make_episode(desk_page, f"Refused: {name}")
    add_captions(desk_page, slug, name, data)
    alert = desk_page.locator("#problems")
    expect(alert).to_be_visible()
    expect(alert).to_contain_text(words, ignore_case=True)
    expect(desk_page.get_by_text("Nothing here yet.")).to_be_visible()


@pytest.mark.skipif(not SAMPLES.exists(), reason="the real caption files are not here")
def test_real_files_are_understood_and_come_back_byte_for_byte(desk_page: Page) -> None:
    slug = make_episode(desk_page, "Real files")
    for name in REAL_FILES:
        data = (SAMPLES / name).read_bytes()
        add_captions(desk_page, slug, Path(name).name, data)
        desk_page.wait_for_url(re.compile(r"/captions/\d+$"))
        source = desk_page.request.get(desk_page.url + "/source")
        assert source.body() == data


def test_a_form_keeps_what_was_typed_where_something_is_wrong(
    desk_page: Page, watch: Watch
) -> None:
    watch.expected.append("status of 422")
    desk_page.goto("/desk/episodes/new")
    desk_page.get_by_label("Title").fill("A fine title")
    desk_page.get_by_label("Season").fill("0")
    desk_page.get_by_role("button", name="Create episode").click()
    expect(desk_page.get_by_role("alert")).to_be_visible()
    expect(desk_page.get_by_label("Title")).to_have_value("A fine title")


def test_shift_does_not_take_away_what_a_producer_is_writing(desk_page: Page) -> None:
    desk_page.goto("/desk/episodes/the-list-on-the-fridge/answer")
    text = desk_page.get_by_label("Answer", exact=True)
    text.fill("Not saved yet")
    for _ in range(3):
        desk_page.keyboard.press("Shift")
    text.press_sequentially("!")
    expect(text).to_have_value("Not saved yet!")
    expect(desk_page.locator("quick-exit")).to_have_count(0)


def test_the_show_s_look_is_seen_as_it_is_typed(page: Page, site: Site) -> None:
    sign_in(page, add_captioner(site, "ada@example.org", role="admin"))
    page.goto("/desk/show")
    sample = page.locator("[data-sample]")
    page.get_by_label("Name", exact=True).first.fill("Ask Ada")
    expect(sample.locator("[data-name]")).to_have_text("Ask Ada")
    expect(sample.locator("[data-name] em")).to_have_text("Ada")
    page.locator("[name=hot]").fill("#ffff00")
    expect(sample.locator(".button-hot")).to_have_css("background-color", "rgb(255, 255, 0)")
    expect(page.locator("[data-contrast=hot]")).to_contain_text("too pale")
    page.locator("[name=hot]").fill("#0d5c51")
    expect(page.locator("[data-contrast=hot]")).to_contain_text("reads well")
    assert violations(page) == []
