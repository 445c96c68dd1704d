"""Whether every stored file is there and as it was when it came, and what lies there beside."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from sqlalchemy import JSON, column, select, table

from episodes.catalog.models import Episode
from episodes.db import db
from episodes.jobs.queries import latest_job
from episodes.media.actions import PREPARE
from episodes.media.errors import UnknownKeyError
from episodes.media.models import AnswerPicture, Video
from episodes.media.storage import Leftover, storage
from episodes.messages import restored

# Which files an episode's video has been; versions are a room beside this one.
_VERSION = table("version", column("kind"), column("content", JSON))

A_DAY = 24 * 3600.0
AN_HOUR = 3600.0
SENT_AGAIN = "Send it again, or put it back from a backup."
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """A file that a row names. is_made: it can be made again from the original."""

    slug: str
    what: str
    key: str
    size_bytes: int | None
    is_made: bool

    @property
    def advice(self) -> str:
        return f"flask media prepare {self.slug} makes it again." if self.is_made else SENT_AGAIN

    def wrong(self, words: str) -> str:
        return f"{self.slug}: {self.what} ({self.key}) {words}. {self.advice}"


def problems(progress: Progress | None = None) -> Iterator[str]:
    """Each with what to do. progress: bytes read so far, of so many."""
    recorded = recorded_files()
    db.session.rollback()  # what was read is at hand; nobody waits for us while files are read
    yield from _of_recorded(recorded, progress or _ignore_progress)
    yield from _of_unprepared()
    for key in orphans(older_than_seconds=AN_HOUR):
        yield (
            f"The file {key} belongs to no episode."
            " flask media sweep --delete removes what nothing has named for a day."
        )
    for left in old_leftovers():
        yield (
            f"{left.name} was left by an upload or a job that broke off."
            " flask media sweep --delete removes it."
        )


def _ignore_progress(_done: int, _total: int) -> None:
    """Nobody watches."""


def recorded_files() -> list[RecordedFile]:
    rows = select(Episode.slug, Video).join(Episode, Episode.id == Video.episode_id)
    files: list[RecordedFile] = []
    for slug, video in db.session.execute(rows.order_by(Video.id)):
        files += _files_of(slug, video)
    return files + _pictures()


def _pictures() -> list[RecordedFile]:
    """Of written answers."""
    rows = select(Episode.slug, AnswerPicture).join(Episode, Episode.id == AnswerPicture.episode_id)
    return [
        RecordedFile(
            slug, "a picture of its answer", row.storage_key, row.size_bytes, is_made=False
        )
        for slug, row in db.session.execute(rows.order_by(AnswerPicture.id))
    ]


def _files_of(slug: str, video: Video) -> Iterator[RecordedFile]:
    sent, made = "the file as it was sent", "what browsers play"
    is_same = video.storage_key == video.original_key
    files = (
        (sent, video.original_key, video.original_size_bytes, False),
        (made, "" if is_same else video.storage_key, video.size_bytes, True),
        ("its poster", video.poster_key, video.poster_size_bytes, not video.is_poster_own),
        ("its storyboard", video.storyboard_key, video.storyboard_size_bytes, True),
        ("its waveform", video.waveform_key, video.waveform_size_bytes, True),
    )
    return (RecordedFile(slug, *file) for file in files if file[1])


def _of_recorded(recorded: list[RecordedFile], progress: Progress) -> Iterator[str]:
    """A file that several rows name is read once."""
    done = 0
    total = sum({file.key: file.size_bytes or 0 for file in recorded}.values())
    looked_at: dict[str, str] = {}
    for file in recorded:
        if file.key not in looked_at:
            looked_at[file.key] = _what_is_wrong(file, _progress_from(progress, done, total))
            done += file.size_bytes or 0
        if words := looked_at[file.key]:
            yield file.wrong(words)


def _progress_from(progress: Progress, before: int, total: int) -> Callable[[int], None]:
    return lambda read: progress(before + read, total)


def _what_is_wrong(file: RecordedFile, read: Callable[[int], None]) -> str:
    """Empty where it is well."""
    try:
        size = storage().size_bytes(file.key)
    except (OSError, UnknownKeyError):
        return "is missing"
    if file.size_bytes is not None and size != file.size_bytes:
        return f"has {size:,} bytes, and had {file.size_bytes:,} when it came"
    digest, position = hashlib.sha256(), 0
    for piece in storage().open_range(file.key, 0, size):
        digest.update(piece)
        position += len(piece)
        read(position)
    if digest.hexdigest() != PurePosixPath(file.key).stem:
        return "is damaged: its SHA-256 is not the one in its name"
    return ""


def _of_unprepared() -> Iterator[str]:
    """Nothing is played of these, and nothing is done about it."""
    waiting = select(Episode.slug, Episode.id).join(Video, Video.episode_id == Episode.id)
    waiting = waiting.where(Video.original_key != "", Video.storage_key == "")
    for slug, episode_id in db.session.execute(waiting.order_by(Episode.id)).all():
        job = latest_job(PREPARE, f"episode:{episode_id}")
        if job is None or job.is_finished:
            reason = f" ({restored(job.reason)})" if job and job.reason else ""
            yield (
                f"{slug}: nothing that browsers play was made of its video{reason}."
                f" flask media prepare {slug} tries it again."
            )
    db.session.rollback()


def orphans(*, older_than_seconds: float, keeps_replaced: bool = True) -> Iterator[str]:
    """Keys of files that no row names. Young ones are left out: their row may be on its way.
    keeps_replaced: a video that was replaced can be used again, for as long as its file is here."""
    named = {file.key for file in recorded_files()}
    if keeps_replaced:
        named |= replaced_files()
    db.session.rollback()
    for key in storage().stored_keys():
        if key not in named and storage().age_seconds(key) >= older_than_seconds:
            yield key


def replaced_files() -> set[str]:
    """The keys of the files that some version of an episode's video names."""
    contents = db.session.scalars(select(_VERSION.c.content).where(_VERSION.c.kind == "video"))
    return {content["original_key"] for content in contents} - {""}


def old_leftovers() -> list[Leftover]:
    return [left for left in storage().leftovers() if left.age_seconds >= A_DAY]
