"""The watch page: the question first, covers before content, everything by address."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from episodes.catalog.artifacts import Headline, ReviewState
from episodes.catalog.models import Chapter, Credit, CreditRole, Person, Status, Topic
from episodes.db import db
from episodes.questions.published.actions import AnnotationDraft, save_question
from episodes.transcripts.actions import add_version, ensure_track
from episodes.transcripts.models import TrackKind
from episodes.warnings.models import Scope
from tests.episodes.viewing.conftest import Statements, press_show, warn
from tests.factories import ANSWER, CAPTIONS, a_show, a_user, an_episode, sign_in


def show_once(client: FlaskClient, slug: str, key: str) -> None:
    form = {"slug": slug, "key": key, "next": f"/episodes/{slug}"}
    ours = {"Sec-Fetch-Site": "same-origin"}
    assert client.post("/preferences/show", data=form, headers=ours).status_code == 303


def test_the_question_stands_verbatim_with_its_remarks(client: FlaskClient) -> None:
    episode = an_episode("oat")
    save_question(
        episode,
        text="Is it  wrong\nto ask?",
        asked_by="anonymous internet friend",
        annotations=[AnnotationDraft(7, 12, "Nobody is wrong here.")],
        also_asked_as=["May I ask?"],
    )
    db.session.commit()
    page = client.get("/episodes/oat").text
    assert (
        'Is it  <a class="annotated" id="word-1" href="#remark-1">wrong<sup>1</sup></a>\nto' in page
    )
    assert 'id="remark-1"' in page
    assert "Nobody is wrong here." in page
    assert "anonymous internet friend" in page
    assert "“May I ask?”" in page


def test_a_question_without_a_video_is_a_page_too(client: FlaskClient) -> None:
    an_episode("oat", answer=ANSWER)
    page = client.get("/episodes/oat").text
    assert "<video" not in page
    assert "This episode has no video" in page
    assert 'href="/episodes/oat/answer"' in page


def test_a_player_has_its_captions_and_chapters(client: FlaskClient) -> None:
    episode = an_episode("oat", video=True, captions=CAPTIONS)
    episode.chapters.append(Chapter(start_ms=83_000, title="The list"))
    db.session.commit()
    page = client.get("/episodes/oat").text
    assert re.search(
        r'<track kind="captions" src="/episodes/oat/captions/en.captions.vtt"[^>]*default', page
    )
    assert 'src="/episodes/oat/chapters.vtt"' in page
    assert 'href="/episodes/oat?t=83" data-chapter="83000" data-ms="83000"' in page


def test_a_second_in_the_address_is_where_the_video_begins(client: FlaskClient) -> None:
    an_episode("oat", video=True)
    assert 'src="https://media.example/oat.mp4#t=83"' in client.get("/episodes/oat?t=83").text


@pytest.mark.parametrize("second", ["", "-1", "1e9", "٣", "9" * 400, "<script>"])
def test_nonsense_for_a_second_begins_at_the_beginning(client: FlaskClient, second: str) -> None:
    an_episode("oat", video=True)
    page = client.get("/episodes/oat", query_string={"t": second})
    assert page.status_code == 200
    assert "#t=" not in page.text


def test_a_covered_video_is_not_in_the_page_and_its_answer_is_readable(
    client: FlaskClient,
) -> None:
    episode = an_episode(
        "oat", video=True, captions=CAPTIONS, answer=ANSWER, video_headline=Headline.NSFW
    )
    warn(episode, Scope.VIDEO_AUDIO)
    page = client.get("/episodes/oat").text
    assert "<video" not in page
    assert "oat.mp4" not in page
    assert "oat milk, and about fairness" not in page  # the sound's gravest warnings fold its words
    assert "Read the answer instead" in page
    assert "Make the list" in page
    assert client.get("/episodes/oat/answer").status_code == 200


def test_a_video_not_safe_for_work_leaves_its_transcript_readable(client: FlaskClient) -> None:
    an_episode("oat", video=True, captions=CAPTIONS, video_headline=Headline.NSFW)
    page = client.get("/episodes/oat").text
    assert "<video" not in page
    assert "oat milk, and about fairness" in page


def test_opening_the_video_does_not_open_its_transcript(client: FlaskClient) -> None:
    episode = an_episode("oat", video=True, captions=CAPTIONS)
    warn(episode, Scope.VIDEO_AUDIO)
    show_once(client, "oat", "video")
    page = client.get("/episodes/oat").text
    assert "<video" in page
    assert "oat milk, and about fairness" not in page
    show_once(client, "oat", "transcript")
    assert "oat milk, and about fairness" in client.get("/episodes/oat").text


def test_the_press_that_opens_a_transcript_goes_to_the_passage_that_was_asked_for(
    client: FlaskClient,
) -> None:
    episode = an_episode("oat", video=True, captions=CAPTIONS)
    warn(episode, Scope.VIDEO_AUDIO, start_ms=4_500, end_ms=10_000)
    client.set_cookie("choices", "c.violence=cover")
    page = client.get("/episodes/oat?t=5").text
    cover = page[page.index('id="transcript"') :]
    assert "oat milk, and about fairness" not in page
    opened = press_show(client, cover)
    assert opened.location == "/episodes/oat?t=5&transcript=whole#c5000"
    page = client.get(opened.location.partition("#")[0]).text
    assert 'id="c5000"' in page
    assert "oat milk, and about fairness" in page


def test_a_cover_of_the_picture_leaves_the_words(client: FlaskClient) -> None:
    warn(an_episode("oat", video=True, captions=CAPTIONS), Scope.VIDEO_PICTURE)
    page = client.get("/episodes/oat").text
    assert "<video" not in page
    assert "oat milk, and about fairness" in page


def test_a_covered_question_is_not_in_the_page(client: FlaskClient) -> None:
    warn(an_episode("oat", question="The covered words"), Scope.QUESTION)
    page = client.get("/episodes/oat")
    assert "The covered words" not in page.text
    show_once(client, "oat", "question")
    assert "The covered words" in client.get("/episodes/oat").text


def test_a_covered_answer_does_not_open_on_the_watch_page(client: FlaskClient) -> None:
    warn(an_episode("oat", answer=ANSWER), Scope.ANSWER)
    page = client.get("/episodes/oat").text
    assert "A short word before we begin" not in page
    assert "Make the list" not in page
    assert "Read the answer" in page


def test_each_artifact_says_how_far_it_was_reviewed(client: FlaskClient) -> None:
    an_episode(
        "oat", video=True, answer=ANSWER, video_headline=Headline.RACY,
        video_review=ReviewState.REVIEWED_SOME,
    )  # fmt: skip
    page = client.get("/episodes/oat").text
    assert "<b>Video:</b> a little racy" in page
    assert "<b>Photos:</b> not checked yet" in page


def test_a_timed_warning_is_listed_with_a_way_around_it(client: FlaskClient) -> None:
    episode = an_episode("oat", video=True, captions=CAPTIONS)
    warn(episode, Scope.VIDEO_AUDIO, start_ms=4_500, end_ms=10_000, skip_to_ms=12_400)
    show_once(client, "oat", "video")
    show_once(client, "oat", "transcript")
    page = client.get("/episodes/oat").text
    assert 'data-start="4500" data-end="10000" data-skip-to="12400"' in page
    assert 'data-action="announce"' in page
    assert 'href="/episodes/oat?t=13"' in page  # never before the end of the skip
    transcript = page[page.index('<ol class="lines"') :]
    assert transcript.index("Violence, heard in full") < transcript.index("c5000")
    assert transcript.index("c1000") < transcript.index("Violence, heard in full")


def test_words_of_the_transcript_are_found_and_marked(client: FlaskClient) -> None:
    an_episode("oat", video=True, captions=CAPTIONS)
    page = client.get("/episodes/oat?q=OAT+milk").text
    assert "about <mark>oat milk</mark>, and" in page
    assert '<a href="#c5000">0:05</a>' in page
    assert "Nobody says “submarine” here" in client.get("/episodes/oat?q=submarine").text


def test_a_transcript_in_another_language_is_one_link_away(client: FlaskClient) -> None:
    episode = an_episode("oat", video=True, captions=CAPTIONS)
    track = ensure_track(episode, language="es", kind=TrackKind.SUBTITLES, label="Español")
    spanish = "WEBVTT\n\n00:01.000 --> 00:02.000\nLa leche de avena.\n"
    add_version(track, spanish.encode(), "es.vtt", author=None, make_live=True)
    db.session.commit()
    assert "lang=es" in client.get("/episodes/oat").text
    page = client.get("/episodes/oat?lang=es").text
    assert "La leche de avena." in page
    assert "/episodes/oat/captions/es.subtitles.srt" in page


def test_credits_say_pronouns_and_standing(client: FlaskClient) -> None:
    episode = an_episode("oat")
    person = Person(slug="joe", name="Joe", pronouns="he/him", disclosure="An advocate.")
    episode.credits.append(Credit(person=person, role=CreditRole.GUEST, position=0))
    db.session.commit()
    page = client.get("/episodes/oat").text
    for said in ("Joe", "he/him", "guest", "An advocate."):
        assert said in page


def test_related_episodes_share_a_topic_and_are_public(client: FlaskClient) -> None:
    topic = Topic(slug="trust", name="Trust")
    shared = [an_episode("oat"), an_episode("tea"), an_episode("gin", status=Status.DRAFT)]
    for episode in shared:
        episode.topics.append(topic)
    an_episode("far")
    db.session.commit()
    page = client.get("/episodes/oat").text
    assert 'href="/episodes/tea"' in page
    assert 'href="/episodes/gin"' not in page
    assert 'href="/episodes/far"' not in page


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SCHEDULED, Status.WITHDRAWN])
@pytest.mark.parametrize("address", ["/episodes/oat", "/episodes/oat/answer"])
def test_a_stranger_learns_nothing_of_what_is_not_public(
    client: FlaskClient, status: Status, address: str
) -> None:
    an_episode("oat", title="The secret title", question="Secret?", status=status, answer=ANSWER)
    response = client.get(address)
    unknown = client.get(address.replace("oat", "nowhere"))
    assert response.status_code == 404
    assert response.text.replace("oat", "nowhere") == unknown.text
    assert "ecret" not in response.text


def test_staff_see_a_draft_under_a_banner(client: FlaskClient) -> None:
    an_episode("oat", status=Status.DRAFT, answer=ANSWER)
    sign_in(client, a_user("captioner"))
    for address in ("/episodes/oat", "/episodes/oat/answer"):
        page = client.get(address).text
        assert "Draft." in page
        assert '<meta name="robots" content="noindex">' in page
        assert "og:title" not in page


def test_a_viewer_with_an_account_is_a_stranger_to_drafts(client: FlaskClient) -> None:
    an_episode("oat", status=Status.DRAFT)
    sign_in(client, a_user("viewer"))
    assert client.get("/episodes/oat").status_code == 404


def long_captions(cues: int) -> str:
    lines = (
        f"{n // 60:02}:{n % 60:02}.000 --> {n // 60:02}:{n % 60:02}.900\nWord {n}.\n"
        for n in range(cues)
    )
    return "WEBVTT\n\n" + "\n".join(lines)


def test_the_watch_page_costs_six_statements_whatever_its_length(
    client: FlaskClient, statements: Statements
) -> None:
    a_show()
    an_episode("short", video=True, captions=CAPTIONS, answer=ANSWER)
    with statements.counted() as few:
        client.get("/episodes/short")
        assert len(few) <= 6, few
    topic = Topic(slug="trust", name="Trust")
    longer = an_episode("long", video=True, captions=long_captions(900), answer=ANSWER * 9)
    longer.topics.append(topic)
    for number in range(20):
        person = Person(slug=f"p{number}", name=f"Person {number}")
        longer.credits.append(Credit(person=person, role=CreditRole.GUEST, position=number))
        longer.chapters.append(Chapter(start_ms=number * 1000, title=f"Chapter {number}"))
        neighbour = an_episode()
        neighbour.topics.append(topic)
    for start in range(5):
        warn(longer, Scope.VIDEO_PICTURE, start_ms=start * 1000, end_ms=start * 1000 + 500)
    db.session.commit()
    with statements.counted() as many:
        page = client.get("/episodes/long").text
        assert len(many) <= 6, many
    assert "Word 39." in page
    assert "Word 40." not in page  # a long transcript comes when it is asked for
    assert "Word 899." in client.get("/episodes/long?transcript=whole").text
    assert "Chapter 19" in unescape(page)


def test_discreet_mode_shows_no_frame_of_a_video_before_it_plays(client: FlaskClient) -> None:
    an_episode("oat", video=True)
    assert 'preload="metadata"' in client.get("/episodes/oat").text
    client.set_cookie("look", "discreet=on")
    page = client.get("/episodes/oat", follow_redirects=True)
    assert 'preload="none"' in page.text
