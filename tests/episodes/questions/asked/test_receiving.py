"""Asking and taking back, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Date, DateTime, select

from episodes.accounts.models import AuditEntry
from episodes.catalog.actions import publish
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.questions.asked import deciding, merging, receiving
from episodes.questions.asked.counting import count_question, counted_today
from episodes.questions.asked.inbox import (
    Shelf,
    number_waiting,
    others_asked,
    shelf_counts,
)
from episodes.questions.asked.models import (
    AskedAddition,
    AskedQuestion,
    AskedState,
    AskingDay,
    SpentChallenge,
)
from episodes.questions.asked.receiving import (
    AskedDraft,
    InboxFullError,
    ProofSpentError,
    add_line,
    forget_journal,
    receive,
    withdraw,
)
from episodes.questions.asked.standing import Standing, receipt_of
from episodes.questions.published.actions import say_it_points_to_nobody
from episodes.questions.published.queries import question_of
from episodes.refusals import RefusalError
from tests.factories import add_video, an_episode

WORDS = "He counts who cooked, and I have begun to count too."
YES = AskedDraft(WORDS, "Tired", may_edit=True, may_publish=True)


def ask(receipt: str = "r", draft: AskedDraft = YES, proof: str | None = None, limit: int = 200):
    asked = receive(draft, receipt_hash=receipt, proof=proof, daily_limit=limit)
    db.session.commit()
    return asked


def test_a_question_is_kept_word_for_word_with_its_day_and_nothing_else(app):
    asked = ask(proof="n")
    assert (asked.text, asked.display_name, asked.is_checked) == (WORDS, "Tired", True)
    assert asked.asked_on == datetime.now(UTC).date()
    tables = [AskedQuestion, AskedAddition, AskingDay, SpentChallenge]
    kinds = [type(column.type) for table in tables for column in table.__table__.columns]
    assert Date in kinds
    assert DateTime not in kinds


def test_the_same_form_sent_twice_is_one_question(app):
    first, second = ask(proof="n"), ask(proof="n")
    assert first.id == second.id
    assert counted_today("checked") == 1


def test_a_proof_of_work_counts_once(app):
    ask("a", proof="n")
    with pytest.raises(ProofSpentError):
        ask("b", proof="n")


def test_proofs_of_days_ago_are_forgotten(app):
    long_ago = datetime.now(UTC).date() - timedelta(days=3)
    db.session.add(SpentChallenge(nonce="old", day=long_ago))
    ask(proof="n")
    assert db.session.scalars(select(SpentChallenge.nonce)).all() == ["n"]


def test_what_is_above_the_days_limit_is_kept_apart(app):
    for number in range(4):
        assert not ask(f"r{number}", proof=f"n{number}", limit=4).is_above_limit
    assert ask("one too many", proof="n", limit=4).is_above_limit
    assert ask("r0", limit=4).text == WORDS  # sent again: still known
    assert (shelf_counts()[Shelf.NEW], shelf_counts()[Shelf.ABOVE]) == (4, 1)
    assert number_waiting() == 4


def test_what_comes_without_work_fills_a_share_of_the_day_only(app):
    assert not ask("a", limit=4).is_above_limit
    assert ask("b", limit=4).is_above_limit
    assert not ask("c", proof="n", limit=4).is_above_limit


def test_there_is_room_above_the_limit_too_and_machines_get_a_share_of_it(app, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_BYTES_ABOVE", 4 * 4 * len(WORDS))
    ask("a", limit=4)
    ask("b", limit=4)
    with pytest.raises(InboxFullError):
        ask("c", limit=4)
    db.session.rollback()
    for number in range(5):
        assert ask(f"p{number}", proof=f"n{number}", limit=4).is_checked


def test_its_asker_reads_that_it_may_wait_until_somebody_considers_it(app):
    asked = ask("a", limit=1, proof="m")
    above = ask("b", limit=1, proof="n")
    assert not receipt_of("a").is_above_limit
    assert receipt_of("b").is_above_limit
    deciding.shortlist(above, actor=None)
    assert not receipt_of("b").is_above_limit
    assert asked.state is AskedState.NEW


def test_a_line_can_be_added_until_there_are_ten(app):
    asked = ask()
    for number in range(10):
        add_line(asked, f"line {number}")
    with pytest.raises(RefusalError):
        add_line(asked, "one more")
    assert receipt_of("r").additions == 10


@pytest.mark.parametrize("words", ["", " \n", "x" * 1001])
def test_a_line_that_is_empty_or_too_long_is_refused(app, words):
    with pytest.raises(RefusalError):
        add_line(ask(), words)


def test_taking_back_erases_everything_but_a_count(app):
    asked = ask()
    add_line(asked, "and his mum agrees")
    withdraw(asked)
    db.session.commit()
    assert db.session.query(AskedQuestion).count() == 0
    assert db.session.query(AskedAddition).count() == 0
    assert receipt_of("r") is None
    assert counted_today("withdrawn") == 1


def test_taking_back_leaves_nothing_in_sqlites_files(app):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's files are its own")
    secret = "a very telling word: xylomarimba"
    asked = ask(draft=AskedDraft(secret * 60))
    withdraw(asked)
    db.session.commit()
    forget_journal()
    path = db.engine.url.database
    for end in ("", "-wal"):
        with open(path + end, "rb") as file:  # noqa: PTH123  # the name has an ending
            assert b"xylomarimba" not in file.read()


def test_taking_back_leaves_no_passage_of_a_draft_in_sqlites_files(app):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's files are its own")
    telling = "the xylomarimba in 1987's kitchen. " * 60
    asked = ask(draft=AskedDraft(telling, may_publish=True))
    deciding.plan(asked, "Counting", actor=None)
    db.session.commit()
    withdraw(asked)
    db.session.commit()
    forget_journal()
    path = db.engine.url.database
    with open(path, "rb") as file:  # noqa: PTH123  # as it stands
        assert b"xylomarimba in 1987" not in file.read()


def test_taking_back_takes_the_words_out_of_a_draft_made_from_them(app):
    asked = ask()
    episode = deciding.plan(asked, "Counting", actor=None)
    assert question_of(episode.id).text == WORDS
    withdraw(asked)
    db.session.commit()
    assert question_of(episode.id) is None
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.actor_name, entry.thing) == ("asker", episode.slug)
    assert (entry.at.hour, entry.at.minute, entry.at.second) == (0, 0, 0)


def test_taking_back_finds_the_draft_that_the_words_were_separated_from(app):
    asked, other = ask("a"), ask("b")
    left = deciding.plan(asked, "Counting", actor=None)
    of_other = deciding.plan(other, "Counting again", actor=None)
    merging.separate(asked, actor=None)
    withdraw(asked)
    db.session.commit()
    assert question_of(left.id) is None
    assert question_of(of_other.id).text == WORDS


def test_what_was_published_stays_the_shows(app):
    asked = ask()
    episode = deciding.plan(asked, "Counting", actor=None)
    episode.video_review = ReviewState.REVIEWED_NONE
    add_video(episode)
    say_it_points_to_nobody(episode, actor=None)
    publish(episode)
    withdraw(asked)
    db.session.commit()
    assert question_of(episode.id).text == WORDS
    assert db.session.get(Episode, episode.id).status == "published"


def test_words_under_also_asked_as_go_when_they_are_taken_back(app):
    episode = an_episode("oat")
    asked = ask()
    merging.merge_into_episode(asked, episode, WORDS, actor=None)
    assert [other.text for other in question_of(episode.id).also_asked_as] == [WORDS]
    withdraw(asked)
    db.session.commit()
    assert question_of(episode.id).also_asked_as == []


def test_those_that_were_merged_into_what_is_taken_back_stand_alone_again(app):
    first, second = ask("a"), ask("b")
    merging.merge_into_question(second, first, actor=None)
    withdraw(first)
    db.session.commit()
    db.session.expire_all()
    assert db.session.get(AskedQuestion, second.id).merged_into_id is None
    assert receipt_of("b").standing is Standing.SHORTLISTED


def test_counts_of_a_question_go_up_and_never_below_nothing(app):
    question = question_of(an_episode("oat").id)
    count_question(question.id, "me_too")
    count_question(question.id, "me_too")
    count_question(question.id, "merged", -1)
    db.session.commit()
    assert others_asked(["oat", "other"]) == {"oat": 2}
