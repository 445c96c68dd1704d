"""python -m bench.captions [ROUNDS] [--formats]: reading against others, the same cues, in one run.

Each reading has a process of its own: CPU milliseconds (the median of ROUNDS, in which every reader
takes its turn), and by how much the process grew. The bytes are read, decoded and parsed by all.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.caption_files import MAKERS, srt, vtt

SIZES = (2_500, 100_000)
# The target: 2,500 cues in 0.1 s of CPU, 100,000 in 4 s and 150 MB.
MOST: dict[int, tuple[int, int | None]] = {2_500: (100, None), 100_000: (4_000, 150)}
MOST_TO_FIX = (500, None)
ROUNDS = 5


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
# Every text format that is read, beside pysubs2 where it reads it too.
ALL_FORMATS: dict[str, tuple[Callable[[int], bytes], Reader]] = {
    f"captions, {name}": (make, with_captions) for name, make in MAKERS.items()
} | {
    f"pysubs2, {name}": (MAKERS[name], with_pysubs2) for name in ("ass", "microdvd")
}  # fmt: skip


def differing(count: int) -> bytes:
    """No caption says what another does: what is remembered of a text helps once."""
    text = vtt(count).decode()
    return re.sub("(say|before,|neither)", lambda word: f"{word[0]} {word.start()}", text).encode()


def fixed(data: bytes) -> int:
    """With what reading takes; the gaps of all are mended, some lines broken again."""
    import captions

    track = captions.read(data).track
    return len(track.cues) if captions.fix(track).track.cues else 0


FIXING: dict[str, tuple[Callable[[int], bytes], Reader]] = {"captions, fix": (differing, fixed)}
TABLES = READERS | ALL_FORMATS | FIXING


def main() -> int:
    if sys.argv[1:2] == ["--make"]:
        return _make(*sys.argv[2:])
    if sys.argv[1:2] == ["--one"]:
        return _one(*sys.argv[2:])
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()]
    readers = ALL_FORMATS if "--formats" in sys.argv else READERS
    rounds = numbers[0] if numbers else ROUNDS
    with TemporaryDirectory() as folder:
        missed = [_table(count, rounds, readers, MOST[count], folder) for count in SIZES]
        if readers is ALL_FORMATS:
            missed.append(_table(SIZES[0], rounds, FIXING, MOST_TO_FIX, folder))
    return int(any(missed))


def _make(name: str, count: str, path: str) -> int:
    """In a process of its own, whose memory is not counted."""
    Path(path).write_bytes(TABLES[name][0](int(count)))
    return 0


def _one(name: str, path: str) -> int:
    """Prints CPU ms and peak MB, with those of the process that some parsers have."""
    import captions

    make, read = TABLES[name]
    read(make(10))  # so that imports and caches count for nobody
    data = Path(path).read_bytes()
    before, children = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    started = time.process_time()
    found, refused = 0, ""
    try:
        found = read(data)
    except captions.LimitError as error:
        refused = error.message
    cpu_s = time.process_time() - started
    after, later = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    cpu_s += later.ru_utime + later.ru_stime - children.ru_utime - children.ru_stime
    print(json.dumps({
        "cpu_ms": round(cpu_s * 1000), "cues": found, "refused": refused,
        "peak_mb": max(after.ru_maxrss, later.ru_maxrss) // 1024,
        "mb": (after.ru_maxrss - before.ru_maxrss) // 1024,
    }))  # fmt: skip
    return 0


def _table(
    count: int,
    rounds: int,
    readers: dict[str, tuple[Callable[[int], bytes], Reader]],
    most: tuple[int, int | None],
    folder: str,
) -> bool:
    """Prints it; whether one of ours misses what it should reach."""
    rounds = rounds if count < 10_000 else max(1, rounds // 2)
    taken: dict[str, list[dict[str, Any]]] = {name: [] for name in readers}
    for name in readers:
        _bench("--make", name, str(count), str(Path(folder) / f"{name} {count}"))
    for _ in range(rounds):
        for name, runs in taken.items():
            runs.append(json.loads(_bench("--one", name, str(Path(folder) / f"{name} {count}"))))
    print(f"{count:,} cues{'':18} CPU ms  to ours   peak MB   grown by")
    base = 1.0
    missed = []
    for name, runs in taken.items():
        if runs[0]["refused"]:
            print(f"  {name:28}{runs[0]['refused']}")
            missed.append(name)
            continue
        cpu, peak, grown = (median(r[key] for r in runs) for key in ("cpu_ms", "peak_mb", "mb"))
        is_ours = name.startswith("captions")
        base = max(cpu, 1.0) if is_ours else base
        assert {r["cues"] for r in runs} == {count}, (name, runs)
        is_missed = is_ours and (cpu > most[0] or (most[1] is not None and peak > most[1]))
        missed += [name] if is_missed else []
        mark = "  MISSED" if is_missed else ""
        print(f"  {name:28}{cpu:8.0f}{cpu / base:8.1f} x{peak:10.0f}{grown:10.0f}{mark}")
    told = f"MISSED by {', '.join(missed)}" if missed else "reached"
    print(f"  target {most[0]} ms, {most[1] or '-'} MB: {told}\n", flush=True)
    return bool(missed)


def _bench(*arguments: str) -> bytes:
    command = [sys.executable, "-m", "bench.captions", *arguments]
    return subprocess.run(command, stdout=-1, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
