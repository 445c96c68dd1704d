"""What is taken away leaves nothing in the indexes.

FTS5 only notes that a passage is gone, and keeps its words, whole and in order, until segments are
merged. PostgreSQL keeps dead rows until they are vacuumed, and never takes a word out of a GIN
index. Both are put right each hour; where a question goes, which its asker may have taken back,
SQLite does it in the same transaction. No job is put down for it: its row would tell when."""

from typing import Any

from sqlalchemy import func, select, text

from episodes.db import db, rows_of
from episodes.questions.asked.receiving import forget_journal
from episodes.search.models import Passage

# To merge so many takes an eighth of a second; more is left to the hour.
AT_ONCE = 20_000
# Pages of 4 kB: each step is a transaction, so that others write in between.
STEP_PAGES = 500
# VACUUM FULL leaves nothing, but nobody can search meanwhile: a second for so many.
MOST_LOCKED = 50_000

_SEGMENTS = text("SELECT count(DISTINCT segid) FROM passage_fts_idx")
_FTS = "INSERT INTO passage_fts(passage_fts, rank) VALUES ('merge', :pages)"
_DEAD = text("""
    SELECT n_tup_del + n_tup_upd FROM pg_stat_user_tables
    WHERE schemaname = current_schema() AND relname = 'passage'
""")
_KEY = "passages erased"


def erase_question_traces() -> None:
    """In the transaction in which a question's passages went."""
    if db.engine.dialect.name == "sqlite" and _passages() <= AT_ONCE:
        db.session.execute(text("INSERT INTO passage_fts(passage_fts) VALUES ('optimize')"))


def erase_traces() -> None:
    """By the clock. Commits."""
    if db.engine.dialect.name == "sqlite":
        _merge_segments()
    else:
        _rewrite_table()


def _merge_segments() -> None:
    """A negative number of pages marks all segments to be merged into one, a positive one goes on
    with that; it is done when hardly a row changes."""
    if (rows_of(_SEGMENTS).scalar() or 0) < 2:
        db.session.rollback()
        return
    pages = -STEP_PAGES
    while True:
        before = _total_changes()
        db.session.execute(text(_FTS), {"pages": pages})
        changed = _total_changes() - before
        db.session.commit()
        if changed < 2 and pages > 0:
            break
        pages = STEP_PAGES
    forget_journal()


def _total_changes() -> int:
    driver: Any = db.session.connection().connection.dbapi_connection
    return int(driver.total_changes)


def _rewrite_table() -> None:
    """Only where rows went since this process did it last."""
    gone = int(db.session.execute(_DEAD).scalar() or 0)
    is_small = _passages() <= MOST_LOCKED
    db.session.rollback()
    done: dict[str, int] = db.engine.__dict__.setdefault(_KEY, {})
    if gone == done.get("rows", 0):
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if is_small:
            connection.execute(text("VACUUM FULL passage"))
        else:
            connection.execute(text("VACUUM passage"))
            connection.execute(text("REINDEX TABLE CONCURRENTLY passage"))
        connection.execute(text("VACUUM passage_vector, corpus_word"))
        connection.execute(text("ANALYZE passage"))
    done["rows"] = gone


def _passages() -> int:
    return int(rows_of(select(func.count()).select_from(Passage)).scalar() or 0)
