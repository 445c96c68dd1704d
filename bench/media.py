"""python -m bench.media: what ranges cost across offsets, what slow readers cost others, and what
preparing a video costs a second of it. Ratios within one run; CPU milliseconds of the server."""

import os
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median

from bench.content import make_site
from bench.server import Served
from episodes.media.facts import MediaFacts
from episodes.media.making.hearing import hear
from episodes.media.making.rendition import make_rendition
from episodes.media.making.seeing import see
from episodes.media.playing import Plan, plan_for
from episodes.media.probe import probe

ROUNDS = 7
EPISODES = 60
MIB = 2**20
OFFSETS_MIB = (0, 8, 16, 32, 48, 62)
READERS = 8
FILM = "/episodes/filmed/video.mp4"
SEASON = Path(__file__).parents[1] / "episodes/demo/season/episodes"
DEMO = SEASON / "a-pin-on-a-map" / "video.mp4"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        make_site(Path(folder), EPISODES)
        settings = {"DATA_DIR": folder, "SECRET_KEY": "b" * 40}
        with Served("app:create_app", **settings) as site:
            ranges(site)
            readers(site)
        preparing(Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO, Path(folder))
    return 0


def ranges(site: Served) -> None:
    """A MiB at each offset; each takes its turn, so that other load falls on all alike."""
    costs: dict[int, list[float]] = {at: [] for at in OFFSETS_MIB}
    for _ in range(ROUNDS):
        for at in OFFSETS_MIB:
            wanted = {"Range": f"bytes={at * MIB}-{(at + 1) * MIB - 1}"}
            costs[at].append(cpu_of(site, lambda wanted=wanted: get(site, FILM, wanted), 20))
    medians = {at: median(found) for at, found in costs.items()}
    print("1 MiB at offset      CPU ms")
    for at, cost in medians.items():
        print(f"{at:>10} MiB {cost:>13.2f}")
    dearest, cheapest = max(medians.values()), min(medians.values())
    print(f"dearest against cheapest: {dearest / cheapest:.2f}; goal: at most 2 ms a MiB\n")


def get(site: Served, address: str, headers: dict[str, str]) -> None:
    status, _, _ = site.get(address, headers)
    assert status in (200, 206), status


def cpu_of(site: Served, act: Callable[[], None], times: int) -> float:
    before = site.cpu_ms()
    for _ in range(times):
        act()
    return (site.cpu_ms() - before) / times


def readers(site: Served) -> None:
    """The catalog page while eight people have asked for the film and read nothing."""
    alone, beside = [], []
    for _ in range(ROUNDS):
        alone.append(seconds_of_catalog(site))
        with ExitStack() as held:
            statuses = [held.enter_context(slow_reader(site)) for _ in range(READERS)]
            assert len(statuses) == READERS
            beside.append(seconds_of_catalog(site))
        time.sleep(0.3)
    print(f"catalog, nobody beside: {1000 * median(alone):.1f} ms")
    print(f"catalog, {READERS} slow readers: {1000 * median(beside):.1f} ms", end=" ")
    print(f"({median(beside) / median(alone):.2f} x)\n")


def seconds_of_catalog(site: Served) -> float:
    taken = []
    for _ in range(15):
        began = time.perf_counter()
        get(site, "/episodes/", {})
        taken.append(time.perf_counter() - began)
    return median(taken)


def slow_reader(site: Served) -> "closing[socket.socket]":
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    reader.connect(("127.0.0.1", site.port))
    reader.sendall(f"GET {FILM} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n\r\n".encode())
    reader.recv(12)
    return closing(reader)


def preparing(film: Path, folder: Path) -> None:
    facts = probe(film)
    seconds = (facts.duration_ms or 0) / 1000
    print(f"{film.name}: {seconds:.0f} s, {facts.width} x {facts.height}, {facts.codecs}")
    print("step                       CPU s   x real time")
    for name, act in steps(film, facts, folder):
        before = time.process_time()
        act()
        taken = time.process_time() - before
        print(f"{name:24} {taken:>7.2f} {seconds / taken:>13.1f}")
    print(f"peak memory {getrusage(RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def steps(
    film: Path, facts: MediaFacts, folder: Path
) -> Iterator[tuple[str, Callable[[], object]]]:
    duration_ms = facts.duration_ms or 0
    yield "probe", lambda: plan_for(probe(film))
    yield "loudness and waveform", lambda: hear(film, duration_ms, ignore)
    yield "poster and storyboard", lambda: see(film, duration_ms, ignore)
    repack = Plan(True, "video/mp4", ".mp4")
    yield "repacking", lambda: make_rendition(film, facts, repack, folder / "repacked", ignore)
    convert = Plan(True, "video/mp4", ".mp4", copies_video=False, copies_audio=False)
    yield "converting", lambda: make_rendition(film, facts, convert, folder / "made", ignore)


def ignore(_done: float) -> None:
    pass


if __name__ == "__main__":
    os.environ.setdefault("LOG_LEVEL", "error")
    sys.exit(main())
