"""The kinds of jobs. A feature registers its own when the app is made (init_x)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from episodes.messages import Message
from episodes.site import Site

if TYPE_CHECKING:
    from episodes.jobs.running import JobRun

_KINDS = "job kinds"


@dataclass(frozen=True, slots=True)
class JobKind:
    """title: what it does, for people ("Sync captions"). run: does it and gives the sentence that
    is kept as its outcome. seconds and memory_bytes: how long it may take and how much memory it
    may have. attempts: how often it is begun where it fails by something that may pass.
    is_background: nobody waits for it, so it comes after all others, gives way to them while it
    runs (it is begun again later), and is not listed once it is done."""

    name: str
    title: Message
    run: "Callable[[JobRun], Message]"
    seconds: int
    memory_bytes: int
    attempts: int = 2
    is_background: bool = False


def register(app: Site, kind: JobKind) -> None:
    kinds_of(app)[kind.name] = kind


def kinds_of(app: Site) -> dict[str, JobKind]:
    kinds: dict[str, JobKind] = app.extensions.setdefault(_KINDS, {})
    return kinds


def background_kinds(app: Site) -> list[str]:
    return [kind.name for kind in kinds_of(app).values() if kind.is_background]


def foreground_kinds(app: Site) -> list[str]:
    return [kind.name for kind in kinds_of(app).values() if not kind.is_background]
