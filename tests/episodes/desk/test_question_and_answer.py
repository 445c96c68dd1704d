import pytest
from flask import Flask
from werkzeug.test import TestResponse

from episodes.answers.models import Answer, AnswerRevision, Resource
from episodes.catalog.models import Status
from episodes.db import db
from episodes.questions.published.models import Annotation, Question
from tests.episodes.desk.conftest import Browser
from tests.factories import ANSWER, an_episode

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
TEXT = "Is it me? I buy the milk.\nIs it me?"


@pytest.fixture
def desk(app: Flask, producer: Browser) -> Browser:
    an_episode("e", status=Status.DRAFT, question="")
    return producer


def ask(desk: Browser, **fields: object) -> TestResponse:
    return desk.post_fields("/desk/episodes/e/question", {"text": TEXT} | fields)


def spans() -> list[tuple[int, int, str]]:
    return [(a.start, a.end, a.note) for a in db.session.query(Annotation).order_by("start")]


def note(words: str, note: str, occurrence: str = "", row: int = 0) -> dict[str, object]:
    key = f"annotations-{row}-"
    return {f"{key}words": words, f"{key}note": note, f"{key}occurrence": occurrence}


def test_the_question_is_kept_word_for_word(desk: Browser) -> None:
    also = "Who buys milk?\r\n\r\n  Why me?  "
    response = ask(desk, text=TEXT.replace("\n", "\r\n"), asked_by="a friend", also_asked_as=also)
    assert response.status_code == 303
    question = db.session.query(Question).one()
    assert (question.text, question.asked_by) == (TEXT, "a friend")
    assert [other.text for other in question.also_asked_as] == ["Who buys milk?", "Why me?"]


def test_a_note_finds_its_words(desk: Browser) -> None:
    ask(desk, **note("buy the milk", "It is oat milk."))
    assert spans() == [(12, 24, "It is oat milk.")]


def test_words_that_stand_twice_need_a_number(desk: Browser) -> None:
    response = ask(desk, **note("Is it me?", "Which?"))
    assert response.status_code == 422
    assert "The question says this 2 times" in response.text
    assert 'href="#annotations-0-occurrence"' in response.text
    assert db.session.query(Question).count() == 0
    ask(desk, **note("Is it me?", "Which?", "2"))
    assert spans() == [(26, 35, "Which?")]
    assert 'value="2"' in desk.get("/desk/episodes/e/question").text


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (note("oat milk", "Not there."), "does not say “oat milk”"),
        (note("", "Of what?"), "Which words is the note about?"),
        (note("milk", ""), "note is empty"),
        (note("milk", "x", "3"), "only once"),
        (note("milk", "x", "zero"), "Not a valid integer"),
        (note("the milk", "x") | note("buy the", "y", row=1), "overlaps"),
    ],
)
def test_a_note_that_cannot_stand_names_its_field(
    desk: Browser, row: dict[str, object], said: str
) -> None:
    response = ask(desk, asked_by="kept", **row)
    assert response.status_code == 422
    assert said in response.text
    assert 'value="kept"' in response.text
    assert db.session.query(Question).count() == 0


def test_an_empty_question_is_refused(desk: Browser) -> None:
    assert ask(desk, text="  \r\n ").status_code == 422


def write(desk: Browser, markdown: str, **fields: object) -> TestResponse:
    sent = {"markdown": markdown, "author": "0"} | fields
    return desk.post_fields("/desk/episodes/e/answer", sent)


def test_a_preview_shows_the_parts_and_saves_nothing(desk: Browser) -> None:
    response = write(desk, ANSWER, preview="1")
    assert response.status_code == 200
    assert 'id="read-make-the-list"' in response.text
    assert 'type="checkbox"' in response.text
    assert "## Make the list" in response.text
    assert db.session.query(Answer).count() == 0


def test_saving_twice_makes_two_revisions_and_the_same_text_none(desk: Browser) -> None:
    write(desk, "One.", note="First")
    write(desk, "Two.")
    write(desk, "Two.")
    assert db.session.query(AnswerRevision).count() == 2
    assert "One." in desk.get("/desk/episodes/e/answer/revisions/1").text
    assert desk.get("/desk/episodes/e/answer/revisions/9").status_code == 404


def test_scripts_in_an_answer_never_act(desk: Browser) -> None:
    assert write(desk, f"## {HOSTILE}\n\n{HOSTILE} [x](javascript:alert)").status_code == 303
    for page in (desk.get("/desk/episodes/e/answer"), write(desk, HOSTILE, preview="1")):
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert 'href="javascript' not in page.text


def test_an_empty_answer_is_refused(desk: Browser) -> None:
    response = write(desk, "   ", note="kept")
    assert response.status_code == 422
    assert 'value="kept"' in response.text


def resource(row: int, **fields: str) -> dict[str, object]:
    given = {"kind": "book", "title": "A book"} | fields
    return {f"resources-{row}-{name}": value for name, value in given.items()}


def test_resources_are_kept_in_order_and_empty_rows_are_not(desk: Browser) -> None:
    fields = resource(0) | resource(1, title="", kind="film") | resource(2, checked_on="2026-01-31")
    assert desk.post_fields("/desk/episodes/e/resources", fields).status_code == 303
    kept = db.session.query(Resource).order_by(Resource.position).all()
    assert [(r.slug, str(r.checked_on)) for r in kept] == [
        ("a-book", "None"),
        ("a-book-2", "2026-01-31"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "javascript:alert(1)"}, {"title": "", "note": "Of what?"}, {"part": "nowhere"},
        {"slug": "../x"}, {"kind": "song"}, {"checked_on": "yesterday"},
    ],
)  # fmt: skip
def test_a_resource_that_cannot_stand_is_refused_with_all_rows(
    desk: Browser, wrong: dict[str, str]
) -> None:
    fields = resource(0, title="Fine") | resource(1, **wrong)
    response = desk.post_fields("/desk/episodes/e/resources", fields)
    assert response.status_code == 422
    assert "resources-1-" in response.text
    assert db.session.query(Resource).count() == 0


def test_a_text_that_is_too_long_says_by_how_much(desk: Browser) -> None:
    response = ask(desk, text="x" * 20_001, asked_by="y" * 1_120)
    assert response.status_code == 422
    assert "This is 1 character too long (at most 20,000)." in response.text
    assert "This is 1,000 characters too long (at most 120)." in response.text
