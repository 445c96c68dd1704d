"""What is taken away leaves nothing in the indexes.

FTS5 only notes that a passage is gone, and keeps its words, whole and in order, until segments are
merged. PostgreSQL keeps dead rows, in the index and in the tables of the words themselves, writes
over them some time after a vacuum, and never takes a word out of a GIN index. Both are put right
each hour; where a question goes, which its asker may have taken back,
SQLite does it in the same transaction. No job is put down for it: its row would tell when."""

import logging
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from episodes.db import db, rows_of
from episodes.outages import BUSY, outage_of
from episodes.questions.asked.receiving import forget_journal
from episodes.search.models import Passage

# To merge so many takes an eighth of a second; more is left to the hour.
AT_ONCE = 20_000
# Pages of 4 kB: each step is a transaction, so that others write in between.
STEP_PAGES = 500
# VACUUM FULL leaves nothing, but nobody can read the table meanwhile: a second for so many bytes.
MOST_LOCKED_BYTES = 100_000_000
# Of PostgreSQL's tables, those that hold what somebody may have taken back.
_WORDS = (
    "passage", "corpus_word", "asked_question", "asked_addition", "asked_vector", "sealed_letter",
    "question", "version", "kept_draft", "preview_link",
)  # fmt: skip

_SEGMENTS = text("SELECT count(DISTINCT segid) FROM passage_fts_idx")
_FTS = "INSERT INTO passage_fts(passage_fts, rank) VALUES ('merge', :pages)"
_DEAD = text("""
    SELECT relname, n_tup_del + n_tup_upd AS gone, pg_table_size(relid) AS bytes
    FROM pg_stat_user_tables
    WHERE schemaname = current_schema() AND relname = ANY(:names)
""")
_KEY = "erased rows"
logger = logging.getLogger(__name__)


def erase_question_traces() -> None:
    """In the transaction in which a question's passages went."""
    if db.engine.dialect.name == "sqlite" and _passages() <= AT_ONCE:
        db.session.execute(text("INSERT INTO passage_fts(passage_fts) VALUES ('optimize')"))


def erase_traces() -> None:
    """By the clock. Commits."""
    if db.engine.dialect.name == "sqlite":
        _merge_segments()
    else:
        _rewrite_tables()


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


def _rewrite_tables() -> None:
    """Only those from which rows went since this process did it last."""
    tables = db.session.execute(_DEAD, {"names": list(_WORDS)}).all()
    db.session.rollback()
    done: dict[str, int] = db.engine.__dict__.setdefault(_KEY, {})
    for table in tables:
        if table.gone == done.get(table.relname, 0):
            continue
        try:
            _rewrite(table.relname, is_small=table.bytes <= MOST_LOCKED_BYTES)
        except OperationalError as error:
            if outage_of(error) is not BUSY:
                raise
            logger.info("%s is being read for long; it is written again later", table.relname)
        else:
            done[table.relname] = table.gone


def _rewrite(table: str, *, is_small: bool) -> None:
    """Who waits for a table's lock keeps all who come later waiting: not for a backup's sake."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()
        connection.execute(text("SET lock_timeout = '1s'"))
        if is_small:
            connection.execute(text(f"VACUUM FULL {table}"))
        else:
            connection.execute(text(f"VACUUM {table}"))
            connection.execute(text(f"REINDEX TABLE CONCURRENTLY {table}"))
        if table == "passage":
            connection.execute(text("VACUUM passage_vector"))
        connection.execute(text(f"ANALYZE {table}"))


def _passages() -> int:
    return int(rows_of(select(func.count()).select_from(Passage)).scalar() or 0)
