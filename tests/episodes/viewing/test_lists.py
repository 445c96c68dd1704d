"""Home and catalog: what stands in lists, for whom, and how they are narrowed."""

from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient

from episodes.catalog.artifacts import Headline, PictureHeadline, ReviewState
from episodes.catalog.models import Credit, CreditRole, Episode, Person, Status, Topic
from episodes.db import db
from episodes.warnings.choices import CHOICES_COOKIE
from episodes.warnings.models import Scope
from tests.episodes.viewing.conftest import Statements, warn
from tests.factories import ANSWER, CAPTIONS, LONG_AGO, a_show, an_episode


def titles(client: FlaskClient, address: str, among: str = "alpha beta gamma delta") -> list[str]:
    """Of the named episodes, those that the list links to, in its order."""
    page = client.get(address).text
    wanted = {name: page.find(f'href="/episodes/{name}"') for name in among.split()}
    return sorted((name for name, at in wanted.items() if at >= 0), key=wanted.__getitem__)


def give_topic(episode: Episode, *names: str) -> None:
    for name in names:
        topic = db.session.query(Topic).filter_by(slug=name).one_or_none()
        episode.topics.append(topic or Topic(slug=name, name=name.capitalize()))
        db.session.flush()
    db.session.commit()


def credit(episode: Episode, slug: str, role: CreditRole) -> None:
    person = Person(slug=slug, name=slug.capitalize())
    episode.credits.append(Credit(person=person, role=role, position=0))
    db.session.commit()


def test_an_empty_show_says_that_nothing_is_on_the_air(client: FlaskClient) -> None:
    for address in ("/", "/episodes/", "/topics/"):
        assert "The first answer is on its way." in client.get(address).text


@pytest.mark.parametrize("address", ["/", "/episodes/"])
def test_a_viewer_who_hides_all_there_is_is_told_so(client: FlaskClient, address: str) -> None:
    an_episode("alpha", video=True, video_headline=Headline.NSFW)
    client.set_cookie(CHOICES_COOKIE, "unsafe=hide")
    page = client.get(address).text
    assert "you chose to hide" in page
    assert "on its way" not in page


def test_without_a_show_pages_bear_the_product_s_name(client: FlaskClient) -> None:
    assert "Querent" in client.get("/").text


def test_the_newest_question_is_the_headline_of_home(client: FlaskClient) -> None:
    an_episode("old", question="An older question?", published_at=LONG_AGO - timedelta(days=3))
    an_episode("new", question="Who buys the oat milk?")
    page = unescape(client.get("/").text)
    hero = page[page.index('class="hero"') : page.index('class="band')]
    assert "Who buys the oat milk?" in hero
    assert 'href="/episodes/new"' in hero
    assert "An older question?" in page.replace(hero, "")


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SCHEDULED, Status.WITHDRAWN])
@pytest.mark.parametrize("address", ["/", "/episodes/", "/episodes/?topic=secret"])
def test_what_is_not_published_stands_in_no_list(
    client: FlaskClient, status: Status, address: str
) -> None:
    give_topic(an_episode("hidden-one", status=status, question="A secret?"), "secret")
    page = client.get(address).text
    assert "hidden-one" not in page
    assert "A secret?" not in page
    assert "Secret" not in page


def test_a_covered_question_gives_way_to_the_title(client: FlaskClient) -> None:
    episode = an_episode("alpha", question="The covered words", title="A careful title")
    warn(episode, Scope.QUESTION)
    page = client.get("/episodes/").text
    assert "The covered words" not in page
    assert "A careful title" in page


def test_a_hidden_category_leaves_the_lists(client: FlaskClient) -> None:
    warn(an_episode("alpha"), Scope.VIDEO_AUDIO, "slurs")
    an_episode("beta")
    client.set_cookie("choices", "c.slurs=hide")
    assert titles(client, "/episodes/") == ["beta"]
    assert titles(client, "/") == ["beta"]


def test_a_covered_picture_is_not_fetched(client: FlaskClient) -> None:
    episode = an_episode("alpha", video=True)
    db.session.query(type(episode)).filter_by(slug="alpha").one()
    from episodes.media.models import Video

    video = db.session.query(Video).one()
    video.poster_key, video.poster_media_type = "a" * 64, "image/jpeg"
    db.session.commit()
    assert "/episodes/alpha/poster.jpg" in client.get("/").text
    episode.thumbnail_headline = PictureHeadline.NSFW
    db.session.commit()
    page = client.get("/").text
    assert "poster.jpg" not in page
    assert 'class="cover-line"' in page


def test_the_catalog_is_narrowed_by_topic_season_and_person(client: FlaskClient) -> None:
    alpha = an_episode("alpha", season=1, number=1)
    beta = an_episode("beta", season=2, number=1)
    give_topic(alpha, "trust")
    credit(beta, "maya", CreditRole.GUEST)
    assert titles(client, "/episodes/?topic=trust") == ["alpha"]
    assert titles(client, "/episodes/?season=2") == ["beta"]
    assert titles(client, "/episodes/?person=maya") == ["beta"]
    assert titles(client, "/episodes/?topic=trust&season=2") == []


def test_the_catalog_is_narrowed_by_what_there_is_to_read(client: FlaskClient) -> None:
    an_episode("alpha", video=True, captions=CAPTIONS)
    an_episode("beta", answer=ANSWER)
    for address in ("?captions=y", "?transcript=y", "?language=en"):
        assert titles(client, f"/episodes/{address}") == ["alpha"]
    assert titles(client, "/episodes/?answer=y") == ["beta"]
    assert titles(client, "/episodes/?language=es") == []


def test_an_answer_of_tomorrow_is_no_answer_yet(client: FlaskClient) -> None:
    later = LONG_AGO + timedelta(days=36_500)
    an_episode("alpha", answer=ANSWER, answer_published_at=later)
    assert titles(client, "/episodes/?answer=y") == []
    assert "Written answer" not in client.get("/").text


def test_safe_for_work_means_reviewed_and_found_so(client: FlaskClient) -> None:
    an_episode("alpha", video_headline=Headline.RACY)
    an_episode("beta", video_headline=Headline.NSFW)
    an_episode("gamma", video_review=ReviewState.CHOSE_NOT_TO_WARN)
    an_episode("delta", answer=ANSWER, answer_headline=Headline.EXPLICIT)
    assert set(titles(client, "/episodes/?video_safe=y")) == {"alpha", "delta"}
    assert titles(client, "/episodes/?text_safe=y") == []


def test_filters_that_nothing_fits_help_on(client: FlaskClient) -> None:
    an_episode("alpha")
    page = client.get("/episodes/?topic=nowhere").text
    assert "Nothing fits all of that" in page
    assert 'href="/episodes/"' in page


@pytest.mark.parametrize(
    "nonsense",
    [
        "season=x",
        "season=99999999999999999999",
        "before=1",
        "before=x-y",
        "before=9999999999999999999-1",
        "topic='--",
        "language=%F0%9F%98%80",
        "person=" + "a" * 3000,
    ],
)
def test_nonsense_in_the_address_is_no_error(client: FlaskClient, nonsense: str) -> None:
    an_episode("alpha")
    assert client.get(f"/episodes/?{nonsense}").status_code == 200


@pytest.mark.parametrize(
    "address", ["/episodes/?topic=%00", "/episodes/a%00", "/episodes/x?lang=%00"]
)
def test_a_nul_in_the_address_is_refused_in_words(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert "NUL" in response.text


def test_pages_go_on_where_the_last_ended_and_keep_the_filters(client: FlaskClient) -> None:
    same_moment = 25  # more than a page, all published at once: the id must break the tie
    for number in range(same_moment):
        an_episode(f"e{number:02}", season=1, number=number + 1)
    names = " ".join(f"e{number:02}" for number in range(same_moment))
    first = client.get("/episodes/?season=1").text
    older = unescape(first.split('rel="next" href="')[1].split('"')[0])
    assert "season=1" in older
    assert len(titles(client, "/episodes/?season=1", names)) == 20
    rest = titles(client, older, names)
    assert rest == ["e04", "e03", "e02", "e01", "e00"]
    assert 'rel="next"' not in client.get(older).text


def test_a_fragment_is_the_list_without_the_page(client: FlaskClient) -> None:
    an_episode("alpha")
    response = client.get("/episodes/", headers={"X-Fragment": "1"})
    assert "<html" not in response.text
    assert 'href="/episodes/alpha"' in response.text
    assert "X-Fragment" in response.headers["Vary"]


def test_filters_offer_only_what_the_public_may_find(client: FlaskClient) -> None:
    give_topic(an_episode("alpha", season=3, number=1), "trust")
    draft = an_episode("beta", status=Status.DRAFT, season=9, number=1)
    give_topic(draft, "unseen")
    credit(draft, "ghost", CreditRole.HOST)
    page = client.get("/episodes/").text
    assert "Trust" in page
    assert "Season 3" in page
    assert "Season 9" not in page
    assert "Unseen" not in page
    assert "Ghost" not in page


@pytest.mark.parametrize("address", ["/", "/episodes/", "/episodes/?topic=trust&answer=y"])
def test_a_list_costs_the_same_statements_whatever_its_length(
    client: FlaskClient, statements: Statements, address: str
) -> None:
    a_show()
    give_topic(an_episode(answer=ANSWER), "trust")
    with statements.counted() as short:
        client.get(address)
        few = len(short)
    for _ in range(12):
        give_topic(an_episode(answer=ANSWER, video=True), "trust", "care")
    with statements.counted() as long:
        client.get(address)
        assert len(long) == few <= 6, long
