"""A person with a worry: finds the episode, is warned, watches with captions, reads, skips."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Watch

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

EPISODE = "/episodes/a-pin-on-a-map"
WORRY = "is it just a phone setting when he shares my location"
TITLE = "Is it just a phone setting?"


def find_the_episode(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Your question, in your own words").fill(WORRY)
    page.get_by_role("button", name="Search").last.click()
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def uncover_the_video(page: Page) -> None:
    expect(page.locator("video")).to_have_count(0)
    cover(page).get_by_role("button", name="Watch it").click()
    expect(page.locator("video")).to_have_count(1)


def cover(page: Page) -> Locator:
    return page.locator("#video-cover")


def setting(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def seconds(page: Page) -> float:
    return float(page.evaluate("() => document.querySelector('video').currentTime"))


def wait_until(page: Page, condition: str) -> None:
    """condition: JavaScript over `video`."""
    page.wait_for_function(
        f"() => {{ const video = document.querySelector('video'); return {condition} }}"
    )


def test_a_worry_leads_to_the_second_where_it_is_answered(page: Page) -> None:
    find_the_episode(page)
    page.evaluate("() => document.querySelector('video').play()")
    wait_until(page, "video.currentTime > 4 && video.textTracks[0].activeCues.length > 0")
    expect(page.locator(".ep-cue").first).to_be_visible()

    line = page.locator(".lines li", has_text="Sharing a dot is a setting.")
    line.get_by_role("link").click()
    wait_until(page, "video.currentTime >= 26 && video.currentTime < 40")
    expect(page.locator('.lines li[aria-current="true"]')).to_have_count(1)

    skip_swearing(page)
    wait_until(page, "video.currentTime >= 41.5 && video.currentTime < 60")


def skip_swearing(page: Page) -> None:
    note = page.locator(".line-note", has_text="swear word")
    note.get_by_role("link", name=re.compile(r"^Skip to 0:4")).click()


def test_a_warning_is_said_before_it_begins_and_can_be_skipped(page: Page) -> None:
    page.goto(f"{EPISODE}?t=18")
    wait_until(page, "video.readyState >= 1")
    page.evaluate("() => document.querySelector('video').play()")
    notice = page.locator(".ep-line")
    expect(notice.get_by_text("controlling behaviour").first).to_be_visible()
    expect(notice.get_by_text("What controlling behaviour looks like.")).to_be_visible()
    expect(notice.get_by_text("Then a sudden sound")).to_be_visible()
    notice.get_by_role("button", name="Skip to 0:54").click()
    wait_until(page, "video.currentTime >= 53")
    expect(page.get_by_text(re.compile("^Skipped to 0:54: .*sudden sound")).first).to_be_visible()


def test_the_written_answer_opens_at_its_part(page: Page) -> None:
    page.goto(EPISODE)
    page.get_by_role("link", name="Read the answer").click()
    contents = page.get_by_role("navigation", name="In this answer")
    link = contents.get_by_role("link", name="Is it you?")
    link.first.click()
    expect(page.locator("#is-it-you")).to_be_in_viewport()


def test_check_boxes_of_an_answer_stay_in_this_browser(page: Page) -> None:
    page.goto("/episodes/the-list-on-the-fridge/answer")
    box = page.get_by_role("checkbox").first
    box.check()
    page.reload()
    expect(page.get_by_role("checkbox").first).to_be_checked()


def test_the_whole_way_is_there_without_scripts(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    find_the_episode(page)
    expect(page.locator("video track[kind=captions]")).to_have_attribute(
        "src", re.compile(r"/captions/en\.captions\.vtt")
    )
    page.locator(".lines li", has_text="Sharing a dot is a setting.").get_by_role("link").click()
    expect(page.locator("video source")).to_have_attribute("src", re.compile(r"#t=2[67]"))

    skip_swearing(page)
    expect(page.locator("video source")).to_have_attribute("src", re.compile(r"#t=43"))

    page.get_by_role("link", name="Read the answer").click()
    expect(page.locator("#is-it-you")).to_be_visible()


def test_the_whole_way_is_there_by_keyboard(page: Page) -> None:
    page.goto("/")
    tab_to(page, "input[name=q]")
    page.keyboard.type(WORRY)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    tab_to(page, f'a[href="{EPISODE}"]')
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{EPISODE}*")
    expect(page.locator("video")).to_have_count(1)
    tab_to(page, ".lines a")
    for _ in range(40):
        if page.evaluate("() => document.activeElement.dataset.ms >= 27000"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    wait_until(page, "video.currentTime >= 26")


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until an element that fits has the focus, and the focus can be seen."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            outline = "() => getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(outline) != "none"
            return
    pytest.fail(f"Tab never reaches {selector}")


def test_the_first_tab_leads_past_the_header(page: Page) -> None:
    page.goto(EPISODE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"


def test_a_choice_for_good_uncovers_the_same_kind_everywhere(page: Page) -> None:
    page.goto("/episodes/two-years-of-faking-it")
    expect(page.locator("video")).to_have_count(0)
    cover(page).get_by_role("button", name="Always show videos like this").click()
    expect(page.locator("video")).to_have_count(1)
    page.goto("/preferences")
    expect(setting(page, "Not safe for work").get_by_label("Show", exact=True)).to_be_checked()


def test_hidden_kinds_are_left_out_of_the_lists(page: Page) -> None:
    page.goto("/preferences")
    page.get_by_text("Choose one by one").click()
    page.get_by_label("One by one").check()
    setting(page, "Not safe for work").get_by_label("Hide").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto("/episodes/")
    expect(page.get_by_role("link", name="phone setting").first).to_be_visible()
    expect(page.get_by_role("link", name="faked it")).to_have_count(0)


def test_an_episode_in_two_languages_offers_both(page: Page) -> None:
    page.goto("/episodes/nothing-is-missing")
    languages = page.locator("video track[kind=captions], video track[kind=subtitles]")
    expect(languages).to_have_count(2)
    page.get_by_role("list", name="Language of the transcript").get_by_role("link").last.click()
    expect(page.locator("ol.lines")).to_have_attribute("lang", "es")


def test_leaving_in_a_hurry_replaces_the_page(page: Page, watch: Watch) -> None:
    watch.expected += ["request to another host", "console: Failed to load resource"]
    page.route(re.compile(r"^https://"), lambda route: route.fulfill(body="elsewhere"))
    page.goto("/episodes/two-years-of-faking-it")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(re.compile(r"^https://"))


def test_a_video_that_cannot_be_reached_says_so(page: Page, watch: Watch) -> None:
    watch.expected += ["console: Failed to load resource"]
    page.route(re.compile(r"/video\.\w+"), lambda route: route.abort())
    page.goto("/episodes/the-list-on-the-fridge")
    expect(page.get_by_text("We can’t reach the video right now.")).to_be_visible()


def test_one_press_watches_a_covered_video(page: Page) -> None:
    page.goto("/episodes/two-years-of-faking-it")
    cover(page).get_by_role("button", name="Watch it").click()
    wait_until(page, "video && video.currentTime > 0.3 && !video.paused")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()


def test_words_are_found_in_place_whatever_their_accents(page: Page) -> None:
    page.goto("/episodes/el-numero")
    page.get_by_role("searchbox", name="Find in the transcript").fill("numero")
    expect(page.locator(".find-bar")).to_contain_text("1 of 3 for “numero”")
    expect(page.locator(".lines mark")).to_have_text("número")
    page.get_by_role("button", name="The next one").click()
    expect(page.locator(".find-bar")).to_contain_text("2 of 3")
    assert page.url.endswith("/episodes/el-numero")


def test_the_transcript_is_one_tab_stop(page: Page) -> None:
    page.goto("/episodes/the-list-on-the-fridge")
    stops = page.locator('.lines a:not([tabindex="-1"]), .lines-box[tabindex="0"]')
    expect(stops).to_have_count(1)


def test_captions_look_as_they_are_chosen_and_stay_so(page: Page) -> None:
    page.goto("/episodes/the-list-on-the-fridge")
    page.get_by_role("button", name="Captions, speed and more").click()
    with page.expect_response("**/preferences/captions"):
        page.get_by_label("Size").select_option("200")
    size = "() => getComputedStyle(document.documentElement).getPropertyValue('--cue-size').trim()"
    assert page.evaluate(size) == "2"
    page.reload()
    assert page.evaluate(size) == "2"


def test_the_keys_of_the_player_have_a_sheet_and_a_switch(page: Page) -> None:
    page.goto("/episodes/the-list-on-the-fridge")
    page.get_by_role("button", name="Play").focus()
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys of the player")
    expect(sheet).to_be_visible()
    sheet.get_by_label("Single letters work as keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    assert page.evaluate("() => document.querySelector('video').muted") is False


def test_a_line_is_copied_with_its_time_and_link_and_the_words_are_printed_alone(
    page: Page,
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/episodes/el-numero?t=7")
    line = page.locator(".line:has(.said)").nth(1)
    line.hover()
    line.get_by_role("button", name="Copy this line with its time and link").click()
    expect(page.locator("ep-transcript [data-status]")).to_have_text("Copied")
    words = line.locator(".said").inner_text()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert re.fullmatch(rf"“{re.escape(words)}” \(\d+:\d\d\) \S+/episodes/el-numero\?t=\d+", copied)
    page.emulate_media(media="print")
    expect(line).to_be_visible()
    for part in ("ep-player", ".site-header", ".phone-bar", ".finder", ".lines-foot"):
        expect(page.locator(part)).to_be_hidden()
