"""What this library reads from a WebVTT file against what a real Chromium reads from it.

Each file goes through `<track>` and is compared cue by cue. Where Chromium does not follow
https://www.w3.org/TR/webvtt1/, the input is named below with the clause."""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import captions
from captions import timecode
from captions.cuetext import pieces
from captions.placement import Placement
from tests.browser.conftest import ARGUMENTS, NAMES
from tests.captions.webvtt.inputs import (
    CASES,
    IN_REGIONS,
    ONE,
    REGIONS,
    SETTINGS,
    regions_file,
    settings_file,
)
from tests.captions.webvtt.test_cue_text_rules import TREES

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "../shared/samples/captions/vtt").glob("*.vtt"))
SEASON = sorted((ROOT / "episodes/demo/season").glob("**/*.vtt"))

# Where Chromium goes its own way, and the clause that it does not follow.
DIFFERENT_FILES: dict[str, str] = {
    "header-ends-at-arrow": "6.1: the last line of the header becomes the identifier of a cue",
    "id-that-looks-like-style": "6.1: STYLE begins a block before the line after it is seen",
}
DIFFERENT_SETTINGS: dict[str, str] = {
    "align:left\tline:1\fsize:50%  position:9%": "6.3: a form feed does not part two settings",
}
DIFFERENT_REGIONS: dict[str, str] = {
    "lines:4294967296": "6.2: a number of lines has no end; Chromium's is 32 bits",
    f"lines:1{'0' * 40}": "6.2: the same",
    f"lines:{'9' * 400}": "6.2: the same; ours ends at 308 digits",
    "region:1 line:1": "6.3: a cue with a line of its own drops out of its region",
    "region:1 size:50%": "6.3: so does one with a size",
    "region:1 vertical:rl": "6.3: so does a vertical one",
}
DIFFERENT_TEXTS: dict[str, str] = {
    "<v  A \t\n B >x": "6.4: white space in a voice's name is neither cut off nor drawn together",
    "<00:01.000 >x": "6.4: a timestamp may be followed by anything",
    "<00:01.000/>x": "6.4: the same",
}

LOAD = """bytes => new Promise(resolve => {
    const video = document.createElement("video"), track = document.createElement("track")
    const inside = node => Array.from(node.childNodes, shown).join("")
    const shown = node => {
        if (node.nodeType === Node.TEXT_NODE) return node.data + "|"
        if (node.nodeType === Node.PROCESSING_INSTRUCTION_NODE) return "@" + node.data
        if (node.nodeType === Node.DOCUMENT_FRAGMENT_NODE) return inside(node)
        const classes = node.className.replace(/^| /g, node.className && ".")
        return node.localName + classes + "=" + (node.title || node.lang) + `(${inside(node)})`
    }
    track.kind = "metadata"
    const settled = read => {
        const cues = read ? Array.from(track.track.cues, cue => ({
            start: cue.startTime, end: cue.endTime, id: cue.id, text: cue.text, line: cue.line,
            snap: cue.snapToLines, position: cue.position, size: cue.size, align: cue.align,
            vertical: cue.vertical, tree: shown(cue.getCueAsHTML()),
            region: cue.region ? [
                cue.region.width, cue.region.lines, cue.region.regionAnchorX,
                cue.region.regionAnchorY, cue.region.viewportAnchorX, cue.region.viewportAnchorY,
                cue.region.scroll === "up",
            ] : null,
        })) : null
        video.remove()
        resolve(cues)
    }
    track.onload = () => settled(true)
    track.onerror = () => settled(false)
    track.src = URL.createObjectURL(new Blob([new Uint8Array(bytes)], {type: "text/vtt"}))
    video.append(track)
    document.body.append(video)
    track.track.mode = "hidden"
})"""


@pytest.fixture(scope="module")
def blank(chromium: Browser) -> Iterator[Page]:
    """A page without a policy of ours."""
    context = chromium.new_context()
    page = context.new_page()
    page.set_content("<!doctype html><title>blank</title>")
    yield page
    context.close()


def in_chromium(page: Page, data: bytes) -> list[dict[str, Any]] | None:
    """Its cues; None where it refuses the file."""
    cues = page.evaluate(LOAD, list(data))
    return sorted(cues, key=_time_order) if cues is not None else None


def _time_order(cue: dict[str, Any]) -> tuple[float, float]:
    return cue["start"], -cue["end"]


def ours(data: bytes) -> list[captions.Cue] | None:
    """In the order of a text track: by start, then the longer first (HTML, "text track cue
    order")."""
    try:
        reading = captions.read(data, "a.vtt")
    except (captions.MalformedFileError, captions.EmptyFileError):
        return None
    return sorted(reading.track.cues, key=lambda cue: (cue.start_ms, -cue.end_ms))


def said(cues: list[captions.Cue] | None) -> list[tuple[object, ...]] | None:
    if cues is None:
        return None
    return [(cue.start_ms, cue.end_ms, cue.id, cue.text, *_placed(cue.placement)) for cue in cues]


def _placed(place: Placement) -> tuple[object, ...]:
    numbers = (float(n) if n is not None else "auto" for n in (place.line, place.position))
    return (*numbers, place.snaps_to_lines, float(place.size), place.align, place.vertical)


def said_by_chromium(cues: list[dict[str, Any]] | None) -> list[tuple[object, ...]] | None:
    if cues is None:
        return None
    return [
        (
            round(Decimal(cue["start"]) * 1000), round(Decimal(cue["end"]) * 1000), cue["id"],
            cue["text"], cue["line"], cue["position"], cue["snap"], cue["size"], cue["align"],
            cue["vertical"],
        )
        for cue in cues
    ]  # fmt: skip


@pytest.mark.parametrize("path", [*SAMPLES, *SEASON], ids=lambda path: path.name)
def test_a_real_file_has_the_same_cues_in_chromium(blank, path):
    data = path.read_bytes()
    assert said(ours(data)) == said_by_chromium(in_chromium(blank, data))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_input_of_the_specification_has_the_same_cues_in_chromium(blank, case):
    found = said_by_chromium(in_chromium(blank, case.data))
    assert (said(ours(case.data)) == found) is (case.name not in DIFFERENT_FILES)


def test_settings_place_a_cue_as_in_chromium(blank):
    data = settings_file(list(SETTINGS))
    pairs = zip(said(ours(data)), said_by_chromium(in_chromium(blank, data)), strict=True)
    different = {text for text, pair in zip(SETTINGS, pairs, strict=True) if pair[0] != pair[1]}
    assert different == set(DIFFERENT_SETTINGS)


def test_cues_stand_in_the_same_regions_in_chromium(chromium):
    path = next(filter(None, map(shutil.which, NAMES)))
    switches = [*ARGUMENTS, "--enable-blink-features=WebVTTRegions"]
    browser = chromium.browser_type.launch(executable_path=path, args=switches)
    page = browser.new_page()
    page.set_content("<!doctype html><title>blank</title>")
    data, texts = regions_file(), [*REGIONS, *IN_REGIONS]
    cues = page.evaluate(LOAD, list(data))
    browser.close()
    track = captions.read(data, "a.vtt").track
    pairs = [
        (region_of(track, cue), their["region"])
        for cue, their in zip(track.cues, cues, strict=True)
    ]
    different = {text for text, pair in zip(texts, pairs, strict=True) if pair[0] != pair[1]}
    assert different == set(DIFFERENT_REGIONS)


def region_of(track: captions.Track, cue: captions.Cue) -> list[object] | None:
    region = track.region_of(cue)
    if region is None:
        return None
    anchors = map(float, (*region.anchor, *region.viewport_anchor))
    return [float(region.width), region.lines, *anchors, region.scrolls_up]


def test_cue_text_has_the_same_tree_in_chromium(blank):
    texts = [text for text in TREES if text and "-->" not in text]
    data = "\n\n".join(["WEBVTT", *(f"{ONE}\n{text}" for text in texts)]).encode()
    found = [cue["tree"] for cue in in_chromium(blank, data)]
    pairs = zip(map(our_tree, texts), found, strict=True)
    different = {text for text, pair in zip(texts, pairs, strict=True) if pair[0] != pair[1]}
    assert different == set(DIFFERENT_TEXTS)


def our_tree(text: str) -> str:
    """As a browser makes its elements of it: section 6.5."""
    out = []
    for piece in pieces(text):
        if piece.kind == "open":
            name = piece.name if piece.name in {"b", "i", "u", "ruby", "rt"} else "span"
            out.append(f"{name}{''.join(f'.{c}' for c in piece.classes)}={piece.value}(")
        elif piece.kind == "timestamp":
            out.append(f"@{timecode.format_vtt(piece.time_ms)}")
        else:
            out.append(")" if piece.kind == "close" else f"{piece.value}|")
    return "".join(out)
