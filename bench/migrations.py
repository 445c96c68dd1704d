"""python -m bench.migrations: a site of before versions, with so many episodes, comes up to date
and goes back; seconds of both, and whether every text, review and revision is still there.

Ends with status 1 where one is not."""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from app import create_app
from episodes.db import db
from episodes.settings import Settings

MIGRATIONS = str(Path(__file__).parents[1] / "migrations")
BEFORE = "0010"  # the last without versions
OLD, NEW = "Old words of an answer. " * 200, "New words of an answer. " * 200
EPISODE = """INSERT INTO episode (id, slug, title, summary, language, status, question_headline,
    question_review, video_headline, video_review, thumbnail_headline, thumbnail_review,
    answer_headline, answer_review, answer_images_headline, answer_images_review, created_at,
    updated_at) VALUES (:id, :slug, 'E', '', 'en', 'draft', 'clean', 'not_reviewed', 'clean',
    'not_reviewed', 'none', 'not_reviewed', 'clean', 'reviewed_some', 'none', 'not_reviewed',
    '2026-01-01', '2026-01-01')"""
ANSWER = """INSERT INTO answer (id, episode_id, markdown, updated_at)
    VALUES (:id, :id, :words, '2026-01-02')"""
REVISION = """INSERT INTO answer_revision (answer_id, number, markdown, note, saved_at)
    VALUES (:id, :number, :words, '', '2026-01-01')"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--episodes", type=int, default=1000)
    parser.add_argument("--database-url", default="", help="of an empty PostgreSQL database")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            DATA_DIR=Path(folder), DATABASE_URL=given.database_url, SECRET_KEY="b" * 40
        )
        with create_app(settings).app_context():
            upgrade(directory=MIGRATIONS, revision=BEFORE)
            fill(given.episodes)
            up = seconds(lambda: upgrade(directory=MIGRATIONS))
            wrong = lost(given.episodes)
            down = seconds(lambda: downgrade(directory=MIGRATIONS, revision=BEFORE))
            wrong += lost_on_the_way_back(given.episodes)
            dialect = db.engine.dialect.name
            db.engine.dispose()
    print(f"{dialect}, {given.episodes:,} episodes: up {up:.1f} s, down {down:.1f} s")
    print("\n".join(wrong) or "Nothing was lost.")
    raise SystemExit(bool(wrong))


def fill(count: int) -> None:
    """Each with an answer that was rewritten once and reviewed then."""
    ids = range(1, count + 1)
    with db.engine.begin() as connection:
        connection.execute(text(EPISODE), [{"id": n, "slug": f"e{n}"} for n in ids])
        connection.execute(text(ANSWER), [{"id": n, "words": NEW} for n in ids])
        for number, words in enumerate((OLD, NEW), start=1):
            rows = [{"id": n, "number": number, "words": words} for n in ids]
            connection.execute(text(REVISION), rows)


def seconds(act: Callable[[], object]) -> float:
    start = time.monotonic()
    act()
    return time.monotonic() - start


def lost(count: int) -> list[str]:
    expected = {
        "SELECT count(*) FROM version WHERE kind = 'answer'": 2 * count,
        "SELECT count(*) FROM judgement WHERE kind = 'shown'": count,
        "SELECT count(*) FROM judgement WHERE verdict = 'reviewed_some'": count,
        "SELECT count(*) FROM answer": count,
    }
    return differences(expected)


def lost_on_the_way_back(count: int) -> list[str]:
    return differences({"SELECT count(*) FROM answer_revision": 2 * count})


def differences(expected: dict[str, int]) -> list[str]:
    with db.engine.connect() as connection:
        counts = {query: connection.scalar(text(query)) for query in expected}
    return [
        f"{query}: {counts[query]}, not {n}" for query, n in expected.items() if counts[query] != n
    ]


if __name__ == "__main__":
    main()
