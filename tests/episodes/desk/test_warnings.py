import pytest
from flask import Flask
from werkzeug.test import TestResponse

from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.warnings.models import ContentWarning
from tests.episodes.desk.conftest import Browser
from tests.factories import ANSWER, an_episode

PAGE = "/desk/episodes/e/warnings"
ARTIFACTS = {
    "question_headline": "clean", "question_review": "reviewed_none",
    "video_headline": "nsfw", "video_review": "reviewed_some",
    "thumbnail_headline": "safe", "thumbnail_review": "reviewed_none",
    "answer_headline": "racy", "answer_review": "reviewed_some",
    "answer_images_headline": "none", "answer_images_review": "chose_not_to_warn",
}  # fmt: skip


@pytest.fixture
def desk(app: Flask, producer: Browser) -> Browser:
    an_episode("e", status=Status.DRAFT, answer=ANSWER, video=True)
    return producer


def row(number: int = 0, **fields: str) -> dict[str, object]:
    given = {
        "category": "strong-language", "scope": "video.audio", "treatment": "depicted",
        "severity": "2",
    } | fields  # fmt: skip
    return {f"warnings-{number}-{name}": value for name, value in given.items()}


def save(desk: Browser, *rows: dict[str, object], **fields: str) -> TestResponse:
    sent: dict[str, object] = ARTIFACTS | fields
    for each in rows:
        sent |= each
    return desk.post_fields(PAGE, sent)


def test_what_was_chosen_is_kept_and_shown_again(desk: Browser) -> None:
    part = row(1, scope="answer.part", part_anchor="make-the-list", category="alcohol")
    timed = row(start_ms="0:10", end_ms="1:02.5", skip_to_ms="1:05", note="Swearing.")
    assert save(desk, timed, part).status_code == 303
    episode = db.session.query(Episode).one()
    assert (episode.video_headline, episode.answer_review) == ("nsfw", "reviewed_some")
    first, second = db.session.query(ContentWarning).order_by(ContentWarning.id)
    assert (first.start_ms, first.end_ms, first.skip_to_ms) == (10_000, 62_500, 65_000)
    assert (second.scope, second.part_anchor) == ("answer.part", "make-the-list")
    page = desk.get(PAGE).text
    assert 'value="1:02.5"' in page
    assert '<option selected value="make-the-list">' in page


def test_saving_what_the_page_shows_changes_nothing(desk: Browser) -> None:
    save(desk, row())
    first = db.session.query(ContentWarning.id).scalar()
    save(desk, row())
    assert db.session.query(ContentWarning.id).scalar() == first


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"category": "", "note": "Of what?"}, "category"),
        ({"category": "rudeness"}, "category"),
        ({"start_ms": "soon", "end_ms": "0:20"}, "start_ms"),
        ({"start_ms": "0:20", "end_ms": "0:10"}, "end_ms"),
        ({"start_ms": "0:20"}, "end_ms"),
        ({"start_ms": "0:10", "end_ms": "9:00"}, "end_ms"),
        ({"start_ms": "0:10", "end_ms": "0:20", "skip_to_ms": "0:15"}, "skip_to_ms"),
        ({"start_ms": "9" * 30}, "start_ms"),
        ({"scope": "answer", "start_ms": "0:10", "end_ms": "0:20"}, "start_ms"),
        ({"category": "child-abuse", "treatment": "depicted"}, "treatment"),
        ({"scope": "answer.part"}, "part_anchor"),
        ({"scope": "answer.part", "part_anchor": "nowhere"}, "part_anchor"),
        ({"scope": "resource"}, "resource_slug"),
        ({"severity": "11"}, "severity"),
        ({"severity": "x"}, "severity"),
        ({"scope": "everything"}, "scope"),
        ({"note": "x" * 301}, "note"),
    ],
)
def test_a_warning_that_cannot_stand_names_its_row_and_field(
    desk: Browser, wrong: dict[str, str], field: str
) -> None:
    response = save(desk, row(), row(1, **wrong), video_headline="explicit")
    assert response.status_code == 422
    assert f'href="#warnings-1-{field}"' in response.text
    assert "row 2" in response.text
    assert db.session.query(ContentWarning).count() == 0
    assert db.session.query(Episode).one().video_headline == "clean"


def test_nothing_to_warn_of_and_a_warning_contradict(desk: Browser) -> None:
    response = save(desk, row(), video_review="reviewed_none")
    assert response.status_code == 422
    assert 'href="#video_review"' in response.text


def test_what_is_public_stays_reviewed(desk: Browser) -> None:
    db.session.query(Episode).one().status = Status.WITHDRAWN
    db.session.commit()
    desk.post("/desk/episodes/e/publish", form="/desk/episodes/e")
    response = save(desk, video_review="not_reviewed")
    assert response.status_code == 422
    assert "must stay marked as reviewed" in response.text


def test_another_row_is_offered_without_script(desk: Browser) -> None:
    response = save(desk, row(note="typed"), add="warnings")
    assert response.status_code == 200
    assert 'name="warnings-1-category"' in response.text
    assert 'value="typed"' in response.text
    assert db.session.query(ContentWarning).count() == 0


def test_a_row_is_taken_out_by_emptying_it(desk: Browser) -> None:
    save(desk, row())
    save(desk, row(category=""))
    assert db.session.query(ContentWarning).count() == 0
