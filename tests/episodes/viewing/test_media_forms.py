"""The watch page of what is not a plain video: still being prepared, or sound alone."""

from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient

from episodes.catalog.models import Status
from episodes.db import db
from episodes.jobs.running import run_pending
from episodes.media.actions import set_video_file
from episodes.media.models import Place
from tests.episodes.media.films import a_film
from tests.episodes.media.odd_films import a_recording
from tests.factories import an_episode

MKV = a_film(container="matroska")


def published(file: bytes, place: Place = Place.EPISODE, **fields: str) -> None:
    episode = an_episode("film", status=Status.PUBLISHED, **fields)
    set_video_file(episode, BytesIO(file), limit_bytes=10**7, place=place)
    db.session.commit()


def test_a_video_that_is_being_prepared_says_so_until_it_plays(
    app: Flask, client: FlaskClient
) -> None:
    published(MKV)
    page = client.get("/episodes/film").text
    assert "The video is being prepared." in page
    assert "<video" not in page
    run_pending(app)
    page = client.get("/episodes/film").text
    assert '<source src="/episodes/film/video.mp4" type="video/mp4">' in page
    assert client.get("/episodes/film/video.mp4").status_code == 200


def test_sound_alone_plays_on_the_watch_page(app: Flask, client: FlaskClient) -> None:
    published(a_recording(container="mp3", codec="libmp3lame"))
    page = client.get("/episodes/film").text
    assert '<source src="/episodes/film/video.mp3" type="audio/mpeg">' in page
    assert "ep-frame-sound" in page
    assert client.get("/episodes/film/video.mp3").mimetype == "audio/mpeg"


def test_a_second_video_that_is_being_prepared_is_not_offered(
    app: Flask, client: FlaskClient
) -> None:
    published(MKV, Place.ANSWER, answer="## Say it\n\nOut loud.\n")
    assert "second-video" not in client.get("/episodes/film/answer").text
    run_pending(app)
    assert "second-video" in client.get("/episodes/film/answer").text
    assert client.get("/episodes/film/answer/video.mp4").status_code == 200
