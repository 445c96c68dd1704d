"""What is shown of episodes that were found: one statement, however many there are."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, select

from episodes.catalog.models import Episode
from episodes.catalog.queries import is_public
from episodes.catalog.records import EPISODE_COLUMNS, EpisodeRecord
from episodes.db import constant, rows_of
from episodes.json_rows import json_rows, of_each, rows_in_order
from episodes.media.models import Place, Video
from episodes.questions.published.models import Question
from episodes.search.models import Passage, PlaceKind
from episodes.search.results.filters import CAPTIONING, READABLE, has_answer, has_track
from episodes.warnings.models import ContentWarning, Scope, Treatment
from episodes.warnings.records import WARNING_COLUMNS, WarningRecord


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """The fields bear the columns' names."""

    id: int
    kind: PlaceKind
    language: str
    heading: str
    body: str
    speaker: str
    start_ms: int | None
    cue_starts: Sequence[tuple[int, int, str]]
    anchor: str


@dataclass(frozen=True, slots=True)
class LoadedEpisode:
    """passages: best first."""

    episode: EpisodeRecord
    is_public: bool
    question: str
    asked_by: str
    duration_ms: int | None
    has_captions: bool
    has_transcript: bool
    has_answer: bool
    passages: tuple[PassageFacts, ...]
    warnings: tuple[WarningRecord, ...]


def episodes_with_places(
    places: Mapping[int, Sequence[int]], *, staff: bool
) -> list[LoadedEpisode]:
    """places: by an episode's id the ids of its passages, best first. In the same order, without
    what is no longer there."""
    if not places:
        return []
    values = {"ids": list(places), "passages": [n for numbers in places.values() for n in numbers]}
    rows = {row.id: row for row in rows_of(_statement(staff=staff), values)}
    return [_episode(rows[number], places[number]) for number in places if number in rows]


_PASSAGE_COLUMNS = tuple(getattr(Passage, field.name) for field in fields(PassageFacts))


@cache
def _statement(*, staff: bool) -> Select[Any]:
    """Built once: building it costs more than running it."""
    passages = json_rows(*_PASSAGE_COLUMNS).where(
        Passage.episode_id == Episode.id, Passage.id.in_(bindparam("passages", expanding=True))
    )
    warnings = json_rows(*WARNING_COLUMNS).where(ContentWarning.episode_id == Episode.id)
    return (
        select(
            *EPISODE_COLUMNS,
            is_public().label("is_public"),
            Question.text.label("question"),
            Question.asked_by,
            Video.duration_ms,
            has_track(CAPTIONING).label("has_captions"),
            has_track(READABLE).label("has_transcript"),
            has_answer(staff=staff).label("has_answer"),
            of_each(passages, Episode, "passages"),
            of_each(warnings, Episode, "warnings"),
        )
        .outerjoin(Question, Question.episode_id == Episode.id)
        .outerjoin(
            Video, and_(Video.episode_id == Episode.id, Video.place == constant(Place.EPISODE))
        )
        .where(Episode.id.in_(bindparam("ids", expanding=True)))
    )


def _episode(row: Row[Any], best_first: Sequence[int]) -> LoadedEpisode:
    passages = {values[0]: _passage(*values) for values in row.passages or []}
    return LoadedEpisode(
        episode=EpisodeRecord(*row[: len(EPISODE_COLUMNS)]),
        is_public=bool(row.is_public),
        question=row.question or "",
        asked_by=row.asked_by or "",
        duration_ms=row.duration_ms,
        has_captions=row.has_captions,
        has_transcript=row.has_transcript,
        has_answer=row.has_answer,
        passages=tuple(passages[number] for number in best_first if number in passages),
        warnings=warnings_from(row.warnings),
    )


def _passage(number: int, kind: str, *values: Any) -> PassageFacts:
    language, heading, body, speaker, start_ms, starts, anchor = values
    # SQLite knows JSON within JSON as text only.
    starts = json.loads(starts) if isinstance(starts, str) else starts
    place = PlaceKind(kind)
    return PassageFacts(number, place, language, heading, body, speaker, start_ms, starts, anchor)


def warnings_from(rows: Iterable[list[Any]] | None) -> tuple[WarningRecord, ...]:
    return tuple(_warning(*row) for row in rows_in_order(list(rows or [])))


def _warning(number: int, scope: str, category: str, treatment: str, *others: Any) -> WarningRecord:
    return WarningRecord(number, Scope(scope), category, Treatment(treatment), *others)
