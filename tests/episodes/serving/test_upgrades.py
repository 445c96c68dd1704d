"""A site of any earlier version is brought up to date in one step, with all that it holds."""

import shutil
from dataclasses import dataclass, field, replace
from datetime import date
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
from tests.conftest import POSTGRESQL_URL, WORKER, absent, new_database
from tests.migrations import MIGRATIONS

FIRST = "0001"
REVISIONS = sorted(script.revision for script in ScriptDirectory(MIGRATIONS).walk_revisions())
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
        shutil.copytree(self.folder, folder)
        if not self.url:
            return Season(folder)
        return Season(folder, new_database(self.url, "copy", template=self.url))


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def season(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Season:
    season = Season(tmp_path_factory.mktemp("season"))
    if request.param == "postgresql":
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


@pytest.mark.parametrize("revision", REVISIONS[1:-1])
def test_one_step_up_from_any_earlier_version_loses_nothing(
    season: Season, tmp_path: Path, revision: str
) -> None:
    with site_of(season.copy_to(tmp_path / "data")) as site:
        downgrade(directory=MIGRATIONS, revision=revision)
        db.engine.dispose()
        upgrade(directory=MIGRATIONS)
        assert exported(tmp_path / "after") == season.files
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
