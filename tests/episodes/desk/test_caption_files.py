"""Several files at once: understood, shown, and kept only when somebody says so."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from episodes.db import db
from episodes.jobs.models import Job, JobState
from episodes.jobs.running import run_pending
from episodes.transcripts.models import CaptionTrack, CaptionVersion, TrackKind
from episodes.transcripts.queries import tracks_of
from episodes.transcripts.uploads import READ_AT_ONCE_BYTES, READ_CAPTIONS, CaptionUpload
from tests.episodes.desk.conftest import Browser
from tests.factories import CAPTIONS, an_episode

pytestmark = pytest.mark.one_database

SPANISH = "1\n00:00:01,000 --> 00:00:04,000\nEsto es lo que quería decir, y nadie lo había\n" + (
    "preguntado antes de que tú lo hicieras con la lista de las cosas del piso.\n"
)
WORDS = "Maya: Hello, everyone.\n\nJoe: Hi.\n"
CHAPTERS = "WEBVTT\n\n00:00.000 --> 01:00.000\nThe letter\n\n01:00.000 --> 02:00.000\nThe list\n"
SHEET = "Episode;Guest;Fee\n1;Ana;200\n2;Maya;250\n"


@pytest.fixture
def page(app: Flask) -> str:
    return f"/desk/episodes/{an_episode(language='en').slug}/captions"


def send(browser: Browser, page: str, files: dict[str, str]) -> TestResponse:
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(page).text)
    assert token
    fields = MultiDict([("csrf_token", token[1])])
    for name, text in files.items():
        fields.add("files", FileStorage(_stream(text), name))
    boundary, body = encode_multipart(fields)
    kind = f"multipart/form-data; boundary={boundary}"
    return browser.client.post(f"{page}/files", data=body, content_type=kind)


def _stream(text: str) -> object:
    from io import BytesIO

    return BytesIO(text.encode())


def fields_of(text: str) -> dict[str, str]:
    kinds = re.findall(r'<select id="(kind-\d+)".*?<option value="(\w+)" selected>', text)
    languages = re.findall(r'name="(language-\d+)" value="([^"]*)"', text)
    ticked = re.findall(r'name="((?:take|sync)-\d+)" value="1" checked', text)
    seen = re.findall(r'name="(seen-\d+)" value="1"', text)
    return dict([*kinds, *languages, *((name, "1") for name in [*ticked, *seen])])


def test_kind_and_language_are_proposed_from_what_is_in_the_file(
    captioner: Browser, page: str
) -> None:
    sent = {"a.vtt": CAPTIONS, "b.srt": SPANISH, "c.txt": WORDS, "d.vtt": CHAPTERS}
    assert send(captioner, page, sent).status_code == 303
    shown = captioner.get(f"{page}/files").text
    fields = fields_of(shown)
    assert [v for k, v in fields.items() if k.startswith("kind")] == [
        "captions",
        "subtitles",
        "transcript",
        "chapters",
    ]
    assert [v for k, v in fields.items() if k.startswith("language")] == ["en", "es", "en", "en"]
    assert "Welcome back, everyone." in shown
    assert db.session.scalar(select(func.count()).select_from(CaptionVersion)) == 0


def test_what_is_ticked_is_kept_and_the_rest_is_thrown_away(captioner: Browser, page: str) -> None:
    send(captioner, page, {"a.vtt": CAPTIONS, "b.srt": SPANISH})
    fields = fields_of(captioner.get(f"{page}/files").text)
    second = [name for name in fields if name.startswith("take")][1]
    del fields[second]
    response = captioner.post_fields(f"{page}/files/keep", dict(fields), form=f"{page}/files")
    assert response.status_code == 303
    (track,) = db.session.scalars(select(CaptionTrack))
    assert (track.language, track.kind) == ("en", TrackKind.CAPTIONS)
    assert track.live_version_id is None
    assert db.session.scalar(select(func.count()).select_from(CaptionUpload)) == 0


def test_a_spreadsheet_is_called_one_and_cannot_be_kept(captioner: Browser, page: str) -> None:
    send(captioner, page, {"a.csv": SHEET})
    shown = captioner.get(f"{page}/files").text
    assert "This is a spreadsheet (CSV)" in shown
    assert [name[:4] for name in fields_of(shown)] == ["seen"]


def test_a_wrong_language_is_refused_and_the_files_wait(captioner: Browser, page: str) -> None:
    send(captioner, page, {"a.vtt": CAPTIONS})
    fields = fields_of(captioner.get(f"{page}/files").text)
    name = next(name for name in fields if name.startswith("language"))
    sent = dict(fields) | {name: "English!"}
    response = captioner.post_fields(f"{page}/files/keep", sent, form=f"{page}/files")
    assert response.status_code == 422
    assert "A language is written as" in response.text
    assert "a.vtt" in captioner.get(f"{page}/files").text


def test_no_files_are_asked_for_again(captioner: Browser, page: str) -> None:
    response = send(captioner, page, {})
    assert response.headers["Location"].endswith("/captions")


def test_somebody_elses_files_are_not_shown(
    captioner: Browser, producer: Browser, page: str
) -> None:
    send(captioner, page, {"a.vtt": CAPTIONS})
    assert "a.vtt" not in producer.get(f"{page}/files").text
    assert tracks_of(1) == []


def large(text: str) -> str:
    """The same with a note that nobody reads."""
    lines = "so it goes on and on\n" * (READ_AT_ONCE_BYTES // 21 + 1)
    return text.replace("WEBVTT\n", f"WEBVTT\n\nNOTE\n{lines}", 1)


def test_a_large_file_is_read_and_kept_by_jobs(app: Flask, captioner: Browser, page: str) -> None:
    send(captioner, page, {"big.vtt": large(CAPTIONS)})
    waiting = captioner.get(f"{page}/files").text
    assert "Read a caption file" in waiting
    assert fields_of(waiting) == {}
    run_pending(app)
    shown = captioner.get(f"{page}/files").text
    assert "Welcome back, everyone." in shown
    fields = fields_of(shown)
    assert sorted(name[:4] for name in fields) == ["kind", "lang", "seen", "take"]
    kept = captioner.post_fields(f"{page}/files/keep", dict(fields), form=f"{page}/files")
    assert kept.status_code == 303
    assert "Keep a caption file" in captioner.get(page).text
    assert "big.vtt" not in captioner.get(f"{page}/files").text
    run_pending(app)
    (version,) = db.session.scalars(select(CaptionVersion))
    assert (version.source_name, version.cue_count) == ("big.vtt", 3)
    assert db.session.scalar(select(func.count()).select_from(CaptionUpload)) == 0


def test_a_large_file_that_is_said_to_be_captions_becomes_them_in_a_job(
    app: Flask, producer: Browser, page: str
) -> None:
    file = (_stream(large(CAPTIONS)), "big.vtt")
    fields = {"kind": "captions", "language": "en", "label": "Mine", "make_live": "y", "file": file}
    sent = producer.post_fields(page, fields)
    assert (sent.status_code, sent.location) == (303, page)
    assert "Your file is large" in producer.get(page).text
    run_pending(app)
    (track,) = db.session.scalars(select(CaptionTrack))
    assert (track.label, track.live_version_id is not None) == ("Mine", True)


def test_a_large_file_that_is_nothing_says_why(app: Flask, captioner: Browser, page: str) -> None:
    send(captioner, page, {"a.csv": SHEET + "3;Petra;275\n" * (READ_AT_ONCE_BYTES // 11)})
    run_pending(app)
    assert "This is a spreadsheet (CSV)" in captioner.get(f"{page}/files").text


def test_a_reading_that_dies_half_way_is_begun_again_and_loses_no_file(
    app: Flask, captioner: Browser, page: str
) -> None:
    send(captioner, page, {"big.vtt": large(CAPTIONS)})
    db.session.execute(
        update(Job)
        .where(Job.kind == READ_CAPTIONS)
        .values(state=JobState.FAILED, reason="It was killed.")
    )
    shown = captioner.get(f"{page}/files").text
    assert "big.vtt" in shown and "It was killed." in shown
    kept = captioner.post_fields(f"{page}/files/keep", {}, form=f"{page}/files")
    assert kept.status_code == 303
    assert "big.vtt" in captioner.get(f"{page}/files").text


def test_a_file_that_came_after_the_page_was_opened_is_not_thrown_away(
    captioner: Browser, page: str
) -> None:
    send(captioner, page, {"a.vtt": CAPTIONS})
    opened = fields_of(captioner.get(f"{page}/files").text)
    send(captioner, page, {"b.srt": SPANISH})
    captioner.post_fields(f"{page}/files/keep", dict(opened), form=f"{page}/files")
    assert "b.srt" in captioner.get(f"{page}/files").text


def test_another_file_leaves_a_track_its_name_and_place(captioner: Browser, page: str) -> None:
    file = (_stream(CAPTIONS), "a.vtt")
    named = {"kind": "captions", "language": "en", "label": "Ours", "is_default": "y"}
    captioner.post_fields(page, named | {"file": file})
    send(captioner, page, {"b.vtt": CAPTIONS.replace("oat", "soy")})
    fields = fields_of(captioner.get(f"{page}/files").text)
    captioner.post_fields(f"{page}/files/keep", dict(fields), form=f"{page}/files")
    (track,) = db.session.scalars(select(CaptionTrack))
    assert (track.label, track.is_default, len(track.versions)) == ("Ours", True, 2)
