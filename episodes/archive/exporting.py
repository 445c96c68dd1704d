"""The database -> an archive folder: whole under its name, or not there at all."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from sqlalchemy import func, select

from episodes.archive.caption_files import caption_bytes, caption_name
from episodes.archive.documents import (
    LOGO_NAME,
    episode_file,
    person_file,
    picture_name,
    poster_name,
    show_file,
    topic_file,
    video_name,
)
from episodes.archive.putting_in_place import put_in_place
from episodes.archive.queries import Content, all_people, all_slugs, all_topics, contents
from episodes.catalog.models import Show
from episodes.db import db
from episodes.media.models import Video
from episodes.media.storage import storage

BATCH = 100
Progress = Callable[[list[str]], Iterable[str]]


class ExportError(Exception):
    """The folder cannot be written there; the message says why."""


def export_archive(target: Path, *, force: bool = False, progress: Progress = iter) -> None:
    """The same content gives the same bytes. force: takes the place of an earlier archive.
    progress: wraps the slugs of the episodes.

    Raises ExportError."""
    target = target.absolute()
    _check_target(target, force=force)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _check_room(target.parent)
        _write_whole(target, progress)
    except OSError as error:
        raise ExportError(
            f"{target} cannot be written: {error.strerror or error}. Nothing is left there."
        ) from error


def _check_room(folder: Path) -> None:
    """For the media, beside which the rest is little."""
    size_bytes = db.session.scalar(select(func.sum(Video.original_size_bytes))) or 0
    free_bytes = shutil.disk_usage(folder).free
    if size_bytes > free_bytes:
        raise ExportError(
            f"The media need {size_bytes:,} bytes, but {folder} has room for {free_bytes:,}."
        )


def _write_whole(target: Path, progress: Progress) -> None:
    part = Path(tempfile.mkdtemp(prefix=f".{target.name}-", suffix=".part", dir=target.parent))
    try:
        _write_all(part, progress)
        part.chmod(0o755)
        put_in_place(part, target)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _check_target(target: Path, *, force: bool) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise ExportError(f"{target} is not a folder.")
    if not target.exists() or not any(target.iterdir()):
        return
    if not force:
        raise ExportError(f"{target} is not empty; --force takes the place of an earlier archive.")
    if not (target / "show.json").is_file():
        raise ExportError(f"{target} is not an archive (it has no show.json): it stays as it is.")


def _write_all(root: Path, progress: Progress) -> None:
    people = all_people()
    show = db.session.get(Show, 1)
    _write_json(root / "show.json", _plain(show_file(show)))
    if show and show.logo:
        (root / LOGO_NAME).write_bytes(show.logo)
    _write_json(root / "people.json", [_plain(person_file(person)) for person in people])
    _write_json(root / "topics.json", [_plain(topic_file(topic)) for topic in all_topics()])
    (root / "episodes").mkdir()
    by_id = {person.id: person.slug for person in people}
    slugs = list(all_slugs())
    waiting: dict[str, Content] = {}
    for number, slug in enumerate(progress(slugs)):
        if number % BATCH == 0:
            db.session.expunge_all()
            batch = contents(slugs[number : number + BATCH])
            waiting = {content.episode.slug: content for content in batch}
        _write_episode(root / "episodes" / slug, waiting[slug], by_id)


def _write_episode(folder: Path, content: Content, people: dict[int, str]) -> None:
    folder.mkdir()
    _write_json(folder / "episode.json", _plain(episode_file(content, people)))
    if content.answer:
        (folder / "answer.md").write_bytes(content.answer.markdown.encode())
    for track in content.tracks:
        if track.live_version:
            path = folder / caption_name(track)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(caption_bytes(track.live_version))
    for video in filter(None, (content.video, content.answer_video, *content.other_forms.values())):
        files = ((video_name(video), video.original_key), (poster_name(video), video.poster_key))
        _write_media(folder, files)
    if content.pictures:
        (folder / "pictures").mkdir()
        pictures = [(picture_name(each), each.storage_key) for each in content.pictures]
        _write_media(folder, pictures)


def _write_media(folder: Path, files: Iterable[tuple[str | None, str]]) -> None:
    """files: each its name in the archive and its key; without a name it is passed over."""
    for name, key in files:
        if name and not storage().has(key):
            raise ExportError(
                f"{folder.name}: its {name} ({key}) is missing from the media folder."
            )
        if name:
            with storage().as_file(key) as path:
                shutil.copyfile(path, folder / name)


def _plain(model: BaseModel) -> Any:
    """In the order of the schema; what is empty is left out."""
    return model.model_dump(mode="json", exclude_defaults=True)


def _write_json(path: Path, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    path.write_bytes(text.encode())
