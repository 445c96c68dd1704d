"""flask backup, flask restore."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import psycopg
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import ScriptInfo, with_appcontext
from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from episodes import __version__
from episodes.backup.databases import is_used_by_others
from episodes.backup.errors import BackupError
from episodes.backup.making import Site, make_backup
from episodes.backup.manifest import Manifest, Progress, fingerprint
from episodes.backup.moving import move_rows
from episodes.backup.restoring import check_backup, restore
from episodes.db import db, reading_only
from episodes.known_backups import note_backup
from episodes.media.checking import recorded_files, replaced_files
from episodes.media.errors import MediaError
from episodes.media.storage import storage
from episodes.serving.children import ROOT
from episodes.serving.migrating import MIGRATIONS
from episodes.serving.running import site_alone
from episodes.settings import Settings
from episodes.site import site_settings

FOLDER = click.Path(path_type=Path)


@click.command("backup")
@click.argument("folder", type=FOLDER)
@with_appcontext
def backup(folder: Path) -> None:
    """Copy database, media and key into FOLDER, while the site runs, and verify the copy."""
    settings = site_settings()
    with _errors_in_words(), _reading_only(), _bar("Verifying the backup") as progress:
        manifest = make_backup(_site(settings), folder, named_media=_named_media, progress=progress)
        note_backup(settings.DATA_DIR, folder, manifest.made_at)
    size = sum(record.size_bytes for record in manifest.files.values())
    click.echo(f"Backed up and verified: {len(manifest.files)} files, {size:,} bytes in {folder}")
    if settings.SECRET_KEY:
        click.echo("The secret key comes from SECRET_KEY and is not in the backup: keep it too.")


@click.command("restore")
@click.argument("folder", type=FOLDER)
@click.option("--yes", is_flag=True, help="Don't ask before replacing what the site holds.")
@with_appcontext
def restore_command(folder: Path, *, yes: bool) -> None:
    """Replace everything this site holds with the backup in FOLDER. Stop the site first."""
    settings = site_settings()
    site = _site(settings)
    db.session.remove()
    db.engine.dispose()
    with _errors_in_words(), _stopped(site):
        with _bar("Reading the backup") as progress:
            manifest = check_backup(folder, site, _known_revisions(), progress)
        if not yes:
            click.confirm(f"Replace what is in {settings.DATA_DIR} now?", abort=True, err=True)
        aside = restore(folder, manifest, site, migrate=_migrate)
    click.echo(f"Restored: {len(manifest.files)} files, as of {manifest.made_at}.")
    if aside.exists():
        click.echo(f"What was there before is in {aside}; delete it when all is well.")
    _warn_of_key(settings, manifest)


@click.command("move-from-sqlite")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@with_appcontext
def move_from_sqlite(file: Path) -> None:
    """Move the SQLite site in FILE into the empty PostgreSQL database of DATABASE_URL."""
    settings = site_settings()
    if db.engine.dialect.name != "postgresql":
        raise click.ClickException("Set DATABASE_URL to the PostgreSQL database to move to.")
    site = _site(settings)
    db.session.remove()
    db.engine.dispose()
    with _errors_in_words(), _stopped(site), _bar("Moving") as progress:
        _migrate(site.url)
        with db.engine.begin() as target:
            counts = move_rows(file.resolve(), target, db.metadata, _revision(), progress)
    rows, tables = sum(counts.values()), len(counts)
    click.echo(f"Moved: {rows:,} rows of {tables} tables. Media and key stay where they are.")
    click.echo(f"From now on start the site with this DATABASE_URL; keep {file} as a backup.")


def _site(settings: Settings) -> Site:
    return Site(
        data_dir=settings.DATA_DIR.resolve(),
        media=storage(),
        url=db.engine.url,
        secret_key=current_app.config["SECRET_KEY"],
        version=__version__,
        revision=_revision(),
    )


def _revision() -> str:
    """Of the database as it is; "" where it cannot be asked, as before a restore."""
    try:
        with db.engine.connect() as connection:
            heads = MigrationContext.configure(connection).get_current_heads()
    except SQLAlchemyError:
        return ""
    return heads[0] if heads else ""


def _known_revisions() -> frozenset[str]:
    scripts = ScriptDirectory(str(MIGRATIONS))
    return frozenset(script.revision for script in scripts.walk_revisions())


def _named_media() -> set[str]:
    names = {file.key for file in recorded_files()}
    names |= {key for key in replaced_files() if storage().has(key)}
    db.session.rollback()
    return names


def _migrate(url: URL) -> None:
    """In a process of its own, whose app knows no other database."""
    script = click.get_current_context().find_object(ScriptInfo)
    settings = site_settings()
    app_name = (script and script.app_import_path) or "app"
    address = url.render_as_string(hide_password=False)
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "flask", "--app", app_name, "db", "upgrade"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address, "DATA_DIR": str(settings.DATA_DIR.resolve())},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        raise BackupError(f"The backup could not be brought up to date: {last}")


@contextmanager
def _stopped(site: Site) -> Iterator[None]:
    """Raises BackupError where the site runs, here or (PostgreSQL) anywhere."""
    with site_alone(site.data_dir) as is_alone:
        is_postgresql = site.url.get_backend_name() == "postgresql"
        if not is_alone or (is_postgresql and is_used_by_others(site.url)):
            raise BackupError(
                "The site is running, or something else uses its database."
                " Stop it (all web and worker processes), then restore. Nothing was changed."
            )
        yield


def _warn_of_key(settings: Settings, manifest: Manifest) -> None:
    key = settings.SECRET_KEY
    if key and fingerprint(key) != manifest.key_fingerprint:
        click.echo(
            "SECRET_KEY is not the one that the backup was made with:"
            " receipts of questions will not open, and everybody must sign in again.",
            err=True,
        )


@contextmanager
def _reading_only() -> Iterator[None]:
    """So that it never waits for those who write."""
    with reading_only():
        try:
            yield
        finally:
            db.session.rollback()


@contextmanager
def _errors_in_words() -> Iterator[None]:
    try:
        yield
    except (BackupError, MediaError, psycopg.Error, sqlite3.Error) as error:
        raise click.ClickException(str(error)) from error
    except SQLAlchemyError as error:
        raise click.ClickException(f"The database does not answer: {error.__cause__}") from error


@contextmanager
def _bar(label: str) -> Iterator[Progress]:
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=hidden) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield progress
