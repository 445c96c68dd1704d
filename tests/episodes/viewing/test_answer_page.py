"""The written answer: the note first, parts with anchors, ways to the video and back."""

from datetime import date

from flask.testing import FlaskClient

from episodes.answers.actions import ResourceDraft, replace_resources
from episodes.answers.models import ResourceKind
from episodes.catalog.artifacts import Headline, ReviewState
from episodes.catalog.models import Status
from episodes.db import db
from episodes.media.models import Place, Video
from episodes.warnings.models import Scope
from tests.episodes.viewing.conftest import Statements, warn
from tests.factories import ANSWER, a_show, a_user, an_episode, sign_in


def test_parts_have_anchors_and_links_lead_both_ways(client: FlaskClient) -> None:
    an_episode("oat", video=True, answer=ANSWER)
    page = client.get("/episodes/oat/answer").text
    assert 'id="make-the-list"' in page
    assert '<a href="#make-the-list" dir="auto" lang="en">Make the list</a>' in page
    assert 'href="/episodes/oat?t=83"' in page
    watch = client.get("/episodes/oat").text
    assert 'href="/episodes/oat/answer#make-the-list"' in watch
    assert 'href="/episodes/oat?t=83"' in watch


def test_is_it_you_is_set_apart(client: FlaskClient) -> None:
    an_episode("oat", answer=ANSWER)
    assert 'class="answer-part signature" id="is-it-you"' in client.get("/episodes/oat/answer").text


def test_check_boxes_can_be_ticked(client: FlaskClient) -> None:
    an_episode("oat", answer=ANSWER)
    page = client.get("/episodes/oat/answer").text
    assert page.count('type="checkbox"') == 2
    assert "disabled" not in page
    assert '<check-list class="answer-body" name="oat">' in page


def test_the_content_note_comes_before_the_words(client: FlaskClient) -> None:
    an_episode("oat", answer=ANSWER, answer_headline=Headline.RACY)
    page = client.get("/episodes/oat/answer").text
    assert page.index("</b> a little racy") < page.index("A short word before we begin")


def test_a_covered_answer_is_not_in_the_page(client: FlaskClient) -> None:
    warn(an_episode("oat", video=True, answer=ANSWER), Scope.ANSWER)
    page = client.get("/episodes/oat/answer").text
    assert "A short word" not in page
    assert "Say it out loud" not in page
    assert "Watch the video instead" in page


def test_a_covered_part_leaves_the_others(client: FlaskClient) -> None:
    warn(an_episode("oat", answer=ANSWER), Scope.ANSWER_PART, part_anchor="make-the-list")
    page = client.get("/episodes/oat/answer").text
    assert "Say it out loud" not in page
    assert "It might be both of you" in page
    assert 'value="part:make-the-list"' in page


def test_resources_say_what_and_by_whom_and_when_they_were_checked(client: FlaskClient) -> None:
    episode = an_episode("oat", answer=ANSWER)
    book = ResourceDraft(
        "the-book", ResourceKind.BOOK, "Oat milk at noon", "A. Writer",
        "https://books.example/oat", "Short.", date(2026, 2, 1), "make-the-list",
    )  # fmt: skip
    film = ResourceDraft("the-film", ResourceKind.FILM, "Milk")
    replace_resources(episode, [book, film])
    db.session.commit()
    warn(episode, Scope.RESOURCE, "violence", resource_slug="the-film")
    page = client.get("/episodes/oat/answer").text
    for said in ("Book", "A. Writer", "Short.", "Last checked 1 February 2026", "Not checked yet"):
        assert said in page
    assert 'href="https://books.example/oat" rel="noreferrer"' in page
    assert 'value="resource:the-film"' in page


def test_a_second_video_is_fetched_only_when_asked_for(client: FlaskClient) -> None:
    episode = an_episode("oat", answer=ANSWER)
    address = "https://elsewhere.example/talk.mp4"
    db.session.add(Video(episode_id=episode.id, place=Place.ANSWER, address=address, title="Talk"))
    db.session.commit()
    assert "talk.mp4" not in client.get("/episodes/oat/answer").text
    assert f'<source src="{address}"' in client.get("/episodes/oat/answer?video=show").text


def test_an_answer_may_come_later_than_its_episode(client: FlaskClient) -> None:
    an_episode("oat", answer=ANSWER, answer_published_at=None)
    assert client.get("/episodes/oat/answer").status_code == 404
    assert "/episodes/oat/answer" not in client.get("/episodes/oat").text
    sign_in(client, a_user("producer"))
    assert client.get("/episodes/oat/answer").status_code == 200
    assert "/episodes/oat/answer" in client.get("/episodes/oat").text


def test_an_unreviewed_answer_says_so_to_staff(client: FlaskClient) -> None:
    an_episode("oat", status=Status.DRAFT, answer=ANSWER, answer_review=ReviewState.NOT_REVIEWED)
    sign_in(client, a_user("producer"))
    assert "Nobody has checked this yet" in client.get("/episodes/oat/answer").text


def test_an_answer_costs_the_same_statements_whatever_its_length(
    client: FlaskClient, statements: Statements
) -> None:
    a_show()
    an_episode("short", answer=ANSWER)
    with statements.counted() as few:
        client.get("/episodes/short/answer")
        assert len(few) <= 7, few
    longer = an_episode("long", answer=ANSWER * 20)
    drafts = [ResourceDraft(f"r{n}", ResourceKind.BOOK, f"Book {n}") for n in range(30)]
    replace_resources(longer, drafts)
    db.session.commit()
    with statements.counted() as many:
        client.get("/episodes/long/answer")
        assert len(many) <= 7, many


def test_what_kind_a_resource_is_is_said_in_the_reader_s_language(client: FlaskClient) -> None:
    episode = an_episode("e", answer=ANSWER)
    replace_resources(episode, [ResourceDraft("r", ResourceKind.ARTICLE, "Milk")])
    db.session.commit()
    spanish = {"Accept-Language": "es"}
    for address in ("/episodes/e", "/episodes/e/answer"):
        page = client.get(address, headers=spanish).text
        assert "Artículo" in page
        assert ">Article" not in page
