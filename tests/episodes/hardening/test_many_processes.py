"""Four web processes are one site: each refuses, shows and counts what the others do."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select

from app import create_app
from episodes.accounts.actions import add_user
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import AuditEntry, RoleName, User
from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.settings import Settings
from tests.conftest import POSTGRESQL_URL, WORKER, absent, new_database
from tests.episodes.hardening.real_site import ENOUGH, ROOT, Person, served
from tests.factories import a_show, an_episode
from tests.migrations import MIGRATIONS
from tests.waiting import wait_until

EMAIL, PASSWORD = "producer@example.org", "correct horse battery"
pytestmark = pytest.mark.timeout(300)


@dataclass
class Site:
    app: Flask
    port: int
    settings: dict[str, str]


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    settings = {"DATA_DIR": str(tmp_path_factory.mktemp("site")), "SEARCH_BY_MEANING": "off"}
    if request.param == "postgresql":
        if not POSTGRESQL_URL:
            absent("postgresql", "TEST_POSTGRESQL_URL names no server")
        settings["DATABASE_URL"] = new_database(POSTGRESQL_URL, f"many_{WORKER or 'main'}")
    app = create_app(Settings(**settings))
    with app.app_context():
        upgrade(directory=MIGRATIONS)
        a_show("Shared")
        add_user(EMAIL, PASSWORD, RoleName.PRODUCER)
        an_episode("oat-milk", title="Oat milk")
        db.session.remove()
        with served("--web", "4", **settings) as port:
            yield Site(app, port, settings)
        db.session.remove()
        db.engine.dispose()


def asked_of_each(person: Person, path: str) -> list[tuple[int, str]]:
    return [(answer.status, answer.text) for answer in (person.get(path) for _ in range(ENOUGH))]


def test_a_dismissed_person_is_refused_at_the_next_request_by_each(site: Site) -> None:
    add_user("leaving@example.org", PASSWORD, RoleName.PRODUCER)
    db.session.commit()
    person = Person(site.port).sign_in("leaving@example.org", PASSWORD)
    assert {status for status, _ in asked_of_each(person, "/desk/")} == {200}
    command = [sys.executable, "-m", "flask", "--app", "app", "users", "deactivate"]
    environment = {"PATH": os.environ["PATH"]} | site.settings
    subprocess.run([*command, "leaving@example.org"], cwd=ROOT, env=environment, check=True)
    assert {status for status, _ in asked_of_each(person, "/desk/")} == {302}


def test_a_change_is_in_the_kept_page_of_each_at_the_next_request(site: Site) -> None:
    reader = Person(site.port)
    for title in ("The first title", "The second title"):
        db.session.query(Episode).filter_by(slug="oat-milk").update({"title": title})
        db.session.commit()
        assert all(title in text for _, text in asked_of_each(reader, "/episodes/oat-milk"))


def test_what_is_due_is_published_once(site: Site) -> None:
    an_episode("due", status=Status.DRAFT, title="Due", video=True)
    due = datetime.now(UTC) + timedelta(seconds=2)
    row = db.session.query(Episode).filter_by(slug="due").one()
    row.status, row.published_at = Status.SCHEDULED, due
    db.session.commit()

    def is_published() -> bool:
        status = db.session.scalar(select(Episode.status).where(Episode.slug == "due"))
        db.session.rollback()  # or this would keep the worker from writing
        return status is Status.PUBLISHED

    wait_until(is_published, "the publication by the clock")
    entries = select(func.count()).where(
        AuditEntry.action == AuditAction.EPISODE_PUBLISH, AuditEntry.thing == "due"
    )
    assert db.session.scalar(entries) == 1
    db.session.commit()


def test_fifty_drafts_kept_at_once_and_fifty_questions_asked_are_no_error(site: Site) -> None:
    person = Person(site.port).sign_in(EMAIL, PASSWORD)
    address = "/desk/episodes/oat-milk/question"
    token, page = person.token(address), person.get(address).text
    names = re.search(r'<draft-keeper form="(\w+)" thing="([^"]+)"', page)
    assert names
    number = db.session.scalar(select(User.id).where(User.email == EMAIL))
    db.session.commit()

    def keep(turn: int) -> int:
        draft = {
            "person": number, "key": f"{turn:032x}", "form": names[1], "thing": names[2],
            "sequence": 1, "made_from": 1, "fields": [["text", f"Draft {turn}"]],
        }  # fmt: skip
        headers = {"Content-Type": "application/json", "X-CSRFToken": token}
        return person.ask("POST", "/desk/drafts", json.dumps(draft), **headers).status

    def ask(turn: int) -> int:
        asker = Person(site.port)
        page = asker.get("/ask").text
        names = {
            n: page.split(f'name="{n}" value="')[1].split('"')[0] for n in ("csrf_token", "token")
        }
        words = f"Is it me, or is it the dishwasher? Number {turn}."
        return asker.post("/ask/send", text=words, **names).status

    with ThreadPoolExecutor(100) as pool:
        drafts = [pool.submit(keep, turn) for turn in range(50)]
        questions = [pool.submit(ask, turn) for turn in range(50)]
        kept = [each.result(240) for each in drafts]
        asked = [each.result(240) for each in questions]
    assert set(kept) == {200}
    assert set(asked) <= {303, 422, 429, 503}
    assert asked.count(303) >= 10


def test_a_process_with_another_key_does_not_start(site: Site, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"]} | site.settings | {"SECRET_KEY": "x" * 40}
    for command in ("web", "worker"):
        ended = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", command], cwd=ROOT, env=environment,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert ended.returncode == 1
        assert "The secret key here is not the one" in ended.stderr
        assert "Traceback" not in ended.stderr
