"""Two people on one row at one moment: one outcome, and no error page for the other."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import delete, text
from sqlalchemy.exc import IntegrityError

from episodes.accounts.models import RoleName
from episodes.db import RowGoneError, db, lock_row
from episodes.desk.views.blueprint import commit_write
from episodes.jobs.actions import enqueue
from episodes.questions.asked import merging
from episodes.questions.asked.models import AskedQuestion
from episodes.questions.asked.receiving import AskedDraft, receive
from episodes.refusals import RefusalError
from episodes.transcripts.models import CaptionSync
from tests.episodes.desk.conftest import Browser
from tests.episodes.transcripts.speech import keep_sync, keep_transcript, keep_video
from tests.factories import a_show, a_user, an_episode, signed_in

WORDS = "He counts who cooked, and I have begun to count too."


def ask(receipt: str) -> int:
    draft = AskedDraft(WORDS, may_publish=True)
    asked = receive(draft, receipt_hash=receipt, proof=receipt, daily_limit=200)
    number = asked.id
    db.session.commit()
    return number


def merge(app: Flask, start: threading.Barrier, number: int, other: int) -> str:
    with app.app_context():
        one = db.session.get_one(AskedQuestion, number)
        two = db.session.get_one(AskedQuestion, other)
        db.session.rollback()
        start.wait(60)
        try:
            commit_write(lambda: merging.merge_into_question(one, two, actor=None))
        except RefusalError:
            db.session.rollback()
            return "refused"
        return "merged"


def test_two_crossing_merges_leave_one_on_its_shelf(app: Flask) -> None:
    for turn in range(8):
        first, second = ask(f"a{turn}"), ask(f"b{turn}")
        start = threading.Barrier(2)
        with ThreadPoolExecutor(2) as pool:
            one = pool.submit(merge, app, start, first, second)
            two = pool.submit(merge, app, start, second, first)
            assert sorted([one.result(120), two.result(120)]) == ["merged", "refused"]
        db.session.commit()
        rows = db.session.query(AskedQuestion).filter(AskedQuestion.id.in_([first, second]))
        assert [row.merged_into_id for row in rows].count(None) == 1


def test_a_question_merged_into_itself_is_refused_by_the_database(app: Flask) -> None:
    number = ask("a")
    with pytest.raises(IntegrityError, match="not_into_itself"):
        db.session.execute(
            text("UPDATE asked_question SET merged_into_id = id WHERE id = :n"), {"n": number}
        )
    db.session.rollback()


def test_a_write_that_was_broken_off_for_another_is_made_again(app: Flask, database: str) -> None:
    if database.startswith("sqlite"):
        pytest.skip("SQLite has one writer at a time")
    first, second = ask("a"), ask("b")
    start = threading.Barrier(2)

    def touch(*numbers: int) -> None:
        with app.app_context():
            turns = iter((True, False))

            def write() -> None:
                is_first_turn = next(turns)
                for number in numbers:
                    db.session.execute(
                        text("UPDATE asked_question SET reply = reply || 'x' WHERE id = :n"),
                        {"n": number},
                    )
                    if is_first_turn and number == numbers[0]:
                        start.wait(60)

            commit_write(write)

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(touch, first, second), pool.submit(touch, second, first)]
        for each in both:
            each.result(120)
    assert list(db.session.scalars(db.select(AskedQuestion.reply))) == ["xx", "xx"]


@pytest.fixture
def desk(app: Flask) -> Browser:
    a_show()
    return Browser(signed_in(app.test_client(), a_user(RoleName.ADMIN)))


def test_to_lock_a_row_that_is_gone_says_so(app: Flask) -> None:
    job = enqueue("sync_captions", subject="1")
    db.session.commit()
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM job"))
    with pytest.raises(RowGoneError):
        lock_row(job)


def test_two_who_discard_one_sync_get_a_page_each(
    app: Flask, desk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second comes when it has been read and before it is locked."""
    from episodes.desk.views import sync as views

    episode = an_episode("film")
    sound = keep_video(episode, b"not really a film").storage_key
    number = keep_sync(episode, keep_transcript(episode), sound_key=sound).id
    db.session.commit()
    found = views._sync_or_404

    def found_and_gone(slug: str, sync_id: int) -> object:
        pair = found(slug, sync_id)
        db.session.rollback()
        with app.app_context():
            db.session.execute(delete(CaptionSync))
            db.session.commit()
        return pair

    monkeypatch.setattr(views, "_sync_or_404", found_and_gone)
    address = f"/desk/episodes/film/sync/{number}/discard"
    response = desk.post(address, form="/ask")
    assert response.status_code in (404, 409)
    assert "Somebody else was faster" in response.text
