"""Every kind of cover, on a phone: what it hides is nowhere in the page before it is opened; then
it stands there once, in sight, with the focus."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NARROW, Site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

PIN = "/episodes/a-pin-on-a-map"


@dataclass(frozen=True, slots=True)
class Cover:
    """kind: what its viewer covers. place: of what is opened. words: a few that it hides."""

    address: str
    kind: str
    place: str
    words: str
    region: str = ""


COVERS = {
    "question": Cover(PIN, "coercion", "#letter", "when we moved in", ".letter"),
    "transcript": Cover(PIN, "partner-abuse", "#transcript", "Sharing a dot is a setting."),
    "answer": Cover(
        f"{PIN}/answer", "coercion", "#answer-words", "in capitals yourself", "main"
    ),
    "part": Cover(
        f"{PIN}/answer", "partner-abuse", "#if-it-is-not-safe", "If your stomach dropped at"
    ),
    "resource": Cover(
        f"{PIN}/answer", "partner-abuse", "#resource-tenant-of-wildfell-hall",
        "A woman shuts a bedroom door in 1848",
    ),
}  # fmt: skip


def covers_kind(page: Page, site: Site, kind: str) -> None:
    cookie = {"name": "choices", "value": f"c.{kind}=cover", "url": site.address}
    page.context.add_cookies([cookie])  # type: ignore[list-item]


def way_in(region: Locator) -> Locator:
    return region.locator(".gate-show, .passage-form button").first


@pytest.mark.parametrize("name", COVERS)
def test_hidden_words_are_nowhere_and_then_once_where_the_reader_is(
    new_page: Callable[..., Page], site: Site, name: str
) -> None:
    cover = COVERS[name]
    page = new_page(NARROW, has_touch=True)
    covers_kind(page, site, cover.kind)
    page.goto(cover.address)
    assert cover.words not in page.content()
    region = page.locator(cover.region or cover.place)
    expect(way_in(region)).to_have_attribute("aria-expanded", "false")

    way_in(region).tap()
    expect(page.get_by_text(cover.words).first).to_be_visible()
    assert page.locator("main").inner_text().count(cover.words) == 1
    expect(page.locator(cover.place)).to_be_focused()
    expect(page.locator(cover.place)).to_be_in_viewport()
    expect(region.locator(".gate-show")).to_have_count(0)


def test_a_passage_of_a_transcript_opens_in_its_place(
    new_page: Callable[..., Page], site: Site
) -> None:
    page = new_page(NARROW, has_touch=True)
    covers_kind(page, site, "partner-abuse")
    page.goto(PIN)
    way_in(page.locator("#transcript")).tap()
    button = way_in(page.locator(".line-folded"))
    expect(button).to_have_attribute("aria-expanded", "false")
    page.get_by_role("searchbox", name="Find in the transcript").fill("friend")
    expect(page.locator(".find-bar")).to_contain_text("more in a folded passage")
    expect(page.locator(".line-folded")).to_contain_text("is in here")
    starts = page.locator(".line").evaluate_all("(all) => all.map((one) => one.dataset.start)")
    button.tap()
    opened = page.locator(".line:has(a:focus)")
    expect(opened).to_be_in_viewport()
    assert opened.get_attribute("data-start") not in starts
    expect(page.locator(".line-folded")).to_have_count(0)


def test_a_covered_video_is_not_there_before_it_is_opened(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/episodes/two-years-of-faking-it")
    expect(way_in(page.locator("#video-cover"))).to_have_attribute("aria-expanded", "false")
    page.wait_for_load_state("networkidle")
    assert "<video" not in page.content()
    assert not [address for address in asked if "/video." in address or ".vtt" in address]
