"""Writing down a question, on both databases."""

import pytest
from sqlalchemy import func, select

from episodes.accounts.models import AuditEntry
from episodes.catalog.models import Episode
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.questions.published.actions import AnnotationDraft, remove_question, save_question
from episodes.questions.published.models import AlsoAsked, Annotation
from episodes.questions.published.queries import question_of
from episodes.refusals import RefusalError

WORDS = "Is it normal to <b>count</b>?\n  Or 🙈 not?"
NORMAL = AnnotationDraft(start=6, end=12, note="A word to put down.")
IS = AnnotationDraft(start=0, end=2, note="Two letters.")


@pytest.fixture
def episode(app) -> Episode:
    episode = Episode(slug="counting", title="Counting")
    db.session.add(episode)
    db.session.flush()
    return episode


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_question_is_kept_word_for_word(episode):
    save_question(episode, text=WORDS, asked_by="anonymous internet friend")
    db.session.commit()

    question = question_of(episode.id)
    assert (question.text, question.asked_by) == (WORDS, "anonymous internet friend")


def test_annotations_stand_in_the_order_of_the_text_and_wordings_in_their_own(episode):
    save_question(
        episode, text=WORDS, annotations=[NORMAL, IS], also_asked_as=["Why count?", "Am I odd?"]
    )
    db.session.commit()

    question = question_of(episode.id)
    assert [annotation.start for annotation in question.annotations] == [0, 6]
    assert [wording.text for wording in question.also_asked_as] == ["Why count?", "Am I odd?"]


def test_saving_again_replaces_what_was_there(episode):
    save_question(episode, text=WORDS, annotations=[NORMAL], also_asked_as=["Why count?"])
    save_question(episode, text="Shorter?")

    assert question_of(episode.id).text == "Shorter?"
    assert (count(Annotation), count(AlsoAsked)) == (0, 0)


def test_the_same_question_saved_again_leaves_no_trace(episode):
    told = []
    save_question(episode, text=WORDS, annotations=[NORMAL, IS])
    with episode_changed.connected_to(told.append):
        save_question(episode, text=WORDS, annotations=[IS, NORMAL])

    assert (count(AuditEntry), told) == (1, [])


def test_a_removed_question_is_gone(episode):
    save_question(episode, text=WORDS, annotations=[NORMAL])
    remove_question(episode, actor=None)

    assert question_of(episode.id) is None
    assert count(Annotation) == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": " \n"}, "text"),
        ({"text": "a" * 20_001}, "text"),
        ({"text": "a\0b"}, "text"),
        ({"asked_by": "a" * 121}, "asked_by"),
        ({"also_asked_as": ["Fine?", ""]}, "also_asked_as[1]"),
        ({"annotations": [AnnotationDraft(-1, 2, "x")]}, "annotations[0].start"),
        ({"annotations": [AnnotationDraft(2, 2, "x")]}, "annotations[0].end"),
        ({"annotations": [AnnotationDraft(0, len(WORDS) + 1, "x")]}, "annotations[0].end"),
        ({"annotations": [AnnotationDraft(0, 2, "")]}, "annotations[0].note"),
        ({"annotations": [AnnotationDraft(4, 9, "x"), NORMAL]}, "annotations[1].start"),
    ],
)
def test_a_question_that_cannot_be_kept_names_its_field(episode, change, field):
    with pytest.raises(RefusalError) as raised:
        save_question(episode, **({"text": WORDS} | change))

    assert raised.value.place == field
