from contextlib import nullcontext
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from episodes.media.actions import store_poster
from episodes.media.errors import FileTooLargeError, NotPlayableError
from episodes.media.pictures import LARGEST_POSTER_BYTES, check_picture, picture_kind
from episodes.site import settings_of
from tests.episodes.media.films import a_picture

JPEG = a_picture("mjpeg", "yuvj420p")
WEBP = a_picture("libwebp", "yuv420p")
PNG = a_picture()


def stored_files(app: Flask) -> set[Path]:
    return {p for p in settings_of(app).media_dir.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("picture", "suffix"),
    [(JPEG, ".jpg"), (PNG, ".png"), (WEBP, ".webp")],
    ids=lambda v: str(v)[:5],
)
def test_a_picture_is_known_by_its_content(picture: bytes, suffix: str) -> None:
    check_picture(picture)
    assert picture_kind(picture).suffix == suffix


@pytest.mark.parametrize(
    "picture",
    [
        a_picture(size=(9_000, 10)),
        a_picture("mjpeg", "yuvj420p", (16, 9_000)),
        a_picture("libwebp", "yuv420p", (16, 9_000)),
    ],
    ids=["png", "jpeg", "webp"],
)
def test_a_picture_of_too_many_pixels_names_its_size(picture: bytes) -> None:
    with pytest.raises(NotPlayableError, match="9,000"):
        check_picture(picture)


NO_FRAMES = {0xC4, 0xC8, 0xCC}


@pytest.mark.parametrize("marker", range(0x9A, 0xFA))
def test_the_size_of_a_jpeg_is_in_its_frame_header(marker: int) -> None:
    """ITU-T T.81, table B.1: any of sixteen markers but those for tables, and one for later."""
    large, small = (size.to_bytes(2) * 2 for size in (9_000, 10))
    segments = [
        bytes((0xFF, kind, 0, 11, 8)) + size + b"\1\1\x11\0"
        for kind, size in ((marker, large), (0xC0, small))
    ]
    is_frame = marker in range(0xC0, 0xD0) and marker not in NO_FRAMES
    with pytest.raises(NotPlayableError, match="9,000") if is_frame else nullcontext():
        check_picture(b"\xff\xd8" + b"".join(segments))


@pytest.mark.parametrize("picture", [JPEG, PNG, WEBP], ids=["jpeg", "png", "webp"])
@pytest.mark.parametrize("length", [12, 18, 22])
def test_a_picture_cut_off_before_its_size_is_refused(picture: bytes, length: int) -> None:
    with pytest.raises(NotPlayableError, match="damaged or cut off"):
        check_picture(picture[:length])


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff" + b"\xff" * 5_000_000,
        b"\xff\xd8" + b"\xff\xe0\x00\x00" * 1_000_000,
        b"\x89PNG\r\n\x1a\n" + bytes(40),
    ],
    ids=["filling bytes", "empty segments", "no header"],
)
def test_a_picture_that_never_says_its_size_is_refused_soon(data: bytes) -> None:
    with pytest.raises(NotPlayableError, match="damaged or cut off"):
        check_picture(data)


def test_a_page_that_calls_itself_a_picture_is_refused(app: Flask) -> None:
    with pytest.raises(NotPlayableError, match="JPEG, PNG or WebP"):
        store_poster(BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"))


def test_a_refused_picture_is_not_kept(app: Flask) -> None:
    before = stored_files(app)
    with pytest.raises(NotPlayableError):
        store_poster(BytesIO(a_picture(size=(9_000, 10))))
    assert stored_files(app) == before


def test_a_picture_over_the_limit_is_not_kept(app: Flask) -> None:
    before = stored_files(app)
    with pytest.raises(FileTooLargeError):
        store_poster(BytesIO(PNG + bytes(LARGEST_POSTER_BYTES)))
    assert stored_files(app) == before
