"""What other programs are told of a public episode (schema.org's VideoObject)."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from episodes.catalog.artifacts import Headline, PictureHeadline
from episodes.catalog.models import Chapter, Credit, CreditRole, Episode, Person, Status
from episodes.db import db
from episodes.media.models import Video
from episodes.warnings.models import Scope
from tests.episodes.viewing.conftest import warn
from tests.factories import CAPTIONS, a_user, an_episode, sign_in

SITE = "http://localhost/episodes/oat"


def told(page: str) -> dict[str, Any]:
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index]
    assert isinstance(data, dict)
    return data


def a_film(**fields: object) -> Episode:
    """With captions, a poster, and 1 minute 28 of film."""
    episode = an_episode("oat", video=True, captions=CAPTIONS, **fields)
    video = db.session.query(Video).filter_by(episode_id=episode.id).one()
    video.poster_key, video.poster_media_type = "a" * 64, "image/jpeg"
    video.duration_ms = 88_400
    db.session.commit()
    return episode


def test_a_film_is_told_as_search_engines_read_it(client: FlaskClient) -> None:
    film = a_film()
    film.chapters += [Chapter(start_ms=0, title="The letter"), Chapter(start_ms=40_000, title="Us")]
    db.session.commit()
    data = told(client.get("/episodes/oat").text)
    assert (data["@context"], data["@type"]) == ("https://schema.org", "VideoObject")
    assert datetime.fromisoformat(data["uploadDate"]).utcoffset() == timedelta(0)
    assert data["duration"] == "PT88S"
    assert data["isFamilyFriendly"] is True
    assert "typicalAgeRange" not in data
    assert data["thumbnailUrl"].startswith(f"{SITE}/") and data["thumbnailUrl"].endswith(".jpg")
    (caption,) = data["caption"]
    assert (caption["@type"], caption["encodingFormat"]) == ("MediaObject", "text/vtt")
    assert client.get(caption["contentUrl"]).mimetype == "text/vtt"
    assert client.get(data["transcript"]).mimetype == "text/plain"
    assert {"captions", "transcript"} <= set(data["accessibilityFeature"])
    clips = [(c["@type"], c["startOffset"], c["endOffset"], c["url"]) for c in data["hasPart"]]
    assert clips == [("Clip", 0, 40, f"{SITE}?t=0"), ("Clip", 40, 88, f"{SITE}?t=40")]


@pytest.mark.parametrize(
    "fields",
    [
        {"video_headline": Headline.NSFW},
        {"answer_headline": Headline.EXPLICIT},
        {"thumbnail_headline": PictureHeadline.NSFW},
    ],
)
def test_what_the_show_calls_unsafe_is_not_for_families(
    client: FlaskClient, fields: dict[str, object]
) -> None:
    a_film(**fields)
    data = told(client.get("/episodes/oat").text)
    assert (data["isFamilyFriendly"], data["typicalAgeRange"]) == (False, "18-")
    assert ("thumbnailUrl" in data) is ("thumbnail_headline" not in fields)


def test_covered_words_are_not_handed_out_as_captions(client: FlaskClient) -> None:
    warn(a_film(), Scope.VIDEO_AUDIO)
    data = told(client.get("/episodes/oat").text)
    assert {"caption", "transcript"}.isdisjoint(data)


def test_what_may_harm_the_senses_and_who_does_what_is_told(client: FlaskClient) -> None:
    film = a_film()
    for position, (name, role) in enumerate(
        [("Maya", CreditRole.HOST), ("Joe", CreditRole.EDITOR), ("Ana", CreditRole.WRITER)]
    ):
        person = Person(slug=name.lower(), name=name)
        film.credits.append(Credit(person=person, role=role, position=position))
    warn(film, Scope.VIDEO_PICTURE, "flashing")
    data = told(client.get("/episodes/oat").text)
    assert data["accessibilityHazard"] == ["flashing"]
    named = {role: data[role][0]["name"] for role in ("actor", "editor", "author")}
    assert named == {"actor": "Maya", "editor": "Joe", "author": "Ana"}


def test_staff_are_told_nothing_of_a_draft(client: FlaskClient) -> None:
    a_film(status=Status.DRAFT)
    sign_in(client, a_user("captioner"))
    assert "ld+json" not in client.get("/episodes/oat").text


def test_search_engines_learn_the_title_and_never_the_question(client: FlaskClient) -> None:
    an_episode("oat", title="Oat milk", summary="On fairness.", question="The words", video=True)
    page = client.get("/episodes/oat").text
    head = page[: page.index("</head>")]
    data = told(page)
    assert data["name"] == "Oat milk"
    assert data["description"] == "On fairness."
    assert 'property="og:title" content="Oat milk"' in head
    assert "The words" not in head
    assert "rating" not in head


def test_only_the_explicit_is_rated_adult(client: FlaskClient) -> None:
    an_episode("oat", video=True, video_headline=Headline.EXPLICIT)
    assert '<meta name="rating" content="adult">' in client.get("/episodes/oat").text
