"""python -m bench.fuzz [--minutes 10] [--seed N]: damaged files of every format, by Hypothesis.

Each begins as a real file (the samples, where they are at hand) or as one of ours, and is cut,
repeated, spliced and strewn with what formats are made of. Reading it may raise CaptionError and
nothing else, within a time; what was read must be writable in every format, come back from WebVTT
as it was, and show nothing that runs. A failure is shrunk and printed as bytes.
"""

import argparse
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as hypothesis_seed
from hypothesis import strategies as st

import captions
from bench.caption_files import MAKERS

SAMPLES = Path(__file__).parents[1] / "../shared/samples"
FOLDERS = ("captions", "transcripts")
MOST_SECONDS = 2.0
SEED_BYTES = 6_000
BATCH = 200
# Other people's parsers run in a process of their own, at 0.3 s each: they get their share of time.
SLOW = frozenset({".ttml", ".dfxp", ".stl", ".scc", ".docx"})
ACTIVE = re.compile(r"<(?!/?(?:b|i|u|ruby|rt|span)[ >])")
# What a message must never show.
OF_PYTHON = re.compile(r"[A-Z][a-z]+(?:Error|Exception)\b|Traceback|has no attribute|NoneType")
TRACK = captions.Track(
    (
        captions.Cue(1_000, 2_500, "<v Ada>Hello &amp; <i>welcome</i></v>", "a", "line:0"),
        captions.Cue(2_600, 4_000, "BOB: Well,\nhello."),
        captions.Cue(5_000, 6_000, "<ruby>漢<rt>kan</rt></ruby> <c.red>red</c> <00:00:05.500>x"),
    ),
    blocks=(captions.Block("note", "made here"), captions.Block("region", "id:a lines:2")),
)
TOKENS = [
    b"\n", b"\n\n", b"\r", b"\0", b"\t", b" ", b"<", b">", b"</", b"&", b"&#", b";", b"{", b"}",
    b"[", b"]", b'"', b"'", b"\\", b"\\N", b"|", b",", b".", b":", b"-", b"-->", b"=", b"%", b"/",
    b"WEBVTT", b"STYLE", b"REGION", b"NOTE ", b"<v Ada>", b"<b>", b"</i>", b"<ruby>", b"<rt>",
    b"<script>", b" onload=x ", b"00:00:01.000 --> 00:00:02.000", b"00:00:01,000 --> 00:00:02,000",
    b"0", b"1", b"-1", b"9" * 30, b"1e308", b"NaN", b"Infinity", b"null", b"true", b"{}", b"[]",
    b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", "é".encode(), "漢".encode(),
    "\u2028".encode(), b"\x1b$B", b"\x0c", b"\x0b", b"\x85", b"<!--", b"]]>", b"<br/>", b"<p>",
    b"begin=", b"end=", b"dur=", b"frameRate=", b"Dialogue: ", b"Format: ", b"<SYNC Start=",
    b"{1}{2}", b"{\\an8}", b"{Y:i}", b"9420", b"942f", b"Scenarist_SCC V1.0",
]  # fmt: skip
Seed = tuple[str, bytes]
Groups = list[list[Seed]]


def seeds() -> tuple[Groups, Groups]:
    """The quick and the slow, those of one kind together: each kind is tried as often as any."""
    found = [
        (f"ours.{known.extensions[0]}", captions.write(TRACK, known.id).data)
        for known in captions.FORMATS
        if known.write
    ]
    found += [(f"made.{name}", make(4)) for name, make in MAKERS.items()]
    for folder in FOLDERS:
        for path in sorted((SAMPLES / folder).rglob("*.*")):
            if path.suffix != ".tsv" or path.parent.name == "tsv":
                found.append((path.name, path.read_bytes()[:SEED_BYTES]))
    kinds: dict[str, list[Seed]] = {}
    for seed in found:
        kinds.setdefault(Path(seed[0]).suffix, []).append(seed)
    slow = [kinds.pop(suffix) for suffix in sorted(SLOW & kinds.keys())]
    return list(kinds.values()), slow


@st.composite
def damaged(draw: st.DrawFn, known: Groups) -> Seed:
    name, data = draw(st.sampled_from(draw(st.sampled_from(known))))
    for _ in range(draw(st.integers(0, 6))):
        data = _damage(draw, data, known)
    return draw(st.sampled_from([name, name, "x.txt", "x"])), data


def _damage(draw: st.DrawFn, data: bytes, known: Groups) -> bytes:
    start = draw(st.integers(0, len(data)))
    end = draw(st.integers(start, min(len(data), start + 400)))
    way = draw(st.sampled_from(["token", "bytes", "cut", "repeat", "splice", "move"]))
    if way == "token":
        between = draw(st.sampled_from(TOKENS)) * draw(st.sampled_from([1, 1, 2, 60]))
        return data[:start] + between + data[draw(st.sampled_from([start, end])) :]
    if way == "bytes":
        return data[:start] + draw(st.binary(max_size=8)) + data[start:]
    if way == "repeat":
        return data[:start] + data[start:end] * draw(st.integers(2, 30)) + data[end:]
    if way == "splice":
        other = draw(st.sampled_from(draw(st.sampled_from(known))))[1]
        at = draw(st.integers(0, len(other)))
        return data[:start] + other[at : at + 400] + data[end:]
    if way == "move":
        return data[end:] + data[start:end] + data[:start]
    return data[:start] + data[end:]


def try_one(name: str, data: bytes, seen: Counter[str]) -> None:
    started = time.process_time()
    try:
        reading = captions.read(data, name)
    except captions.CaptionError as error:
        assert error.message
        assert not OF_PYTHON.search(f"{error.message} {error.hint}"), error
        seen[type(error).__name__] += 1
        return
    finally:
        assert time.process_time() - started < MOST_SECONDS, "too slow"
    seen[reading.format] += 1
    assert not any(OF_PYTHON.search(note.reason) for note in reading.report), reading.report
    track = reading.track
    captions.check(track)
    for cue in track.cues:
        assert not ACTIVE.search(captions.safe_html(cue.text)), cue
        assert all(not ACTIVE.search(line.html) for line in cue.lines), cue
    for known in captions.FORMATS:
        if known.write and (track.is_timed or known.id in {"txt", "html"}):
            _written(track, known.id)


def _written(track: captions.Track, format_id: str) -> None:
    try:
        written = captions.write(track, format_id)
    except captions.WriteError:
        assert format_id != "vtt"
        return
    if format_id != "vtt":
        return
    back = captions.read(written.data, "a.vtt").track
    assert [(c.start_ms, c.end_ms, c.plain_text) for c in back.cues] == [
        (c.start_ms, c.end_ms, c.plain_text) for c in track.cues
    ]
    assert captions.write(back, "vtt").data == written.data


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))  # noqa: S311
    told = parser.parse_args()
    quick, slow = seeds()
    files = [sum(map(len, groups)) for groups in (quick, slow)]
    print(f"{files[0]} quick and {files[1]} slow files to damage, seed {told.seed}", flush=True)
    until, batch, seen = time.monotonic() + told.minutes * 60, 0, Counter[str]()
    while time.monotonic() < until:
        known, count = (slow, BATCH // 20) if slow and batch % 5 == 4 else (quick, BATCH)
        _batch(known, count, told.seed + batch, seen)
        batch += 1
    print(f"{seen.total():,} files in {batch} batches, no failure")
    for what, times in seen.most_common():
        print(f"  {what:28}{times:8,}")
    return 0


def _batch(known: Groups, count: int, seed: int, seen: Counter[str]) -> None:
    @hypothesis_seed(seed)
    @settings(
        max_examples=count, deadline=None, database=None, print_blob=False,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink],
    )  # fmt: skip
    @given(damaged(known))
    def run(file: Seed) -> None:
        try_one(*file, seen)

    run()


if __name__ == "__main__":
    sys.exit(main())
