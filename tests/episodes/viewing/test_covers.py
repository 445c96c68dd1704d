"""Covers made of type: the chosen line, else the picture, else the question."""

import pytest
from flask.testing import FlaskClient

from episodes.catalog.models import Accent, CoverStyle, Episode
from episodes.db import db
from episodes.media.models import Video
from episodes.warnings.choices import CHOICES_COOKIE
from episodes.warnings.models import Scope
from tests.episodes.viewing.conftest import warn
from tests.factories import CAPTIONS, a_show, an_episode

LINE = "Say it out loud."


def with_poster(episode: Episode) -> Episode:
    video = db.session.query(Video).filter_by(episode_id=episode.id).one()
    video.poster_key, video.poster_media_type = "a" * 64, "image/jpeg"
    db.session.commit()
    return episode


def cover_on(client: FlaskClient, address: str = "/") -> str:
    return client.get(address).text.split('<a class="cover')[1].split("</a>")[0]


def test_the_chosen_line_stands_on_the_cover_in_the_episode_s_accent(client: FlaskClient) -> None:
    with_poster(
        an_episode("oat", video=True, cover_line=LINE, cover_said_by="Joe", accent=Accent.LEAF)
    )
    cover = cover_on(client)
    assert "accent-leaf" in cover
    assert f"“{LINE}”" in cover
    assert "Joe" in cover
    assert "poster.jpg" not in cover


def test_a_poster_stands_where_no_line_was_chosen(client: FlaskClient) -> None:
    with_poster(an_episode("oat", video=True))
    assert "/episodes/oat/poster.jpg" in cover_on(client)


def test_a_show_may_like_its_posters_better(client: FlaskClient) -> None:
    a_show(cover_style=CoverStyle.POSTER)
    with_poster(an_episode("oat", video=True, cover_line=LINE))
    assert "/episodes/oat/poster.jpg" in cover_on(client)


def test_until_a_line_is_chosen_it_is_the_question(client: FlaskClient) -> None:
    an_episode("oat", question="Who buys the oat milk?")
    assert "“Who buys the oat milk?”" in cover_on(client)


@pytest.mark.parametrize(("scope", "said_ms"), [(Scope.VIDEO_AUDIO, 1000), (Scope.ANSWER, None)])
def test_a_line_out_of_what_is_covered_stands_on_no_cover(
    client: FlaskClient, scope: Scope, said_ms: int | None
) -> None:
    episode = an_episode(
        "oat", video=True, captions=CAPTIONS, answer=LINE, cover_line=LINE, cover_said_ms=said_ms
    )
    warn(episode, scope, "coercion")
    client.set_cookie(CHOICES_COOKIE, "c.coercion=cover")
    assert LINE not in cover_on(client)


def test_discreet_covers_show_no_picture(client: FlaskClient) -> None:
    with_poster(an_episode("oat", video=True))
    client.set_cookie("look", "discreet=on")
    page = client.get("/").text
    assert "poster.jpg" not in page
    assert "Reading list" in page
