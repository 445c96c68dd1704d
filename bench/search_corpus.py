"""A large archive made of real sentences, for bench.search_million."""

import json
import random
import re
import sqlite3
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from app import create_app
from episodes.db import db
from episodes.search.indexing.corpus_words import learn_words
from episodes.settings import Settings

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT.parent / "shared" / "samples"
PASSAGES_EACH = 50
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


def make(folder: Path, wanted: int) -> Flask:
    """An app on an SQLite file in the folder, filled where it is new: one passage of fifty is a
    question, the rest is said."""
    path = folder / "querent.sqlite"
    is_new = not path.exists()
    app = create_app(Settings(DATA_DIR=folder, SEARCH_BY_MEANING=False, DEMO_SEASON=False))
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        if is_new:
            pool = sentences()
            _fill(path, pool, wanted)
            learn_words(pool)
            db.session.commit()
    return app


def _fill(path: Path, pool: list[str], wanted: int) -> None:
    base = sqlite3.connect(path)
    # Row by row the index would take four times as long as at once.
    triggers = base.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'passage'"
    ).fetchall()
    for name, _ in triggers:
        base.execute(f"DROP TRIGGER {name}")
    columns = [
        row[1] for row in base.execute("PRAGMA table_info(episode)") if row[3] and not row[4]
    ]
    given = {"status": "published", "language": "en", "summary": ""}
    states = {name: "reviewed_none" for name in columns if name.endswith("_review")}
    heads = {
        n: "none" if "thumb" in n or "image" in n else "clean" for n in columns if "headline" in n
    }
    rest = given | states | heads | {"created_at": "2026-01-01", "updated_at": "2026-01-01"}
    names = ["id", "slug", "title", "published_at", *(n for n in rest if n in columns)]
    marks = ", ".join("?" * len(names))
    rows = (
        (n, f"e{n}", f"Episode {n}", "2026-01-01 00:00:00", *(rest[c] for c in names[4:]))
        for n in range(1, wanted // PASSAGES_EACH + 2)
    )
    base.executemany(f"INSERT INTO episode ({', '.join(names)}) VALUES ({marks})", rows)  # noqa: S608
    numbers = count(PASSAGES_EACH)
    base.executemany(
        "INSERT INTO passage (episode_id, kind, language, heading, body, speaker, cue_starts,"
        " anchor) VALUES (?, ?, 'en', '', ?, '', '[]', '')",
        (
            (n // PASSAGES_EACH, "speech" if n % PASSAGES_EACH else "question", body)
            for n, body in zip(numbers, passages(pool, wanted), strict=False)
        ),
    )
    base.commit()
    began = time.process_time()
    base.execute("INSERT INTO passage_fts(passage_fts) VALUES ('rebuild')")
    print(f"index rebuilt in {time.process_time() - began:,.0f} s of CPU")
    for _, made_by in triggers:
        base.execute(made_by)
    base.commit()
    base.close()
