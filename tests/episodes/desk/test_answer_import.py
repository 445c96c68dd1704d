"""A text is brought in: looked at, chosen, saved whole, and taken back whole."""

import io
import re
from html import unescape

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from episodes.accounts.models import AuditEntry
from episodes.answers.importing.outside import turn_for
from episodes.answers.models import Answer, Resource
from episodes.catalog.models import Status
from episodes.db import db, now_utc
from tests.episodes.desk.conftest import Browser
from tests.factories import an_episode

pytestmark = pytest.mark.one_database

PAGE = "/desk/episodes/e/answer/import"
TEXT = """The text is a little racy, no photos.

## Provisions

You need:

* Time
* Tea

There is a second video at the end (NSFW).

## Books

* *Small Answers* by Odile Marchetti
"""


@pytest.fixture
def desk(app: Flask, producer: Browser) -> Browser:
    an_episode("e", status=Status.DRAFT, question="")
    return producer


def hidden(page: str) -> dict[str, str]:
    names = re.findall(r'<input[^>]*name="(opened_\w+|losses|name)"[^>]*value="([^"]*)"', page)
    return {name: unescape(value) for name, value in names}


def look(desk: Browser, text: str = TEXT, **fields: object) -> TestResponse:
    return desk.post_fields(PAGE, {"text": text, "place": "replace"} | fields)


def save(desk: Browser, text: str = TEXT, **fields: object) -> TestResponse:
    carried = hidden(look(desk, text).text)
    return desk.post_fields(PAGE, {"save": "1", "place": "replace"} | carried | fields)


def undo(desk: Browser) -> TestResponse:
    return desk.post(f"{PAGE}/undo", form="/desk/episodes/e/answer")


def text_and_resources() -> tuple[list[str], list[str]]:
    answers = [answer.markdown for answer in db.session.query(Answer)]
    return answers, [r.title for r in db.session.query(Resource).order_by(Resource.position)]


def test_looking_shows_what_each_line_is_and_saves_nothing(desk: Browser) -> None:
    page = look(desk).text
    assert "Announces the second video" in page
    assert "Small Answers" in page
    assert text_and_resources() == ([], [])


def test_all_of_a_text_is_saved_and_all_of_it_taken_back(desk: Browser) -> None:
    assert save(desk).status_code == 303
    answers, resources = text_and_resources()
    assert answers == ["## Provisions\n\nYou need:\n\n- Time\n- Tea\n"]
    assert resources == ["Small Answers"]
    assert undo(desk).status_code == 303
    assert text_and_resources() == ([], [])
    assert "taken back" in desk.get("/desk/episodes/e/answer").text
    entries = [entry.action for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert entries[-1] == "answer.undo_import"


def test_a_choice_decides_what_a_line_becomes(desk: Browser) -> None:
    save(desk, **{"block-3": "checklist", "block-4": "paragraph", "block-99": "part"})
    assert text_and_resources()[0] == [
        "## Provisions\n\nYou need:\n\n- [ ] Time\n- [ ] Tea\n\n"
        "There is a second video at the end (NSFW).\n"
    ]


def test_what_stood_there_comes_back(desk: Browser) -> None:
    save(desk, "The first answer, which was fine.")
    save(desk, place="add")
    answers, resources = text_and_resources()
    assert answers[0].startswith("The first answer, which was fine.\n\n## Provisions")
    assert resources == ["Small Answers"]
    undo(desk)
    assert text_and_resources() == (["The first answer, which was fine.\n"], [])


def test_what_was_saved_since_is_not_undone(desk: Browser) -> None:
    save(desk)
    fields = {"markdown": "Written by hand.", "author": "0"}
    desk.post_fields("/desk/episodes/e/answer", fields)
    assert "import/undo" not in desk.get("/desk/episodes/e/answer").text
    undo(desk)
    assert text_and_resources()[0] == ["Written by hand."]


def test_the_page_says_that_a_second_video_is_announced(desk: Browser) -> None:
    save(desk)
    assert "announces a second video" in desk.get("/desk/episodes/e/answer").text


def test_what_a_text_says_of_itself_is_proposed_on_the_page_of_notes(desk: Browser) -> None:
    save(desk)
    page = desk.get("/desk/episodes/e/warnings").text
    assert "You have unsaved text of" in page
    assert "Mildly racy" in page or "racy" in page


def test_the_clipboards_formatting_goes_before_its_plain_text(desk: Browser) -> None:
    page = look(desk, "Bring bread.", markup="<p>Bring <b>bread</b>.</p>").text
    assert "Bring <strong>bread</strong>." in page


def test_of_a_published_answer_a_text_is_a_draft(app: Flask, producer: Browser) -> None:
    an_episode("e", answer="What viewers see.", answer_published_at=now_utc())
    save(producer)
    assert text_and_resources()[0] == ["What viewers see."]
    assert "Provisions" in producer.get("/desk/episodes/e/answer").text


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": "  "}, "Paste a text or choose a file."),
        ({"text": "kept", "markup": "<p> </p>"}, "no words"),
        ({"text": "kept", "file": ("a.pdf", b"%PDF")}, "cannot be read"),
        (
            {"text": "kept", "file": ("a.txt", "It’s — so.\nTw".encode() + b"\xffo")},
            "Line 2 holds bytes",
        ),
    ],
)
def test_what_cannot_be_read_says_why_and_keeps_what_was_typed(
    desk: Browser, fields: dict[str, object], reason: str
) -> None:
    sent = {
        name: FileStorage(io.BytesIO(value[1]), value[0]) if isinstance(value, tuple) else value
        for name, value in fields.items()
    }
    token = re.search(r'name="csrf_token" value="([^"]+)"', desk.get(PAGE).text)
    assert token
    response = desk.client.post(PAGE, data=sent | {"csrf_token": token[1]})
    assert response.status_code == 422
    assert reason in response.text
    assert str(fields["text"]).strip() in response.text


def test_nothing_is_saved_where_every_line_is_left_out(desk: Browser) -> None:
    response = save(desk, "One line only, and a full stop.", **{"block-0": "left-over"})
    assert response.status_code == 422
    assert "every line is left out" in response.text


def test_a_captioner_brings_no_text_in(app: Flask, captioner: Browser) -> None:
    an_episode("e", status=Status.DRAFT)
    assert captioner.get(PAGE).status_code == 403


def test_long_texts_are_read_one_at_a_time_and_short_ones_do_not_wait(desk: Browser) -> None:
    long = "A sentence of some length.\n\n" * 1_300
    with turn_for(len(long)):
        busy = desk.post_fields(PAGE, {"text": long})
        assert busy.status_code == 422
        assert "Another long text is being read" in busy.text
        assert "A sentence of some length." in busy.text
        assert "Small Answers" in desk.post_fields(PAGE, {"text": TEXT}).text
    with turn_for(len(long)):
        """Free again."""


def test_what_is_not_certain_is_asked_before_all_other_lines_with_its_place(desk: Browser) -> None:
    page = look(
        desk, "Hello, all.\n\n- Buy bread\n- Ask about tea\n- Go home\n- A cat\n\nBye now."
    ).text
    asked, others = page.split("<details", 1)
    assert "A list in the text" not in asked
    assert "Below “Hello, all.”:" in asked
    assert asked.count("<select") + others.count("<select") == 3
