"""`flask archive`, and the documents that describe the folder."""

from pathlib import Path

from sqlalchemy import func, select

from episodes.archive.commands import archive as commands
from episodes.archive.json_schema import schema_text
from episodes.catalog.models import Episode
from episodes.db import db

DOCS = Path(__file__).parents[3] / "docs"


def test_import_says_what_it_did_and_keeps_it(app, archive):
    runner = app.test_cli_runner()
    result = runner.invoke(commands, ["import", str(archive.root)])
    db.session.rollback()

    assert "2 episodes created, 0 changed, 0 as they were." in result.stdout
    assert db.session.scalar(select(func.count(Episode.id))) == 2


def test_a_refused_import_lists_every_problem_and_fails(app, archive):
    (archive.root / "show.json").unlink()
    (archive.episode / "answer.md").unlink()
    result = app.test_cli_runner().invoke(commands, ["import", str(archive.root)])

    assert result.exit_code == 1
    assert "show.json: is missing\n" in result.stderr
    assert "episode.json: answer.file: answer.md is not there\n" in result.stderr
    assert "Error: Nothing was imported: 2 problems." in result.stderr
    assert db.session.scalar(select(func.count(Episode.id))) == 0


def test_export_says_where_it_wrote(app, archive, tmp_path):
    runner = app.test_cli_runner()
    runner.invoke(commands, ["import", str(archive.root)])
    result = runner.invoke(commands, ["export", str(tmp_path / "out")])

    assert f"2 episodes in {tmp_path / 'out'}" in result.stdout
    assert (tmp_path / "out" / "episodes" / "oat-milk" / "answer.md").is_file()


def test_export_into_a_full_folder_is_refused_in_a_sentence(app, archive):
    result = app.test_cli_runner().invoke(commands, ["export", str(archive.root)])

    assert result.exit_code == 1
    assert "is not empty; --force takes the place" in result.stderr


def test_an_export_whose_import_would_be_refused_is_written_and_says_so(app, tmp_path):
    db.session.add(Episode(slug="odd", title="Odd", language="a language of its own"))
    db.session.commit()
    result = app.test_cli_runner().invoke(commands, ["export", str(tmp_path / "out")])

    assert result.exit_code == 1
    assert "episodes/odd/episode.json: language: " in result.stderr
    assert (tmp_path / "out" / "episodes" / "odd" / "episode.json").is_file()


def test_the_schema_in_the_documents_is_the_one_that_is_printed(app):
    result = app.test_cli_runner().invoke(commands, ["schema"])

    assert result.stdout == schema_text()
    assert (DOCS / "archive.schema.json").read_text() == schema_text()
