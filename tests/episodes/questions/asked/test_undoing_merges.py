"""The way back from a merge: everything as it was, with what came along."""

from episodes.db import db
from episodes.questions.asked import deciding, merging
from episodes.questions.asked.inbox import others_asked
from episodes.questions.asked.models import AskedQuestion, AskedState
from episodes.questions.asked.receiving import AskedDraft, receive


def ask(receipt: str) -> AskedQuestion:
    asked = receive(
        AskedDraft("Who buys the oat milk?", may_publish=True),
        receipt_hash=receipt,
        proof=receipt,
        daily_limit=200,
    )
    db.session.commit()
    return asked


def merge(one: AskedQuestion, into: AskedQuestion) -> None:
    merging.merge_into_question(one, into, actor=None)
    db.session.commit()


def ways(*questions: AskedQuestion) -> list[int | None]:
    db.session.commit()
    db.session.expire_all()
    return [question.merged_into_id for question in questions]


def test_the_state_before_a_merge_comes_back(app):
    first, second, third = ask("a"), ask("b"), ask("c")
    deciding.shortlist(second, actor=None)
    for question in (second, third):
        merge(question, first)
        merging.separate(question, actor=None)
    assert (second.state, third.state) == (AskedState.SHORTLISTED, AskedState.NEW)


def test_what_came_along_goes_along_again(app):
    first, second, third, fourth = ask("a"), ask("b"), ask("c"), ask("d")
    merge(fourth, third)
    merge(third, second)
    merge(second, first)
    assert ways(second, third, fourth) == [first.id] * 3
    episode = deciding.plan(first, "Oat milk", actor=None)
    assert others_asked([episode.slug]) == {episode.slug: 3}
    merging.separate(second, actor=None)
    assert ways(second, third, fourth) == [None, second.id, second.id]
    assert others_asked([episode.slug]) == {}
    merging.separate(third, actor=None)
    assert ways(third, fourth) == [None, third.id]


def test_what_was_merged_by_itself_stays(app):
    first, second, third = ask("a"), ask("b"), ask("c")
    merge(third, first)
    merge(second, first)
    merging.separate(second, actor=None)
    assert ways(second, third) == [None, first.id]
