"""An archive -> the database: all of it or nothing. The caller commits."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event, select, update
from sqlalchemy.orm import ORMExecuteState, Session, selectinload

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.archive.directory_schema import (
    PersonFile,
    ShowFile,
    TopicFile,
)
from episodes.archive.folder import Limits
from episodes.archive.importing_episode import Directory, put_episode
from episodes.archive.importing_files import StoredFiles
from episodes.archive.problems import ArchiveError, Problem
from episodes.archive.reading import Archive, EpisodeFolder, read_archive
from episodes.catalog.models import Episode, Person, Show, Topic, TopicSynonym
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.media.logos import Logo, remove_logo, set_logo
from episodes.media.storage import storage
from episodes.refusals import RefusalError
from episodes.search.indexing.index import index_pending
from episodes.settings import Settings
from episodes.site import site_settings

BATCH = 100
Progress = Callable[[str, list[str]], Iterable[str]]


@dataclass(slots=True)
class Outcome:
    """Counts of episodes. remarks: of caption files, what was left out of them."""

    created: int
    changed: int
    unchanged: int
    remarks: list[Problem]


def without_progress(_doing: str, slugs: list[str]) -> Iterable[str]:
    return slugs


def import_archive(
    root: Path, *, progress: Progress = without_progress, with_show: bool = True
) -> Outcome:
    """Importing the same archive again changes nothing. progress: wraps the slugs of the episodes
    while they are read, and again while they are written. with_show: also its name and settings.

    Raises ArchiveError, with every problem, before anything is written."""
    limits = limits_of(site_settings())
    archive = read_archive(root, limits=limits, progress=lambda s: progress("Reading", s))
    _refuse_taken_numbers(archive)
    _refuse_what_does_not_fit(archive)
    with StoredFiles() as files:
        outcome = _Import(archive, files, with_show=with_show).run(progress)
        db.session.flush()
    return outcome


def _refuse_what_does_not_fit(archive: Archive) -> None:
    """Counts what is stored already too: whether it is, only reading all of it would tell."""
    size_bytes = sum(archive.folder.sizes.values())
    room_bytes = storage().room_bytes()
    if size_bytes > room_bytes:
        missing = f"needs {size_bytes:,} bytes, but the disk has room for {room_bytes:,}"
        raise ArchiveError([Problem(str(archive.folder.root), "", missing)])


def limits_of(settings: Settings) -> Limits:
    return Limits(captions=settings.MAX_TEXT_BYTES, video=settings.MAX_VIDEO_BYTES)


class _Import:
    def __init__(self, archive: Archive, files: StoredFiles, *, with_show: bool) -> None:
        self.archive = archive
        self.with_show = with_show
        self.files = files
        self.outcome = Outcome(0, 0, 0, archive.remarks)

    def run(self, progress: Progress) -> Outcome:
        with _counted_writes(db.session()) as writes:
            self.writes = writes
            if self.with_show:
                _put_show(self.archive.show, self.archive.logo)
            self.directory = Directory(
                people=_put_people(self.archive.people), topics=_put_topics(self.archive.topics)
            )
            db.session.flush()
            if writes.count:
                record(None, AuditAction.ARCHIVE_IMPORT, "show", self.archive.show.name)
            _free_numbers(self.archive.episodes)
            self._put_all(progress)
        return self.outcome

    def _put_all(self, progress: Progress) -> None:
        by_slug = {episode.slug: episode for episode in self.archive.episodes}
        slugs = list(by_slug)
        present: dict[str, Episode] = {}
        for number, slug in enumerate(progress("Writing", slugs)):
            if number % BATCH == 0:
                _forget_all_but_the_directory()
                present = _present(slugs[number : number + BATCH])
            self._put(by_slug[slug], present.get(slug))
        index_pending()

    def _put(self, folder: EpisodeFolder, episode: Episode | None) -> None:
        is_new = episode is None
        before = self.writes.count
        with _naming_faults(f"episodes/{folder.slug}/episode.json"):
            episode = put_episode(folder, self.archive.folder, episode, self.directory, self.files)
        db.session.flush()
        if self.writes.count == before:
            self.outcome.unchanged += 1
            return
        record(None, AuditAction.ARCHIVE_IMPORT, "episode", folder.slug)
        episode_changed.send(episode)
        if is_new:
            self.outcome.created += 1
        else:
            self.outcome.changed += 1


@contextmanager
def _naming_faults(file: str) -> Iterator[None]:
    """What only the features themselves refuse is still said of a file and a field."""
    try:
        yield
    except RefusalError as error:
        raise ArchiveError([Problem(file, error.place or "video", str(error))]) from error


class _Writes:
    """Counts what really writes: flushes with something to say, and statements past them."""

    def __init__(self) -> None:
        self.count = 0

    def after_flush(self, session: Session, _context: Any) -> None:
        changed = any(session.is_modified(thing) for thing in session.dirty)
        if changed or session.new or session.deleted:
            self.count += 1

    def do_orm_execute(self, state: ORMExecuteState) -> None:
        if state.is_update or state.is_delete or state.is_insert:
            self.count += 1


@contextmanager
def _counted_writes(session: Session) -> Iterator[_Writes]:
    writes = _Writes()
    listeners: dict[str, Callable[..., Any]] = {
        "after_flush": writes.after_flush,
        "do_orm_execute": writes.do_orm_execute,
    }
    for name, listener in listeners.items():
        event.listen(session, name, listener)
    try:
        yield writes
    finally:
        for name, listener in listeners.items():
            event.remove(session, name, listener)


def _refuse_taken_numbers(archive: Archive) -> None:
    """Another episode, which the archive does not speak of, may have the number."""
    ours = {episode.slug for episode in archive.episodes}
    numbers = select(Episode.season, Episode.number, Episode.slug).where(
        Episode.season.is_not(None)
    )
    taken = {(s, n): slug for s, n, slug in db.session.execute(numbers) if slug not in ours}
    problems = [
        Problem(
            episode.name("episode.json"),
            "number",
            f"season {episode.file.season}, number {episode.file.number} is"
            f" “{taken[episode.file.season, episode.file.number]}” in the database already",
        )
        for episode in archive.episodes
        if (episode.file.season, episode.file.number) in taken
    ]
    if problems:
        raise ArchiveError(problems)


def _free_numbers(episodes: list[EpisodeFolder]) -> None:
    """Two episodes may change places, and the database checks row by row."""
    wanted = {e.slug: (e.file.season, e.file.number) for e in episodes}
    rows = db.session.execute(select(Episode.id, Episode.slug, Episode.season, Episode.number))
    moving = [
        {"id": id_, "season": None, "number": None}
        for id_, slug, season, number in rows
        if season is not None and wanted.get(slug, (season, number)) != (season, number)
    ]
    if moving:
        db.session.execute(update(Episode), moving)


def _put_show(file: ShowFile, logo: Logo | None) -> None:
    show = db.session.get(Show, 1)
    if show is None:
        show = Show(id=1)
        db.session.add(show)
    assign(
        show,
        name=file.name,
        tagline=file.tagline,
        description=file.description,
        language=file.language,
        exit_address=file.exit_address or "",
        helplines=[line.model_dump(exclude_defaults=True) for line in file.helplines],
        hot=file.hot,
        plum=file.plum,
        display_face=file.display_face,
        cover_style=file.cover_style,
        caption_profile=file.caption_profile,
        time_zone=file.time_zone,
    )
    if logo is None and show.logo_digest:
        remove_logo(show)
    elif logo is not None and (logo.digest, file.logo_alt) != (show.logo_digest, show.logo_alt):
        set_logo(show, logo, file.logo_alt)


def _put_people(files: list[PersonFile]) -> dict[str, Person]:
    """Every person of the database by slug."""
    people = {person.slug: person for person in db.session.scalars(select(Person))}
    for file in files:
        if file.slug not in people:
            people[file.slug] = Person(slug=file.slug)
            db.session.add(people[file.slug])
        assign(people[file.slug], **file.model_dump(exclude={"slug"}))
    return people


def _put_topics(files: list[TopicFile]) -> dict[str, Topic]:
    """Every topic of the database by slug."""
    rows = db.session.scalars(select(Topic).options(selectinload(Topic.synonyms)))
    topics = {topic.slug: topic for topic in rows}
    for file in files:
        if file.slug not in topics:
            topics[file.slug] = Topic(slug=file.slug, synonyms=[])
            db.session.add(topics[file.slug])
        assign(topics[file.slug], name=file.name, description=file.description)
        _put_synonyms(topics[file.slug], file.synonyms)
    return topics


def _put_synonyms(topic: Topic, names: list[str]) -> None:
    if [synonym.name for synonym in topic.synonyms] == names:
        return
    if topic.synonyms:
        topic.synonyms.clear()
        db.session.flush()  # the old rows go first: a word may stand once only
    topic.synonyms.extend(TopicSynonym(position=n, name=name) for n, name in enumerate(names))


def assign(thing: object, **fields: Any) -> None:
    for name, value in fields.items():
        if getattr(thing, name) != value:
            setattr(thing, name, value)


def _present(slugs: list[str]) -> dict[str, Episode]:
    episodes = select(Episode).where(Episode.slug.in_(slugs))
    everything = [selectinload(a) for a in (Episode.topics, Episode.credits, Episode.chapters)]
    return {e.slug: e for e in db.session.scalars(episodes.options(*everything))}


def _forget_all_but_the_directory() -> None:
    """What was written needs no memory any more; people and topics are referred to again."""
    index_pending()  # at the commit the episodes would be out of its sight
    db.session.flush()
    for thing in list(db.session):
        is_needed = isinstance(thing, Person | Topic | TopicSynonym | Show)
        if not is_needed and thing in db.session:  # it may have gone with what it belongs to
            db.session.expunge(thing)
