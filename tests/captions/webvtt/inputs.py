"""Inputs for the rules of https://www.w3.org/TR/webvtt1/, with what they have to become.

The unit tests hold them to the specification, the browser tests to Chromium.
"""

from dataclasses import dataclass

ONE = "00:00:01.000 --> 00:00:02.000"
TWO = "00:00:03.000 --> 00:00:04.000"


@dataclass(frozen=True, slots=True)
class Case:
    """`cues` are (id, text) in order; None where the whole file must be refused."""

    name: str
    section: str
    data: bytes
    cues: tuple[tuple[str, str], ...] | None


def case(name: str, section: str, text: str | bytes, *cues: tuple[str, str]) -> Case:
    return Case(name, section, text if isinstance(text, bytes) else text.encode(), cues)


def refused(name: str, text: str | bytes) -> Case:
    data = text if isinstance(text, bytes) else text.encode()
    return Case(name, "6.1 step 6", data, None)


HI = ("", "hi")

SIGNATURES = [
    case("signature-newline", "6.1 step 7", f"WEBVTT\n\n{ONE}\nhi", HI),
    case("signature-alone", "6.1 step 5", "WEBVTT"),
    case("signature-space", "6.1 step 6", f"WEBVTT \n\n{ONE}\nhi", HI),
    case("signature-tab", "6.1 step 6", f"WEBVTT\t\n\n{ONE}\nhi", HI),
    case("signature-space-at-end", "6.1 step 6", "WEBVTT "),
    case("signature-tab-at-end", "6.1 step 6", "WEBVTT\t"),
    case("signature-bom", "6.1 (UTF-8 decode)", f"\ufeffWEBVTT\n\n{ONE}\nhi", HI),
    case("signature-text", "6.1 step 6", f"WEBVTT are captions\n\n{ONE}\nhi", HI),
    case("signature-then-times", "6.1 step 11", f"WEBVTT\n{ONE}\nhi", HI),
    case("signature-arrow-in-line", "6.1 step 7", f"WEBVTT {ONE}\nhi\n\n{TWO}\nho", ("", "ho")),
    refused("signature-lower-case", f"webvtt\n\n{ONE}\nhi"),
    refused("signature-glued", f"WEBVTTs\n\n{ONE}\nhi"),
    refused("signature-indented", f" WEBVTT\n\n{ONE}\nhi"),
    refused("signature-after-newline", f"\nWEBVTT\n\n{ONE}\nhi"),
    refused("signature-partial", f"WEBVT\n\n{ONE}\nhi"),
    refused("signature-partial-alone", "WEBV"),
    refused("signature-missing", f"{ONE}\nhi"),
    refused("signature-form-feed", f"WEBVTT\f\n\n{ONE}\nhi"),
    refused("signature-two-boms", f"\ufeff\ufeffWEBVTT\n\n{ONE}\nhi"),
    refused("signature-nul", f"WEBVTT\0\n\n{ONE}\nhi"),
    refused("nothing", ""),
]

HEADERS = [
    case("header-lines", "6.1 step 11", f"WEBVTT\nKind: x\nfree words\n\n{ONE}\nhi", HI),
    case("header-ends-at-arrow", "6.1 step 11", f"WEBVTT\nid\n{ONE}\nhi", ("", "hi")),
    case("header-is-no-region", "6.1 step 11", f"WEBVTT\nREGION\nid:r\n\n{ONE} region:r\nhi", HI),
    case("header-is-no-style", "6.1 step 11", f"WEBVTT\nSTYLE\n::cue {{}}\n\n{ONE}\nhi", HI),
    case("header-nul-line", "6.1 step 1", f"WEBVTT\n\0\nmore\n{ONE}\nhi", HI),
    case("header-only-newlines", "6.1 step 12", "WEBVTT\n\n\n\n\n"),
]

NEWLINES = [
    case(
        f"newlines-{name}",
        "6.1 step 1",
        f"WEBVTT\n\na\n{ONE}\nhi\nthere\n\n{TWO}\nho\n".replace("\n", newline),
        ("a", "hi\nthere"),
        ("", "ho"),
    )
    for name, newline in (("lf", "\n"), ("cr", "\r"), ("crlf", "\r\n"))
] + [
    case(
        "newlines-mixed",
        "6.1 step 1",
        f"WEBVTT\r\r\na\r{ONE}\nhi\r\n\rb\n{TWO}\rho\n\r",
        ("a", "hi"),
        ("b", "ho"),
    ),
    case(
        "newlines-others-are-text",
        "6.1 step 1",
        f"WEBVTT\n\n{ONE}\na\x85b\u2028c\x0bd\x1ce",
        ("", "a\x85b\u2028c\x0bd\x1ce"),
    ),
    case("newlines-many-between", "6.1 step 14", f"WEBVTT\n\n\n\n{ONE}\nhi\n\n\n\n", HI),
]

BROKEN = [
    case("nul-in-id", "6.1 step 1", f"WEBVTT\n\n\0a\n{ONE}\nhi", ("\ufffda", "hi")),
    case("nul-in-text", "6.1 step 1", f"WEBVTT\n\n{ONE}\n\0h\0i\0", ("", "\ufffdh\ufffdi\ufffd")),
    case("nul-in-times", "6.3", f"WEBVTT\n\n00:00:0\0.000 --> 00:00:02.000\nhi\n\n{TWO}\nho",
         ("", "ho")),
    case("nul-in-arrow", "6.1", f"WEBVTT\n\n00:00:01.000 -\0-> 00:00:02.000\nhi\n\n{TWO}\nho",
         ("", "ho")),
    case("nul-after-times", "6.3", f"WEBVTT\n\n{ONE}\0align:end\nhi", HI),
    case("bad-utf-8", "6.1 (UTF-8 decode)",
         f"WEBVTT\n\n{ONE}\nh".encode() + b"\xff\xc3" + "i é ü ß à è ù ô ñ".encode(),
         ("", "h\ufffd\ufffdi é ü ß à è ù ô ñ")),
]  # fmt: skip

BLOCKS = [
    case("id", "6.1 collect a block", f"WEBVTT\n\n 1 a \n{ONE}\nhi", (" 1 a ", "hi")),
    case("id-of-two-lines", "6.1 collect a block", f"WEBVTT\n\na\nb\n{ONE}\nhi", HI),
    case("id-that-looks-like-note", "6.1 collect a block", f"WEBVTT\n\nNOTE x\n{ONE}\nhi",
         ("NOTE x", "hi")),
    case("id-that-looks-like-style", "6.1 collect a block", f"WEBVTT\n\nSTYLE\n{ONE}\nhi",
         ("STYLE", "hi")),
    case("id-of-an-ordinary-arrow", "6.1 collect a block", f"WEBVTT\n\n->\n{ONE}\nhi",
         ("->", "hi")),
    case("id-same-twice", "6.1 collect a block", f"WEBVTT\n\na\n{ONE}\nhi\n\na\n{TWO}\nho",
         ("a", "hi"), ("a", "ho")),
    case("text-none", "6.1 collect a block", f"WEBVTT\n\n{ONE}\n\nhi", ("", "")),
    case("text-none-at-end", "6.1 collect a block", f"WEBVTT\n\n{ONE}", ("", "")),
    case("text-keeps-its-spaces", "6.1 collect a block", f"WEBVTT\n\n{ONE}\n  hi \t\n ",
         ("", "  hi \t\n ")),
    case("text-of-spaces-is-no-end", "6.1 collect a block", f"WEBVTT\n\n{ONE}\na\n \nb",
         ("", "a\n \nb")),
    case("text-like-note", "6.1 collect a block", f"WEBVTT\n\n{ONE}\nNOTE x\nSTYLE",
         ("", "NOTE x\nSTYLE")),
    case("arrow-ends-a-cue", "6.1 collect a block", f"WEBVTT\n\n{ONE}\nhi\n{TWO}\nho",
         HI, ("", "ho")),
    case("arrow-takes-no-id-from-text", "6.1 collect a block",
         f"WEBVTT\n\n{ONE}\nhi\nb\n{TWO}\nho", ("", "hi\nb"), ("", "ho")),
    case("arrows-without-times", "6.1 collect a block",
         f"WEBVTT\n\n-->\n{ONE}\na\nx-->\n{ONE}\nb\n--->\n{ONE}\nc\n-->-->y\n{TWO}\nd",
         ("", "a"), ("", "b"), ("", "c"), ("", "d")),
    case("arrow-after-broken-arrow", "6.1 collect a block", f"WEBVTT\n\na\n--> b\n{ONE}\nhi", HI),
    case("arrow-with-a-gap", "6.3", "WEBVTT\n\n00:01.000 -- > 00:02.000\nhi"),
    case("note-with-cue-below", "4.1", f"WEBVTT\n\nNOTE x\ny\n\n{ONE}\nhi", HI),
    case("note-ends-at-arrow", "6.1 collect a block", f"WEBVTT\n\nNOTE\nx\n{ONE}\nhi", HI),
    case("style-before-cues", "6.1 collect a block",
         f"WEBVTT\n\nSTYLE\n::cue {{ color: red }}\n\n{ONE}\nhi", HI),
    case("style-with-spaces", "6.1 collect a block", f"WEBVTT\n\nSTYLE \t\nx\n\n{ONE}\nhi", HI),
    case("style-ends-at-arrow", "6.1 collect a block",
         f"WEBVTT\n\nSTYLE\n::cue {{}}\n--> \n\n{ONE}\nhi", HI),
    case("style-after-cues", "6.1 collect a block",
         f"WEBVTT\n\n{ONE}\nhi\n\nSTYLE\n::cue {{}}\n\n{TWO}\nho", HI, ("", "ho")),
    case("words-of-no-cue", "6.1 collect a block", f"WEBVTT\n\nfoo\nbar\n\n{ONE}\nhi", HI),
    case("old-region-line", "6.1 collect a block",
         f"WEBVTT\n\nREGION: id=a width=40%\n\n{ONE} region:a\nhi", HI),
]  # fmt: skip

VALID_TIMES = {
    "00:01.000 --> 00:02.000": (1_000, 2_000),
    "59:59.999 --> 01:00:00.000": (3_599_999, 3_600_000),
    "00:00:01.000-->00:00:02.000": (1_000, 2_000),
    "\t \f00:01.000\f\t-->\t 00:02.000 \t\f": (1_000, 2_000),
    "0:00:01.000 --> 000:00:02.000": (1_000, 2_000),
    "99:59:59.999 --> 100:00:00.000": (359_999_999, 360_000_000),
    "12345:00:00.000 --> 12345:00:01.000": (44_442_000_000, 44_442_001_000),
    "00:02.000 --> 00:01.000": (2_000, 1_000),
    "00:01.000 --> 00:01.000": (1_000, 1_000),
    "00:01.000 --> 00:02.000x": (1_000, 2_000),
    "00:01.000 --> 00:02.000-->": (1_000, 2_000),
}

INVALID_TIMES = [
    "00:60.000 --> 01:01.000", "60:00.000 --> 60:01.000", "00:60:00.000 --> 01:00:01.000",
    "00:00:60.000 --> 00:01:01.000", "00:01.000 --> 00:60.000", "00:01.000 --> 00:00:60.000",
    "0:01.000 --> 00:02.000", "00:1.000 --> 00:02.000", "00:01.00 --> 00:02.000",
    "00:01.0000 --> 00:02.000", "000:01.000 --> 00:02.000", "00:001.000 --> 00:02.000",
    "00:0:01.000 --> 00:00:02.000", "00:000:01.000 --> 00:00:02.000",
    "00:00:001.000 --> 00:00:02.000", ":00:01.000 --> 00:00:02.000", "00::01.000 --> 00:02.000",
    "00:01..000 --> 00:02.000", "00:01 --> 00:02.000", "00.000 --> 00:02.000",
    "00:01,000 --> 00:02,000", "00:01.000 --> 00:02,000", "-00:01.000 --> 00:02.000",
    "+00:01.000 --> 00:02.000", "00:-01.000 --> 00:02.000", "00:01.000 --> -00:02.000",
    "00:01.000 -->", "--> 00:02.000", "00:01.000 x --> 00:02.000", "00:01.000 --> x 00:02.000",
    "00:01.000 ---> 00:02.000", "00:01.000 -->> 00:02.000", "00:01.000 --> 00:02.0000",
    "00:01.000\v--> 00:02.000", "\u00a000:01.000 --> 00:02.000", "٠٠:٠١.٠٠٠ --> ٠٠:٠٢.٠٠٠",
    "００:０１.０００ --> 00:02.000", "00:01.000 --> 00:02.00٠", "0x:01.000 --> 00:02.000",
    "00: 01.000 --> 00:02.000", "00:01. 000 --> 00:02.000", "00:01.000--> --> 00:02.000",
]  # fmt: skip

TIMES = [
    case(f"times-valid-{number}", "6.3 collect a timestamp", f"WEBVTT\n\n{times}\nhi", HI)
    for number, times in enumerate(VALID_TIMES)
] + [
    case(f"times-invalid-{number}", "6.3 collect a timestamp",
         f"WEBVTT\n\n{times}\nhi\n\n{TWO}\nho", ("", "ho"))
    for number, times in enumerate(INVALID_TIMES)
]  # fmt: skip

CASES = [*SIGNATURES, *HEADERS, *NEWLINES, *BROKEN, *BLOCKS, *TIMES]

# What stands behind the times, and what of it a player heeds: names and values of Placement.
SETTINGS: dict[str, dict[str, object]] = {
    "": {}, "nonsense": {}, "x:y": {}, ":rl": {}, "align:": {}, "Align:end": {}, "align:End": {},
    "vertical:rl": {"vertical": "rl"}, "vertical:lr": {"vertical": "lr"}, "vertical:": {},
    "vertical:RL": {}, "vertical:tb": {}, "vertical: rl": {}, "vertical:rl vertical:x":
    {"vertical": "rl"}, "vertical:rl vertical:lr": {"vertical": "lr"},
    "line:0": {"line": "0"}, "line:7": {"line": "7"}, "line:-1": {"line": "-1"},
    "line:-0": {"line": "0"}, "line:007": {"line": "7"}, "line:101": {"line": "101"},
    "line:2.5": {"line": "2.5"}, "line:-2.5": {"line": "-2.5"},
    "line:99999999999999999999": {"line": "99999999999999999999"},
    "line:0%": {"line": "0", "snaps_to_lines": False},
    "line:100%": {"line": "100", "snaps_to_lines": False},
    "line:00100.0%": {"line": "100", "snaps_to_lines": False},
    "line:33.25%": {"line": "33.25", "snaps_to_lines": False},
    "line:1797693134862315" + "7" * 293: {"line": "1797693134862315" + "7" * 293},
    "line:1797693134862315" + "9" * 293: {}, "line:-2" + "0" * 308: {},
    "line:0." + "0" * 330 + "1": {"line": "0." + "0" * 330 + "1"},
    "line:50% line:3": {"line": "3"}, "line:3 line:x": {"line": "3"},
    "line:-1%": {}, "line:-0%": {}, "line:100.1%": {}, "line:101%": {}, "line:%": {},
    "line:-": {}, "line:--1": {}, "line:1-": {}, "line:+1": {}, "line:1.": {}, "line:.5": {},
    "line:1.2.3": {}, "line:1%%": {}, "line:%1": {}, "line:1%x": {}, "line:1e2": {}, "line: 1": {},
    "line:1x": {}, "line:.5%": {}, "line:5.%": {}, "line:٣": {}, "line:auto": {},
    "position:0%": {"position": "0"}, "position:100%": {"position": "100"},
    "position:007.50%": {"position": "7.5"}, "position:20% position:x": {"position": "20"},
    "position:-1%": {}, "position:101%": {}, "position:50": {}, "position:50.%": {},
    "position:%": {}, "position:50%x": {}, "position:auto": {}, "position:٥%": {},
    "size:0%": {"size": "0"}, "size:33.3%": {"size": "33.3"}, "size:100%": {"size": "100"},
    "size:-1%": {}, "size:100.5%": {}, "size:50": {}, "size:50%%": {}, "size:50%,start": {},
    "align:start": {"align": "start"}, "align:center": {"align": "center"},
    "align:end": {"align": "end"}, "align:left": {"align": "left"},
    "align:right": {"align": "right"}, "align:middle": {}, "align:end,": {},
    "align:end align:nothing": {"align": "end"}, "align:start:end": {},
    "align:left\tline:1\fsize:50%  position:9%":
    {"align": "left", "line": "1", "size": "50", "position": "9"},
}  # fmt: skip

# Alignments of line and position, which Chromium does not have.
ALIGNMENTS: dict[str, dict[str, object]] = {
    "line:1,start": {"line": "1"}, "line:1,center": {"line": "1", "line_align": "center"},
    "line:9%,end": {"line": "9", "line_align": "end", "snaps_to_lines": False},
    "line:1,": {}, "line:1,middle": {}, "line:1,end,": {}, "line:,end": {}, "line:x,end": {},
    "line:2,end line:1": {"line": "1", "line_align": "end"},
    "position:5%,line-left": {"position": "5", "position_align": "line-left"},
    "position:5%,center": {"position": "5", "position_align": "center"},
    "position:5%,line-right": {"position": "5", "position_align": "line-right"},
    "position:5%,": {}, "position:5%,start": {}, "position:5,center": {}, "position:,center": {},
    "position:5%, center": {}, "position:5%,line-left,": {},
}  # fmt: skip

# What stands under REGION, and what of it a player heeds: names and values of Region.
REGIONS: dict[str, dict[str, object]] = {
    "id:fred": {"id": "fred"}, "id:a\nid:b": {"id": "b"}, "id:": {}, ":x": {},
    "id:a:b": {"id": "a:b"}, "id: a": {}, "width:40%": {"width": "40"},
    "width:0.5%": {"width": "0.5"}, "width:40": {}, "width:101%": {}, "width:-1%": {},
    "lines:0": {"lines": 0}, "lines:12": {"lines": 12}, "lines:-1": {}, "lines:1.5": {},
    "lines:3%": {}, "lines:٣": {}, "regionanchor:10%,20%": {"anchor": ("10", "20")},
    "regionanchor:10%": {}, "regionanchor:10,20": {}, "regionanchor:10%,101%": {},
    "regionanchor:-1%,1%": {}, "regionanchor:1%,2%,3%": {}, "regionanchor:,1%": {},
    "regionanchor:1% ,2%": {}, "viewportanchor:0%,0%": {"viewport_anchor": ("0", "0")},
    "viewportanchor:x": {}, "scroll:up": {"scrolls_up": True}, "scroll:down": {}, "scroll:Up": {},
    "scroll:up\nscroll:x": {"scrolls_up": True}, "unknown:1": {},
    "lines:" + "0" * 5000 + "4": {"lines": 4}, "lines:" + "9" * 400: {},
    "lines:4294967296": {"lines": 4294967296}, "lines:1" + "0" * 40: {"lines": 10**40},
    "id:\v": {"id": "\v"}, "id:a id:c\tid:d": {"id": "d"},
}  # fmt: skip

IN_REGIONS = [
    "region:nowhere", "region:1 region:2", "region:nowhere region:1", "region:1 region:nowhere",
    "region:", "region: 1", "region :1", "line:1 region:1", "region:1 line:1", "region:1 size:50%",
    "region:1 vertical:rl", "region:1 position:5%",
]  # fmt: skip


def settings_file(settings: list[str], blocks: list[str] | None = None) -> bytes:
    """A cue for each, behind the blocks."""
    cues = (f"{ONE} {said}\nhi" for said in settings)
    return "\n\n".join(["WEBVTT", *(blocks or []), *cues]).encode()


def regions_file() -> bytes:
    """A region for each of REGIONS, with a last name that a cue gives; then IN_REGIONS."""
    blocks = [f"REGION\n{text}\nid:{n}" for n, text in enumerate(REGIONS)]
    return settings_file([f"region:{n}" for n in range(len(REGIONS))] + IN_REGIONS, blocks)
