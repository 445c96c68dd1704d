"""The folder itself: which files there are, none of them outside it."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from episodes.archive.problems import Problem
from episodes.catalog.slugs import RESERVED, is_slug
from episodes.media.logos import LARGEST_LOGO_BYTES

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes."""

    captions: int = 10 * MEGABYTE
    video: int = 4_000 * MEGABYTE
    poster: int = 10 * MEGABYTE
    logo: int = LARGEST_LOGO_BYTES
    document: int = 2 * MEGABYTE
    list_of_people: int = 50 * MEGABYTE

    def of(self, name: str) -> int:
        """name: relative to the archive."""
        place = name.rsplit("/", 1)[-1]
        if "/captions/" in name:
            return self.captions
        if place.startswith(("video.", "answer-video.", "described.", "sign-language.")):
            return self.video
        if place.startswith("poster.") or "/pictures/" in name:
            return self.poster
        if name == "logo.png":
            return self.logo
        return self.list_of_people if place in ("people.json", "topics.json") else self.document


@dataclass(slots=True)
class Folder:
    """sizes: bytes of each file by its name relative to the root, with `/` between folders.
    Symbolic links, devices and what is too large stand among the problems instead."""

    root: Path
    sizes: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def path(self, name: str) -> Path:
        if name not in self.sizes:
            raise KeyError(name)
        return self.root / name

    def bytes_of(self, name: str) -> bytes:
        return self.path(name).read_bytes()

    def episodes(self) -> list[str]:
        """The folders' names, in order."""
        inside = (name.split("/") for name in self.sizes if name.startswith("episodes/"))
        return sorted({steps[1] for steps in inside if len(steps) > 2})


def survey(root: Path, limits: Limits) -> Folder:
    """Hidden files are passed over, and so is what stands beside the three lists and the logo."""
    folder = Folder(root)
    if not root.is_dir():
        folder.problems.append(Problem(str(root), "", "is not a folder"))
        return folder
    for name, entry in _entries(root, ""):
        mode = entry.stat(follow_symlinks=False).st_mode
        if not stat.S_ISREG(mode):
            what = "a symbolic link" if stat.S_ISLNK(mode) else "not a plain file"
            folder.problems.append(Problem(name, "", f"is {what}; the archive holds plain files"))
        elif (size := entry.stat().st_size) > limits.of(name):
            message = f"has {size:,} bytes; the limit is {limits.of(name):,}"
            folder.problems.append(Problem(name, "", message))
        else:
            folder.sizes[name] = size
    folder.problems.extend(_wrong_names(folder))
    return folder


def _entries(path: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(path) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            if entry.name.startswith(".") or (not prefix and entry.name not in _TOP):
                continue
            name = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(Path(entry.path), f"{name}/")
            else:
                yield name, entry


_TOP = frozenset({"show.json", "people.json", "topics.json", "logo.png", "episodes"})


def _wrong_names(folder: Folder) -> Iterator[Problem]:
    for name in folder.episodes():
        if not is_slug(name) or name in RESERVED:
            message = "cannot be the address of an episode: a to z, 0 to 9 and single hyphens"
            yield Problem(f"episodes/{name}", "", message)
