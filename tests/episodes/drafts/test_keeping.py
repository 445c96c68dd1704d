"""What somebody types is theirs, the newest save stands, and what was saved does not come back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from episodes.db import db, now_utc
from episodes.drafts.actions import (
    MOST_CHARACTERS,
    MOST_DRAFTS,
    DraftRefusedError,
    DraftTooLargeError,
    TypedDraft,
    close_draft,
    forget_old_drafts,
    keep_draft,
)
from episodes.drafts.models import KeptDraft
from episodes.drafts.queries import open_drafts
from tests.factories import a_user

THING = "episode:1"
TYPED = TypedDraft("k1", "QuestionForm", THING, 1, 5, [["text", "Who buys the oat milk?"]])


def texts(user_id: int) -> list[str]:
    return [draft.fields[0][1] for draft in open_drafts(user_id, THING)]


def test_the_newest_save_stands_and_an_older_one_that_arrives_late_is_refused(app: Flask) -> None:
    ana = a_user().id
    for sequence, words in ((6, "six"), (8, "eight")):
        keep_draft(ana, replace(TYPED, sequence=sequence, fields=[["text", words]]))
    with pytest.raises(DraftRefusedError) as refused:
        keep_draft(ana, replace(TYPED, sequence=7, fields=[["text", "seven"]]))
    assert (refused.value.sequence, refused.value.is_closed) == (8, False)
    assert texts(ana) == ["eight"]


def test_nobody_else_sees_it(app: Flask) -> None:
    ana, bob = a_user().id, a_user().id
    keep_draft(ana, TYPED)
    keep_draft(bob, replace(TYPED, fields=[["text", "Bob's"]]))
    assert (texts(ana), texts(bob)) == ([TYPED.fields[0][1]], ["Bob's"])


@pytest.mark.parametrize("came_before", [True, False])
def test_a_closed_draft_loses_its_text_and_does_not_come_back(
    app: Flask, came_before: bool
) -> None:
    ana = a_user().id
    if came_before:
        keep_draft(ana, TYPED)
    close_draft(ana, TYPED.key)
    with pytest.raises(DraftRefusedError) as refused:
        keep_draft(ana, replace(TYPED, sequence=9))
    assert refused.value.is_closed
    assert open_drafts(ana, THING) == []
    assert db.session.query(KeptDraft).one().fields == []


def test_a_person_keeps_so_many_and_the_oldest_makes_room(app: Flask) -> None:
    ana = a_user().id
    for number in range(MOST_DRAFTS + 2):
        keep_draft(ana, replace(TYPED, key=f"k{number}", fields=[["text", str(number)]]))
    assert texts(ana) == [str(n) for n in reversed(range(2, MOST_DRAFTS + 2))]


def test_what_no_form_could_hold_is_refused(app: Flask) -> None:
    with pytest.raises(DraftTooLargeError):
        keep_draft(a_user().id, replace(TYPED, fields=[["text", "x" * MOST_CHARACTERS]]))


def test_what_nobody_came_back_for_is_forgotten(app: Flask) -> None:
    ana = a_user().id
    keep_draft(ana, TYPED)
    keep_draft(ana, replace(TYPED, key="k2"))
    db.session.query(KeptDraft).filter_by(key="k1").one().kept_at = now_utc() - timedelta(days=61)
    forget_old_drafts()
    assert [draft.key for draft in open_drafts(ana, THING)] == ["k2"]


def test_drafts_go_with_their_person(app: Flask) -> None:
    ana = a_user()
    keep_draft(ana.id, TYPED)
    db.session.delete(ana)
    db.session.flush()
    assert db.session.query(KeptDraft).count() == 0
