from functools import cache
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.media.actions import (
    set_poster,
    set_video_file,
    store_video,
    use_stored_poster,
    use_stored_video,
)
from episodes.media.errors import NotPlayableError
from episodes.media.facts import MediaFacts
from episodes.media.local_files import StoredFile
from episodes.media.queries import video_of
from episodes.media.storage import storage
from episodes.site import settings_of
from tests.episodes.media.films import a_film, a_picture
from tests.factories import a_user, an_episode, sign_in

pytestmark = pytest.mark.one_database

FILM = a_film(seconds=20)
PNG = a_picture()
SIZE = len(FILM)


@cache
def facts_of_film() -> MediaFacts:
    """Looked up once: it takes a process."""
    return store_video(BytesIO(FILM), limit_bytes=10**7)[1]


def store_file(data: bytes, suffix: str) -> StoredFile:
    with storage().receive(limit_bytes=10**7) as part:
        part.write(data)
        return part.keep(suffix)


def an_episode_with_film(slug: str = "film", status: Status = Status.PUBLISHED) -> Episode:
    episode = an_episode(slug, status=status)
    video = use_stored_video(episode, store_file(FILM, ".mp4"), facts_of_film())
    use_stored_poster(video, store_file(PNG, ".png"), "image/png")
    db.session.commit()
    return episode


def test_a_film_comes_back_byte_for_byte(client: FlaskClient) -> None:
    an_episode_with_film()
    response = client.get("/episodes/film/video.mp4")
    assert response.data == FILM
    assert response.headers["Content-Type"] == "video/mp4"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("header", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-", 0, SIZE),
        ("bytes=100-299", 100, 300),
        (f"bytes={SIZE // 2}-", SIZE // 2, SIZE),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE),
        ("bytes=-500", SIZE - 500, SIZE),
        (f"bytes=-{SIZE * 2}", 0, SIZE),
        (f"bytes=10-{SIZE * 9}", 10, SIZE),
    ],
)
def test_a_range_is_that_part_of_the_file(
    client: FlaskClient, header: str, start: int, stop: int
) -> None:
    an_episode_with_film()
    response = client.get("/episodes/film/video.mp4", headers={"Range": header})
    assert response.status_code == 206
    assert response.data == FILM[start:stop]
    assert response.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{SIZE}"


@pytest.mark.parametrize(
    "header", [f"bytes={SIZE}-", f"bytes={SIZE * 3}-{SIZE * 4}", "bytes=-0", "bytes= -00"]
)
def test_a_range_beyond_the_end_is_not_satisfiable(client: FlaskClient, header: str) -> None:
    an_episode_with_film()
    response = client.get("/episodes/film/video.mp4", headers={"Range": header})
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize("header", ["bytes=9-2", "bytes=x", "cues=0-1", "bytes=0-1,5-9", "bytes="])
def test_a_range_that_makes_no_sense_gives_the_whole_file(client: FlaskClient, header: str) -> None:
    an_episode_with_film()
    response = client.get("/episodes/film/video.mp4", headers={"Range": header})
    assert (response.status_code, response.data) == (200, FILM)


def test_an_unchanged_film_is_not_sent_again(client: FlaskClient) -> None:
    an_episode_with_film()
    etag = client.get("/episodes/film/video.mp4").headers["ETag"]
    response = client.get("/episodes/film/video.mp4", headers={"If-None-Match": etag})
    assert (response.status_code, response.data) == (304, b"")


def test_a_range_of_another_version_gives_the_whole_file(client: FlaskClient) -> None:
    an_episode_with_film()
    headers = {"Range": "bytes=0-9", "If-Range": '"another"'}
    assert client.get("/episodes/film/video.mp4", headers=headers).data == FILM


def test_head_says_the_length_and_sends_nothing(client: FlaskClient) -> None:
    an_episode_with_film()
    response = client.head("/episodes/film/video.mp4")
    assert response.headers["Content-Length"] == str(SIZE)
    assert response.data == b""


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SCHEDULED, Status.WITHDRAWN])
@pytest.mark.parametrize("address", ["/episodes/film/video.mp4", "/episodes/film/poster.png"])
def test_a_stranger_gets_nothing_of_what_is_not_published(
    client: FlaskClient, status: Status, address: str
) -> None:
    an_episode_with_film(status=status)
    assert client.get(address).status_code == 404


def test_who_works_on_the_show_sees_the_film_of_a_draft(client: FlaskClient) -> None:
    an_episode_with_film(status=Status.DRAFT)
    sign_in(client, a_user("captioner"))
    assert client.get("/episodes/film/video.mp4").data == FILM


def test_a_viewers_account_sees_no_draft(client: FlaskClient) -> None:
    an_episode_with_film(status=Status.DRAFT)
    sign_in(client, a_user("viewer"))
    assert client.get("/episodes/film/video.mp4").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/episodes/film/video.webm",
        "/episodes/film/..%2Fsecret/video.mp4",
        "/episodes/../secret/video.mp4",
        "/episodes/film/poster.svg",
    ],
)
def test_a_guessed_address_leads_nowhere(client: FlaskClient, address: str) -> None:
    an_episode_with_film("secret", Status.DRAFT)
    an_episode_with_film()
    assert client.get(address).status_code == 404


def test_a_poster_is_served_as_the_picture_it_is(client: FlaskClient) -> None:
    an_episode_with_film()
    response = client.get("/episodes/film/poster.png")
    assert (response.data, response.mimetype) == (PNG, "image/png")


def test_a_drawing_with_scripts_is_no_poster(app: Flask) -> None:
    video = video_of(an_episode_with_film().id)
    assert video
    with pytest.raises(NotPlayableError):
        set_poster(video, BytesIO(b"<svg onload='alert(1)'/>"))


def test_a_text_file_named_mp4_is_refused_and_nothing_is_kept(app: Flask) -> None:
    episode = an_episode()
    with pytest.raises(NotPlayableError):
        set_video_file(episode, BytesIO(b"Maya: hello\n" * 99), limit_bytes=10**7)
    assert video_of(episode.id) is None


def test_a_file_that_was_lost_answers_404(client: FlaskClient, app: Flask) -> None:
    video = video_of(an_episode_with_film().id)
    assert video
    media_dir = settings_of(app).media_dir
    (media_dir / video.storage_key).unlink()
    assert client.get("/episodes/film/video.mp4").status_code == 404
