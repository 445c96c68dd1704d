"""python -m bench.pages [EPISODES] [DATABASE]: what each page costs, against a bare page on the
same server, the plain pages of bench.reference and, where DATASETTE names the folder that it was
installed into (pip install --target FOLDER datasette), Datasette's of the same rows.

CPU milliseconds a request of each server's process group, median of several rounds in which every
case takes its turn, so that another program's load falls on all of them alike. DATABASE: the
address of an empty PostgreSQL database; without it SQLite."""

import os
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import quote

from bench.content import COMMON, RARE, make_site
from bench.reference import DATABASE
from bench.server import Datasette, Served

ROUNDS = 5
MIB = 1024 * 1024
CAPTIONS = "/episodes/long/captions/en.captions"
FILM = "/episodes/filmed/video.mp4"
PACKED = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@dataclass(frozen=True, slots=True)
class Case:
    """goal: the most that it may cost, in pages of the server that `against` names; 0: none."""

    name: str
    server: str
    address: str
    requests: int = 40
    goal: float = 0
    against: str = "hello"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


RARE_WORD, COMMON_WORDS = f"/search?q={RARE}", f"/search?q={quote(COMMON)}"
CASES = [
    Case("hello (bare Flask)", "hello", "/", 300),
    *(
        Case(f"kept: {name}", "site", address, 150, goal, "hello", 200, PACKED)
        for name, address, goal in (
            ("home", "/", 0.5),
            ("catalog", "/episodes/", 0.5),
            ("watch, 200 captions", "/episodes/short", 0.5),
            ("watch, 1,500 captions", "/episodes/long", 0.5),
        )
    ),
    Case("captions, 1,500", "site", f"{CAPTIONS}.vtt", 150, 1),
    Case("captions, 304", "site", f"{CAPTIONS}.vtt", 150, 0.25, status=304),
    Case("captions as SRT", "site", f"{CAPTIONS}.srt", 150, 1),
    # What is asked with an unknown parameter is never kept.
    Case("not kept: home", "site", "/?rare", goal=1.3, against="plain: list"),
    Case("not kept: catalog", "site", "/episodes/?rare", goal=1.3, against="plain: list"),
    Case("not kept: watch, 200", "site", "/episodes/short?rare", 40, 1.3, "plain: watch, 200"),
    Case("not kept: watch, 1,500", "site", "/episodes/long?rare"),
    Case("search, rare, by words", "words", RARE_WORD, goal=8),
    Case("search, common, by words", "words", COMMON_WORDS),
    Case("search, rare, and by meaning", "site", RARE_WORD),
    Case("search, common, and by meaning", "site", COMMON_WORDS),
    Case("what the box offers", "words", "/search/suggest?q=wee"),
    *(
        Case(f"1 MiB at {at} MiB", "site", FILM, 15, status=206,
             headers={"Range": f"bytes={at * MIB}-{(at + 1) * MIB - 1}"})
        for at in (0, 63)
    ),
]  # fmt: skip
PLAIN = [
    Case("plain: list", "plain", "/episodes/"),
    Case("plain: watch, 200", "plain", "/episodes/short"),
    Case("plain: watch, 1,500", "plain", "/episodes/long"),
    Case("plain: search, rare", "plain", RARE_WORD),
    Case("plain: search, common", "plain", COMMON_WORDS),
]
FOUND = (
    "select rowid, snippet(passage_fts, 2, '', '', '...', 30) from passage_fts"
    " where passage_fts match escape_fts(:words) order by rank limit 20"
)
PEER = [
    Case("Datasette: an episode's row", "datasette", "/querent/episode/1"),
    Case("Datasette: a list of 20", "datasette", "/querent/episode?_size=20&_nofacet=1&_nocount=1"),
    *(
        Case(f"Datasette: search, {name}, JSON", "datasette",
             f"/querent.json?sql={quote(FOUND)}&words={quote(words)}")
        for name, words in (("rare", RARE), ("common", COMMON))
    ),
]  # fmt: skip


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers are stopped, too
    episodes = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    database = sys.argv[2] if len(sys.argv) > 2 else ""
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        make_site(Path(folder), episodes, database)
        print(f"made {episodes:,} episodes in {time.monotonic() - began:.0f} s", flush=True)
        with ExitStack() as stack:
            servers = {
                name: stack.enter_context(server)
                for name, server in _servers(folder, database).items()
            }
            cases = [case for case in [*CASES, *PLAIN, *PEER] if case.server in servers]
            if database:  # the plain search speaks SQLite's own language
                cases = [case for case in cases if "plain: search" not in case.name]
            costs = _measure(servers, cases)
            _print(cases, costs)
            for name, server in servers.items():
                print(f"memory of {name}: {server.memory_mb():.0f} MB")
    return 0


def _servers(folder: str, database: str) -> dict[str, Served]:
    site = {"DATA_DIR": folder, "SECRET_KEY": "b" * 40, "DATABASE_URL": database}
    address = database or f"sqlite:///{folder}/querent.sqlite"
    peer = {}
    if not database and "DATASETTE" in os.environ:
        file = Path(folder) / "querent.sqlite"
        peer["datasette"] = Datasette(os.environ["DATASETTE"], file)
    return peer | {
        "hello": Served("bench.hello:app"),
        "site": Served("app:create_app", **site),
        "words": Served("app:create_app", **site, SEARCH_BY_MEANING="off"),
        "plain": Served("bench.reference:create_app", **{DATABASE: address}),
    }


def _measure(servers: dict[str, Served], cases: list[Case]) -> dict[str, float]:
    """CPU ms a request by case name."""
    rounds: dict[str, list[float]] = {}
    for number in range(ROUNDS + 1):
        for case in cases:
            cost = _cpu_ms_a_request(servers[case.server], case)
            if number:  # the first round warms up
                rounds.setdefault(case.name, []).append(cost)
    return {name: median(costs) for name, costs in rounds.items()}


def _cpu_ms_a_request(server: Served, case: Case) -> float:
    headers = dict(case.headers)
    server.connection.close()  # opened again: the server drops one that was idle for long
    status, _, etag = server.get(case.address, headers)
    if case.status == 304:
        headers["If-None-Match"] = etag
        status, _, _ = server.get(case.address, headers)
    assert status == case.status, f"{case.name}: {status}"
    server.get(case.address, headers)  # what is kept is packed at the second
    before = server.cpu_ms()
    for _ in range(case.requests):
        server.get(case.address, headers)
    return (server.cpu_ms() - before) / case.requests


def _print(cases: list[Case], costs: dict[str, float]) -> None:
    names = {"hello": CASES[0].name}
    print(f"\n| {'page':32} | CPU ms | x hello | goal |")
    print("| --- | ---: | ---: | --- |")
    for case in cases:
        cost = costs[case.name]
        base = costs[names.get(case.against, case.against)]
        goal = f"{cost / base:.2f} of {case.goal} x {case.against}" if case.goal else ""
        print(f"| {case.name:32} | {cost:.3f} | {cost / costs[names['hello']]:.1f} | {goal} |")
    long, short = costs["not kept: watch, 1,500"], costs["not kept: watch, 200"]
    print(f"\nwatch, 1,500 against 200 captions, not kept: {long / short:.2f} (goal 1.2)")


if __name__ == "__main__":
    sys.exit(main())
