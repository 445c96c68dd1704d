"""Files made to hurt anyone who reads them: one function, one kind.

`PYTHONPATH=. python tests/captions/hostile.py` reads each in a process of its own and says, a line
of JSON each, how that ended; test_hostile.py holds it to its bounds.
"""

import io
import json
import os
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from html.parser import HTMLParser

import captions

VTT = "WEBVTT\n\n"
TIMES = "00:00:01.000 --> 00:00:02.000"
SRT_TIMES = "1\n00:00:01,000 --> 00:00:02,000\n"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>"
TTML = '<tt xmlns="http://www.w3.org/ns/ttml"><body><div>{}</div></body></tt>'
BILLION = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE tt [<!ENTITY e0 "ha">{BILLION}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE tt [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

Maker = Callable[[], str | bytes]
KINDS: dict[str, tuple[str, Maker]] = {
    "a line of 9 MB": ("a.vtt", lambda: f"{VTT}{TIMES}\n{'x' * 9_000_000}"),
    "a line of 50 MB": ("a.vtt", lambda: f"{VTT}{TIMES}\n{'x' * 50_000_000}"),
    "a first line of 9 MB": ("a.vtt", lambda: "WEBVTT" + "x" * 9_000_000),
    "9 MB of newlines": ("a.vtt", lambda: "WEBVTT" + "\n" * 9_000_000),
    "9 MB of carriage returns": ("a.srt", lambda: "\r" * 9_000_000),
    "9 MB of spaces": ("a.txt", lambda: " " * 9_000_000),
    "9 MB of NUL": ("a.vtt", lambda: b"WEBVTT\n\n" + b"\0" * 9_000_000),
    "NUL in every place": ("a.vtt", lambda: f"{VTT}\0{TIMES}\0\n\0x\0\n\n\0\n{TIMES}\n\0"),
    "2 MB of digits": ("a.srt", lambda: "9" * 2_000_000 + "\n" + SRT_TIMES + "x"),
    "times of a million digits": ("a.vtt", lambda: f"{VTT}{'9' * 9_000}:00:00.000 --> 00:01.000\n"
                                  * 100),
    "times of 10^12 hours": ("a.vtt", lambda: f"{VTT}{10**12}:00:00.000 --> {10**12}:00:01.000\nx"),
    "times below zero": ("a.srt", lambda: "1\n-00:00:01,000 --> -00:00:00,500\nx\n"),
    "time running backwards": ("a.vtt", lambda: f"{VTT}00:00:09.000 --> 00:00:01.000\nx\n" * 2_000),
    "300,000 cues": ("a.vtt", lambda: VTT + f"{TIMES}\n\n" * 300_000),
    "99,999 empty cues": ("a.vtt", lambda: VTT + f"{TIMES}\n\n" * 99_999),
    "99,999 broken cues": ("a.vtt", lambda: VTT + "0:1 --> 0:2\nx\n\n" * 99_999),
    "a million arrows": ("a.vtt", lambda: VTT + "-->\n" * 1_000_000),
    "a million arrows in a line": ("a.vtt", lambda: VTT + "-->" * 1_000_000),
    "100,000 notes": ("a.vtt", lambda: VTT + "NOTE x\n\n" * 100_000),
    "100,000 regions": ("a.vtt", lambda: VTT + "REGION\nid:a\n\n" * 100_000 + f"{TIMES}\nx"),
    "a header of 500,000 lines": ("a.vtt", lambda: "WEBVTT\n" + "a:b\n" * 500_000),
    "tags 10,000 deep": ("a.vtt", lambda: f"{VTT}{TIMES}\n" + ("<b>" * 400 + "\n") * 25),
    "tags 600 deep in a short text": ("a.vtt", lambda: f"{VTT}{TIMES}\n" + "<b>" * 600),
    "tags 10,000 deep in SubRip": ("a.srt", lambda: SRT_TIMES + ("<i>" * 400 + "\n") * 25),
    "tags that never end": ("a.vtt", lambda: VTT + f"{TIMES}\n{'<' * 1_990}\n\n" * 1_000),
    "references that never end": ("a.vtt", lambda: VTT + f"{TIMES}\n{'&#x' * 600}\n\n" * 1_000),
    "a reference of 1,900 digits": ("a.vtt", lambda: f"{VTT}{TIMES}\n&#{'9' * 1_900};"),
    "settings by the thousand": ("a.vtt", lambda: VTT + f"{TIMES} {'line:1% ' * 999}\nx\n\n" * 50),
    "digits of a setting": ("a.vtt", lambda: f"{VTT}{TIMES} line:{'9' * 9_000} size:{'1' * 9}%\n"),
    "broken UTF-8": ("a.vtt", lambda: f"{VTT}{TIMES}\n".encode() + b"\xff\xfe\xc0\x80\xed\xa0"),
    "UTF-16 cut in the middle": ("a.srt", lambda: f"{SRT_TIMES}x".encode("utf-16")[:-1]),
    "noise": ("a.srt", lambda: bytes((n * 7919 + n // 256) % 256 for n in range(1_000_000))),
    "script in the text": ("a.vtt", lambda: f"{VTT}{TIMES}\n{SCRIPT}\n&lt;script>x&lt;/script>"),
    "script in a name": ("a.vtt", lambda: f"{VTT}{TIMES}\n<v \"><script>alert(1)</script>>x</v>"
                         "<v &quot;onmouseover=alert(1) x=&quot;>y"),
    "script in a class": ("a.vtt", lambda: f"{VTT}{TIMES}\n<c.\"onclick=alert(1).red>x"
                          "<b.'style='x>y<lang \"><script>z"),
    "script in the settings": ("a.vtt", lambda: f"{VTT}{SCRIPT}\n{TIMES} align:{SCRIPT}\nx"),
    "script in a transcript": ("a.txt", lambda: f"0:01 <b>Ada</b>: {SCRIPT}\n0:05 {SCRIPT}: hi\n"),
    "script in SubRip": ("a.srt", lambda: f"{SRT_TIMES}{SCRIPT}<font color='red' onclick=x>y"),
    "script in a style": ("a.vtt", lambda: f"{VTT}STYLE\n</style>{SCRIPT}\n\n{TIMES}\nx"),
    "an entity bomb": ("a.ttml", lambda: BOMB + TTML.format('<p begin="1s" end="2s">&e9;</p>')),
    "an entity from outside": ("a.ttml", lambda: OUTSIDE + TTML.format('<p begin="1s">&x;</p>')),
    "1,000 nested spans": ("a.ttml", lambda: TTML.format(
        f'<p begin="1s" end="2s">{"<span>" * 1_000}x{"</span>" * 1_000}</p>')),
    "a zip bomb": ("a.docx", lambda: zipped("word/document.xml", b" " * 600_000_000)),
    "a zip of a picture's name": ("a.docx", lambda: zipped("../../etc/passwd", b"x")),
    "JSON 100,000 deep": ("a.json", lambda: "[" * 100_000 + "]" * 100_000),
    "JSON of a number of a million digits": ("a.json", lambda: '{"segments": [{"start": '
                                             + "9" * 1_000_000 + ', "end": 1, "text": "x"}]}'),
    "JSON of a million values": ("a.json", lambda: '{"segments": [' + "1," * 2_000_000 + "1]}"),
    "a substation of a million braces": ("a.ass", lambda: "[Events]\nFormat: Start, End, Text\n"
                                         "Dialogue: 0:00:01.00,0:00:02.00," + "{" * 9_000),
}  # fmt: skip


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, content)
    return packed.getvalue()


@dataclass(frozen=True, slots=True)
class Outcome:
    """`error` is empty where the file was read. `active`: what of it would run in a page."""

    kind: str
    error: str
    cpu_ms: int
    peak_mb: int
    active: tuple[str, ...]


class _Active(HTMLParser):
    """Elements beyond the harmless, attributes beyond class, title, lang, times and addresses in
    the page."""

    HARMLESS = frozenset({
        "b", "i", "u", "ruby", "rt", "span", "p", "div", "ol", "li", "ul", "dl", "dt", "dd",
        "time", "h1", "h2", "section", "article", "html", "head", "meta", "title", "body", "br",
        "strong", "cite", "main",
    })  # fmt: skip
    ATTRIBUTES = frozenset({"class", "title", "lang", "datetime", "id", "charset", "dir"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.HARMLESS:
            self.found.append(tag)
        self.found += [name for name, _ in attrs if name not in self.ATTRIBUTES]


def outcome(kind: str, data: bytes, name: str) -> Outcome:
    started, error, pages = cpu_ms(), "", []
    try:
        track = captions.read(data, name).track
        spent = cpu_ms() - started
        pages = [captions.safe_html(cue.text) for cue in track.cues[:500]]
        pages += [line.html for cue in track.cues[:500] for line in cue.lines]
        if "html" in {known.id for known in captions.FORMATS if known.write}:
            few = captions.Track(cues=track.cues[:500], turns=track.turns[:500])
            pages.append(captions.write(few, "html").text)
    except captions.CaptionError as refusal:
        spent, error = cpu_ms() - started, f"{type(refusal).__name__}: {refusal}"
    parser = _Active()
    parser.feed("\n".join(pages))
    parser.close()
    return Outcome(kind, error[:300], spent, peak_mb(), tuple(parser.found))


def cpu_ms() -> int:
    """Of this process and of those that it started and that have ended."""
    times = os.times()
    children = times.children_user + times.children_system
    return round((time.process_time() + children) * 1000)


def peak_mb() -> int:
    import resource

    usage = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(who).ru_maxrss for who in usage) // 1024


def main() -> None:
    captions.read(f"{VTT}{TIMES}\nx".encode())
    for kind, (name, make) in KINDS.items():
        made = make()
        data = made.encode() if isinstance(made, str) else made
        del made
        sys.stdout.flush()
        child = os.fork()
        if not child:
            _limit_and_say(kind, data, name)
        os.waitpid(child, 0)


def _limit_and_say(kind: str, data: bytes, name: str) -> None:
    import resource

    # Far above what is allowed, so that a reader that never ends does not hold up the tests.
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
    try:
        print(json.dumps(asdict(outcome(kind, data, name))), flush=True)  # noqa: T201
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
