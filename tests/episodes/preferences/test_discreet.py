"""Discreet mode: what somebody beside the screen, or in the history, can read."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from episodes.catalog.models import Credit, CreditRole, Person, Topic
from episodes.db import db
from episodes.preferences.discreet_addresses import discreet_slug, slug_of
from tests.factories import ANSWER, CAPTIONS, a_show, an_episode

pytestmark = pytest.mark.one_database

PAGES = ("/episodes/faking", "/episodes/faking/answer", "/topics/telling", "/people/maya")


@pytest.fixture
def client(client: FlaskClient) -> FlaskClient:
    a_show(tagline="Answers about love")
    episode = an_episode("faking", video=True, captions=CAPTIONS, answer=ANSWER)
    episode.topics.append(Topic(slug="telling", name="Telling"))
    person = Person(slug="maya", name="Maya")
    episode.credits.append(Credit(person=person, role=CreditRole.HOST, position=0))
    other = an_episode("other")
    other.topics.append(episode.topics[0])
    db.session.commit()
    client.set_cookie("look", "discreet=on")
    return client


def test_a_slug_comes_back_from_its_discreet_spelling() -> None:
    for slug in ("a", "two-years", "x" * 80, "0-9"):
        assert slug_of(discreet_slug(slug)) == slug
        assert slug not in discreet_slug(slug) or len(slug) < 3


@pytest.mark.parametrize(
    "spelled", ["~", "~!", "~YQ==", "~w6k", "~Li4v", "~" + "A" * 4000, "~\u00e9"]
)
def test_what_is_no_such_spelling_is_not_found(client: FlaskClient, spelled: str) -> None:
    assert client.get(f"/episodes/{spelled}").status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_an_address_in_words_leads_to_one_without(client: FlaskClient, address: str) -> None:
    response = client.get(f"{address}?t=83&slug=a&endpoint=b&q=%C3%A9")
    assert response.status_code == 302
    assert re.fullmatch(
        r"/\w+/~[\w-]+(/answer)?\?t=83&slug=a&endpoint=b&q=%C3%A9", response.location
    )
    page = client.get(response.location)
    assert page.status_code == 200
    assert page.text.count("<title>Reading list</title>") == 1


@pytest.mark.parametrize("address", ["/", "/episodes/", "/topics/", "/search?q=oat", *PAGES])
def test_no_link_of_a_discreet_page_says_what_it_leads_to(
    client: FlaskClient, address: str
) -> None:
    page = unescape(client.get(address, follow_redirects=True).text)
    links = re.findall(r'<a [^>]*href="([^"]+)"', page)
    words = [link for link in links if re.match(r"/(episodes|topics|people)/[a-z]", link)]
    assert [link for link in words if "/captions/" not in link] == []


def test_without_discreet_mode_a_link_that_somebody_sent_leads_to_the_usual_address(
    client: FlaskClient,
) -> None:
    client.delete_cookie("look")
    response = client.get(f"/episodes/{discreet_slug('faking')}?t=83")
    assert (response.status_code, response.location) == (302, "/episodes/faking?t=83")
    assert "faking" in client.get("/episodes/").text


def test_choices_on_a_discreet_page_lead_back_to_it(client: FlaskClient) -> None:
    address = f"/episodes/{discreet_slug('faking')}"
    form = {"slug": "faking", "key": "video", "next": address}
    headers = {"Sec-Fetch-Site": "same-origin"}
    assert client.post("/preferences/show", data=form, headers=headers).location == address


def test_the_top_of_a_discreet_page_and_its_headings_are_plain(client: FlaskClient) -> None:
    page = client.get("/").text
    assert 'data-discreet="on"' in page
    header = page[page.index("<header") : page.index("</header>")]
    assert "Probably" not in header
    assert "Reading list" in header
    assert "Answers about love" not in page[page.index("<body") :]


def test_the_settings_say_what_discreet_mode_cannot_do(client: FlaskClient) -> None:
    page = client.get("/preferences").text
    cannot = page[page.index("What discreet mode cannot do") :]
    for what in ("name of this site", "search for", "before you turned it on", "private window"):
        assert what in cannot, what
