"""flask restore: a verified backup in the place of what the site holds, or nothing changed."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL

from episodes.backup import databases
from episodes.backup.errors import BackupError
from episodes.backup.making import MEDIA, Site
from episodes.backup.manifest import Manifest, Progress, problems_of, read_manifest
from episodes.media.storage import Storage
from episodes.secret import FILE_NAME as KEY_FILE

Migrate = Callable[[URL], None]


def check_backup(
    folder: Path, site: Site, known_revisions: frozenset[str], progress: Progress
) -> Manifest:
    """Reads all of it. Raises BackupError that names each file that is missing or damaged, and
    where the backup is of a later version or of the other kind of database."""
    manifest = read_manifest(folder)
    if manifest.revision and manifest.revision not in known_revisions:
        raise BackupError(
            f"The backup was made by a later version ({manifest.version}, database"
            f" {manifest.revision}). Update this Querent first; nothing was changed."
        )
    kind = site.url.get_backend_name()
    if manifest.database != kind:
        raise BackupError(
            f"The backup holds a {manifest.database} database, and this site uses {kind}."
            " Set DATABASE_URL to the same kind; flask archive export and import move content."
        )
    if problems := list(problems_of(folder, manifest, progress)):
        raise BackupError("The backup is not whole; nothing was changed.\n" + "\n".join(problems))
    return manifest


def restore(folder: Path, manifest: Manifest, site: Site, *, migrate: Migrate) -> Path:
    """The folder to which what was there before has been moved.

    migrate: brings the database at an address up to date, and raises BackupError."""
    aside = site.data_dir / f"before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    with databases.failures_in_words("Nothing was restored"):
        _take_media(folder, manifest, site.media)
        if manifest.database == "sqlite":
            _swap_sqlite(folder, site, aside, migrate)
        else:
            _swap_postgresql(folder, site, aside, migrate)
        _bring_key(folder, site.data_dir, aside)
    return aside


def _take_media(folder: Path, manifest: Manifest, media: Storage) -> None:
    """Beside those that are there: a name says its content, so none is written over."""
    for name in manifest.files:
        if name.startswith(f"{MEDIA}/"):
            media.take(folder / name, name.removeprefix(f"{MEDIA}/"))


def _swap_sqlite(folder: Path, site: Site, aside: Path, migrate: Migrate) -> None:
    """The copy is migrated before it takes the place of the old one, which stays until then."""
    current = Path(site.url.database or "")
    fresh = current.with_name(current.name + ".restoring")
    for ending in databases.COMPANIONS:
        fresh.with_name(fresh.name + ending).unlink(missing_ok=True)
    try:
        shutil.copyfile(folder / databases.SQLITE_COPY, fresh)
        fresh.chmod(0o600)
        databases.check_sqlite(fresh)
        migrate(site.url.set(database=str(fresh)))
        _fold_journal(fresh)
        databases.move_sqlite_aside(current, aside)
        fresh.replace(current)
    finally:
        for ending in databases.COMPANIONS:
            fresh.with_name(fresh.name + ending).unlink(missing_ok=True)


def _fold_journal(path: Path) -> None:
    """So that the file alone is the database, and can be renamed."""
    import sqlite3

    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()


def _swap_postgresql(folder: Path, site: Site, aside: Path, migrate: Migrate) -> None:
    """What was there is dumped first, and comes back where the migrations fail."""
    aside.mkdir(parents=True, exist_ok=True)
    databases.copy_database(site.url, aside)
    fresh = aside / f"restoring-{databases.POSTGRESQL_COPY}"
    shutil.copyfile(
        folder / databases.POSTGRESQL_COPY, fresh
    )  # a backup may be on a read-only disk
    try:
        databases.restore_postgresql(site.url, fresh)
        migrate(site.url)
    except BackupError:
        databases.restore_postgresql(site.url, aside / databases.POSTGRESQL_COPY)
        raise
    finally:
        fresh.unlink()


def _bring_key(folder: Path, data_dir: Path, aside: Path) -> None:
    if not (folder / KEY_FILE).exists():
        return
    aside.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        shutil.copy2(data_dir / KEY_FILE, aside / KEY_FILE)
    fresh = data_dir / f"{KEY_FILE}.restoring"
    shutil.copyfile(folder / KEY_FILE, fresh)
    fresh.chmod(0o600)
    fresh.replace(data_dir / KEY_FILE)
