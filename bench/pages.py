"""python -m bench.pages [EPISODES]: what each page costs, against a bare page on the same server.

CPU milliseconds a request of the server's process group, median of several rounds in which every
case takes its turn, so that another program's load falls on all of them alike."""

import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.content import RARE, make_site
from bench.server import Served

ROUNDS = 5
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Case:
    """goal: the most that it may cost, in hello pages; 0: none is set."""

    name: str
    address: str
    requests: int
    goal: float = 0
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


CAPTIONS = "/episodes/long/captions/en.captions.vtt"
FILM = "/episodes/filmed/video.mp4"
HELLO = Case("hello (bare Flask)", "/", 400)
CASES = [
    Case("watch, 200 cues", "/episodes/short", 60, 3),
    Case("watch, 1,500 cues", "/episodes/long", 60, 3),
    Case("catalog", "/episodes/", 60, 3),
    Case("search, rare word", f"/search?q={RARE}", 60, 3),
    Case("captions, 1,500 cues", CAPTIONS, 150, 1.25),
    Case("captions, 304", CAPTIONS, 150, 1.25, 304),
]
RANGES = [
    Case(
        f"1 MiB at {at} MiB",
        FILM,
        15,
        0,
        206,
        (("Range", f"bytes={at * MIB}-{(at + 1) * MIB - 1}"),),
    )
    for at in (0, 16, 48, 63)
]


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers are stopped, too
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        episodes = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
        make_site(Path(folder), episodes)
        print(f"made {episodes} episodes in {time.monotonic() - began:.0f} s", flush=True)
        data = {"DATA_DIR": folder, "SECRET_KEY": "b" * 40}
        with Served("bench.hello:app") as bare, Served("app:create_app", **data) as site:
            costs = measured(bare, site)
    hello = costs[HELLO.name]
    print(f"{'':24}{'CPU ms':>9}{'x hello':>9}{'goal':>7}")
    for case in [HELLO, *CASES]:
        goal = f"{case.goal:>7}" if case.goal else ""
        print(f"{case.name:24}{costs[case.name]:>9.3f}{costs[case.name] / hello:>9.1f}{goal}")
    for case in RANGES:
        print(f"{case.name:24}{costs[case.name]:>9.3f}{costs[case.name] / hello:>9.1f}")
    by_length = costs["watch, 1,500 cues"] / costs["watch, 200 cues"]
    offsets = [costs[case.name] for case in RANGES]
    print(f"watch, 1,500 against 200 cues: {by_length:.2f} (goal 1.2)")
    print(f"ranges, dearest against cheapest offset: {max(offsets) / min(offsets):.2f}")
    return 0


def measured(bare: Served, site: Served) -> dict[str, float]:
    """CPU ms a request by case name."""
    rounds: dict[str, list[float]] = {}
    for number in range(ROUNDS + 1):
        for case in [HELLO, *CASES, *RANGES]:
            cost = cpu_ms_a_request(bare if case is HELLO else site, case)
            if number:  # the first round warms up
                rounds.setdefault(case.name, []).append(cost)
    return {name: median(costs) for name, costs in rounds.items()}


def cpu_ms_a_request(server: Served, case: Case) -> float:
    headers = dict(case.headers)
    server.connection.close()  # opened anew: the server drops one that was idle for long
    status, _, etag = server.get(case.address, headers)
    if case.status == 304:
        headers["If-None-Match"] = etag
        status, _, _ = server.get(case.address, headers)
    assert status == case.status, f"{case.name}: {status}"
    before = server.cpu_ms()
    for _ in range(case.requests):
        server.get(case.address, headers)
    return (server.cpu_ms() - before) / case.requests


if __name__ == "__main__":
    sys.exit(main())
