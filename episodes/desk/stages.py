"""How far an episode has come, and what it still lacks: derived from what is there, never set."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Status
from episodes.catalog.readiness import POINTS_TO_NOBODY, Facts, blockers_of
from episodes.messages import Message


class Stage(StrEnum):
    """In the order of the work."""

    PLANNED = "planned"
    RECORDED = "recorded"
    CAPTIONS = "captions"
    NOTES = "notes"
    READY = "ready"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"

    @property
    def label(self) -> Message:
        return _LABELS[self][0]

    @property
    def meaning(self) -> Message:
        return _LABELS[self][1]


_LABELS = {
    Stage.PLANNED: (
        Message("Planned"),
        Message("It still needs a question, or something that answers it."),
    ),
    Stage.RECORDED: (
        Message("Recorded"),
        Message("It has a video. Nobody has begun its captions."),
    ),
    Stage.CAPTIONS: (
        Message("Captions"),
        Message("Its captions are begun, and viewers don’t get them yet."),
    ),
    Stage.NOTES: (
        Message("Content notes"),
        Message("Somebody needs to check what viewers should be told."),
    ),
    Stage.READY: (
        Message("Ready"),
        Message("You can publish it."),
    ),
    Stage.SCHEDULED: (
        Message("Scheduled"),
        Message("It will go out by itself."),
    ),
    Stage.PUBLISHED: (
        Message("Published"),
        Message("Everyone can see it."),
    ),
    Stage.WITHDRAWN: (
        Message("Withdrawn"),
        Message("It used to be public. Viewers can’t see it now."),
    ),
    Stage.ARCHIVED: (
        Message("Archive"),
        Message("Out of the lists, and everything of it is kept."),
    ),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """where: the page of the desk that mends it. blocks: it cannot be published as it is."""

    message: Message
    where: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class Standing(Facts):
    """What there is of one episode. owner: the name of who sees to it; due_on: until when."""

    id: int
    slug: str
    season: int | None
    number: int | None
    status: Status
    published_at: datetime | None
    answer_published_at: datetime | None
    updated_at: datetime
    stage: Stage
    owner_id: int | None
    owner: str
    due_on: date | None
    is_archived: bool

    @property
    def gaps(self) -> list[Gap]:
        return list(self._gaps())

    @property
    def blockers(self) -> list[Gap]:
        return [gap for gap in self._gaps() if gap.blocks]

    @property
    def answer_waits(self) -> bool:
        """The episode is out, its written answer is not."""
        return (
            self.status == Status.PUBLISHED and self.has_answer and self.answer_published_at is None
        )

    def _gaps(self) -> Iterator[Gap]:
        blockers = blockers_of(self)
        yield from (Gap(e.message, e.where, blocks=self._blocks(e.code)) for e in blockers)
        named = {each.code for each in blockers}
        if "answered" not in named:
            yield from self._wishes(named)
        if self.answer_waits and self.answer_review != ReviewState.NOT_REVIEWED:
            yield Gap(Message("Publish the written answer."), "episode", blocks=False)

    def _blocks(self, code: str) -> bool:
        """What is out since before anybody was asked to read its question holds up nothing."""
        return code != POINTS_TO_NOBODY or self.status != Status.PUBLISHED

    def _wishes(self, named: set[str]) -> Iterator[Gap]:
        if not self.has_video:
            yield Gap(Message("No video yet."), "video", blocks=False)
        elif not self.has_captions and "captions" not in named:
            yield Gap(Message("No captions yet."), "captions", blocks=False)
        if not self.has_answer:
            yield Gap(Message("No written answer yet."), "answer", blocks=False)
