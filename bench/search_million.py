"""python -m bench.search_million [PASSAGES] [FOLDER] [DATABASE]: what a search costs in a large
archive.

CPU milliseconds of this process and, on PostgreSQL, of the server's process behind it, which must
run on this machine; on SQLite beside FTS5 asked for the same words as they were typed, and
Datasette's JSON for all of the words, where Datasette can be imported (DATASETTE: a folder that it
was installed into). With a FOLDER or a DATABASE the archive is kept and used again."""

import asyncio
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import text

from bench.search_corpus import make, passages, sentences
from episodes.db import db, reads_only
from episodes.search.engines.engine import CountRequest, engine
from episodes.search.finding.find import Legs, find
from episodes.search.language.words import WORD, folded
from episodes.search.queries import may_find
from episodes.search.suggestions import suggest
from episodes.warnings.choices import ViewerChoices

EACH = 60
pids: list[int] = []  # of the database's processes that are asked
ANYONE = ViewerChoices()


def main() -> int:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(temporary)
        database = sys.argv[3] if len(sys.argv) > 3 else ""
        app = make(folder, wanted, database)
        reads_only.set(True)
        with app.app_context():
            if database:
                _keep_to_one_process()
            _measure({} if database else _beside(folder / "querent.sqlite"))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nmemory of the process at most {peak_mb:,.0f} MB")
    return 0


def _keep_to_one_process() -> None:
    """The helpers that PostgreSQL starts for a statement end with it, and their time is in no
    process that is left to be read."""
    db.session.execute(text("SET max_parallel_workers_per_gather = 0"))
    pids.append(db.session.scalar(text("SELECT pg_backend_pid()")) or 0)


def _beside(path: Path) -> dict[str, Callable[[str], None]]:
    """Others that are asked the same: the name of each, and what asks it."""
    others = {"FTS5, any word": _raw}
    datasette = _datasette(path)
    return others | ({"Datasette, all": datasette} if datasette else {})


def _measure(others: dict[str, Callable[[str], None]]) -> None:
    names = "".join(f" {name}, p50 | p95 |" for name in others)
    print(f"\n| typed | Querent p50 | p95 | largest |{names}")
    print("| --- " * (4 + 2 * len(others)) + "|")
    for name, queries in _queries().items():
        _print_row(name, _find, queries, [_times(ask, queries[:5]) for ask in others.values()])
    beginnings = [query[:3] for query in _queries()["one word"]]
    _print_row("three letters, how many begin so", _count, beginnings)
    _print_row("three letters, what the box offers", _offer, beginnings)


def _print_row(
    name: str,
    ask: Callable[[str], None],
    queries: list[str],
    others: Sequence[list[float]] = (),
) -> None:
    times = _times(ask, queries)
    cells = [_two(times), f"{times[-1]:.1f}", *map(_two, others)]
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


def _queries() -> dict[str, list[str]]:
    """Words as they stand in passages, so common ones are asked for often."""
    chance = random.Random(9)  # noqa: S311  # the same each time
    pool = sentences()
    texts = list(passages(pool, 20_000))

    def of(words: int) -> list[str]:
        found = []
        while len(found) < EACH:
            there = [folded(w[0]) for w in WORD.finditer(" ".join(chance.sample(texts, 4)))]
            at = chance.randrange(max(len(there) - words, 1))
            found.append(" ".join(there[at : at + words]))
        return found

    return {"one word": of(1), "three words": of(3), "ten words": of(10), "a letter": of(300)}


def _find(typed: str) -> None:
    find(typed, may_find=may_find(ANYONE, False), limit=20, legs=Legs.WORDS)


_RAW = text(
    "SELECT rowid, snippet(passage_fts, 2, '<', '>', '…', 30) FROM passage_fts"
    " WHERE passage_fts MATCH :words ORDER BY rank LIMIT 20"
)


def _raw(typed: str) -> None:
    words = " OR ".join(f'"{word}"' for word in dict.fromkeys(typed.split()))
    db.session.execute(_RAW, {"words": words}).all()


def _datasette(path: Path) -> Callable[[str], None] | None:
    sys.path.append(os.environ.get("DATASETTE", ""))
    try:
        from datasette.app import Datasette
    except ImportError:
        return None
    served = Datasette([str(path)], settings={"sql_time_limit_ms": 20_000})
    statement = (
        "select rowid, body from passage_fts where passage_fts match escape_fts(:words)"
        " order by rank limit 20"
    )

    def ask(typed: str) -> None:
        asked = urlencode({"sql": statement, "words": typed})
        answer = asyncio.run(served.client.get(f"/{path.stem}.json?{asked}"))
        assert answer.status_code == 200, answer.text[:300]

    return ask


def _count(beginning: str) -> None:
    engine().word_counts(CountRequest((beginning,), beginning), may_find(ANYONE, False))


def _offer(typed: str) -> None:
    suggest(typed, choices=ANYONE, staff=False)


def _times(ask: Callable[[str], None], queries: list[str]) -> list[float]:
    ask(queries[0])
    times = []
    for query in queries:
        began = _cpu_ms()
        ask(query)
        times.append(_cpu_ms() - began)
    return sorted(times)


def _cpu_ms() -> float:
    behind = sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in pids)
    return time.process_time() * 1000 + behind / 1e6


def _two(times: list[float]) -> str:
    return f"{times[len(times) // 2]:.1f} | {times[int(len(times) * 0.95)]:.1f}"


if __name__ == "__main__":
    sys.exit(main())
