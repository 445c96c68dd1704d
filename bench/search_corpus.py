"""A large archive made of real sentences, for bench.search_million."""

import json
import random
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, insert, select, text

from app import create_app
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode, Status
from episodes.db import db, refresh_statistics
from episodes.search.indexing.corpus_words import learn_words
from episodes.search.models import Passage, PlaceKind
from episodes.settings import Settings

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT.parent / "shared" / "samples"
PASSAGES_EACH = 50
AT_ONCE = 5_000
PUBLISHED, MINUTE = datetime(2025, 1, 1, tzinfo=UTC), timedelta(minutes=1)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_MARKS = re.compile(r"\*\*[^*]*\*\*|\[[^\]]*\]|\d\d:\d\d(:\d\d)?")


def sentences() -> list[str]:
    """Of the transcripts and letters among the samples, and of the demo's captions."""
    texts = [p.read_text("utf-8", "replace") for p in (SAMPLES / "transcripts").glob("*.[mt]*")]
    letters = json.loads((SAMPLES / "search" / "counsel-chat.json").read_text())
    texts += [t for e in letters["episodes"] for t in (e["question"], *e["answers"])]
    texts += [p.read_text() for p in (ROOT / "episodes" / "demo").rglob("*.md")]
    found = (s.strip() for t in texts for s in _SENTENCE.split(_MARKS.sub(" ", t)))
    return [s for s in found if 15 < len(s) < 400]


def passages(pool: list[str], wanted: int) -> Iterator[str]:
    """About half a minute of talk each: a run of sentences, and one from elsewhere."""
    chance = random.Random(5)  # noqa: S311  # the same archive each time
    for _ in range(wanted):
        at = chance.randrange(len(pool) - 5)
        yield " ".join([*pool[at : at + chance.randint(3, 5)], chance.choice(pool)])


def make(folder: Path, wanted: int, database: str = "") -> Flask:
    """An app, filled where it is new: one passage of fifty is a question, the rest is said.
    database: the address of one of PostgreSQL's; empty: a file of SQLite's in the folder."""
    settings = Settings(
        DATA_DIR=folder, DATABASE_URL=database, SEARCH_BY_MEANING=False, DEMO_SEASON=False
    )
    app = create_app(settings)
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        if not db.session.scalar(select(func.count()).select_from(Passage)):
            pool = sentences()
            _fill(pool, wanted)
            learn_words(pool)
            db.session.commit()
            _refresh_statistics()
    return app


def _fill(pool: list[str], wanted: int) -> None:
    """The index is made at the end, which takes a quarter of what it does row by row."""
    away, again = _INDEXES[db.engine.dialect.name]()
    for statement in away:
        db.session.execute(text(statement))
    began = time.process_time()
    _insert(Episode, (_episode(n) for n in range(1, wanted // PASSAGES_EACH + 2)))
    _insert(
        Passage,
        (_passage(n, body) for n, body in enumerate(passages(pool, wanted), PASSAGES_EACH)),
    )
    print(f"filled in {time.process_time() - began:,.0f} s of CPU", flush=True)
    for statement in again:
        db.session.execute(text(statement))
    db.session.commit()


def _of_sqlite() -> tuple[list[str], list[str]]:
    """Statements that take away what indexes each row, and those that make the index of all."""
    rows = db.session.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'passage'")
    ).all()
    rebuild = "INSERT INTO passage_fts(passage_fts) VALUES ('rebuild')"
    return [f"DROP TRIGGER {name}" for name, _ in rows], [rebuild, *(sql for _, sql in rows)]


def _of_postgresql() -> tuple[list[str], list[str]]:
    rows = db.session.execute(
        text(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
            " AND tablename = 'passage' AND indexdef LIKE '%USING gin%'"
        )
    ).all()
    return [f"DROP INDEX {name}" for name, _ in rows], [sql for _, sql in rows]


_INDEXES = {"sqlite": _of_sqlite, "postgresql": _of_postgresql}


def _refresh_statistics() -> None:
    if db.engine.dialect.name == "sqlite":
        refresh_statistics()
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def _insert(model: Any, rows: Iterator[dict[str, Any]]) -> None:
    while some := list(islice(rows, AT_ONCE)):
        db.session.execute(insert(model.__table__), some)
    db.session.commit()


def _episode(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "slug": f"e{number}",
        "title": f"Episode {number}",
        "status": Status.PUBLISHED,
        "published_at": PUBLISHED + number * MINUTE,
        "video_review": ReviewState.REVIEWED_NONE,
    }


def _passage(number: int, body: str) -> dict[str, Any]:
    kind = PlaceKind.SPEECH if number % PASSAGES_EACH else PlaceKind.QUESTION
    return {
        "episode_id": number // PASSAGES_EACH,
        "kind": kind,
        "language": "en",
        "body": body,
        "cue_starts": [],
    }
