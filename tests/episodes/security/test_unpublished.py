"""What is not public stands behind no address that a stranger can guess, list, filter or search."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from episodes.answers.actions import ResourceDraft, replace_resources, save_answer
from episodes.answers.models import ResourceKind
from episodes.catalog.actions import withdraw
from episodes.catalog.models import Chapter, Credit, CreditRole, Episode, Person, Status, Topic
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.media.actions import set_poster, set_video_file
from episodes.media.models import Place
from episodes.questions.published.actions import AnnotationDraft, save_question
from episodes.transcripts.actions import add_version, ensure_track
from episodes.transcripts.models import TrackKind
from episodes.warnings.actions import WarningDraft, replace_warnings
from episodes.warnings.models import Scope, Treatment
from tests.episodes.media.films import a_film
from tests.factories import a_show, a_user, an_episode, sign_in

SECRET = "hush"
HIDDEN = (Status.DRAFT, Status.SCHEDULED, Status.WITHDRAWN)
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00"
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Hush>Hush, hush.\n"
OF_THE_EPISODE = (
    "",
    "?t=1&lang=qaa&q=hush",
    "/answer",
    "/answer?video=show",
    "/video.mp4",
    "/answer/video.mp4",
    "/poster.png",
    "/chapters.vtt",
    "/captions/qaa.captions.vtt",
    "/captions/qaa.captions.srt",
    "/captions/qaa.captions.txt",
)
LISTS = (
    "/",
    "/episodes/",
    "/episodes/?topic=hush-topic",
    "/episodes/?person=hush-person",
    "/episodes/?language=qaa",
    "/episodes/?season=77",
    "/search?q=nothing+at+all",
    "/episodes/open",
    "/episodes/open/answer",
)


@pytest.fixture(scope="module")
def film() -> bytes:
    return a_film()


def everything_of(slug: str, status: Status, film: bytes) -> Episode:
    """An episode with all that one can have, each word of it secret."""
    episode = an_episode(
        slug, title="Hush title", summary="Hush summary", question="", captions="",
        answer="Hush opening\n\n## Hush part {#part}\n\nHush words\n",
        season=77, number=7, status=status,
    )  # fmt: skip
    save_question(
        episode, text="Hush question", asked_by="Hush asker", also_asked_as=["Hush variant"],
        annotations=[AnnotationDraft(0, 4, "Hush remark")],
    )  # fmt: skip
    video = set_video_file(episode, io.BytesIO(film), limit_bytes=10**7)
    set_poster(video, io.BytesIO(PICTURE), alt="Hush poster")
    set_video_file(
        episode, io.BytesIO(film), limit_bytes=10**7, place=Place.ANSWER, title="Hush film"
    )
    track = ensure_track(
        episode, language="qaa", kind=TrackKind.CAPTIONS, label="Hush label", is_default=True
    )
    add_version(track, CAPTIONS.encode(), "hush.vtt", author=None, make_live=True)
    episode.chapters.append(Chapter(start_ms=0, title="Hush chapter"))
    person = Person(slug="hush-person", name="Hush person")
    episode.credits.append(Credit(person=person, role=CreditRole.HOST, position=0))
    replace_resources(episode, [ResourceDraft("book", ResourceKind.BOOK, "Hush book")])
    notes = [
        WarningDraft(scope, "strong-language", Treatment.DISCUSSION, 1, note="Hush note")
        for scope in (Scope.QUESTION, Scope.ANSWER)
    ]
    replace_warnings(episode, notes)
    share_topic(episode)
    return episode


def share_topic(episode: Episode) -> None:
    """With an open episode, which would show it among the related ones."""
    topic = Topic(slug="shared", name="Shared")
    neighbour = an_episode("open", question="An open question", answer="Open words")
    episode.topics.extend([topic, Topic(slug="hush-topic", name="Hush topic")])
    neighbour.topics.append(topic)
    episode_changed.send(episode)
    db.session.commit()


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("status", HIDDEN)
def test_every_address_of_a_hidden_episode_answers_as_if_it_were_not_there(
    client: FlaskClient, film: bytes, status: Status, method: str
) -> None:
    a_show()
    everything_of("oat", status, film)
    for path in OF_THE_EPISODE:
        found = client.open(f"/episodes/oat{path}", method=method)
        unknown = client.open(f"/episodes/nowhere{path}", method=method)
        assert found.status_code == unknown.status_code, path
        assert found.text == unknown.text.replace("nowhere", "oat"), path
        assert dict(found.headers) == dict(unknown.headers), path
        assert method == "OPTIONS" or found.status_code == 404, path


def test_the_addresses_that_are_tried_lead_to_something_once_it_is_published(
    client: FlaskClient, film: bytes
) -> None:
    everything_of("oat", Status.PUBLISHED, film)
    for path in OF_THE_EPISODE:
        assert client.get(f"/episodes/oat{path}").status_code == 200, path


@pytest.mark.parametrize("status", HIDDEN)
def test_no_list_filter_or_neighbour_lets_a_hidden_word_through(
    client: FlaskClient, film: bytes, status: Status
) -> None:
    a_show()
    everything_of("oat", status, film)
    for address in LISTS:
        response = client.get(address)
        assert response.status_code == 200, address
        page = response.text.replace("hush-topic", "").replace("hush-person", "")
        assert SECRET not in page.lower(), address
        assert "/episodes/oat" not in page, address
        assert "Season 77" not in page, address
        assert "qaa" not in page.replace("language=qaa", ""), address


@pytest.mark.parametrize("status", HIDDEN)
def test_searching_for_a_hidden_word_is_like_searching_for_none(
    client: FlaskClient, film: bytes, status: Status
) -> None:
    a_show()
    everything_of("oat", status, film)
    found = client.get("/search?q=hush").text
    # Another word of the language, which stands nowhere: neither is taken for a misspelling.
    assert found == client.get("/search?q=moss").text.replace("moss", "hush")


def test_a_time_of_publication_still_to_come_hides_what_says_it_is_published(
    client: FlaskClient, film: bytes
) -> None:
    episode = everything_of("oat", Status.PUBLISHED, film)
    episode.published_at = datetime.now(UTC) + timedelta(days=1)
    db.session.commit()
    for path in OF_THE_EPISODE:
        assert client.get(f"/episodes/oat{path}").status_code == 404, path


def test_withdrawing_reaches_who_holds_an_older_copy(client: FlaskClient, film: bytes) -> None:
    episode = everything_of("oat", Status.PUBLISHED, film)
    copies = {}
    for path in ("/video.mp4", "/poster.png", "/chapters.vtt", "/captions/qaa.captions.vtt"):
        etag = client.get(f"/episodes/oat{path}").headers["ETag"]
        kept = client.get(f"/episodes/oat{path}", headers={"If-None-Match": etag})
        assert kept.status_code == 304, path
        copies[path] = etag
    withdraw(episode, a_user())
    db.session.commit()
    for path, etag in copies.items():
        for headers in ({"If-None-Match": etag}, {"Range": "bytes=0-9", "If-Range": etag}):
            gone = client.get(f"/episodes/oat{path}", headers=headers)
            assert gone.status_code == 404, path
    assert "/episodes/oat" not in client.get("/search?q=hush").text


def test_a_withdrawn_episode_leaves_the_search_at_once(client: FlaskClient, film: bytes) -> None:
    episode = everything_of("oat", Status.PUBLISHED, film)
    assert "/episodes/oat" in client.get("/search?q=hush").text
    withdraw(episode, a_user())
    db.session.commit()
    assert "/episodes/oat" not in client.get("/search?q=hush").text


def test_an_answer_still_to_come_stands_nowhere_on_its_public_episode(
    client: FlaskClient, film: bytes
) -> None:
    episode = an_episode("oat", question="An open question")
    save_answer(episode, "Hush\n\n## Hush part {#p}\n\nHush", author_id=None, saved_by=None)
    replace_resources(episode, [ResourceDraft("book", ResourceKind.BOOK, "Hush book")])
    replace_warnings(
        episode,
        [
            WarningDraft(scope, "strong-language", Treatment.DISCUSSION, 1, note="Hush", **more)
            for scope, more in (
                (Scope.ANSWER, {}),
                (Scope.ANSWER_PART, {"part_anchor": "p"}),
                (Scope.RESOURCE, {"resource_slug": "book"}),
            )
        ],
    )
    set_video_file(
        episode, io.BytesIO(film), limit_bytes=10**7, place=Place.ANSWER, title="Hush film"
    )
    episode.answer_published_at = datetime.now(UTC) + timedelta(days=1)
    db.session.commit()
    for address in ("/", "/episodes/", "/episodes/oat", "/search?q=open"):
        page = client.get(address)
        assert page.status_code == 200
        assert SECRET not in page.text.lower(), address
    assert client.get("/episodes/oat/answer").status_code == 404
    assert client.get("/episodes/oat/answer/video.mp4").status_code == 404
    assert "/episodes/oat" not in client.get("/search?q=hush").text


@pytest.mark.parametrize(
    "way",
    ["/episodes/open/..%2Foat", "/episodes/open%2F..%2Foat", "/episodes/open/../oat",
     "/episodes/open/..%2Foat/video.mp4", "/episodes/open/captions/..%2F..%2Foat.captions.vtt",
     "/episodes//oat", "/episodes/oat%00", "/episodes/OAT", "/episodes/oat/", "/episodes/%6fat",
     "/static/..%2Fepisodes%2Foat", "/episodes/open/..%5Coat"],
)  # fmt: skip
def test_no_way_round_leads_from_a_public_episode_to_a_draft(
    client: FlaskClient, film: bytes, way: str
) -> None:
    everything_of("oat", Status.DRAFT, film)
    response = client.get(way, follow_redirects=True)
    assert response.status_code in (400, 404)
    assert SECRET not in response.text.lower()


def test_a_role_that_is_taken_away_closes_the_drafts_at_once(app: Flask, film: bytes) -> None:
    everything_of("oat", Status.DRAFT, film)
    captioner = a_user("captioner")
    browser = sign_in(app.test_client(), captioner)
    for path in OF_THE_EPISODE:
        assert browser.get(f"/episodes/oat{path}").status_code == 200, path
    captioner.roles.clear()
    db.session.commit()
    for path in OF_THE_EPISODE:
        assert browser.get(f"/episodes/oat{path}").status_code == 404, path
    assert browser.get("/desk/episodes/oat").status_code == 403
