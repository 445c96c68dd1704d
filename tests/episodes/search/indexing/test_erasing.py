"""What is taken away leaves nothing behind: not in the index, not in the file, not as a time."""

import logging
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import select, text

from episodes.catalog.models import Episode
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.drafts.actions import TypedDraft, keep_draft
from episodes.jobs.models import Job
from episodes.questions.asked import deciding
from episodes.questions.asked.models import AskedQuestion, SealedLetter
from episodes.questions.asked.receiving import add_line
from episodes.questions.published.actions import save_question
from episodes.search.indexing.erasing import erase_traces
from episodes.search.models import AskedVector, CorpusWord
from episodes.versions.actions import add_version, approve_version
from episodes.versions.models import VersionKind
from episodes.versions.previews import PreviewDocument, make_preview_link
from tests.episodes.asking.conftest import Asker, asker  # noqa: F401  # a fixture
from tests.factories import a_user, an_episode
from tests.waiting import wait_until

WORDS = "Qylomarimba keeps vvqmartian awake while zzkpartner plays xxnightly."
RARE = ("ylomarimba", "vqmartian", "zkpartner", "xnightly")


def of_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def in_the_files() -> list[str]:
    """Which of the rare words stand in SQLite's file or its journal."""
    path = Path(db.engine.url.database or "")
    files = [file for file in path.parent.iterdir() if file.name.startswith(path.name)]
    return [word for word in RARE if any(word.encode() in file.read_bytes() for file in files)]


def in_the_segments() -> list[str]:
    """Which of them stand in FTS5's own blocks, whether they are found or not."""
    blocks = b"".join(
        row[0] for row in db.session.execute(text("SELECT block FROM passage_fts_data"))
    )
    return [word for word in RARE if word[2:-2].encode() in blocks]


def known_words() -> list[str]:
    return [w for w in db.session.scalars(select(CorpusWord.word)) if any(r in w for r in RARE)]


def planned(asker: Asker) -> str:  # noqa: F811
    """The code of a question that a draft was made from."""
    code = asker.sent(WORDS, checked=True, may_publish="y")
    question = db.session.scalars(select(AskedQuestion)).one()
    deciding.plan(question, "A plan", actor=None)
    db.session.commit()
    assert known_words()
    return code


def copy_everywhere() -> None:
    """What people of the desk make of a planned question before it is taken back."""
    asked, episode = db.session.query(AskedQuestion).one(), db.session.query(Episode).one()
    user = a_user()
    db.session.add(AskedVector(asked_id=asked.id, model="m", vector=WORDS.encode()))
    db.session.add(
        SealedLetter(
            asked_id=asked.id, sealed_on=asked.asked_on, text=WORDS, additions={"1": WORDS}
        )
    )
    add_line(asked, WORDS)
    for number, thing in enumerate((f"asked:{asked.id}", f"episode:{episode.id}")):
        draft = TypedDraft(f"k{number}", "F", thing, 1, 0, [["text", WORDS]])
        keep_draft(user.id, draft)
    version = add_version(episode.id, VersionKind.QUESTION, {"text": WORDS}, author=user)
    approve_version(version, a_user())
    document = PreviewDocument("A plan", "en", question=WORDS)
    make_preview_link(episode, document, days=7, note="", actor=user)
    db.session.commit()


def tables_with_words() -> set[str]:
    dump = {
        table.name: str(db.session.execute(text(f'SELECT * FROM "{table.name}"')).all())  # noqa: S608
        for table in db.metadata.sorted_tables
    }
    db.session.rollback()
    return {name for name, rows in dump.items() if any(word in rows for word in RARE)}


def test_a_question_taken_back_leaves_nothing_anywhere(app: Flask, asker: Asker) -> None:  # noqa: F811
    code = planned(asker)
    copy_everywhere()
    assert tables_with_words() >= {"version", "kept_draft", "preview_link", "sealed_letter"}
    if of_sqlite():
        assert in_the_segments() == list(RARE)
    assert "Erased" in asker.with_code(code, "/receipt/withdraw", sure="y").text
    assert tables_with_words() == set()
    if of_sqlite():
        db.session.rollback()
        assert in_the_segments() == []
        assert in_the_files() == []


def test_no_job_tells_when_a_question_was_taken_back(app: Flask, asker: Asker) -> None:  # noqa: F811
    code = planned(asker)
    for job in db.session.scalars(select(Job)):
        db.session.delete(job)
    db.session.commit()
    asker.with_code(code, "/receipt/withdraw", sure="y")
    assert db.session.scalars(select(Job)).all() == []


@pytest.mark.parametrize("way", ["edited", "deleted"])
def test_what_was_written_is_gone_within_the_hour(app: Flask, way: str) -> None:
    episode = an_episode("a", summary=WORDS, answer=f"# Part {{#part}}\n\n{WORDS}\n")
    an_episode("b", question="Who else?")
    before = filenode()
    assert known_words()
    if way == "deleted":
        db.session.delete(episode)
    else:
        episode.summary = "Nothing."
        for part in list(episode_parts(episode)):
            db.session.delete(part)
        episode_changed.send(episode)
    db.session.commit()
    assert known_words() == []
    if of_sqlite():
        erase_traces()
        assert in_the_segments() == []
    else:
        # PostgreSQL says with a delay how many rows went.
        wait_until(lambda: erase_traces() or filenode() != before, "the table is written again")


def test_where_a_table_is_read_for_long_nobody_waits_and_it_is_done_later(
    app: Flask, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    if of_sqlite():
        pytest.skip("SQLite's readers keep nobody waiting")
    caplog.set_level(logging.INFO)
    erase_traces()
    before = filenode()
    db.session.delete(an_episode("a", summary=WORDS))
    db.session.commit()
    with psycopg.connect(database) as backup:
        backup.execute("LOCK TABLE passage IN ACCESS SHARE MODE")
        refused = "passage is being read for long"
        wait_until(lambda: erase_traces() or refused in caplog.text, "somebody who gives up")
        assert filenode() == before
    wait_until(lambda: erase_traces() or filenode() != before, "the table is written again")


def episode_parts(episode: Episode) -> list[object]:
    from episodes.answers.queries import answer_of

    answer = answer_of(episode.id)
    return list(answer.parts) if answer else []


def filenode() -> object:
    """Changes where PostgreSQL has written a table again."""
    if of_sqlite():
        return None
    return db.session.execute(text("SELECT pg_relation_filenode('passage')")).scalar()


def test_a_changed_question_leaves_nothing_of_the_former(app: Flask) -> None:
    episode = an_episode("a", question=WORDS)
    save_question(episode, text="Something else?")
    db.session.commit()
    assert known_words() == []
    if of_sqlite():
        assert in_the_segments() == []


def test_with_nothing_gone_nothing_is_done(app: Flask) -> None:
    """PostgreSQL says with a delay how many rows went, those of earlier tests too."""

    def has_done_nothing() -> bool:
        before = filenode()
        erase_traces()
        return filenode() == before

    wait_until(has_done_nothing, "an hour in which nothing is written again")
