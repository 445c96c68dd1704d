"""Where the show asks for a second person, who wrote captions or notes does not approve them."""

import pytest
from flask import Flask

from episodes.accounts.models import RoleName
from episodes.catalog.models import Episode, Status
from episodes.catalog.readiness import Rule, blockers_of, facts_of
from episodes.db import db
from episodes.transcripts.models import CaptionTrack, CaptionVersion
from tests.episodes.desk.conftest import Browser
from tests.episodes.desk.test_right_video import add
from tests.episodes.desk.test_warnings import ARTIFACTS, row
from tests.factories import CAPTIONS, a_show, a_user, an_episode, sign_in

OVERVIEW = "/desk/episodes/e"
NOTES = f"{OVERVIEW}/warnings"


@pytest.fixture
def writer(app: Flask, producer: Browser) -> Browser:
    a_show(publishing_rules=[Rule.SECOND_PERSON.value])
    return producer


@pytest.fixture
def second(app: Flask) -> Browser:
    return Browser(sign_in(app.test_client(), a_user(RoleName.PRODUCER, name="Beth")))


def blocking() -> set[str]:
    db.session.expire_all()
    return {blocker.code for blocker in blockers_of(facts_of(db.session.query(Episode).one()))}


def live_number() -> int | None:
    db.session.expire_all()
    version = db.session.query(CaptionTrack).one().live_version
    return version.number if version else None


def test_captions_wait_for_somebody_else(writer: Browser, second: Browser) -> None:
    an_episode("e", status=Status.DRAFT, video=True)
    page = add(writer, CAPTIONS)
    assert "second_captions" in blocking()
    assert "Approve version" not in writer.get(page).text
    writer.post(f"{page}/approve", form=OVERVIEW)
    assert "second_captions" in blocking()
    second.post(f"{page}/approve", form=page)
    assert "second_captions" not in blocking()


def test_of_a_published_episode_viewers_get_no_captions_that_only_their_author_saw(
    writer: Browser, second: Browser
) -> None:
    an_episode("e", video=True, captions=CAPTIONS)
    page = add(writer, CAPTIONS.replace("oat", "soy"))  # with “Show it to viewers right away”
    assert live_number() == 1
    writer.post(f"{page}/live", form=page)
    assert live_number() == 1
    second.post(f"{page}/approve", form=page)
    writer.post(f"{page}/live", form=page)
    assert live_number() == 2


def test_notes_wait_for_somebody_else(writer: Browser, second: Browser) -> None:
    an_episode("e", status=Status.DRAFT, video=True)
    writer.post_fields(NOTES, ARTIFACTS | row())
    assert "second_notes" in blocking()
    writer.post(f"{NOTES}/approve", form=OVERVIEW, number=1)
    assert "second_notes" in blocking()
    page = second.get(NOTES).text
    number = page.split('name="number" value="')[1].split('"')[0]
    second.post(f"{NOTES}/approve", form=NOTES, number=number)
    assert "second_notes" not in blocking()
    writer.post_fields(NOTES, ARTIFACTS | row(note="Another."))
    assert "second_notes" in blocking(), "it was another version that was approved"


def test_published_notes_go_out_with_the_second_persons_word(
    writer: Browser, second: Browser
) -> None:
    an_episode("e", video=True)
    writer.post_fields(NOTES, ARTIFACTS | row())
    refused = writer.post(f"{OVERVIEW}/publish-changes", form=OVERVIEW)
    assert refused.status_code == 422
    assert "Somebody else has to approve version 2 of the content notes" in refused.text
    second.post(f"{NOTES}/approve", form=NOTES, number=1)
    assert writer.post(f"{OVERVIEW}/publish-changes", form=OVERVIEW).status_code == 422
    second.post(f"{NOTES}/approve", form=NOTES, number=2)
    assert writer.post(f"{OVERVIEW}/publish-changes", form=OVERVIEW).status_code == 303


def test_without_the_rule_nobody_is_asked(producer: Browser) -> None:
    an_episode("e", status=Status.DRAFT, video=True)
    page = add(producer, CAPTIONS)
    producer.post_fields(NOTES, ARTIFACTS | row())
    assert not blocking() & {"second_captions", "second_notes"}
    assert "Approve version" not in producer.get(NOTES).text
    producer.post(f"{page}/approve", form=page)
    assert db.session.query(CaptionVersion).count() == 1
