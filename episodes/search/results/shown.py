"""What a page of results shows."""

from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from episodes.messages import Message
from episodes.search.language.query import Query
from episodes.search.models import PlaceKind
from episodes.search.results.facets import Facets
from episodes.search.results.inquiry import Inquiry
from episodes.warnings.gate import Gate
from episodes.warnings.notes import ArtifactNote


@dataclass(frozen=True, slots=True)
class Hit:
    """One place in an episode. start_ms and speaker for what is said; heading and anchor for what
    is written. gate: what covers the words, where the viewer wants to be warned of them; opened_by:
    keys of all that lies over them."""

    kind: PlaceKind
    html: Markup
    language: str
    heading: str
    anchor: str
    start_ms: int | None
    speaker: str
    gate: Gate | None
    opened_by: tuple[str, ...] = ()

    @property
    def seconds(self) -> int | None:
        return None if self.start_ms is None else self.start_ms // 1000


@dataclass(frozen=True, slots=True)
class FoundEpisode:
    """question: its words with what matched marked, empty where there is none. notes: what the
    makers say of it, in short."""

    slug: str
    title: Markup
    language: str
    question: Markup
    asked_by: str
    question_gate: Gate | None
    hits: tuple[Hit, ...]
    numbering: str
    published_at: datetime | None
    is_public: bool
    duration_ms: int | None
    has_captions: bool
    has_transcript: bool
    has_answer: bool
    notes: tuple[ArtifactNote, ...]


@dataclass(frozen=True, slots=True)
class SimilarShown:
    """why: a short sentence."""

    episode: FoundEpisode
    why: Message


@dataclass(frozen=True, slots=True)
class Results:
    """episodes: of this page, in order. total: of all pages, counted as far as search looks;
    is_bounded: there may be more. is_close: one of them asks much the same, or answers it; not so
    where all share a few words only. is_being_read: nothing is close, but the meaning of some
    questions has yet to be read. after: where the next page goes on, empty on the last."""

    query: Query
    inquiry: Inquiry = field(default_factory=Inquiry)
    episodes: tuple[FoundEpisode, ...] = ()
    total: int = 0
    is_bounded: bool = False
    is_close: bool = True
    is_being_read: bool = False
    facets: Facets = field(default_factory=Facets)
    after: str = ""

    @property
    def has_more(self) -> bool:
        return bool(self.after)
