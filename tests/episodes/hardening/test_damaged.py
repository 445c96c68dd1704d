"""A database file that is damaged: nobody loses what they typed, and who runs the site is told
where the backups are."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from episodes.db import db
from episodes.known_backups import MANIFEST, note_backup
from episodes.questions.asked.models import AskedQuestion
from tests.episodes.asking.conftest import WORDS, hidden
from tests.episodes.hardening.databases import DAMAGES, damaged_sqlite_file
from tests.episodes.hardening.forms_on_pages import form_with
from tests.factories import a_user, an_episode, sign_in

Damaged = Callable[[str], AbstractContextManager[None]]


@pytest.fixture
def damaged(app: Flask, site: Flask, database: str) -> Damaged:
    if not database.startswith("sqlite"):
        pytest.skip("PostgreSQL looks after its own files")

    @contextmanager
    def damaged(how: str) -> Iterator[None]:
        close_all(app, site)
        with damaged_sqlite_file(Path(database.removeprefix("sqlite:///")), how):
            yield
            close_all(app, site)

    return damaged


def close_all(*apps: Flask) -> None:
    for app in apps:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    db.session.remove()


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """That the site knows of."""
    folder = tmp_path / "backups" / "2026-11-27"
    folder.mkdir(parents=True)
    (folder / MANIFEST).write_text("{}")
    note_backup(tmp_path, folder, "2026-11-27T08:00:00+00:00")
    return folder


@pytest.fixture
def log(
    site: Flask, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> pytest.LogCaptureFixture:
    """The site's own, whatever another test of the process left of it (once nothing came)."""
    monkeypatch.setattr(site.logger, "disabled", False)
    monkeypatch.setattr(site.logger, "handlers", [caplog.handler])
    caplog.set_level("ERROR", logger=site.logger.name)
    return caplog


@pytest.mark.parametrize("how", DAMAGES)
def test_an_asker_is_told_to_come_again_and_gets_everything_back(
    visitor: FlaskClient, damaged: Damaged, how: str
) -> None:
    page = visitor.get("/ask").text
    fields = {"text": WORDS} | {name: hidden(page, name) for name in ("csrf_token", "token")}
    with damaged(how):
        response = visitor.post("/ask/send", data=fields)
    assert response.status_code == 503, response.text
    assert int(response.headers["Retry-After"]) >= 60
    assert form_with(response.text, "csrf_token") == fields
    assert "damaged" not in response.text
    assert visitor.post("/ask/send", data=fields).status_code == 303
    assert db.session.query(AskedQuestion).count() == 1


@pytest.mark.parametrize("how", DAMAGES)
def test_the_log_says_where_the_backup_is_and_no_page_does(
    visitor: FlaskClient,
    damaged: Damaged,
    how: str,
    backup: Path,
    log: pytest.LogCaptureFixture,
) -> None:
    with damaged(how):
        response = visitor.get("/episodes/?topic=money")
        answer = visitor.get("/api/v1/search?q=milk")
    assert response.status_code == answer.status_code == 503, response.text
    assert "try again later" in response.text
    assert str(backup) not in response.text
    assert "the database is damaged" in log.text
    assert f"flask restore {backup}" in log.text


def test_a_producer_is_told_what_is_wrong_and_gets_everything_back(
    visitor: FlaskClient, damaged: Damaged, backup: Path
) -> None:
    an_episode("oat-milk")
    sign_in(visitor, a_user())
    address = "/desk/episodes/oat-milk/question"
    fields = form_with(visitor.get(address).text, "asked_by") | {"text": "A new wording."}
    with damaged("overwritten"):
        response = visitor.post(address, data=fields)
    assert response.status_code == 503, response.text
    assert "database is damaged" in response.text
    assert str(backup) not in response.text
    assert form_with(response.text, "csrf_token") == fields


@pytest.mark.parametrize("how", DAMAGES)
def test_the_check_says_that_it_is_damaged_and_where_the_backup_is(
    site: Flask, damaged: Damaged, how: str, backup: Path
) -> None:
    with damaged(how), site.app_context():
        result = site.test_cli_runner().invoke(args=["check"])
    assert result.exit_code == 1
    assert "The database is damaged" in result.output
    assert f"flask restore {backup}" in result.output


def test_the_site_does_not_start_on_a_damaged_file_and_says_so(
    site: Flask, damaged: Damaged, backup: Path
) -> None:
    with damaged("not a database"), site.app_context():
        result = site.test_cli_runner().invoke(args=["web"])
    assert result.exit_code == 1
    assert "The database is damaged" in result.output
    assert f"flask restore {backup}" in result.output
