"""The page of results: forms, links, covers, and how much it asks of the database."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from episodes.answers.actions import ResourceDraft, replace_resources
from episodes.answers.models import ResourceKind
from episodes.catalog.models import Status, Topic
from episodes.db import db
from episodes.search.language.query import MOST_CHARACTERS
from episodes.warnings.choices import CHOICES_COOKIE
from episodes.warnings.models import ContentWarning, Scope, Treatment
from tests.episodes.search.test_search import NASTY
from tests.episodes.viewing.conftest import press_show
from tests.factories import ANSWER, CAPTIONS, an_episode

MOST_STATEMENTS = 6


def warn(episode_id: int, scope: Scope, **fields: str | int) -> None:
    db.session.add(
        ContentWarning(
            episode_id=episode_id, scope=scope, category="suicide", severity=3,
            treatment=Treatment.DISCUSSION, **fields,
        )
    )  # fmt: skip
    db.session.commit()


def test_each_place_links_to_where_it_is(client: FlaskClient) -> None:
    episode = an_episode("oat-milk", captions=CAPTIONS, answer=ANSWER, question="Zebra?")
    draft = ResourceDraft(slug="lists", kind=ResourceKind.BOOK, title="The joy of listing")
    replace_resources(episode, [draft])
    db.session.commit()
    page = client.get("/search?q=list+listing+loud").text
    assert 'href="/episodes/oat-milk?t=83"' in page
    assert "by <bdi>Joe</bdi>" in page
    assert 'href="/episodes/oat-milk/answer#make-the-list"' in page
    assert 'href="/episodes/oat-milk/answer#resource-lists"' in page


@pytest.mark.parametrize("address", ["/", "/search", "/nothing-here"])
def test_every_search_box_takes_as_much_as_the_search_reads(
    client: FlaskClient, address: str
) -> None:
    boxes = re.findall(r'<input[^>]* name="q"[^>]*>', client.get(address).text)
    assert boxes
    assert all(f'maxlength="{MOST_CHARACTERS}"' in box for box in boxes)


def test_a_heading_with_quotation_marks_gets_no_others(client: FlaskClient) -> None:
    an_episode("oat-milk", answer="## “Is it fair?” {#fair}\n\nMake a list.\n", question="Zebra?")
    page = client.get("/search?q=list").text
    assert "In <bdi>“Is it fair?”</bdi>" in page


def test_the_query_stays_in_the_form_and_acts_nowhere(client: FlaskClient) -> None:
    page = client.get("/search", query_string={"q": '"><script>alert(1)</script>'}).text
    assert 'value="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in page
    assert "<script>alert" not in page


# NUL no browser lets anyone type; addresses that hold one are refused for the whole site.
TYPED = {name: typed for name, typed in NASTY.items() if name != "nul"}


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED.keys())
def test_the_page_answers_whatever_is_typed(client: FlaskClient, typed: str) -> None:
    an_episode("oat-milk", captions=CAPTIONS)
    sent = typed.encode("utf-8", "surrogatepass")
    assert client.get("/search", query_string={b"q": sent}).status_code == 200


def test_while_typing_only_the_results_are_sent(client: FlaskClient) -> None:
    an_episode("oat-milk")
    response = client.get("/search?q=milk", headers={"X-Fragment": "1"})
    assert "oat-milk" in response.text
    assert "<html" not in response.text
    assert "X-Fragment" in response.headers["Vary"]


def test_where_nothing_is_found_topics_help(client: FlaskClient) -> None:
    episode = an_episode("oat-milk")
    draft = an_episode("secret", status=Status.DRAFT)
    episode.topics = [Topic(slug="chores", name="Chores")]
    draft.topics = [Topic(slug="xylophones", name="Xylophones")]
    db.session.commit()
    page = client.get("/search?q=zeppelin").text
    assert "Nothing close" in page
    assert 'href="/topics/chores"' in page
    assert "Xylophones" not in page


def test_a_question_cut_at_the_limit_says_so(client: FlaskClient) -> None:
    assert "Only the first 2,000 characters" in client.get("/search?q=" + "ab " * 900).text
    assert "only the first" not in client.get("/search?q=" + "ab " * 300).text


def test_words_that_carry_a_warning_are_folded_under_it(client: FlaskClient) -> None:
    episode = an_episode("oat-milk", captions=CAPTIONS, question="Zebra?")
    warn(episode.id, Scope.VIDEO_AUDIO)
    page = client.get("/search?q=fairness").text
    folded = re.search(r"<details.*?</details>", page.split('id="results"')[1], re.DOTALL)
    assert folded is not None
    assert "uicide" in folded[0].split("</summary>")[0]
    assert "fairness" not in folded[0].split("</summary>")[0]
    assert "<mark>fairness</mark>" in folded[0].split("</summary>")[1]


def test_covered_words_open_where_they_stand_in_one_press(client: FlaskClient) -> None:
    episode = an_episode("oat", video=True, captions=CAPTIONS)
    warn(episode.id, Scope.VIDEO_AUDIO, start_ms=4_500, end_ms=9_000)
    client.set_cookie("choices", "c.suicide=cover")
    opened = press_show(client, client.get("/search?q=fairness").text)
    assert opened.location == "/episodes/oat?t=5&transcript=whole#c5000"
    assert "and about fairness" in client.get("/episodes/oat?t=5&transcript=whole").text


def test_what_a_viewer_hides_is_not_found(client: FlaskClient) -> None:
    spoken = an_episode("spoken", captions=CAPTIONS, question="Zebra?")
    warn(spoken.id, Scope.VIDEO_AUDIO)
    written = an_episode("written", answer=ANSWER, question="Is fairness fair?")
    warn(written.id, Scope.ANSWER_PART, part_anchor="make-the-list")
    client.set_cookie(CHOICES_COOKIE, "c.suicide=hide")
    assert "spoken" not in client.get("/search?q=fairness", headers={"X-Fragment": "1"}).text
    page = client.get("/search?q=fairness+loud", headers={"X-Fragment": "1"}).text
    assert "/episodes/written" in page
    assert "make-the-list" not in page


@pytest.mark.parametrize("typed", ["fairness", "oat milk fairness list loud calendar", "zeppelin"])
def test_a_page_asks_the_database_few_times(app: Flask, client: FlaskClient, typed: str) -> None:
    for number in range(30):
        episode = an_episode(f"milk-{number}", captions=CAPTIONS, answer=ANSWER)
        warn(episode.id, Scope.VIDEO_AUDIO)
    seen: list[str] = []
    listener = lambda *arguments: seen.append(arguments[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    client.get("/search", query_string={"q": typed})
    event.remove(db.engine, "before_cursor_execute", listener)
    statements = [s for s in seen if s.lstrip().startswith(("SELECT", "WITH"))]
    assert 2 <= len(statements) <= MOST_STATEMENTS, statements


FAR = (
    "How do I fix my bicycle chain at home, and who sells them?",
    "Which telescope shows Saturn best from a balcony in town?",
)


@pytest.mark.parametrize("typed", FAR)
def test_where_nothing_is_close_the_page_says_so_first(client: FlaskClient, typed: str) -> None:
    an_episode("chores", question="Who should clean the kitchen at home, and how do I ask him?")
    an_episode("town", question="Do I move to his town?")
    page = client.get("/search", query_string={"q": typed}).text
    said, folded = page.index("Nothing close"), page.index('<details class="fold search-far">')
    assert said < page.index("/ask", said) < folded < page.index("/episodes/", folded)


CLOSE = ("kitchen", "clean kitchen", "how do i ask him to clean", "kitch")


@pytest.mark.parametrize("typed", CLOSE)
def test_what_is_close_is_not_folded(client: FlaskClient, typed: str) -> None:
    an_episode("chores", question="Who should clean the kitchen at home, and how do I ask him?")
    page = client.get("/search", query_string={"q": typed}).text
    assert "search-far" not in page
    assert "/episodes/chores" in page
