"""What the desk shows: the board, one episode's standing, its trail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select, true

from episodes.accounts.models import AuditEntry
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Credit, Episode, Person, Status, Topic, episodes_topics
from episodes.catalog.readiness import fact_columns
from episodes.db import db
from episodes.desk.stages import Stage, Standing

CARDS_A_STAGE = 12
CARDS_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Column:
    stage: Stage
    total: int
    cards: list[Standing]


def board(
    words: str = "",
    only: Stage | None = None,
    page: int = 1,
    *,
    among: ColumnElement[bool] = true(),  # noqa: B008  # a constant
) -> list[Column]:
    """One statement. Each stage with its newest episodes; `only` one stage, a page of it.

    words: a part of the title. among: which episodes may be found at all."""
    standings = _standings(words).where(among).subquery()
    stage = standings.c.stage
    place = func.row_number().over(
        partition_by=stage,
        order_by=(
            case((stage == Stage.SCHEDULED, standings.c.published_at)),
            func.coalesce(standings.c.published_at, standings.c.updated_at).desc(),
            standings.c.id.desc(),
        ),
    )
    total = func.count().over(partition_by=stage)
    ranked = select(standings, place.label("place"), total.label("total")).subquery()
    first = (page - 1) * CARDS_A_PAGE if only else 0
    last = first + (CARDS_A_PAGE if only else CARDS_A_STAGE)
    rows = select(ranked).where(ranked.c.place > first, ranked.c.place <= last)
    if only:
        rows = rows.where(ranked.c.stage == only)
    cards = db.session.execute(rows.order_by(ranked.c.place)).all()
    return [_column(s, cards) for s in ([only] if only else Stage)]


def standing_of(slug: str) -> Standing | None:
    row = db.session.execute(_standings().where(Episode.slug == slug)).one_or_none()
    return _standing(row) if row else None


def _standings(words: str = "") -> Select[Any]:
    facts = fact_columns()
    has_question, has_answer = facts["has_question"], facts["has_answer"]
    has_video, has_captions = facts["has_video"], facts["has_captions"]
    unreviewed = or_(
        Episode.video_review == ReviewState.NOT_REVIEWED,
        and_(has_answer, Episode.answer_review == ReviewState.NOT_REVIEWED),
    )
    stage = case(
        (Episode.status == Status.PUBLISHED, Stage.PUBLISHED.value),
        (Episode.status == Status.SCHEDULED, Stage.SCHEDULED.value),
        (Episode.status == Status.WITHDRAWN, Stage.WITHDRAWN.value),
        (or_(~has_question, ~or_(has_video, has_answer)), Stage.DRAFT.value),
        (and_(has_video, ~has_captions), Stage.CAPTIONS.value),
        (unreviewed, Stage.REVIEW.value),
        else_=Stage.READY.value,
    )
    columns = (
        getattr(Episode, field.name) for field in fields(Standing) if hasattr(Episode, field.name)
    )
    statement = select(
        *columns,
        *(value.label(name) for name, value in facts.items()),
        stage.label("stage"),
    )
    return statement.where(Episode.title.icontains(words, autoescape=True)) if words else statement


def _column(stage: Stage, rows: Sequence[Any]) -> Column:
    own = [row for row in rows if row.stage == stage]
    return Column(stage, own[0].total if own else 0, [_standing(row) for row in own])


def _standing(row: Any) -> Standing:
    values = {field.name: getattr(row, field.name) for field in fields(Standing)}
    return Standing(**values | {"stage": Stage(row.stage)})


def trail_of(slug: str, limit: int = 200) -> list[AuditEntry]:
    """Newest first, also from before the episode's address changed."""
    trail: list[AuditEntry] = []
    before: int | None = None
    for _ in range(20):  # an address that changed more often than this is not worth the wait
        entries = _entries_about(slug, before, limit)
        trail += entries
        renaming = next((e for e in entries if e.detail.get("was") and e.thing == slug), None)
        if renaming is None or len(trail) >= limit:
            break
        trail = [e for e in trail if e.id >= renaming.id]
        slug, before = renaming.detail["was"], renaming.id
    return trail[:limit]


def _entries_about(slug: str, before: int | None, limit: int) -> list[AuditEntry]:
    entries = select(AuditEntry).where(AuditEntry.thing_kind == "episode", AuditEntry.thing == slug)
    if before is not None:
        entries = entries.where(AuditEntry.id < before)
    return list(db.session.scalars(entries.order_by(AuditEntry.id.desc()).limit(limit)))


def people() -> Sequence[Person]:
    return db.session.scalars(select(Person).order_by(func.lower(Person.name), Person.id)).all()


def people_with_credits() -> Sequence[tuple[Person, int]]:
    count = select(func.count()).where(Credit.person_id == Person.id).scalar_subquery()
    rows = select(Person, count).order_by(func.lower(Person.name), Person.id)
    return [(person, number) for person, number in db.session.execute(rows)]


def topics() -> Sequence[Topic]:
    return db.session.scalars(select(Topic).order_by(func.lower(Topic.name), Topic.id)).all()


def topics_with_episodes() -> Sequence[tuple[Topic, int]]:
    count = select(func.count()).where(episodes_topics.c.topic_id == Topic.id).scalar_subquery()
    rows = select(Topic, count).order_by(func.lower(Topic.name), Topic.id)
    return [(topic, number) for topic, number in db.session.execute(rows)]


def episodes_of_subjects(subjects: Iterable[str]) -> dict[str, Row[int, str, str]]:
    """subjects: of jobs ("episode:12"). Id, slug and title of those that are episodes."""
    numbers = [int(s[8:]) for s in subjects if s.startswith("episode:") and s[8:].isdigit()]
    chosen = select(Episode.id, Episode.slug, Episode.title).where(Episode.id.in_(numbers))
    rows: Iterable[Row[int, str, str]] = db.session.execute(chosen) if numbers else ()
    return {f"episode:{row.id}": row for row in rows}


def newest_titles(limit: int = 200) -> Sequence[str]:
    """To choose from while typing."""
    newest = select(Episode.title).order_by(Episode.updated_at.desc(), Episode.id.desc())
    return db.session.scalars(newest.limit(limit)).all()


def episode_by_words(words: str) -> Episode | None:
    """words: its title, or what its address ends with."""
    named = or_(Episode.slug == words, func.lower(Episode.title) == words.lower())
    return db.session.scalar(select(Episode).where(named).order_by(Episode.id.desc()).limit(1))
