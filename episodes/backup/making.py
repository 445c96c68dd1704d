"""flask backup: database, media and key into a folder that has its name only when it is whole."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL

from episodes.backup import databases
from episodes.backup.errors import BackupError
from episodes.backup.manifest import Manifest, Progress, fingerprint, problems_of, record_of
from episodes.media.storage import Storage
from episodes.secret import FILE_NAME as KEY_FILE

MEDIA = "media"
UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class Site:
    """What a backup is of, and a restore is into."""

    data_dir: Path
    media: Storage
    url: URL
    secret_key: str
    version: str
    revision: str


def make_backup(
    site: Site, folder: Path, *, named_media: Callable[[], set[str]], progress: Progress
) -> Manifest:
    """named_media: the keys that rows name now. Raises BackupError, and then nothing is left that
    looks like a backup.

    Media files never change once they have their names, so they are linked where the disk is the
    same. They are linked before the database is copied, so that a file taken away meanwhile is
    still there, and again after, for those that came."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(f"{folder} is not empty. Name a folder that is not there yet.")
    part = folder.with_name(folder.name + UNFINISHED)
    with databases.failures_in_words(f"Nothing can be written into {folder}"):
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True, mode=0o700)
        try:
            manifest = _fill(site, part, named_media, progress)
            if folder.exists():
                folder.rmdir()
            part.rename(folder)
            _sync_folder(folder.parent)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    return manifest


def _fill(
    site: Site, part: Path, named_media: Callable[[], set[str]], progress: Progress
) -> Manifest:
    _bring_media(site.media, part)
    databases.copy_database(site.url, part)
    named = named_media()
    _bring_media(site.media, part)
    _check_media(part, named)
    if (site.data_dir / KEY_FILE).exists():
        shutil.copy2(site.data_dir / KEY_FILE, part / KEY_FILE)
    files = {str(path.relative_to(part)): record_of(path) for path in sorted(_files_below(part))}
    manifest = Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        version=site.version,
        revision=site.revision,
        database=site.url.get_backend_name(),
        key_fingerprint=fingerprint(site.secret_key),
        files=files,
    )
    manifest.write(part)
    _sync_files(part)
    if problems := list(problems_of(part, manifest, progress)):
        raise BackupError("The backup could not be verified: " + " ".join(problems))
    return manifest


def _bring_media(media: Storage, part: Path) -> None:
    for key in media.stored_keys():
        target = part / MEDIA / key
        if not target.exists():
            with suppress(
                FileNotFoundError
            ):  # taken away meanwhile; whether it was needed is asked
                media.bring(key, target)


def _check_media(part: Path, named: set[str]) -> None:
    """Raises BackupError where a row names a file that is not there: it was gone before."""
    missing = sorted(key for key in named if not (part / MEDIA / key).exists())
    if missing:
        raise BackupError(
            f"{len(missing)} media files that the site names are missing, the first is"
            f" {missing[0]}. flask check lists them with what to do."
        )


def _files_below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file()) if folder.exists() else iter(())


def _sync_files(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and path.parent.name != MEDIA:
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
