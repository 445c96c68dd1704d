"""A folder -> validated objects, or every problem at once. The database is not asked."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from episodes.answers.errors import MarkdownError
from episodes.answers.markdown import parse_answer
from episodes.archive.checks import KnownNames, complaints, doubts
from episodes.archive.directory_schema import (
    PEOPLE,
    TOPICS,
    PersonFile,
    ShowFile,
    TopicFile,
)
from episodes.archive.files import FileCheck
from episodes.archive.folder import Folder, Limits, survey
from episodes.archive.problems import ArchiveError, Problem, problems_of, quoted
from episodes.archive.schema import (
    EpisodeFile,
)
from episodes.catalog.slugs import is_slug
from episodes.media.errors import MediaError
from episodes.media.logos import Logo, read_logo

T = TypeVar("T")
Progress = Callable[[list[str]], Iterable[str]]
SHOW = TypeAdapter(ShowFile)
EPISODE = TypeAdapter(EpisodeFile)
STAND_IN = {"title": "Untitled", "language": "en", "status": "draft"}
HAVE_FILES = {"answer", "captions", "video"}
FIRST_WORD = re.compile(r"[.\[]")
# Of each field, those without which nothing can be said of it.
LEANS_ON = {name: {name} for name in EpisodeFile.model_fields} | {
    "warnings": {"warnings", "answer"}
}


@dataclass(frozen=True, slots=True)
class EpisodeFolder:
    """markdown: the written answer, where there is one."""

    slug: str
    file: EpisodeFile
    markdown: str | None

    def name(self, inside: str) -> str:
        return f"episodes/{self.slug}/{inside}"


@dataclass(frozen=True, slots=True)
class Archive:
    """remarks: what is odd, or was left out of caption files; no reason to refuse. logo: as it was
    drawn for this site; None where the archive has none."""

    folder: Folder
    show: ShowFile
    people: list[PersonFile]
    topics: list[TopicFile]
    episodes: list[EpisodeFolder]
    remarks: list[Problem]
    logo: Logo | None = None


def read_archive(root: Path, *, limits: Limits | None = None, progress: Progress = iter) -> Archive:
    """progress: wraps the list of slugs while it is gone through.

    Raises ArchiveError with all problems."""
    limits = limits or Limits()
    folder = survey(root, limits)
    if not root.is_dir():
        raise ArchiveError(folder.problems)
    reader = _Reader(folder, limits)
    archive = reader.archive(progress)
    if reader.problems or archive is None:
        raise ArchiveError(sorted(reader.problems, key=lambda p: p.file))
    return archive


class _Reader:
    def __init__(self, folder: Folder, limits: Limits) -> None:
        self.folder = folder
        self.problems = list(folder.problems)
        self.files = FileCheck(folder, limits)
        self.known = KnownNames(None, None)
        self.doubts: list[Problem] = []

    def archive(self, progress: Progress) -> Archive | None:
        show = self._json("show.json", SHOW)
        people = self._json("people.json", PEOPLE)
        topics = self._json("topics.json", TOPICS)
        self._unique("people.json", people)
        self._unique("topics.json", topics)
        self.known = KnownNames(_slugs(people), _slugs(topics))
        slugs = [slug for slug in self.folder.episodes() if is_slug(slug)]
        folders = [self._episode(slug) for slug in progress(slugs)]
        episodes = [episode for episode in folders if episode is not None]
        self._numbers_differ(episodes)
        logo = self._logo(show)
        self.problems.extend(self.files.problems)
        if show is None or people is None or topics is None:
            return None
        return Archive(
            self.folder, show, people, topics, episodes, self.doubts + self.files.remarks, logo
        )

    def _logo(self, show: ShowFile | None) -> Logo | None:
        if show is None or show.logo is None:
            return None
        if show.logo not in self.folder.sizes:
            if not any(problem.file == show.logo for problem in self.problems):
                self.problems.append(Problem("show.json", "logo", f"{show.logo} is not there"))
            return None
        try:
            with self.folder.path(show.logo).open("rb") as stream:
                return read_logo(stream)
        except MediaError as error:
            self.problems.append(Problem(show.logo, "", str(error)))
            return None

    def _json(self, name: str, kind: TypeAdapter[T]) -> T | None:
        if name not in self.folder.sizes:
            if not any(problem.file == name for problem in self.problems):
                self._say(name, "", "is missing")
            return None
        data = self.folder.bytes_of(name)
        try:
            value = kind.validate_json(data)
            json.loads(data, object_pairs_hook=_refuse_twice)
        except ValidationError as error:
            self.problems.extend(problems_of(error, name))
            return None
        except ValueError as error:
            self._say(name, "", str(error))
            return None
        return value

    def _unique(self, name: str, things: Sequence[PersonFile | TopicFile] | None) -> None:
        seen: set[str] = set()
        for index, thing in enumerate(things or ()):
            if thing.slug in seen:
                self._say(name, f"[{index}].slug", f"{quoted(thing.slug)} stands twice")
            seen.add(thing.slug)

    def _episode(self, slug: str) -> EpisodeFolder | None:
        name = f"episodes/{slug}/episode.json"
        whole = self._json(name, EPISODE)
        file, lost = (whole, set[str]()) if whole else self._rest(name)
        if file is None:
            return None
        markdown = self._markdown(slug) if file.has_text else None
        anchors = self._anchors(slug, markdown) if file.has_text else frozenset()
        for field, message in complaints(file, self.known, anchors):
            if not LEANS_ON[FIRST_WORD.split(field)[0]] & lost:
                self._say(name, field, message)
        length_ms = self.files.check(slug, file, all_are_named=not lost & HAVE_FILES)
        self.doubts += [Problem(name, *doubt) for doubt in doubts(file, length_ms)]
        return EpisodeFolder(slug, file, markdown) if whole else None

    def _rest(self, name: str) -> tuple[EpisodeFile | None, set[str]]:
        """Of a file with faults, what remains without the faulty fields, and their names: so that
        what is wrong with the rest is said too."""
        try:
            raw = json.loads(self.folder.bytes_of(name))
            lost = _faulty_fields(raw)
            sound_fields = {key: value for key, value in raw.items() if key not in lost}
            return EPISODE.validate_json(json.dumps(STAND_IN | sound_fields)), lost
        except (KeyError, ValueError, AttributeError, RecursionError):
            return None, set()

    def _markdown(self, slug: str) -> str | None:
        name = f"episodes/{slug}/answer.md"
        if name not in self.folder.sizes:
            self._say(f"episodes/{slug}/episode.json", "answer.file", "answer.md is not there")
            return None
        try:
            return self.folder.bytes_of(name).decode("utf-8")
        except UnicodeDecodeError as error:
            self._say(name, "", f"is not UTF-8: byte {error.start + 1} cannot be read")
            return None

    def _anchors(self, slug: str, markdown: str | None) -> frozenset[str] | None:
        """None where the answer cannot be read."""
        if markdown is None:
            return None
        name = f"episodes/{slug}/answer.md"
        if not markdown.strip():
            self._say(name, "", "is empty")
            return None
        try:
            return frozenset(part.anchor for part in parse_answer(markdown))
        except MarkdownError as error:
            self._say(name, f"line {error.line}" if error.line else "", str(error.message))
            return None

    def _numbers_differ(self, episodes: list[EpisodeFolder]) -> None:
        owners: dict[tuple[int, int], str] = {}
        for episode in episodes:
            season, number = episode.file.season, episode.file.number
            if season is None or number is None:
                continue
            owner = owners.setdefault((season, number), episode.slug)
            if owner != episode.slug:
                message = f"season {season}, number {number} is episodes/{owner} already"
                self._say(episode.name("episode.json"), "number", message)

    def _say(self, file: str, field: str, message: str) -> None:
        self.problems.append(Problem(file, field, message))


def _faulty_fields(raw: Any) -> set[str]:
    try:
        EPISODE.validate_json(json.dumps(raw))
    except ValidationError as error:
        return {str(detail["loc"][0]) for detail in error.errors() if detail["loc"]}
    return set()


def _slugs(things: Sequence[PersonFile | TopicFile] | None) -> frozenset[str] | None:
    return None if things is None else frozenset(thing.slug for thing in things)


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON leaves open which of two equal keys counts; here neither does."""
    seen = dict(pairs)
    if len(seen) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {quoted(twice)} stands twice in one object")
    return seen
