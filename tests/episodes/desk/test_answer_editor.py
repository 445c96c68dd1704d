"""The answer's editor: how it reads is made by the site, and nothing of that is saved."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from episodes.answers.models import Answer
from episodes.catalog.models import Status
from episodes.db import db
from tests.episodes.desk.conftest import Browser
from tests.factories import ANSWER, an_episode

PAGE = "/desk/episodes/e/answer"


@pytest.fixture
def desk(app: Flask, producer: Browser) -> Browser:
    an_episode("e", status=Status.DRAFT, question="")
    return producer


def live(desk: Browser, markdown: str) -> TestResponse:
    return desk.post_fields(f"{PAGE}/live", {"markdown": markdown}, form=PAGE)


def test_a_text_is_shown_as_its_reader_will_have_it_and_not_saved(desk: Browser) -> None:
    answer = live(desk, ANSWER)
    assert answer.status_code == 200
    assert '<section class="answer-part signature" id="read-is-it-you"' in answer.text
    assert 'href="/episodes/e?t=83"' in answer.text
    assert "2 parts and a checklist of 2" in answer.text
    assert db.session.query(Answer).count() == 0


def test_what_a_reader_would_stumble_over_is_said(desk: Browser) -> None:
    answer = live(desk, "Hello.\n\n- only this\n")
    assert 'data-line="3"' in answer.text
    assert "A list of one" in answer.text
    assert "1 thing to look at" in answer.text


def test_a_text_that_is_no_answer_yet_says_why(desk: Browser) -> None:
    assert "The heading of a part has no words." in live(desk, "##\n").text
    assert live(desk, "").status_code == 200
    assert "longer than" in live(desk, "x" * 200_001).text


def test_scripts_do_not_act_in_what_is_shown(desk: Browser) -> None:
    text = live(desk, "## <script>alert(1)</script>\n\n[x](javascript:alert)").text
    assert "<script>" not in text
    assert 'href="javascript' not in text


def test_a_stranger_and_a_captioner_see_none_of_it(
    app: Flask, desk: Browser, captioner: Browser
) -> None:
    assert captioner.post(f"{PAGE}/live", form="/desk/").status_code in (403, 404)
    assert app.test_client().get(PAGE).status_code in (302, 401, 403)


def test_a_reworded_heading_keeps_the_address_of_its_part(desk: Browser) -> None:
    def save(markdown: str) -> None:
        sent = {"markdown": markdown, "author": "0"}
        assert desk.post_fields(PAGE, sent).status_code == 303

    save("Hello.\n\n## Make the list\n\nSay it out loud.\n")
    save("Hello.\n\n## Write it all down\n\nSay it out loud.\n")
    part = db.session.query(Answer).one().parts[1]
    assert (part.anchor, part.heading) == ("make-the-list", "Write it all down")
    assert "## Write it all down {#make-the-list}" in desk.get(PAGE).text
