"""What was asked most, over months."""

from datetime import timedelta

from episodes.db import db
from episodes.questions.asked import deciding, merging
from episodes.questions.asked.counting import today
from episodes.questions.asked.models import AskedQuestion
from episodes.questions.asked.most_asked import most_asked
from episodes.questions.asked.receiving import AskedDraft, receive
from tests.factories import an_episode

MONTH = timedelta(days=30)


def ask(receipt: str, *, months_ago: int = 0) -> AskedQuestion:
    asked = receive(
        AskedDraft(f"Who buys the milk, asks {receipt}?"),
        receipt_hash=receipt,
        proof=receipt,
        daily_limit=200,
    )
    asked.asked_on = today() - months_ago * MONTH
    return asked


def test_what_was_merged_counts_within_the_months_that_are_asked_for(app):
    first, second, third = ask("a"), ask("b"), ask("c", months_ago=5)
    for other in (second, third):
        merging.merge_into_question(other, first, actor=None)
    ask("alone")
    db.session.commit()
    lately, longer = most_asked(today() - 2 * MONTH), most_asked(today() - 7 * MONTH)
    assert [(each.number, each.asked_id) for each in lately] == [(2, first.id)]
    assert [each.number for each in longer] == [3]
    assert most_asked(today() + MONTH) == []


def test_an_episodes_questions_count_together_and_spam_never(app):
    episode = an_episode("oat")
    for receipt in "ab":
        merging.merge_into_episode(ask(receipt), episode, actor=None)
    spam, other = ask("c"), ask("d")
    merging.merge_into_question(other, spam, actor=None)
    deciding.mark_spam(spam, actor=None)
    db.session.commit()
    assert [(each.number, each.slug) for each in most_asked(today() - MONTH)] == [(2, "oat")]
