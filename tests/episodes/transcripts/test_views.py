"""Captions, transcripts and chapters over HTTP."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

import captions
from episodes.catalog.models import Chapter, Status
from episodes.db import db
from episodes.transcripts.actions import add_version, ensure_track
from episodes.transcripts.models import TrackKind
from tests.factories import CAPTIONS, a_user, an_episode, sign_in

pytestmark = pytest.mark.one_database


def test_captions_are_served_as_webvtt_with_every_cue(client: FlaskClient) -> None:
    an_episode("oat-milk", captions=CAPTIONS)
    response = client.get("/episodes/oat-milk/captions/en.captions.vtt")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert captions.read(response.data).track.cues == captions.read(CAPTIONS.encode()).track.cues


@pytest.mark.parametrize("form", ["vtt", "srt", "txt"])
def test_who_has_the_document_is_told_so_without_it_being_loaded(
    client: FlaskClient, form: str
) -> None:
    an_episode("oat-milk", captions=CAPTIONS)
    # A parameter that no page reads: kept pages let it pass.
    address = f"/episodes/oat-milk/captions/en.captions.{form}?passing=by"
    etag = client.get(address).headers["ETag"]
    seen: list[str] = []
    listener = lambda *arguments: seen.append(arguments[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    response = client.get(address, headers={"If-None-Match": etag})
    event.remove(db.engine, "before_cursor_execute", listener)
    assert (response.status_code, response.data) == (304, b"")
    assert response.headers["ETag"] == etag
    selects = [statement for statement in seen if statement.startswith("SELECT")]
    assert len(selects) == 1
    assert "caption_rendering.vtt" not in selects[0]


def test_a_new_version_has_a_new_etag(client: FlaskClient) -> None:
    episode = an_episode("oat-milk", captions=CAPTIONS)
    address = "/episodes/oat-milk/captions/en.captions.vtt"
    etag = client.get(address).headers["ETag"]
    track = ensure_track(episode, language="en", kind=TrackKind.CAPTIONS, label="English")
    data = CAPTIONS.replace("fairness", "cats").encode()
    add_version(track, data, "b.vtt", author=None, make_live=True)
    db.session.commit()
    response = client.get(address, headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert "cats" in response.text


def test_srt_and_text_hold_the_same_words(client: FlaskClient) -> None:
    an_episode("oat-milk", captions=CAPTIONS)
    srt = client.get("/episodes/oat-milk/captions/en.captions.srt")
    text = client.get("/episodes/oat-milk/captions/en.captions.txt")
    assert srt.mimetype == "application/x-subrip"
    assert "00:01:23,000 --> 00:01:27,000" in srt.text
    assert text.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "Someone asks about oat milk" in text.text


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SCHEDULED, Status.WITHDRAWN])
def test_strangers_get_nothing_of_what_is_not_published(
    client: FlaskClient, status: Status
) -> None:
    episode = an_episode("secret", status=status, captions=CAPTIONS)
    db.session.add(Chapter(episode_id=episode.id, start_ms=0, title="A secret chapter"))
    db.session.commit()
    for name in ("captions/en.captions.vtt", "captions/en.captions.srt", "chapters.vtt",
                 "captions/en.captions.txt"):  # fmt: skip
        response = client.get(f"/episodes/secret/{name}", headers={"If-None-Match": "*"})
        assert response.status_code == 404
        assert "oat milk" not in response.text


def test_staff_get_what_is_not_published(client: FlaskClient) -> None:
    an_episode("secret", status=Status.DRAFT, captions=CAPTIONS)
    sign_in(client, a_user())
    response = client.get("/episodes/secret/captions/en.captions.vtt")
    assert response.status_code == 200
    assert "private" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    "name",
    [
        "en.captions.exe",
        "en.words.vtt",
        "xx.captions.vtt",
        "EN.captions.vtt",
        "en.captions.captions.vtt",
        "..%2Fother%2Fcaptions%2Fen.captions.vtt",
    ],
)
def test_any_other_name_is_not_there(client: FlaskClient, name: str) -> None:
    an_episode("oat-milk", captions=CAPTIONS)
    assert client.get(f"/episodes/oat-milk/captions/{name}").status_code == 404


def test_a_version_that_is_not_live_is_not_served(client: FlaskClient) -> None:
    episode = an_episode("oat-milk")
    track = ensure_track(episode, language="en", kind=TrackKind.DESCRIPTIONS, label="Described")
    add_version(track, CAPTIONS.encode(), "a.vtt", author=None)
    db.session.commit()
    assert client.get("/episodes/oat-milk/captions/en.descriptions.vtt").status_code == 404


@pytest.mark.parametrize("kind", [k for k in TrackKind if k is not TrackKind.TRANSCRIPT])
def test_every_kind_of_track_is_served(client: FlaskClient, kind: TrackKind) -> None:
    episode = an_episode("oat-milk")
    track = ensure_track(episode, language="pt-BR", kind=kind, label="Português")
    add_version(track, CAPTIONS.encode(), "a.vtt", author=None, make_live=True)
    db.session.commit()
    response = client.get(f"/episodes/oat-milk/captions/pt-BR.{kind.value}.vtt")
    assert response.text.startswith("WEBVTT")


def test_chapters_are_a_track_each_up_to_the_next(app: Flask, client: FlaskClient) -> None:
    episode = an_episode("oat-milk", video=True)
    for start_ms, title in ((0, "The question"), (42_000, "Lists --> & <b>love</b>")):
        db.session.add(Chapter(episode_id=episode.id, start_ms=start_ms, title=title))
    db.session.commit()
    response = client.get("/episodes/oat-milk/chapters.vtt")
    cues = captions.read(response.data).track.cues
    assert [(cue.start_ms, cue.end_ms, cue.plain_text) for cue in cues] == [
        (0, 42_000, "The question"),
        (42_000, 120_000, "Lists --> & <b>love</b>"),
    ]
    again = client.get(
        "/episodes/oat-milk/chapters.vtt", headers={"If-None-Match": response.headers["ETag"]}
    )
    assert again.status_code == 304


def test_an_episode_without_chapters_has_no_track_of_them(client: FlaskClient) -> None:
    an_episode("oat-milk")
    assert client.get("/episodes/oat-milk/chapters.vtt").status_code == 404
