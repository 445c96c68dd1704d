"""python -m bench.captions [ROUNDS] [--formats]: reading against others, the same cues, in one run.

Each reading has a process of its own: CPU milliseconds (the median of ROUNDS, in which every reader
takes its turn), and by how much the process grew. The bytes are read, decoded and parsed by all.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from statistics import median

SIZES = (2_500, 100_000)
# The target: 2,500 cues in 0.1 s of CPU, 100,000 in 4 s and 150 MB.
MOST = {2_500: (100, None), 100_000: (4_000, 150)}
ROUNDS = 5
SAID = (
    "So this is what I wanted to say",
    "<v Ada>and nobody had asked before,",
    "which is a &amp; b, or <i>neither</i>.",
)


def vtt(count: int) -> bytes:
    """Within the 10 MB that a file may have."""
    return "".join(["WEBVTT\n\n", *_blocks(count, "{0} --> {1}\n{2}\n\n", ".")]).encode()


def srt(count: int) -> bytes:
    return "".join(_blocks(count, "{3}\n{0} --> {1}\n{2}\n\n", ",")).encode()


def _blocks(count: int, shape: str, mark: str) -> Iterator[str]:
    for number in range(count):
        start = _stamp(number * 2_000, mark)
        end = _stamp(number * 2_000 + 1_900, mark)
        yield shape.format(start, end, SAID[number % 3], number + 1)


def _stamp(ms: int, mark: str) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{mark}{rest:03d}"


def with_captions(data: bytes) -> int:
    import captions

    return len(captions.read(data).track.cues)


def with_webvtt_py(data: bytes) -> int:
    import webvtt

    return len(webvtt.from_string(data.decode()).captions)


def with_pysubs2_vtt(data: bytes) -> int:
    import pysubs2

    return len(pysubs2.SSAFile.from_string(data.decode(), "vtt"))


def with_pysubs2_srt(data: bytes) -> int:
    import pysubs2

    return len(pysubs2.SSAFile.from_string(data.decode(), "srt"))


def with_pycaption_vtt(data: bytes) -> int:
    from pycaption import WebVTTReader

    return len(WebVTTReader().read(data.decode()).get_captions("en-US"))


def with_pycaption_srt(data: bytes) -> int:
    from pycaption import SRTReader

    return len(SRTReader().read(data.decode()).get_captions("en-US"))


def with_srt(data: bytes) -> int:
    import srt as library

    return len(list(library.parse(data.decode())))


def written(format_id: str) -> Callable[[int], bytes]:
    """A maker of the same cues in a format that we write."""

    def make(count: int) -> bytes:
        import captions

        cues = (
            captions.Cue(number * 2_000, number * 2_000 + 1_900, SAID[number % 3])
            for number in range(count)
        )
        return captions.write(captions.Track(tuple(cues)), format_id).data

    return make


def with_pysubs2(data: bytes) -> int:
    """SubStation Alpha and MicroDVD, which it tells apart."""
    import pysubs2

    return len(pysubs2.SSAFile.from_string(data.decode()))


Reader = Callable[[bytes], int]
READERS: dict[str, tuple[Callable[[int], bytes], Reader]] = {
    "captions, WebVTT": (vtt, with_captions),
    "webvtt-py": (vtt, with_webvtt_py),
    "pysubs2, WebVTT": (vtt, with_pysubs2_vtt),
    "pycaption, WebVTT": (vtt, with_pycaption_vtt),
    "captions, SubRip": (srt, with_captions),
    "pysubs2, SubRip": (srt, with_pysubs2_srt),
    "pycaption, SubRip": (srt, with_pycaption_srt),
    "srt": (srt, with_srt),
}
# Read by ourselves; what ttconv reads has bounds of its own.
OWN_FORMATS: dict[str, tuple[Callable[[int], bytes], Reader]] = {
    "captions, SubStation Alpha": (written("ass"), with_captions),
    "pysubs2, SubStation Alpha": (written("ass"), with_pysubs2),
    "captions, MicroDVD": (written("microdvd"), with_captions),
    "pysubs2, MicroDVD": (written("microdvd"), with_pysubs2),
    "captions, SBV": (written("sbv"), with_captions),
    "captions, LRC": (written("lrc"), with_captions),
    "captions, SAMI": (written("sami"), with_captions),
    "captions, Podcasting 2.0": (written("podcast"), with_captions),
}


def main() -> int:
    if sys.argv[1:2] == ["--one"]:
        return _one(sys.argv[2], int(sys.argv[3]))
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()]
    readers = OWN_FORMATS if "--formats" in sys.argv else READERS
    rounds = numbers[0] if numbers else ROUNDS
    return max(_table(count, rounds, readers) for count in SIZES)


def _one(name: str, count: int) -> int:
    import resource

    make, read = (READERS | OWN_FORMATS)[name]
    read(make(10))  # so that imports and caches count for nobody
    data = make(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    found = read(data)
    cpu_ms = round((time.process_time() - started) * 1000)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"cpu_ms": cpu_ms, "cues": found, "mb": (grown - before) // 1024,
                      "peak_mb": grown // 1024}))  # fmt: skip
    return 0


def _table(
    count: int, rounds: int, readers: dict[str, tuple[Callable[[int], bytes], Reader]]
) -> int:
    rounds = rounds if count < 10_000 else max(1, rounds // 2)
    taken: dict[str, list[dict[str, int]]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name, runs in taken.items():
            command = [
                sys.executable,
                "-m",
                "bench.captions",
                "--one",
                name,
                str(count),
            ]
            runs.append(json.loads(subprocess.run(command, stdout=-1, check=True).stdout))
    print(f"{count:,} cues{'':18} CPU ms  to ours   peak MB   grown by")
    base = 0.0
    for name, runs in taken.items():
        cpu, peak, grown = (median(r[key] for r in runs) for key in ("cpu_ms", "peak_mb", "mb"))
        base = cpu if name.startswith("captions") else base
        assert {r["cues"] for r in runs} == {count}, name
        print(f"  {name:28}{cpu:8.0f}{cpu / base:8.1f} x{peak:10.0f}{grown:10.0f}")
    ours = [runs for name, runs in taken.items() if name.startswith("captions")]
    most_ms, most_mb = MOST[count]
    missed = any(median(r["cpu_ms"] for r in runs) > most_ms for runs in ours)
    missed |= most_mb is not None and any(
        median(r["peak_mb"] for r in runs) > most_mb for runs in ours
    )
    print(f"  target {most_ms} ms, {most_mb or '-'} MB: {'MISSED' if missed else 'reached'}\n")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
