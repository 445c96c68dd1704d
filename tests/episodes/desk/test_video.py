from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from episodes.catalog.models import Status
from episodes.db import db
from episodes.media.models import Video
from episodes.site import settings_of
from tests.conftest import absent
from tests.episodes.desk.conftest import Browser
from tests.factories import an_episode

PAGE = "/desk/episodes/e/video"
SEASON = Path(__file__).parents[3] / "episodes/demo/season/episodes"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63"
    "fcffff3f0300050201ff5c9ad3a30000000049454e44ae426082"
)


@pytest.fixture
def desk(app: Flask, producer: Browser) -> Browser:
    an_episode("e", status=Status.DRAFT)
    return producer


def the_video() -> Video | None:
    db.session.expire_all()
    return db.session.query(Video).one_or_none()


def test_an_address_elsewhere_is_kept_with_its_length(desk: Browser) -> None:
    fields = {"address": "https://media.example/a.mp4", "duration": "12:30"}
    assert desk.post_fields(f"{PAGE}/address", fields, form=PAGE).status_code == 303
    video = the_video()
    assert video is not None
    assert (video.address, video.duration_ms) == ("https://media.example/a.mp4", 750_000)
    assert 'value="12:30"' in desk.get(PAGE).text


@pytest.mark.parametrize(
    ("address", "duration"),
    [
        ("", ""), ("http://media.example/a.mp4", ""), ("javascript:alert(1)", ""),
        ("https://media.example/a b.mp4", ""), ("https://m.example/" + "a" * 1000, ""),
        ("https://media.example/a.mp4", "long"), ("https://media.example/a.mp4", "0:00"),
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_is_refused(desk: Browser, address: str, duration: str) -> None:
    fields = {"address": address, "duration": duration}
    response = desk.post_fields(f"{PAGE}/address", fields, form=PAGE)
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert the_video() is None


@pytest.mark.parametrize("data", [b"", b"no video", b"\x00\x00\x00\x18ftypmp42" + bytes(3000)])
def test_a_file_that_is_no_video_is_refused_and_not_kept(
    app: Flask, desk: Browser, data: bytes
) -> None:
    fields = {"file": (BytesIO(data), "film.mp4")}
    response = desk.post_fields(f"{PAGE}/file", fields, form=PAGE)
    assert response.status_code == 422
    assert 'href="#file"' in response.text
    assert the_video() is None


def test_a_video_may_be_larger_than_other_forms_and_no_larger_than_its_own_limit(
    app: Flask, desk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_of(app).model_copy(update={"MAX_VIDEO_BYTES": 100_000})
    monkeypatch.setitem(app.extensions, "settings", settings)
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 20_000)
    start = b"\x00\x00\x00\x18ftypmp42"
    for size, status in ((50_000, 422), (200_000, 413)):
        fields = {"file": (BytesIO(start + bytes(size)), "film.mp4")}
        response = desk.post_fields(f"{PAGE}/file", fields, form=PAGE)
        assert response.status_code == status, size
    assert the_video() is None


def test_a_stranger_cannot_send_what_only_producers_may(
    app: Flask, captioner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_episode("e", status=Status.DRAFT)
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 20_000)
    fields = {"file": (BytesIO(bytes(50_000)), "film.mp4")}
    form = "/desk/episodes/e/captions"
    assert captioner.post_fields(f"{PAGE}/file", fields, form=form).status_code == 413
    response = app.test_client().post(f"{PAGE}/file", data={"file": (BytesIO(bytes(50_000)), "f")})
    assert response.status_code == 413


def test_a_real_video_is_measured_and_can_have_a_poster(desk: Browser) -> None:
    films = sorted(SEASON.glob("*/video.mp4"))
    if not films:
        absent("demo season", "it has no video yet")
    fields = {"file": (BytesIO(films[0].read_bytes()), "../../film.exe")}
    assert desk.post_fields(f"{PAGE}/file", fields, form=PAGE).status_code == 303
    video = the_video()
    assert video is not None
    assert (video.duration_ms or 0) > 20_000
    assert (video.width or 0) > 0
    poster = {"poster": (BytesIO(PNG), "p.png"), "alt": "Two people <laughing>"}
    assert desk.post_fields(f"{PAGE}/poster", poster, form=PAGE).status_code == 303
    desk.post_fields(f"{PAGE}/poster", {"alt": "Other words"}, form=PAGE)
    video = the_video()
    assert video is not None
    assert (video.poster_media_type, video.poster_alt) == ("image/png", "Other words")


def test_a_poster_that_is_no_picture_is_refused(desk: Browser) -> None:
    desk.post_fields(f"{PAGE}/address", {"address": "https://m.example/a.mp4"}, form=PAGE)
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    fields = {"poster": (BytesIO(svg), "p.png"), "alt": "kept"}
    response = desk.post_fields(f"{PAGE}/poster", fields, form=PAGE)
    assert response.status_code == 422
    assert 'value="kept"' in response.text


def test_a_poster_without_a_video_is_a_conflict(desk: Browser) -> None:
    assert desk.post_fields(f"{PAGE}/poster", {"alt": "x"}, form=PAGE).status_code == 409
