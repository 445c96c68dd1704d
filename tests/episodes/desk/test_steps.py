"""The episode's page says in sentences what is left, with one button each."""

import re

from flask import Flask

from episodes.catalog.models import Status
from episodes.desk.board import standing_of
from episodes.desk.steps import step_after, steps_of
from tests.episodes.desk.conftest import Browser
from tests.factories import ANSWER, CAPTIONS, an_episode


def open_steps(slug: str) -> list[str]:
    standing = standing_of(slug)
    assert standing is not None
    return [step.where for step in steps_of(standing) if step.is_needed and not step.is_done]


def test_what_an_episode_can_do_without_is_not_left_to_do(app: Flask) -> None:
    an_episode("empty", status=Status.DRAFT, question="")
    an_episode("read", status=Status.DRAFT, answer=ANSWER)
    an_episode("watch", status=Status.DRAFT, video=True)
    an_episode("whole", status=Status.DRAFT, video=True, captions=CAPTIONS)
    assert open_steps("empty") == ["question", "video", "answer"]
    assert open_steps("read") == []
    assert open_steps("watch") == ["captions"]
    assert open_steps("whole") == []


def test_a_save_leads_on_to_what_is_left_and_then_to_publishing(app: Flask) -> None:
    an_episode("empty", status=Status.DRAFT, question="")
    an_episode("watch", status=Status.DRAFT, video=True)
    an_episode("whole", status=Status.DRAFT, video=True, captions=CAPTIONS)

    def after(slug: str, here: str, only: str = "") -> str:
        standing = standing_of(slug)
        assert standing
        allowed = (lambda page: page == only) if only else (lambda _page: True)
        return step_after(standing, here, may_open=allowed, may_publish=True).endpoint

    assert after("empty", "question") == "desk.video"
    assert after("empty", "warnings") == "desk.question"
    assert after("empty", "answer", only="desk.answer") == "desk.episode"
    assert after("watch", "question") == "desk.captions"
    assert after("whole", "warnings") == "desk.episode"


def test_the_button_leads_to_the_page_that_it_names(producer: Browser) -> None:
    an_episode("e", status=Status.DRAFT, question="")
    page = "/desk/episodes/e/question"
    assert "Save, then: Add a video" in producer.get(page).text
    saved = producer.post(page, text="Who buys the oat milk?", then="desk.video")
    assert saved.location == "/desk/episodes/e/video"
    elsewhere = producer.post(page, text="Who buys the soy milk?", then="security.logout")
    assert elsewhere.location == page


def test_the_page_says_how_much_is_left(producer: Browser) -> None:
    an_episode("e", status=Status.DRAFT, question="")
    page = producer.get("/desk/episodes/e").text
    assert "2 things left" in page
    assert "Nobody has written it yet." in page
    links = re.findall(r'<a class="button" href="([^"]+)"', page)
    assert "/desk/episodes/e/question" in links
    assert "2 things left" in producer.get("/desk/").text


def test_a_captioner_gets_the_button_for_captions_alone(captioner: Browser) -> None:
    an_episode("e", status=Status.DRAFT, video=True)
    page = captioner.get("/desk/episodes/e").text
    assert '/desk/episodes/e/captions"' in page
    assert '/desk/episodes/e/question"' not in page
