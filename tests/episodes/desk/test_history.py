"""How a thing was: all versions, any two side by side, pieces and whole versions back."""

import pytest
from flask import Flask

from episodes.catalog.models import Status
from episodes.db import db
from episodes.messages import note_in_words
from episodes.questions.published.models import Question
from episodes.versions.models import VersionKind
from episodes.versions.queries import newest_version, version_lines, version_numbered
from tests.episodes.desk.conftest import Browser
from tests.factories import ANSWER, an_episode

PAGE = "/desk/episodes/e/versions/question"
FORM = "/desk/episodes/e/question"
FIRST = "Who buys the oat milk?\nAnd who drinks it?"
SECOND = "Who buys the soy milk?\nAnd who drinks it?"
NOTE = {"annotations-0-words": "milk", "annotations-0-note": "Any kind of it."}


@pytest.fixture
def desk(producer: Browser) -> Browser:
    an_episode("e", status=Status.DRAFT, question=FIRST)
    producer.post(FORM, text=FIRST, asked_by="a friend", **NOTE)
    producer.post(FORM, text=SECOND, asked_by="a stranger")
    return producer


def question_now() -> Question:
    db.session.expire_all()
    return db.session.query(Question).one()


def newest_number() -> int:
    newest = newest_version(question_now().episode_id, VersionKind.QUESTION)
    assert newest is not None
    return newest.number


def test_two_versions_are_compared_by_words(desk: Browser) -> None:
    page = desk.get(PAGE).text
    assert "<del>oat</del>" in page and "<ins>soy</ins>" in page
    assert "Any kind of it." in page
    same = desk.get(f"{PAGE}?before=2&after=2").text
    assert "They say the same." in same


def test_a_whole_version_comes_back_as_a_new_one(desk: Browser) -> None:
    before = newest_number()
    answer = desk.post(f"{PAGE}/restore", form=PAGE, number=str(before - 1))
    assert answer.status_code == 303, answer.text
    assert (question_now().text, question_now().asked_by) == (FIRST, "a friend")
    assert [a.note for a in question_now().annotations] == ["Any kind of it."]
    lines = version_lines(question_now().episode_id, VersionKind.QUESTION)
    note = note_in_words(lines[0].note)
    assert (lines[0].number, note) == (before + 1, f"From version {before - 1}")


def test_a_single_field_comes_back_and_the_rest_stays(desk: Browser) -> None:
    number = str(newest_number() - 1)
    desk.post(f"{PAGE}/restore", form=PAGE, number=number, take="asked_by|")
    assert (question_now().text, question_now().asked_by) == (SECOND, "a friend")


def test_a_single_line_comes_back_and_the_other_lines_stay(desk: Browser) -> None:
    desk.post(FORM, text="Who buys the soy milk?\nWho drinks it?\nAnd why?", asked_by="x")
    newest, page = newest_number(), f"{PAGE}?before={newest_number() - 2}"
    assert 'value="text||1:1"' in desk.get(page).text
    sent = {"number": str(newest - 2), "take": "text||1:1"}
    moved = desk.post(f"{PAGE}/restore", form=PAGE, newest=str(newest - 1), **sent)
    assert (moved.status_code, "lines moved" in moved.text) == (422, True)
    assert desk.post(f"{PAGE}/restore", form=PAGE, newest=str(newest), **sent).status_code == 303
    assert question_now().text == "Who buys the oat milk?\nWho drinks it?\nAnd why?"
    gone = desk.post(
        f"{PAGE}/restore", form=PAGE, newest=str(newest + 1), number="1", take="x||9:9"
    )
    assert gone.status_code == 422


def test_a_single_row_comes_back(desk: Browser) -> None:
    old = newest_number() - 1
    row = _content(old)["annotations"][0]["id"]
    answer = desk.post(f"{PAGE}/restore", form=PAGE, number=str(old), take=f"annotations|{row}")
    assert answer.status_code == 303, answer.text
    assert question_now().text == SECOND
    assert [a.note for a in question_now().annotations] == ["Any kind of it."]


def test_what_no_longer_fits_is_refused_in_words(desk: Browser) -> None:
    desk.post(FORM, text="Something else entirely.", asked_by="x")
    old = newest_number() - 2
    row = _content(old)["annotations"][0]["id"]
    answer = desk.post(f"{PAGE}/restore", form=PAGE, number=str(old), take=f"annotations|{row}")
    assert answer.status_code == 422
    assert question_now().annotations == []


@pytest.mark.parametrize("sent", [{"number": "99"}, {"number": "x"}, {"number": str(10**30)}])
def test_a_version_that_is_not_there_is_not_found(desk: Browser, sent: dict[str, str]) -> None:
    assert desk.post(f"{PAGE}/restore", form=PAGE, **sent).status_code == 404


@pytest.mark.parametrize("address", [f"{PAGE}?before=99", PAGE.replace("question", "nothing")])
def test_a_page_of_what_is_not_there_is_not_found(desk: Browser, address: str) -> None:
    assert desk.get(address).status_code == 404


def test_what_comes_back_of_a_published_thing_is_a_draft(app: Flask, producer: Browser) -> None:
    an_episode("e", answer=ANSWER, question=FIRST)
    producer.post(FORM, text=SECOND, asked_by="x")
    answer = producer.post(f"{PAGE}/restore", form=PAGE, number="1")
    assert answer.status_code == 303
    page = producer.get(PAGE).text
    assert "Viewers don’t see it until you publish it" in page
    assert "viewers see this" in page


@pytest.mark.parametrize("kind", ["basics", "answer", "resources", "warnings"])
def test_every_kind_has_its_page(desk: Browser, kind: str) -> None:
    assert desk.get(f"/desk/episodes/e/versions/{kind}").status_code == 200


def test_what_came_by_import_is_not_said_to_be_missing(producer: Browser) -> None:
    an_episode("e", status=Status.DRAFT, question=FIRST)
    page = producer.get(PAGE).text
    assert "becomes version 1 with the next save" in page
    assert f'href="{FORM}"' in page
    producer.post(FORM, text=SECOND, asked_by="a stranger")
    assert "<del>oat</del>" in producer.get(PAGE).text
    assert "There are no versions yet" in producer.get(PAGE.replace("question", "answer")).text


def _content(number: int) -> dict[str, list[dict[str, str]]]:
    version = version_numbered(question_now().episode_id, VersionKind.QUESTION, number)
    assert version is not None
    return version.content
