"""Narrowing: what is offered, what it says it would leave, and that it leaves just that."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from episodes.catalog.artifacts import Headline, ReviewState
from episodes.catalog.models import Credit, CreditRole, Person, Status, Topic
from episodes.db import db, refresh_statistics
from episodes.search.queries import results_of
from episodes.search.results.facets import FacetOption, facets_of
from episodes.search.results.filters import Filters
from episodes.search.results.inquiry import Inquiry, Sort
from episodes.search.results.shown import Results
from episodes.warnings.choices import ViewerChoices
from tests.factories import ANSWER, CAPTIONS, an_episode

ANYONE = ViewerChoices()


@pytest.fixture
def five(app: Flask) -> None:
    """Five public episodes on oat milk, and a draft that must count nowhere."""
    trust, money = Topic(slug="trust", name="Trust"), Topic(slug="money", name="Money")
    joe = Person(slug="joe", name="Joe")
    oat = an_episode("oat", captions=CAPTIONS, season=1, number=1)
    tea = an_episode("tea", answer=ANSWER, season=1, number=2)
    gin = an_episode("gin", season=2, number=1, video_headline=Headline.EXPLICIT)
    an_episode("rum", video_review=ReviewState.NOT_REVIEWED, status=Status.WITHDRAWN)
    rye = an_episode("rye", language="es", video_review=ReviewState.CHOSE_NOT_TO_WARN)
    ale = an_episode("ale")
    draft = an_episode("draft", status=Status.DRAFT, season=3, number=1)
    for episode in (oat, tea, gin, draft):
        episode.topics.append(trust)
    for episode in (oat, rye):
        episode.topics.append(money)
    oat.credits.append(Credit(person=joe, role=CreditRole.HOST, position=0))
    oat.credits.append(Credit(person=joe, role=CreditRole.EDITOR, position=1))
    ale.credits.append(Credit(person=joe, role=CreditRole.EDITOR, position=0))
    db.session.commit()


def found(**asked: object) -> Results:
    return results_of(Inquiry("oat milk", **asked), choices=ANYONE)  # type: ignore[arg-type]


def options(results: Results) -> Iterator[FacetOption]:
    for facet in results.facets.offered:
        yield from facet.options


def counts(results: Results) -> dict[tuple[str, str], int]:
    return {(one.name, one.value): one.count for one in options(results)}


def test_each_choice_says_how_many_it_would_leave(five: None) -> None:
    results = found()
    assert results.total == 5
    assert counts(results) == {
        ("topic", "trust"): 3, ("topic", "money"): 2,
        ("season", "1"): 2, ("season", "2"): 1,
        ("person", "joe"): 2,
        ("language", "en"): 4, ("language", "es"): 1,
        ("captions", "y"): 1, ("transcript", "y"): 1, ("answer", "y"): 1,
        ("video_safe", "y"): 3, ("text_safe", "y"): 1,
    }  # fmt: skip


def test_every_choice_leaves_just_as_many_as_it_says(five: None) -> None:
    first = found()
    for option in options(first):
        narrowed = results_of(first.inquiry.narrowed(option.name, option.value), choices=ANYONE)
        assert narrowed.total == option.count, option
        assert [chosen.label for chosen in narrowed.facets.chosen] == [option.label]


def test_a_choice_without_effect_is_not_offered(five: None) -> None:
    inquiry = found().inquiry.narrowed("topic", "trust").narrowed("season", "1")
    results = results_of(inquiry, choices=ANYONE)
    assert results.total == 2
    names = {name for name, _ in counts(results)}
    assert "season" not in names
    assert ("topic", "trust") not in counts(results)
    assert all(0 < count < 2 for count in counts(results).values())


def test_the_newest_come_first_where_that_is_asked(app: Flask) -> None:
    from datetime import timedelta

    from tests.factories import LONG_AGO

    for day, slug in enumerate(["old", "older", "new"]):
        episode = an_episode(slug)
        episode.published_at = LONG_AGO + timedelta(days=(2, 1, 3)[day])
    db.session.commit()
    results = results_of(Inquiry("oat milk", sort=Sort.NEWEST), choices=ANYONE, limit=2)
    assert [one.slug for one in results.episodes] == ["new", "old"]
    following = Inquiry("oat milk", sort=Sort.NEWEST, after=results.after)
    assert [one.slug for one in results_of(following, choices=ANYONE).episodes] == ["older"]


def test_the_page_links_each_choice_and_the_way_back(client: FlaskClient, five: None) -> None:
    page = client.get("/search?q=oat+milk").text
    assert re.search(r'href="/search\?q=oat\+milk&amp;topic=trust"', page)
    narrowed = client.get("/search?q=oat+milk&topic=trust&captions=y&sort=newest").text
    assert 'href="/search?q=oat+milk&amp;captions=y&amp;sort=newest"' in narrowed
    assert 'name="topic" value="trust"' in narrowed
    assert "One answer" in narrowed


def test_where_nothing_fits_the_choices_can_be_taken_away(client: FlaskClient, five: None) -> None:
    page = client.get("/search?q=oat+milk&topic=no-such").text
    assert "Nothing fits all of that" in page
    assert 'href="/search?q=oat+milk"' in page


NONSENSE = (
    "topic=%27%3B--", "season=-1", "season=x", "season=99999999999", "person=%F0%9F%A5%9B",
    "language=" + "x" * 500, "sort=sideways", "after=best_nan_1", "captions=", "exactly=",
)  # fmt: skip


def test_nonsense_in_the_address_is_no_fault(client: FlaskClient, five: None) -> None:
    for asked in NONSENSE:
        page = client.get(f"/search?q=oat+milk&{asked}")
        assert page.status_code == 200, asked
        assert "5 answers" in page.text, asked


def test_more_results_follow_by_a_link(client: FlaskClient) -> None:
    for number in range(12):
        an_episode(f"milk-{number}")
    first = client.get("/search?q=oat+milk").text
    link = re.search(r'rel="next" href="([^"]+)"', first)
    assert link
    second = client.get(link[1].replace("&amp;", "&")).text
    shown = [set(re.findall(r'href="/episodes/(milk-\d+)"', page)) for page in (first, second)]
    assert [len(slugs) for slugs in shown] == [10, 2]
    assert not shown[0] & shown[1]


def test_counting_looks_only_at_what_was_found(app: Flask) -> None:
    """Not at all credits or all tracks: of 30,000 episodes that took 30 ms, now 1.5."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("plans of SQLite")
    people = [Person(slug=f"person-{n}", name=f"Person {n}") for n in range(8)]
    for n in range(200):
        credit = Credit(person=people[n % 8], role=CreditRole.GUEST, position=0)
        an_episode(captions=CAPTIONS, credits=[credit])
    refresh_statistics()
    db.engine.dispose()  # a connection reads the statistics once
    steps: list[str] = []

    def explain(_c: Any, cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        rows = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
        steps.extend(row[3] for row in rows)

    event.listen(db.engine, "before_cursor_execute", explain)
    facets_of(range(1, 20), Filters(), staff=False)
    event.remove(db.engine, "before_cursor_execute", explain)
    tables = {"answer", "caption_track", "credit", "episode", "episodes_topics", "person", "topic"}
    whole = [step for step in steps if step.startswith(("SCAN", "BLOOM"))]
    assert steps
    assert [step for step in whole if tables & set(step.replace("(", " ").split())] == []
