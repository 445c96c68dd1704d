"""SQLite's planner is told what the tables hold: at the start and by the clock."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text

from episodes.db import db, refresh_statistics
from episodes.search.finding.nearness import _places
from episodes.search.models import Passage, PassageVector
from episodes.search.queries import may_find
from episodes.serving.tasks import CLOCK_TASKS
from episodes.warnings.choices import ViewerChoices
from tests.factories import an_episode

MANY = 100


@pytest.fixture
def archive(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL gathers its statistics by itself")
    db.session.execute(text("DROP TABLE IF EXISTS sqlite_stat1"))  # of the test before
    db.session.commit()
    for _ in range(MANY):
        an_episode()
    db.session.add_all(
        PassageVector(passage_id=number, model="m", vector=bytes(1536))
        for number in db.session.scalars(db.select(Passage.id))
    )
    db.session.commit()


def tables_in_turn() -> list[str]:
    """Of the statement that looks for the places of the nearest vectors."""
    plans: list[str] = []

    def explain(_c: Any, cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        rows = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
        plans.extend(row[3].split()[1] for row in rows if row[3].startswith("SEARCH"))

    event.listen(db.engine, "before_cursor_execute", explain)
    statement = _places(may_find(ViewerChoices(), False), "sqlite")
    db.session.execute(statement, {"numbers": "[1, 2, 3]"}).all()
    event.remove(db.engine, "before_cursor_execute", explain)
    return plans


def rows_known_of(table: str) -> int | None:
    """What the planner was told; None where it was told nothing."""
    tables = text("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
    known = text("SELECT max(stat) FROM sqlite_stat1 WHERE tbl = :table")
    is_told = db.session.execute(tables).scalar()
    stat = db.session.execute(known, {"table": table}).scalar() if is_told else None
    db.session.rollback()
    return int(stat.split()[0]) if stat else None


def test_a_search_by_meaning_begins_at_the_nearest_vectors(archive: None) -> None:
    assert rows_known_of("passage_vector") is None
    refresh_statistics()
    db.engine.dispose()  # a connection reads the statistics once
    assert (rows_known_of("passage_vector") or 0) > MANY / 2  # an estimate from some rows
    assert tables_in_turn() == ["passage_vector", "passage", "episode"]


def test_it_is_told_by_the_clock_and_leaves_no_transaction_open(archive: None) -> None:
    assert refresh_statistics in [task.run for task in CLOCK_TASKS]
    refresh_statistics()
    refresh_statistics()
    db.session.execute(text("UPDATE episode SET summary = 'still to be written'"))
    db.session.commit()
