"""How much the page of results asks of the database once every passage has a vector."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from episodes.catalog.models import Status
from episodes.db import db
from episodes.jobs.running import run_pending
from episodes.search.meaning.process import init_meaning
from episodes.site import settings_of, use_settings
from tests.factories import ANSWER, CAPTIONS, an_episode

MOST = 7
LETTERS = (
    "My husband was unfaithful to me. Can I ever trust him again, asks Quillon?",
    "Nobody but me cleans the kitchen. How do we share the work?",
    "My girlfriend wants a kitten and I am allergic to fur.",
    "My husband lied to me about another woman. Should I forgive him?",
)


@pytest.fixture
def by_meaning(app: Flask) -> Iterator[Flask]:
    settings = settings_of(app)
    use_settings(app, settings.model_copy(update={"SEARCH_BY_MEANING": True}))
    init_meaning(app)
    yield app
    use_settings(app, settings)
    init_meaning(app)


def statements(client: FlaskClient, typed: str) -> list[str]:
    seen: list[str] = []
    listener = lambda *arguments: seen.append(arguments[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    page = client.get("/search", query_string={"q": typed})
    event.remove(db.engine, "before_cursor_execute", listener)
    assert page.status_code == 200
    return [s for s in seen if s.lstrip().startswith(("SELECT", "WITH"))]


@pytest.fixture
def archive(by_meaning: Flask) -> Flask:
    for number, question in enumerate(LETTERS):
        an_episode(f"letter-{number}", question=question, captions=CAPTIONS, answer=ANSWER)
        an_episode(f"draft-{number}", question=question, status=Status.DRAFT)
    run_pending(by_meaning)
    return by_meaning


def test_a_page_asks_few_times_by_words_and_meaning(archive: Flask, client: FlaskClient) -> None:
    for typed in ("can I trust my husband", "he slept with someone else", "Quillon husband"):
        asked = statements(client, typed)
        # Where nothing is close, one more asks for topics, one whether all has been read, and two
        # whether that was looked for in vain before.
        assert 4 <= len(asked) <= MOST + 4, (typed, asked)


def test_to_repair_words_costs_one_statement_more(archive: Flask, client: FlaskClient) -> None:
    statements(client, "xqzw")  # reads the words of the corpus, which are kept
    for typed in ("my husbnad lied", "husbnad kitchn quilon trust", "Quillon husbnad"):
        asked = statements(client, typed)
        assert len(asked) == MOST + 1, (typed, asked)
