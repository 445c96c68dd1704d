"""The trail as admins read it."""

import csv
import io

import pytest
from flask import Flask

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import RoleName
from episodes.db import db
from episodes.house.trail import A_PAGE
from tests.episodes.desk.conftest import Browser
from tests.factories import a_show, a_user, signed_in


@pytest.fixture
def admin(app: Flask) -> Browser:
    a_show()
    return Browser(signed_in(app.test_client(), a_user(RoleName.ADMIN, name="Ada")))


@pytest.fixture
def entries(admin: Browser) -> None:
    ben = a_user(name="=Ben()")
    record(ben, AuditAction.EPISODE_PUBLISH, "episode", "oat-milk")
    record(None, AuditAction.EPISODE_CHANGE, "episode", "soy", was="soya", fields=["slug"])
    changes = {"works_on_all": [False, True]}
    record(ben, AuditAction.USER_CHANGE, "user", "cas@example.org", changes=changes)
    db.session.commit()


def rows_of_file(admin: Browser, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(admin.get(f"/desk/trail.csv{query}").text)))


@pytest.mark.usefixtures("entries")
def test_the_trail_says_who_did_what_with_before_and_after(admin: Browser) -> None:
    text = admin.get("/desk/trail").text
    for words in ("Published the episode", "a command or job", "soya", "works on all: False"):
        assert words in text


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize(
    ("query", "things"),
    [
        ("?kind=episode", ["soy", "oat-milk"]),
        ("?episode=oat-milk", ["oat-milk"]),
        ("?since=2999-01-01", []),
        ("?until=2000-01-01", []),
        ("?since=nonsense&person=x&kind=king&before=-1", ["cas@example.org", "soy", "oat-milk"]),
        ("?person=999999999999999999", ["cas@example.org", "soy", "oat-milk"]),
    ],
)
def test_it_is_filtered(admin: Browser, query: str, things: list[str]) -> None:
    assert [row["thing"] for row in rows_of_file(admin, query)] == things
    assert admin.get(f"/desk/trail{query}").status_code == 200


@pytest.mark.usefixtures("entries")
def test_no_cell_of_the_file_is_a_formula(admin: Browser) -> None:
    assert rows_of_file(admin)[0]["who"] == "'=Ben()"


def test_older_entries_are_a_page_on(admin: Browser) -> None:
    for number in range(A_PAGE + 1):
        record(None, AuditAction.TOPIC_SAVE, "topic", f"topic-{number}")
    db.session.commit()
    text = admin.get("/desk/trail").text
    assert ("topic-100<" in text, "topic-0<" in text, "Older" in text) == (True, False, True)


def test_only_admins_read_it(app: Flask) -> None:
    a_show()
    producer = Browser(signed_in(app.test_client(), a_user()))
    assert producer.get("/desk/trail").status_code == 403
    assert producer.get("/desk/trail.csv").status_code == 403
