"""A site of any earlier version is brought up to date in one step, with all that it holds."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from app import create_app
from episodes.archive.exporting import export_archive
from episodes.archive.importing import import_archive
from episodes.db import db
from episodes.questions.asked.models import AskedQuestion
from episodes.serving.demo import SEASON
from episodes.settings import Settings
from tests.conftest import POSTGRESQL_URL, REQUIRED, WORKER, absent, new_database
from tests.migrations import MIGRATIONS

REVISIONS = sorted(script.revision for script in ScriptDirectory(MIGRATIONS).walk_revisions())
EARLIER = REVISIONS[1:-1]  # before 0002 there is no table for an episode
OLDEST = EARLIER[0]
# Every migration goes down and up on both databases. Here each third version is brought up to date
# by itself on SQLite, each tenth on PostgreSQL, and the last; TESTS_REQUIRE=every-version does all.
STEPS = {"sqlite": 3, "postgresql": 10}
if "every-version" in REQUIRED:
    STEPS = dict.fromkeys(STEPS, 1)
BROUGHT_UP = {kind: [*EARLIER[:-1:step], EARLIER[-1]] for kind, step in STEPS.items()}
KINDS = (pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgresql))
# What the versions before had no place for; the demo season uses it.
LATER = (
    "UPDATE episode SET cover_line = '', cover_said_by = '', cover_said_ms = NULL, accent = NULL",
    "UPDATE show SET hot = '', plum = '', display_face = ''",
    "UPDATE question SET points_to_nobody = false",
    "DELETE FROM judgement",
    "DELETE FROM version",
    "DELETE FROM job",
)
pytestmark = pytest.mark.timeout(300)


@dataclass(frozen=True)
class Season:
    """A site with the demo season, as an earlier version could hold it. url: empty for SQLite in
    the folder. files: what it exports."""

    folder: Path
    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)

    def copy_to(self, folder: Path) -> "Season":
        shutil.copytree(self.folder, folder, copy_function=link_or_copy)
        if not self.url:
            return replace(self, folder=folder)
        url = new_database(self.url, folder.name, template=self.url)
        return replace(self, folder=folder, url=url)


def link_or_copy(source: str, target: str) -> None:
    """Media never change; the database does."""
    (shutil.copy if ".sqlite" in source else os.link)(source, target)


@pytest.fixture(scope="module")
def seasons(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Season]:
    """The season on a kind of database. pytest sets a fixture with parameters up again at every
    change of the parameter: what costs is made once, here and in `earlier`."""

    @cache
    def made(kind: str) -> Season:
        season = Season(tmp_path_factory.mktemp("season"))
        if kind == "postgresql":
            if not POSTGRESQL_URL:
                absent("postgresql", "TEST_POSTGRESQL_URL names no server")
            url = new_database(POSTGRESQL_URL, f"season_{WORKER or 'main'}")
            season = Season(season.folder, url)
        with site_of(season):
            upgrade(directory=MIGRATIONS)
            import_archive(SEASON)
            for statement in LATER:
                db.session.execute(text(statement))
            db.session.commit()
            return replace(season, files=exported(tmp_path_factory.mktemp("export") / "season"))

    return made


@pytest.fixture(scope="module")
def earlier(
    seasons: Callable[[str], Season], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], dict[str, Season]]:
    """The sites at the earlier versions that are to be brought up to date: the versions are gone
    down once, one after the other."""

    @cache
    def gone_down(kind: str) -> dict[str, Season]:
        folder = tmp_path_factory.mktemp("earlier")
        going_down = seasons(kind).copy_to(folder / "down")
        sites = {}
        with site_of(going_down):
            for revision in reversed(EARLIER):
                downgrade(directory=MIGRATIONS, revision=revision)
                if revision in BROUGHT_UP[kind]:
                    db.engine.dispose()
                    sites[revision] = going_down.copy_to(folder / f"at_{revision}")
        return sites

    return gone_down


@pytest.fixture(params=KINDS)
def season(request: pytest.FixtureRequest, seasons: Callable[[str], Season]) -> Season:
    return seasons(request.param)


class site_of:  # noqa: N801  # read as the words of a sentence
    def __init__(self, season: Season) -> None:
        settings = Settings(
            DATA_DIR=season.folder, DATABASE_URL=season.url, SEARCH_BY_MEANING=False
        )
        self.app: Flask = create_app(settings)
        self.context = self.app.app_context()

    def __enter__(self) -> Flask:
        self.context.__enter__()
        return self.app

    def __exit__(self, *_error: object) -> None:
        db.session.remove()
        db.engine.dispose()
        self.context.__exit__(None, None, None)


def exported(folder: Path) -> dict[str, bytes]:
    export_archive(folder)
    db.session.remove()  # or its transaction would keep the migrations out
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("kind", "revision"),
    [
        pytest.param(kind.values[0], revision, marks=kind.marks)
        for kind in KINDS
        for revision in BROUGHT_UP[str(kind.values[0])]
    ],
)
def test_one_step_up_from_any_earlier_version_loses_nothing(
    earlier: Callable[[str], dict[str, Season]], tmp_path: Path, kind: str, revision: str
) -> None:
    site_then = earlier(kind)[revision]
    with site_of(site_then) as site:
        upgrade(directory=MIGRATIONS)
        assert exported(tmp_path / "after") == site_then.files
        if revision == OLDEST:
            checked = site.test_cli_runner().invoke(args=["check"])
            assert "missing" not in checked.output
            assert "damaged" not in checked.output


def test_going_back_before_the_first_tables_is_refused_where_there_are_episodes(
    season: Season, tmp_path: Path
) -> None:
    with site_of(season.copy_to(tmp_path / "data")), pytest.raises(SystemExit):
        downgrade(directory=MIGRATIONS, revision="base")


def test_going_back_is_refused_where_questions_were_asked(season: Season, tmp_path: Path) -> None:
    with site_of(season.copy_to(tmp_path / "data")):
        db.session.add(
            AskedQuestion(
                text="Is it me, or is it the dishwasher?", display_name="", content_notes=[],
                may_edit=True, may_publish=True, is_checked=True, receipt_hash="x",
                asked_on=date(2026, 3, 1), reply="", is_source=False, wording="",
            )
        )  # fmt: skip
        db.session.commit()
        db.session.remove()
        with pytest.raises(SystemExit):
            downgrade(directory=MIGRATIONS, revision="0006")
