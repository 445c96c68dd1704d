"""The same captions in every text format that is read: for measuring readers and for damaging."""

import json
from collections.abc import Callable, Iterator

SPOKEN = (
    "So this is what I wanted to say",
    "<v Ada>and nobody had asked before,",
    "which is a &amp; b, or <i>neither</i>.",
)
WORDS = ("So this is what I wanted to say", "and nobody had asked before,", "which is a, or b.")
STEP_MS, LENGTH_MS = 2_000, 1_900


def vtt(count: int) -> bytes:
    """Within the 10 MB that a file may have."""
    return "".join(["WEBVTT\n\n", *_blocks(count, "{0} --> {1}\n{2}\n\n", ".")]).encode()


def srt(count: int) -> bytes:
    return "".join(_blocks(count, "{3}\n{0} --> {1}\n{2}\n\n", ",")).encode()


def _blocks(count: int, shape: str, mark: str) -> Iterator[str]:
    for number, start_ms, end_ms, _ in _captions(count):
        start, end = clock(start_ms, mark), clock(end_ms, mark)
        yield shape.format(start, end, SPOKEN[number % 3], number + 1)


def _captions(count: int) -> Iterator[tuple[int, int, int, str]]:
    """Number, start, end, words."""
    for number in range(count):
        start_ms = number * STEP_MS
        yield number, start_ms, start_ms + LENGTH_MS, WORDS[number % 3]


def clock(ms: int, mark: str = ".") -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{mark}{rest:03d}"


def written(format_id: str) -> Callable[[int], bytes]:
    """A maker of the same cues in a format that we write."""

    def make(count: int) -> bytes:
        import captions

        cues = (
            captions.Cue(start_ms, end_ms, SPOKEN[number % 3])
            for number, start_ms, end_ms, _ in _captions(count)
        )
        return captions.write(captions.Track(tuple(cues)), format_id).data

    return make


def _by_line(shape: str, head: str = "", foot: str = "") -> Callable[[int], bytes]:
    """shape: with n, start, end (clocks), s, e (seconds), ms, and words."""

    def make(count: int) -> bytes:
        lines = (
            shape.format(
                n=number, start=clock(start_ms), end=clock(end_ms), s=start_ms / 1000,
                e=end_ms / 1000, tenths=start_ms // 100, end_tenths=end_ms // 100, ms=start_ms,
                short=clock(start_ms)[:8], short_end=clock(end_ms + 100)[:8], words=words,
                hours=start_ms // 3_600_000,
            )
            for number, start_ms, end_ms, words in _captions(count)
        )  # fmt: skip
        return f"{head}{''.join(lines)}{foot}".encode()

    return make


def _by_json(name: str, part: Callable[[int, int, str], object]) -> Callable[[int], bytes]:
    def make(count: int) -> bytes:
        parts = [part(start_ms, end_ms, words) for _, start_ms, end_ms, words in _captions(count)]
        return json.dumps({name: parts} if name else parts).encode()

    return make


def _otr(count: int) -> bytes:
    rows = (
        f'<p><span class="timestamp" data-timestamp="{start_ms / 1000}">{clock(start_ms)[:8]}'
        f"</span>{words}</p>"
        for _, start_ms, _, words in _captions(count)
    )
    return json.dumps({"text": "".join(rows), "media": "a.mp3", "media-time": 5.0}).encode()


_SRV3 = '<p t="{ms}" d="1900">{words}</p>'
MAKERS: dict[str, Callable[[int], bytes]] = {
    "vtt": vtt,
    "srt": srt,
    **{name: written(name) for name in ("ass", "microdvd", "sbv", "lrc", "sami", "podcast")},
    "ttml": written("ttml"),
    "scc": written("scc"),
    "mpl2": _by_line("[{tenths}][{end_tenths}]{words}\n"),
    "spruce": _by_line("{short}:00 , {short_end}:00 , {words}\n"),
    "subviewer": _by_line("[{short}]\n{words}\n", "[TITLE]\nx\n[BEGIN]\n", "[END]\n"),
    "tsv": _by_line("{s}\t{e}\t{words}\n", "start\tend\ttext\n"),
    "csv": _by_line('"Ada","{start}","{end}","{words}"\n', "Speaker,Start,End,Text\n"),
    "txt": _by_line("[{short}] Ada: {words}\n"),
    "whisper": _by_json(
        "segments", lambda start, end, words: {
            "start": start / 1000, "end": end / 1000, "text": f" {words}", "id": 0, "seek": 0,
        }
    ),
    "json": _by_json(
        "", lambda start, end, words: {
            "start": start / 1000, "stop": end / 1000, "text": words, "speaker": "Ada",
        }
    ),
    "youtube-json": _by_json(
        "events", lambda start, end, words: {
            "tStartMs": start, "dDurationMs": end - start, "segs": [{"utf8": words}],
        }
    ),
    "youtube-xml": _by_line(_SRV3, '<timedtext format="3"><body>', "</body></timedtext>"),
    "otr": _otr,
}  # fmt: skip
