"""Addresses and words that reached the database by another way than our forms."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from episodes.answers.actions import ResourceDraft, replace_resources
from episodes.answers.models import Resource, ResourceKind
from episodes.catalog.models import Credit, CreditRole, Person
from episodes.db import db
from tests.factories import a_show, an_episode

SCRIPT = "javascript:alert(1)"
BREAK_OUT = "</script><script>alert(1)</script><!--"


@pytest.mark.parametrize("address", [SCRIPT, "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil"])
def test_no_stored_address_becomes_a_link_that_acts(client: FlaskClient, address: str) -> None:
    line = {"country": "A", "name": "B", "address": address}
    a_show(exit_address=address, helplines=[line])
    episode = an_episode("oat", answer="## A\n\nB")
    replace_resources(episode, [ResourceDraft("r", ResourceKind.BOOK, "A book")])
    db.session.query(Resource).update({"address": address})
    person = Person(slug="p", name="P", website=address)
    episode.credits.append(Credit(person=person, role=CreditRole.HOST, position=0))
    db.session.commit()
    for page in ("/", "/episodes/oat", "/episodes/oat/answer", "/search?q=oat", "/nowhere"):
        assert f'"{address}"' not in client.get(page).text, page


def test_data_for_search_engines_cannot_end_its_script(client: FlaskClient) -> None:
    an_episode("oat", title=BREAK_OUT, summary=BREAK_OUT, video=True)
    page = client.get("/episodes/oat").text
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert data
    assert json.loads(data[1])["name"] == BREAK_OUT
    assert "<script>" not in page


def test_an_error_of_the_database_repeats_nobodys_words(app: Flask) -> None:
    with pytest.raises(SQLAlchemyError) as caught:
        db.session.execute(text("SELECT :words FROM nowhere"), {"words": "my secret question"})
    assert "secret" not in str(caught.value)
