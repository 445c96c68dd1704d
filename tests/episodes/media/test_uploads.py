"""A video on its way in: straight into the media folder, whole or not at all."""

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from episodes.accounts.models import RoleName
from episodes.catalog.models import Status
from episodes.db import db
from episodes.media.actions import store_video
from episodes.media.errors import NotPlayableError, StorageFullError
from episodes.media.incoming import Upload
from episodes.media.local_files import full_disk_in_words
from episodes.media.models import Video
from episodes.media.storage import LocalStorage
from tests.episodes.desk.conftest import Browser
from tests.episodes.media.films import a_film, a_picture
from tests.factories import a_show, a_user, an_episode, csrf_token, signed_in

PAGE = "/desk/episodes/film/video"
FILM = a_film()
PAUSE = b"--pause"


@pytest.fixture
def media_dir(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A media folder of its own."""
    monkeypatch.setitem(app.extensions, "media storage", LocalStorage(tmp_path / "media"))
    return tmp_path / "media"


@pytest.fixture
def desk(app: Flask, media_dir: Path) -> Browser:
    a_show()
    an_episode("film", status=Status.DRAFT)
    return Browser(signed_in(app.test_client(), a_user(RoleName.PRODUCER)))


def form_of(desk: Browser, file: bytes, *, token: str | None = None) -> bytes:
    """As a browser writes it: the token, then the file."""
    token = csrf_token(desk.client, PAGE) if token is None else token
    return (
        PAUSE + b'\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
        + token.encode() + b"\r\n" + PAUSE
        + b'\r\nContent-Disposition: form-data; name="file"; filename="../../a.mp4"\r\n'
        b"Content-Type: video/mp4\r\n\r\n" + file + b"\r\n" + PAUSE + b"--\r\n"
    )  # fmt: skip


def send(desk: Browser, body: bytes, *, length: int | None = None, **fields: Any) -> TestResponse:
    """length: what is announced, where it is not the body's."""
    return desk.client.post(
        f"{PAGE}/file", input_stream=io.BytesIO(body),
        content_type=f"multipart/form-data; boundary={PAUSE[2:].decode()}",
        environ_overrides={"CONTENT_LENGTH": str(length)} if length else {}, **fields,
    )  # fmt: skip


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def the_video() -> Video | None:
    db.session.expire_all()
    return db.session.query(Video).one_or_none()


JSON = {"Accept": "application/json"}


def test_an_upload_goes_nowhere_but_the_media_folder(
    desk: Browser, media_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    film = FILM + (2**20).to_bytes(4) + b"free" + bytes(2**20 - 8)
    assert send(desk, form_of(desk, film)).status_code == 303
    video = the_video()
    assert video
    assert files_in(media_dir) == [media_dir / video.original_key]
    assert (media_dir / video.original_key).read_bytes() == film
    assert video.original_size_bytes == len(film)


def test_the_page_s_script_is_told_where_to_go(desk: Browser) -> None:
    response = send(desk, form_of(desk, FILM), headers=JSON)
    assert (response.status_code, response.json) == (201, {"address": PAGE})


def test_an_upload_that_is_cancelled_in_the_middle_leaves_nothing(
    desk: Browser, media_dir: Path
) -> None:
    body = form_of(desk, FILM * 100)
    assert send(desk, body[: len(body) // 2], length=len(body)).status_code == 400
    assert files_in(media_dir) == []
    assert the_video() is None


def test_an_upload_without_the_form_s_token_leaves_nothing(desk: Browser, media_dir: Path) -> None:
    assert send(desk, form_of(desk, FILM, token="x")).status_code == 400
    assert files_in(media_dir) == []


@pytest.mark.parametrize(
    "data",
    [
        b"Maya: hello\n" * 9_999,
        b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>' * 999,
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"",
        FILM[: len(FILM) // 2],
        b"\x00\x00\x00\x18ftypmp42" + bytes(100_000),
    ],
    ids=["text", "playlist", "drawing", "concat script", "nothing", "half", "hollow"],
)
def test_what_is_no_video_is_refused_with_advice_and_leaves_nothing(
    tmp_path: Path, data: bytes
) -> None:
    upload = Upload(LocalStorage(tmp_path, reserve_bytes=0), 10**6)
    for start in range(0, len(data), 1000):
        upload.write(data[start : start + 1000])
    with pytest.raises(NotPlayableError, match=r"Export it (again )?as MP4"):
        store_video(upload, limit_bytes=10**6)
    assert files_in(tmp_path) == []


def test_a_refused_upload_says_why_in_place(desk: Browser, media_dir: Path) -> None:
    response = send(desk, form_of(desk, b"Maya: hello\n" * 99), headers=JSON)
    assert response.status_code == 422
    assert "video or sound file" in (response.json or {})["message"]
    assert files_in(media_dir) == []


def test_an_upload_that_is_announced_as_too_large_is_refused_unread(
    desk: Browser, media_dir: Path
) -> None:
    response = send(desk, form_of(desk, FILM), length=5 * 10**9)
    assert response.status_code == 413
    assert "at most 4,000 MB" in response.text
    assert 'id="send"' in response.text
    assert not media_dir.exists()


def test_too_large_an_upload_for_no_episode_finds_no_page(desk: Browser) -> None:
    address = PAGE.replace("film", "nowhere") + "/file"
    length = {"CONTENT_LENGTH": str(5 * 10**9)}
    assert desk.client.post(address, environ_overrides=length).status_code == 404


def test_an_upload_that_would_fill_the_disk_is_refused_unread(
    app: Flask, desk: Browser, media_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = LocalStorage(media_dir, reserve_bytes=2**62)
    monkeypatch.setitem(app.extensions, "media storage", full)
    response = send(desk, form_of(desk, FILM), length=3 * 10**9)
    assert response.status_code == 507
    assert "The disk is nearly full" in response.text
    assert files_in(media_dir) == []


class Filling(LocalStorage):
    """Others fill the disk while the upload comes."""

    looks = 0

    def room_bytes(self) -> int:
        self.looks += 1
        return 10**10 if self.looks < 3 else 0


def test_a_disk_that_fills_while_the_file_comes_is_said_when_all_is_read(
    app: Flask, desk: Browser, media_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "media storage", Filling(media_dir))
    film = FILM + (9 * 2**20).to_bytes(4) + b"free" + bytes(9 * 2**20 - 8)
    response = send(desk, form_of(desk, film))
    assert response.status_code == 507
    assert "The disk is nearly full" in response.text
    assert files_in(media_dir) == []


def test_a_full_disk_has_words() -> None:
    with (
        pytest.raises(StorageFullError),
        full_disk_in_words(),
        Path("/dev/full").open("wb", buffering=0) as disk,
    ):
        disk.write(b"x")


@pytest.fixture
def nearly_full(
    app: Flask, media_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[LocalStorage]:
    full = LocalStorage(media_dir, reserve_bytes=2**62)
    monkeypatch.setitem(app.extensions, "media storage", full)
    yield full


START = FILM[:64].hex()


ASKED = (
    (f"bytes=1000&start={START}", 200, ""),
    (f"bytes=5000000000&start={START}", 413, "at most 4,000 MB"),
    (f"bytes=1000&start={b'Maya: hello'.hex()}", 422, "video or sound file"),
    ("bytes=many", 400, ""),
    (f"bytes=1000&start={'ab' * 65}", 400, ""),
)


def test_whether_a_file_would_be_taken_can_be_asked_before_it_is_sent(desk: Browser) -> None:
    for asked, status, words in ASKED:
        response = desk.get(f"{PAGE}/room?{asked}")
        assert response.status_code == status, asked
        assert words in response.text


def test_a_full_disk_is_said_before_a_file_is_sent(
    desk: Browser, nearly_full: LocalStorage
) -> None:
    response = desk.get(f"{PAGE}/room?bytes=1000&start={START}")
    assert response.status_code == 507
    assert "nearly full" in response.json["message"]


def test_poster_and_video_can_be_taken_away(desk: Browser, media_dir: Path) -> None:
    send(desk, form_of(desk, FILM))
    picture = (io.BytesIO(a_picture()), "p.png")
    desk.post_fields(f"{PAGE}/poster", {"poster": picture, "alt": "A door"}, form=PAGE)
    desk.post(f"{PAGE}/poster/remove", form=PAGE)
    video = the_video()
    assert video
    assert (video.poster_key, video.poster_alt) == ("", "")
    assert desk.post(f"{PAGE}/remove", form=PAGE).status_code == 303
    assert the_video() is None
    assert "No video yet." in desk.get(PAGE).text
    assert desk.post(f"{PAGE}/remove", form=PAGE).status_code == 409
