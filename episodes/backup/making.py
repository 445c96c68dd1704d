"""flask backup: database, media and key into a folder that has its name only when it is whole."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL

from episodes.backup import databases
from episodes.backup.errors import BackupError
from episodes.backup.manifest import Manifest, Progress, fingerprint, problems_of, record_of
from episodes.secret import FILE_NAME as KEY_FILE

MEDIA = "media"
UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class Site:
    """What a backup is of, and a restore is into. named_media: the keys that rows name now."""

    data_dir: Path
    url: URL
    secret_key: str
    version: str
    revision: str


def make_backup(
    site: Site, folder: Path, *, named_media: Callable[[], set[str]], progress: Progress
) -> Manifest:
    """Raises BackupError; nothing that looks like a backup is left then.

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
    _link_media(site.data_dir, part)
    databases.copy_database(site.url, part)
    named = named_media()
    _link_media(site.data_dir, part)
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


def _link_media(data_dir: Path, part: Path) -> None:
    for path in _files_below(data_dir / MEDIA):
        if path.name.endswith(UNFINISHED):
            continue  # an upload on its way
        target = part / MEDIA / path.relative_to(data_dir / MEDIA)
        if not target.exists():
            link_or_copy(path, target)


def _check_media(part: Path, named: set[str]) -> None:
    """Raises BackupError where a row names a file that is not there: it was gone before."""
    missing = sorted(key for key in named if not (part / MEDIA / key).exists())
    if missing:
        raise BackupError(
            f"{len(missing)} media files that the site names are missing, the first is"
            f" {missing[0]}. flask check lists them with what to do."
        )


def link_or_copy(source: Path, target: Path) -> None:
    """A file that goes away meanwhile is passed over: whether one was needed is asked later."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except FileNotFoundError:
        return
    except OSError:  # another disk, or one without links
        unfinished = target.with_name(target.name + UNFINISHED)
        shutil.copy2(source, unfinished)
        unfinished.replace(target)


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
