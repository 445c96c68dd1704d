"""What the show does with a question, and what its asker then reads."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import NoResultFound

from episodes.accounts.models import AuditEntry
from episodes.catalog.actions import publish
from episodes.catalog.actions import withdraw as take_off_the_air
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.questions.asked import deciding, merging
from episodes.questions.asked.inbox import (
    Shelf,
    inbox_entry,
    inbox_page,
    number_waiting,
    others_asked,
    shelf_counts,
)
from episodes.questions.asked.models import AskedQuestion, AskedState
from episodes.questions.asked.receiving import AskedDraft, receive
from episodes.questions.asked.standing import Standing, receipt_of
from episodes.questions.published.actions import say_it_points_to_nobody
from episodes.questions.published.queries import question_of
from episodes.refusals import RefusalError
from tests.factories import add_video, an_episode
from tests.waiting import a_second_who_waits

WORDS = "He counts who cooked, and I have begun to count too."


def ask(receipt: str = "r", *, agreed: bool = True, proof: bool = True) -> AskedQuestion:
    draft = AskedDraft(WORDS, "Tired", may_edit=agreed, may_publish=agreed)
    asked = receive(draft, receipt_hash=receipt, proof=receipt if proof else None, daily_limit=200)
    db.session.commit()
    return asked


def standing(receipt: str = "r") -> Standing:
    db.session.commit()
    return receipt_of(receipt).standing


def test_a_receipt_follows_a_question_to_its_answer_and_back(app):
    asked = ask()
    assert standing() is Standing.RECEIVED
    deciding.mark_read(asked.id)
    assert standing() is Standing.READ
    deciding.shortlist(asked, actor=None)
    assert standing() is Standing.SHORTLISTED
    episode = deciding.plan(asked, "Counting", actor=None)
    assert standing() is Standing.PLANNED
    assert receipt_of("r").title == ""
    episode.video_review = ReviewState.REVIEWED_NONE
    add_video(episode)
    assert standing() is Standing.RECORDED
    say_it_points_to_nobody(episode, actor=None)
    publish(episode)
    assert standing() is Standing.ANSWERED
    assert (receipt_of("r").slug, receipt_of("r").title) == ("counting", "Counting")
    take_off_the_air(episode)
    assert standing() is Standing.RECORDED
    assert (receipt_of("r").slug, receipt_of("r").title) == ("", "")


def test_a_planned_question_is_in_its_draft_word_for_word(app):
    episode = deciding.plan(ask(), "Counting", actor=None)
    question = question_of(episode.id)
    assert (question.text, question.asked_by) == (WORDS, "Tired")
    assert episode.status is Status.DRAFT


def test_words_that_may_not_be_published_are_in_no_draft(app):
    asked = ask(agreed=False)
    episode = deciding.plan(asked, "Counting", actor=None)
    assert question_of(episode.id) is None
    assert not asked.is_source


def test_a_declined_question_says_why(app):
    deciding.decline(ask(), "Please talk to a doctor you trust.", actor=None)
    assert standing() is Standing.DECLINED
    assert receipt_of("r").reply == "Please talk to a doctor you trust."


def test_to_decline_without_a_word_is_refused(app):
    with pytest.raises(RefusalError):
        deciding.decline(ask(), "  ", actor=None)


def test_spam_reads_as_declined_and_can_be_erased(app):
    deciding.mark_spam(ask(), actor=None)
    assert standing() is Standing.DECLINED
    assert deciding.erase_spam(actor=None) == 1
    assert receipt_of("r") is None


def test_merging_counts_and_shows_the_words_where_the_asker_agreed(app):
    episode = an_episode("oat")
    merging.merge_into_episode(ask(), episode, WORDS, actor=None)
    assert [other.text for other in question_of(episode.id).also_asked_as] == [WORDS]
    assert others_asked(["oat"]) == {"oat": 1}
    assert standing() is Standing.ANSWERED


def test_merging_only_counts_where_the_asker_did_not_agree(app):
    episode, asked = an_episode("oat"), ask(agreed=False)
    with pytest.raises(RefusalError):
        merging.merge_into_episode(asked, episode, WORDS, actor=None)
    merging.merge_into_episode(asked, episode, actor=None)
    assert question_of(episode.id).also_asked_as == []
    assert others_asked(["oat"]) == {"oat": 1}


def test_other_words_need_an_agreement_of_their_own(app):
    draft = AskedDraft(WORDS, may_publish=True)
    asked = receive(draft, receipt_hash="r", proof=None, daily_limit=200)
    episode = an_episode("oat")
    with pytest.raises(RefusalError):
        merging.merge_into_episode(asked, episode, "He keeps a list.", actor=None)
    merging.merge_into_episode(asked, episode, "I have begun to count too.", actor=None)
    assert asked.state is AskedState.PLANNED


def test_a_merged_question_goes_the_way_of_the_other(app):
    first, second, third = ask("a"), ask("b"), ask("c")
    merging.merge_into_question(third, second, actor=None)
    merging.merge_into_question(second, first, actor=None)
    db.session.refresh(third)
    assert third.merged_into_id == second.merged_into_id == first.id
    episode = deciding.plan(first, "Counting", actor=None)
    assert [standing(receipt) for receipt in "abc"] == [Standing.PLANNED] * 3
    assert others_asked([episode.slug]) == {episode.slug: 2}


def test_a_question_cannot_be_merged_into_itself(app):
    first, second = ask("a"), ask("b")
    merging.merge_into_question(second, first, actor=None)
    with pytest.raises(RefusalError):
        merging.merge_into_question(first, second, actor=None)


def test_what_was_put_together_can_be_taken_apart(app):
    episode, asked = an_episode("oat"), ask()
    merging.merge_into_episode(asked, episode, WORDS, actor=None)
    merging.separate(asked, actor=None)
    assert question_of(episode.id).also_asked_as == []
    assert others_asked(["oat"]) == {}
    assert standing() is Standing.RECEIVED


def test_a_step_that_the_state_does_not_lead_to_is_refused(app):
    asked = ask()
    deciding.plan(asked, "Counting", actor=None)
    for step in (deciding.shortlist, deciding.mark_spam):
        with pytest.raises(RefusalError):
            step(asked, actor=None)


def test_every_list_has_its_questions_and_its_number(app):
    considered, spam, unchecked = ask("a"), ask("b"), ask("c", proof=False)
    answered, merged, new = ask("d"), ask("e"), ask("f")
    deciding.shortlist(considered, actor=None)
    deciding.mark_spam(spam, actor=None)
    merging.merge_into_episode(answered, an_episode("oat"), actor=None)
    merging.merge_into_question(merged, considered, actor=None)
    db.session.commit()
    counts = {shelf: number for shelf, number in shelf_counts().items() if number}
    one_each = (Shelf.NEW, Shelf.UNCHECKED, Shelf.SHORTLISTED, Shelf.ANSWERED, Shelf.SPAM)
    assert counts == dict.fromkeys(one_each, 1)
    assert number_waiting() == 2
    assert [each.asked.id for each in inbox_page(Shelf.UNCHECKED)[0]] == [unchecked.id]
    assert [each.asked.id for each in inbox_page(Shelf.NEW)[0]] == [new.id]
    assert inbox_entry(considered.id).others == 1


def test_pages_of_the_inbox_follow_one_another(app):
    numbers = [ask(f"r{n}").id for n in range(12)]
    first, following = inbox_page(Shelf.NEW)
    second, end = inbox_page(Shelf.NEW, following)
    assert [each.asked.id for each in first + second] == numbers[::-1]
    assert end is None


def test_the_trail_says_what_the_show_did_and_no_words_of_the_asker(app):
    asked = ask()
    deciding.plan(asked, "Counting", actor=None)
    db.session.commit()
    entries = db.session.scalars(select(AuditEntry)).all()
    assert "asked_question.plan" in [entry.action for entry in entries]
    assert not any("cooked" in f"{e.action}{e.thing}{e.detail}" for e in entries)


def test_an_episode_that_is_gone_leaves_its_question_to_be_planned_again(app):
    asked = ask()
    episode = deciding.plan(asked, "Counting", actor=None)
    db.session.commit()
    db.session.delete(episode)
    assert standing() is Standing.SHORTLISTED
    db.session.refresh(asked)
    merging.separate(asked, actor=None)
    assert asked.state is AskedState.SHORTLISTED


@pytest.mark.parametrize(
    "meanwhile",
    [
        update(AskedQuestion).values(state=AskedState.SPAM),
        delete(AskedQuestion),
    ],
    ids=["put with the spam", "taken back"],
)
def test_a_step_waits_for_who_was_first_and_then_does_not_fit(app, meanwhile):
    number = ask("a").id
    db.session.commit()

    def plan() -> None:
        with app.app_context():
            deciding.plan(db.session.get_one(AskedQuestion, number), "Counting", actor=None)
            db.session.commit()

    with ThreadPoolExecutor() as pool:
        with db.engine.begin() as connection, a_second_who_waits() as wait_for_the_second:
            connection.execute(meanwhile)
            second = pool.submit(plan)
            wait_for_the_second()
        assert isinstance(second.exception(timeout=300), (RefusalError, NoResultFound))
    assert db.session.query(Episode).count() == 0
