"""A backup is whole or not there; a restore changes everything or nothing."""

import json
import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from episodes.backup.making import make_backup
from episodes.db import db
from episodes.serving.running import hold_site
from tests.episodes.backup.conftest import Run, data_dir, media_file, slugs
from tests.factories import an_episode

pytestmark = pytest.mark.timeout(300)


def test_no_row_of_the_journal_from_before_comes_back(
    site: Flask, run: Run, tmp_path: Path
) -> None:
    run("backup", str(tmp_path / "backup"))
    if db.engine.dialect.name != "sqlite":
        pytest.skip("SQLite's journal")
    path = data_dir(site) / "querent.sqlite"
    reader = sqlite3.connect(path)  # holds the journal open, as a killed process leaves it
    reader.execute("SELECT 1 FROM episode").fetchall()
    an_episode("in-the-journal")
    assert path.with_name("querent.sqlite-wal").stat().st_size > 0
    run("restore", str(tmp_path / "backup"), "--yes")
    assert slugs() == ["kept-safe"]
    reader.close()
    assert slugs() == ["kept-safe"]


def test_what_was_there_before_is_moved_aside(site: Flask, run: Run, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "backup"))
    result = run("restore", str(tmp_path / "backup"), "--yes")
    aside = list(data_dir(site).glob("before-restore-*"))
    assert len(aside) == 1
    assert str(aside[0]) in result.output


def test_a_restore_beside_a_running_site_is_refused(site: Flask, run: Run, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "backup"))
    an_episode("newer")
    with hold_site(data_dir(site)):
        result = run("restore", str(tmp_path / "backup"), "--yes")
    assert result.exit_code != 0
    assert "The site is running" in result.output
    assert slugs() == ["kept-safe", "newer"]


def test_a_missing_media_file_of_a_backup_is_named_and_nothing_changes(
    site: Flask, run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    run("backup", str(folder))
    an_episode("newer")
    lost = media_file(folder)
    lost.unlink()
    result = run("restore", str(folder), "--yes")
    assert result.exit_code != 0
    assert f"{lost.relative_to(folder)} is missing" in result.output
    assert slugs() == ["kept-safe", "newer"]


@pytest.mark.parametrize("name", ["querent.sqlite", "querent.pgdump", "secret-key"])
def test_a_damaged_file_of_a_backup_is_named_and_nothing_changes(
    site: Flask, run: Run, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "backup"
    run("backup", str(folder))
    path = folder / name
    if not path.exists():
        pytest.skip("of the other database")
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)
    an_episode("newer")
    result = run("restore", str(folder), "--yes")
    assert result.exit_code != 0
    assert f"{name} is damaged" in result.output
    assert slugs() == ["kept-safe", "newer"]


def test_a_backup_of_a_later_version_is_refused_before_any_change(
    site: Flask, run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    run("backup", str(folder))
    manifest = folder / "manifest.json"
    values = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(values | {"revision": "9999", "version": "7.0"}))
    result = run("restore", str(folder), "--yes")
    assert result.exit_code != 0
    assert "later version (7.0" in result.output
    assert slugs() == ["kept-safe"]


def test_a_folder_that_is_no_backup_is_called_so(site: Flask, run: Run, tmp_path: Path) -> None:
    result = run("restore", str(tmp_path), "--yes")
    assert result.exit_code != 0
    assert "is not a backup" in result.output


def test_a_manifest_that_leads_outside_is_refused(site: Flask, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    run("backup", str(folder))
    manifest = folder / "manifest.json"
    values = json.loads(manifest.read_text())
    values["files"]["../data/secret-key"] = {"size_bytes": 1, "sha256": "0" * 64}
    manifest.write_text(json.dumps(values))
    assert "outside" in run("restore", str(folder), "--yes").output


def test_a_missing_media_file_of_the_site_leaves_no_backup(
    site: Flask, run: Run, tmp_path: Path
) -> None:
    media_file(data_dir(site)).unlink()
    result = run("backup", str(tmp_path / "backup"))
    assert result.exit_code != 0
    assert "1 media files that the site names are missing" in result.output
    assert list(tmp_path.glob("backup*")) == []


def test_a_backup_that_breaks_off_leaves_nothing_that_looks_whole(
    site: Flask, tmp_path: Path, run: Run
) -> None:
    from episodes.backup.commands import _site

    def pull_the_plug() -> set[str]:
        raise KeyboardInterrupt

    folder = tmp_path / "backup"
    with pytest.raises(KeyboardInterrupt):
        make_backup(
            _site(site.extensions["settings"]),
            folder,
            named_media=pull_the_plug,
            progress=lambda *_: None,
        )
    assert not folder.exists()


def test_a_folder_with_something_in_it_is_not_written_into(
    site: Flask, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear diary")
    result = run("backup", str(tmp_path / "mine"))
    assert result.exit_code != 0
    assert "not empty" in result.output
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_folder_that_cannot_be_written_is_named(site: Flask, run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    result = run("backup", str(tmp_path / "file" / "backup"))
    assert result.exit_code != 0
    assert "Nothing can be written" in result.output


def test_a_backup_is_readable_by_its_owner_only(site: Flask, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    run("backup", str(folder))
    assert folder.stat().st_mode & 0o077 == 0


def test_a_damaged_database_is_told_where_the_backup_is(
    site: Flask, run: Run, tmp_path: Path
) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL looks after its own files")
    folder = tmp_path / "backup"
    run("backup", str(folder))
    path = data_dir(site) / "querent.sqlite"
    with path.open("r+b") as file:
        file.write(b"not a database at all" * 50)
    checked = run("check")
    assert checked.exit_code != 0
    assert f"flask restore {folder}" in checked.output
    assert run("restore", str(folder), "--yes").exit_code == 0
    assert slugs() == ["kept-safe"]


def test_a_failing_migration_leaves_the_old_data(
    site: Flask, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from episodes.backup import commands
    from episodes.backup.errors import BackupError

    def fail(_url: object) -> None:
        raise BackupError("The backup could not be brought up to date: disk full")

    folder = tmp_path / "backup"
    run("backup", str(folder))
    an_episode("newer")
    monkeypatch.setattr(commands, "_migrate", fail)
    result = run("restore", str(folder), "--yes")
    assert result.exit_code != 0
    assert "disk full" in result.output
    assert slugs() == ["kept-safe", "newer"]


def test_an_older_backup_is_brought_up_to_date(site: Flask, run: Run, tmp_path: Path) -> None:
    from flask_migrate import downgrade, upgrade

    migrations = str(Path(__file__).parents[3] / "migrations")
    downgrade(directory=migrations, revision="-1")
    db.session.remove()
    folder = tmp_path / "backup"
    assert run("backup", str(folder)).exit_code == 0
    upgrade(directory=migrations)
    assert run("restore", str(folder), "--yes").exit_code == 0
    assert "not migrated" not in run("check").output
    assert slugs() == ["kept-safe"]
