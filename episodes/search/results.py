"""What a page of results shows."""

from dataclasses import dataclass

from markupsafe import Markup

from episodes.search.models import PlaceKind
from episodes.search.query import Query
from episodes.warnings.gate import Gate


@dataclass(frozen=True, slots=True)
class Hit:
    """One place in an episode. start_ms and speaker for what is said; heading and anchor for what
    is written. gate: what covers the words, where the viewer wants to be warned of them."""

    kind: PlaceKind
    html: Markup
    language: str
    heading: str
    anchor: str
    start_ms: int | None
    speaker: str
    gate: Gate | None

    @property
    def seconds(self) -> int | None:
        return None if self.start_ms is None else self.start_ms // 1000


@dataclass(frozen=True, slots=True)
class FoundEpisode:
    """question: its words with what matched marked, empty where there is none."""

    slug: str
    title: Markup
    language: str
    question: Markup
    asked_by: str
    question_gate: Gate | None
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """episodes: best first. has_more: there are further ones that are not shown."""

    query: Query
    episodes: tuple[FoundEpisode, ...] = ()
    has_more: bool = False
