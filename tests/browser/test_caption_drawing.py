"""Our drawing of captions beside Chromium's own: each cue at the same place, by the boxes of their
words. Not by pixels: ours keep a margin and padding that the browser's have not. Chromium draws
regions only where it is told to, so one is started for them; it tells no script of a cue's second
alignments ("position:80%,line-right"), which are not compared."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.conftest import ARGUMENTS, Site
from tests.browser.conftest import NAMES as NAMES_OF_CHROMIUM

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

EPISODE = "/episodes/the-list-on-the-fridge"
SAMPLES = Path(__file__).parents[3] / "shared/samples/captions/vtt"
NAMES = (
    "ableplayer-wwa_captions_en.vtt",
    "captioning-1-non-normative_sample-file-captions.vtt",
)
# A margin of a line's height at most, in percent of the picture.
NEAR = 8
SETTINGS = (
    "", "line:0", "line:1", "line:-1", "line:-2", "line:10%", "line:50%",
    "position:10% align:left size:35%", "size:50%", "align:start", "align:end", "align:left",
    "align:right", "position:30%", "position:90% align:end", "line:20% position:25% size:30%",
    "vertical:rl", "vertical:lr", "vertical:rl line:0", "vertical:lr line:50%",
    "vertical:rl position:20% align:start",
)  # fmt: skip
STYLED = """WEBVTT

STYLE
::cue(.loud) { color: rgb(255, 0, 0) }
::cue(v[voice="Ann"]) { font-style: italic }

one
00:00.000 --> 00:40.000
<v Ann>Words, <c.loud>loud</c>, <b>bold</b> <ruby>漢<rt>kan</rt></ruby> <lang fr>bonjour</lang></v>
"""
ONLY = """id => {
    const player = document.querySelector('ep-player')
    player.dataset.idle = ''
    for (const cue of [...player.captions.current.cues]) {
        const isThis = cue.id === id
        cue.startTime = isThis ? 0 : 1000
        cue.endTime = isThis ? 999 : 1001
    }
}"""
NOT_NATIVE = "() => document.querySelector('ep-player').captions.drawNatively(false)"
DRAWN = """id => {
    document.querySelector('ep-player').captions.draw()
    return document.querySelector('.ep-cue')?.dataset.id === id
}"""
BOX = """() => {
    const box = document.querySelector('.ep-cue')?.getBoundingClientRect()
    return box && [box.left, box.top, box.right, box.bottom]
}"""


def with_captions(page: Page, text: str) -> None:
    page.route("**/captions/*.vtt", lambda r: r.fulfill(body=text, content_type="text/vtt"))
    page.goto(EPISODE)
    page.wait_for_selector("ep-player.is-ready")
    player = "document.querySelector('ep-player')"
    page.evaluate(f"() => {player}.captions.change({player}.captions.tracks[0])")
    page.wait_for_function(f"() => {player}.captions.current?.cues?.length > 0")
    page.wait_for_function("() => document.querySelector('video').readyState >= 2")
    page.evaluate("() => { document.querySelector('video').currentTime = 5 }")


def native_box(session: CDPSession) -> list[float] | None:
    """Of the words that Chromium draws in its own part of the video."""

    def cues(node: dict[str, Any]) -> list[int]:
        marks = node.get("attributes", [])
        own = dict(zip(marks[::2], marks[1::2], strict=True)).get("pseudo") == "cue"
        inner = node.get("shadowRoots", []) + node.get("children", [])
        return [node["nodeId"]] * own + [each for child in inner for each in cues(child)]

    root = session.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
    found = cues(root)
    if not found:
        return None
    quads = session.send("DOM.getContentQuads", {"nodeId": found[0]})["quads"]
    across = [value for quad in quads for value in quad[::2]]
    down = [value for quad in quads for value in quad[1::2]]
    return [min(across), min(down), max(across), max(down)]


def middles(page: Page, box: list[float]) -> tuple[float, float]:
    frame = page.locator(".ep-frame").bounding_box()
    assert frame is not None
    across = (box[0] + box[2]) / 2 - frame["x"]
    down = (box[1] + box[3]) / 2 - frame["y"]
    return 100 * across / frame["width"], 100 * down / frame["height"]


def drawn_apart(page: Page, ids: list[str]) -> dict[str, Any]:
    """By the cue's name, where ours and the browser's own stand apart."""
    session = page.context.new_cdp_session(page)
    native = "document.querySelector('ep-player').captions.drawNatively"
    apart = {}
    for name in ids:
        page.evaluate(f"() => {native}(false)")
        page.evaluate(ONLY, name)
        page.wait_for_function(DRAWN, arg=name)
        ours = middles(page, page.evaluate(BOX))
        page.evaluate(f"() => {native}(true)")
        page.wait_for_function("() => !document.querySelector('.ep-cue')")
        page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        theirs = native_box(session)
        assert theirs is not None, name
        browsers = middles(page, theirs)
        if max(abs(a - b) for a, b in zip(ours, browsers, strict=True)) > NEAR:
            apart[name] = (ours, browsers)
    return apart


def test_cues_stand_where_the_browser_would_put_them(page: Page) -> None:
    cues = [
        f"{settings or 'auto'}\n00:00.000 --> 00:40.000 {settings}\nTwo words here\n"
        for settings in SETTINGS
    ]
    with_captions(page, "WEBVTT\n\n" + "\n".join(cues))
    assert drawn_apart(page, [settings or "auto" for settings in SETTINGS]) == {}


@pytest.mark.parametrize("name", NAMES)
def test_the_cues_of_real_files_do_too(page: Page, name: str) -> None:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip("the sample files are not here")
    with_captions(page, path.read_text())
    page.evaluate(
        "() => [...document.querySelector('ep-player').captions.current.cues]"
        ".forEach((cue, index) => { cue.id = `cue ${index}` })"
    )
    settings = page.evaluate(
        "() => [...document.querySelector('ep-player').captions.current.cues]"
        ".map((cue) => cue.text.trim() !== '')"
    )
    wanted = [f"cue {index}" for index, has_words in enumerate(settings) if has_words]
    assert drawn_apart(page, wanted[:12]) == {}


REGIONS = """WEBVTT

REGION
id:left
width:40%
lines:3
regionanchor:0%,100%
viewportanchor:10%,90%
scroll:up

REGION
id:top width:50% lines:2 regionanchor:100%,0% viewportanchor:90%,5%

left
00:00.000 --> 00:40.000 region:left align:left
Two words here

top
00:00.000 --> 00:40.000 region:top
Two words here

centre
00:00.000 --> 00:40.000 region:left
Two words here

placed
00:00.000 --> 00:40.000 region:left line:0
Two words here

nowhere
00:00.000 --> 00:40.000 region:unknown
Two words here
"""


@pytest.fixture
def page_with_regions(chromium: Browser, site: Site) -> Iterator[Page]:
    """In a Chromium that was told to draw them."""
    path = next(filter(None, map(shutil.which, NAMES_OF_CHROMIUM)))
    switches = [*ARGUMENTS, "--enable-blink-features=WebVTTRegions"]
    browser = chromium.browser_type.launch(executable_path=path, args=switches)
    yield browser.new_page(base_url=site.address)
    browser.close()


def test_a_region_stands_where_a_browser_that_knows_them_has_it(page_with_regions: Page) -> None:
    page = page_with_regions
    with_captions(page, REGIONS)
    page.wait_for_function(
        "() => document.querySelector('ep-player').captions.places.regions.size === 2"
    )
    assert page.evaluate("() => typeof VTTRegion") == "function"
    captions = "document.querySelector('ep-player').captions"
    page.evaluate(f"() => [...{captions}.current.cues].forEach((c) => {captions}.regionOf(c))")
    assert drawn_apart(page, ["left", "top", "centre", "nowhere"]) == {}
    page.evaluate(NOT_NATIVE)
    page.evaluate(ONLY, "placed")  # it says itself where it stands, so it is in none
    page.wait_for_function(DRAWN, arg="placed")
    assert middles(page, page.evaluate(BOX))[1] < 10
    both = "() => [...document.querySelector('ep-player').captions.current.cues]"
    page.evaluate(f"{both}.forEach((cue) => {{ cue.startTime = 0; cue.endTime = 999 }})")
    page.evaluate(NOT_NATIVE)
    boxes = page.locator(".ep-cue-region")
    expect(boxes).to_have_count(2)  # two of its three cues stand in one, under each other
    expect(boxes.first.locator("p")).to_have_count(2)


def test_a_files_own_styles_voices_and_marks_are_drawn(page: Page) -> None:
    with_captions(page, STYLED)
    style = "(element, name) => getComputedStyle(element)[name]"
    page.wait_for_function("() => document.querySelector('.ep-cue .loud')")
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.ep-cue .loud')).color === 'rgb(255, 0, 0)'"
    )
    assert page.locator(".ep-cue [data-voice]").evaluate(style, "fontStyle") == "italic"
    assert page.locator(".ep-cue b").evaluate(style, "fontWeight") in ("700", "900")
    assert page.locator(".ep-cue ruby rt").inner_text() == "kan"
    assert page.locator(".ep-cue [lang=fr]").inner_text() == "bonjour"
