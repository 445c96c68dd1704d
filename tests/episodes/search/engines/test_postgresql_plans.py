"""What PostgreSQL's planner is told, so that it reads what is needed and no more."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select, text, true

from episodes.db import db
from episodes.search.engines import postgresql
from episodes.search.engines.engine import CountRequest, Step, Wanted
from episodes.search.engines.plan import ABOUT
from episodes.search.models import Passage
from tests.factories import an_episode

pytestmark = pytest.mark.postgresql


@pytest.fixture(autouse=True)
def an_indexed_question(app: Flask) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("of PostgreSQL's planner")
    an_episode(question="Is there a kettle, isn't there?")


def matches_of(word: str, *, is_weighed: bool = False) -> tuple[int, str, Any]:
    """How many, and the statement as it was sent, with its values."""
    sent: list[tuple[str, Any]] = []

    def note(_connection, _cursor, statement, values, *_rest) -> None:  # type: ignore[no-untyped-def]
        sent.append((statement, values))

    wanted = Wanted(all_of=(word,), documents={word: 1}, is_weighed=is_weighed)
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        count = len(postgresql.matches([Step(wanted, ABOUT, 100)], true()))
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return count, *sent[-1]


def test_the_words_are_constants_whose_frequency_it_knows() -> None:
    count, statement, _ = matches_of("kettle")
    assert count == 1
    assert "passage_fts_query('en', 'kettle')" in statement


@pytest.mark.parametrize("is_weighed", [False, True])
@pytest.mark.parametrize("word", ["isn't", "100%", "%(x)s", "a\\", "';--", "$1", ":x", "'*"])
def test_no_word_leaves_its_quotation_marks(word: str, is_weighed: bool) -> None:
    matches_of(word, is_weighed=is_weighed)  # without an error
    assert db.session.scalar(select(func.count(Passage.id))) > 0


def test_what_episodes_are_about_has_an_index_of_its_own() -> None:
    """Which index is taken depends on what the table holds; that this one can be, on its rows'
    condition alone: so all others are away meanwhile."""
    others = (
        "ix_passage_hand_made_words", "ix_passage_hand_made_newest_about", "ix_passage_episode_id",
    )  # fmt: skip
    _, statement, values = matches_of("kettle")
    db.session.rollback()  # or its transaction would keep the indexes
    with db.engine.connect() as connection:
        for kind in ("seqscan", "indexscan", "indexonlyscan"):
            connection.execute(text(f"SET LOCAL enable_{kind} = off"))
        connection.execute(text(f"DROP INDEX {', '.join(others)}"))
        plan = connection.exec_driver_sql(f"EXPLAIN {statement}", values).scalars().all()
        connection.rollback()
    assert any("ix_passage_hand_made_about" in line for line in plan), plan


def test_a_beginning_is_counted_only_where_it_is_no_word() -> None:
    counts = {
        typed: postgresql.word_counts(CountRequest(words=[typed], beginning=typed), true())
        for typed in ("kett", "kettle", "")
    }
    assert counts["kett"].documents == {"kett": 0, "kett*": 1}
    assert counts["kettle"].documents == {"kettle": 1}


def test_what_is_not_weighed_asks_nothing_of_the_corpus() -> None:
    assert "pg_stats" in matches_of("kettle", is_weighed=True)[1]
    assert "pg_stats" not in matches_of("kettle")[1]


def test_no_statement_is_compiled_before_it_is_run() -> None:
    assert db.session.scalar(text("SHOW jit")) == "off"


def test_a_common_word_is_seen_among_the_newest_and_an_old_one_all_the_same() -> None:
    """For the planner a word that all have is common, and one that the oldest alone has is not."""
    for number in range(3):
        an_episode(question=f"Is this kettle number {number}?")
    request = CountRequest(words=["kettle", "isn't"], seen=["kettle", "isn't", "nowhere"])
    visible = Passage.episode_id > 0
    assert postgresql.word_counts(request, visible).seen == {"kettle": 1, "isn't": 1, "nowhere": 0}
    several = CountRequest(words=["kettle"], seen=["kettle"], most_seen=3)
    assert postgresql.word_counts(several, visible).seen == {"kettle": 3}
    hidden = postgresql.word_counts(request, Passage.episode_id < 0)
    assert set(hidden.seen.values()) == {0}


def test_the_newest_questions_have_an_index_of_their_own() -> None:
    _, statement, values = matches_of("kettle")
    db.session.rollback()
    others = (
        "ix_passage_hand_made_words", "ix_passage_hand_made_about", "ix_passage_episode_id",
    )  # fmt: skip
    with db.engine.connect() as connection:
        for kind in ("seqscan", "sort"):
            connection.execute(text(f"SET LOCAL enable_{kind} = off"))
        connection.execute(text(f"DROP INDEX {', '.join(others)}"))
        plan = connection.exec_driver_sql(f"EXPLAIN {statement}", values).scalars().all()
        connection.rollback()
    assert any("ix_passage_hand_made_newest_about" in line for line in plan), plan
