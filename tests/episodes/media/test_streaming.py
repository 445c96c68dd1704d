"""Ranges byte for byte, players, the bound on streams, and the proxy that sends in our place."""

import itertools
import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.jobs.running import run_pending
from episodes.media.actions import set_video_file
from episodes.media.local_files import PIECE_BYTES
from episodes.media.serving import PLAYER_BYTES, Streams, file_response
from episodes.media.storage import LocalStorage
from episodes.site import settings_of
from tests.episodes.media.odd_films import a_moving_film
from tests.factories import a_user, an_episode, sign_in

SIZES = (1, 1000, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES + 17)
NEAR = (0, 1, 499, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1)


class Stored:
    """One file of random bytes, and the answers about it; no database is asked."""

    def __init__(self, app: Flask, folder: Path, size: int) -> None:
        self.app, self.data = app, os.urandom(size)
        self.storage = LocalStorage(folder, reserve_bytes=0)
        self.key = self.storage.save(BytesIO(self.data), limit_bytes=size, suffix=".mp4").key

    def answer(self, **headers: str) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with self.app.test_request_context(headers=named):
            return file_response(self.storage, self.key, "video/mp4", file_name="film.mp4")

    def body(self, **headers: str) -> bytes:
        answer = self.answer(**headers)
        body = b"".join(answer.response)  # type: ignore[arg-type]
        answer.close()
        return body

    def range(self, wanted: str, **headers: str) -> Response:
        return self.answer(Range=wanted, **headers)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    from app import create_app
    from episodes.settings import Settings

    return create_app(Settings(DATA_DIR=tmp_path_factory.mktemp("data"), WEB_THREADS=4))


@pytest.mark.parametrize("size", SIZES)
def test_every_range_is_that_part_byte_for_byte(site: Flask, tmp_path: Path, size: int) -> None:
    file = Stored(site, tmp_path, size)
    starts = sorted({at for near in NEAR for at in (near, size - 1 - near) if 0 <= at < size})
    for start, last in itertools.product(starts, [*starts, size, size * 2]):
        if last >= start:
            assert file.body(Range=f"bytes={start}-{last}") == file.data[start : last + 1]
            answer, end = file.range(f"bytes={start}-{last}"), min(last, size - 1)
            assert answer.status_code == 206
            assert answer.headers["Content-Range"] == f"bytes {start}-{end}/{size}"
            answer.close()
    for start in starts:
        assert file.body(Range=f"bytes={start}-") == file.data[start:]
        if start:
            assert file.body(Range=f"bytes=-{start}") == file.data[-start:]


def test_a_range_is_given_only_of_the_version_that_is_asked_for(
    site: Flask, tmp_path: Path
) -> None:
    file = Stored(site, tmp_path, 1000)
    etag = file.answer().headers["ETag"]
    assert file.body(Range="bytes=5-9", If_Range=etag) == file.data[5:10]
    for other in ('"x"', f"W/{etag}", "Sun, 22 Nov 2026 10:00:00 GMT"):
        assert file.body(Range="bytes=5-9", If_Range=other) == file.data


def test_a_player_is_given_a_part_of_what_follows_and_comes_back(
    site: Flask, tmp_path: Path
) -> None:
    size = PLAYER_BYTES + 10
    file = Stored(site, tmp_path, size)
    first = file.range("bytes=0-", Sec_Fetch_Dest="video")
    assert first.headers["Content-Range"] == f"bytes 0-{PLAYER_BYTES - 1}/{size}"
    first.close()
    video = {"Sec_Fetch_Dest": "video"}
    assert file.body(Range="bytes=0-", **video) == file.data[:PLAYER_BYTES]
    assert file.body(Range=f"bytes={PLAYER_BYTES}-", **video) == file.data[PLAYER_BYTES:]
    assert file.body(Range=f"bytes=0-{size}", **video) == file.data
    assert file.body(Range="bytes=0-") == file.data


@pytest.fixture
def big(site: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stored:
    monkeypatch.setitem(site.extensions, "media streams", Streams(2))
    return Stored(site, tmp_path, 3 * PIECE_BYTES)


def test_more_streams_than_there_may_be_are_asked_to_come_again(big: Stored) -> None:
    open_ones = [big.answer(), big.answer()]
    third = big.answer()
    assert (third.status_code, third.headers["Retry-After"]) == (503, "2")
    assert third.headers["Cache-Control"] == "no-store"
    assert b"Too many people" in third.get_data()
    open_ones[0].close()
    assert big.answer().status_code == 200


def test_a_stream_that_was_read_to_its_end_or_broke_off_frees_its_place(big: Stored) -> None:
    for _ in range(5):
        assert big.body() == big.data
        broken = big.answer()
        next(iter(broken.response))
        broken.close()


def test_what_is_sent_at_once_needs_no_place(big: Stored) -> None:
    held = [big.answer(), big.answer()]
    assert big.body(Range="bytes=0-999") == big.data[:1000]
    etag = held[0].headers["ETag"]
    assert big.answer(If_None_Match=etag).status_code == 304


@pytest.mark.parametrize(("threads", "streams", "expected"), [(8, 0, 4), (1, 0, 1), (8, 6, 6)])
def test_half_of_the_threads_send_media_unless_told(
    threads: int, streams: int, expected: int, tmp_path: Path
) -> None:
    from episodes.settings import Settings

    settings = Settings(DATA_DIR=tmp_path, WEB_THREADS=threads, MEDIA_STREAMS=streams)
    assert settings.media_streams == expected


@pytest.fixture
def proxied(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    settings = settings_of(app).model_copy(update={"MEDIA_X_ACCEL": "/media-files/"})
    monkeypatch.setitem(app.extensions, "settings", settings)
    yield app


def filmed(status: Status = Status.PUBLISHED) -> Episode:
    episode = an_episode("film", status=status)
    set_video_file(episode, BytesIO(a_moving_film()), limit_bytes=10**7)
    db.session.commit()
    return episode


def test_behind_nginx_a_name_is_sent_in_place_of_the_file(
    proxied: Flask, client: FlaskClient
) -> None:
    filmed()
    answer = client.get("/episodes/film/video.mp4", headers={"Range": "bytes=0-9"})
    assert (answer.status_code, answer.data) == (200, b"")
    name = answer.headers["X-Accel-Redirect"]
    media_dir = settings_of(proxied).media_dir
    assert (media_dir / name.removeprefix("/media-files/")).is_file()
    assert answer.headers["Content-Type"] == "video/mp4"


def test_behind_nginx_a_stranger_is_given_no_name(proxied: Flask, client: FlaskClient) -> None:
    filmed(Status.DRAFT)
    answer = client.get("/episodes/film/video.mp4")
    assert answer.status_code == 404
    assert "X-Accel-Redirect" not in answer.headers


DRAWN = ("storyboard.jpg", "storyboard.vtt", "waveform.dat", "poster.jpg")


def test_what_was_drawn_is_served_with_the_film(app: Flask, client: FlaskClient) -> None:
    filmed()
    run_pending(app)
    times = client.get("/episodes/film/storyboard.vtt")
    assert times.mimetype == "text/vtt"
    picture, _, place = times.text.split("\n")[3].partition("#")
    assert place == "xywh=0,0,160,90"
    assert client.get(picture).mimetype == "image/jpeg"
    assert client.get("/episodes/film/waveform.dat").data[:4] == b"\x02\x00\x00\x00"
    for name in DRAWN:
        etag = client.get(f"/episodes/film/{name}").headers["ETag"]
        again = client.get(f"/episodes/film/{name}", headers={"If-None-Match": etag})
        assert again.status_code == 304, name


def test_what_was_drawn_of_a_draft_is_for_staff_only(app: Flask, client: FlaskClient) -> None:
    filmed(Status.DRAFT)
    run_pending(app)
    assert {client.get(f"/episodes/film/{name}").status_code for name in DRAWN} == {404}
    staff = sign_in(app.test_client(), a_user("captioner"))
    assert {staff.get(f"/episodes/film/{name}").status_code for name in DRAWN} == {200}
