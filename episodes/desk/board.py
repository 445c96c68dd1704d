"""The board's reads: every episode's standing in a few statements, and what its people are."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true

from episodes.accounts.models import Role, RoleName, User
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode, Status
from episodes.catalog.planning import EpisodePlan
from episodes.catalog.readiness import fact_columns
from episodes.db import db
from episodes.desk.stages import Stage, Standing
from episodes.questions.asked.models import AskedQuestion, AskedState
from episodes.transcripts.models import CaptionTrack

CARDS_A_STAGE = 12
LAST_PUBLISHED = 6
CARDS_A_PAGE = 100
MOST_ASKED = 3
EXCERPT = 120
NOBODY = 0
EVERY = true()
# Where nobody has to do anything any more, a due date says nothing.
AT_REST = (Stage.PUBLISHED, Stage.WITHDRAWN, Stage.ARCHIVED)


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """words: a part of the title. owner_id: NOBODY for what nobody sees to. overdue_on: what was
    due before this day and is not out."""

    words: str = ""
    owner_id: int | None = None
    overdue_on: date | None = None


@dataclass(frozen=True, slots=True)
class Column:
    stage: Stage
    total: int
    cards: list[Standing]


@dataclass(frozen=True, slots=True)
class AskedCard:
    """others: how many asked the same."""

    number: int
    excerpt: str
    others: int


def board(
    chosen: BoardFilter | None = None,
    only: Stage | None = None,
    page: int = 1,
    *,
    among: ColumnElement[bool] = EVERY,
) -> list[Column]:
    """One statement. Each stage with what is due first, then its newest; `only` one stage, a page
    of it. among: which episodes may be found at all."""
    placed = _placed(chosen or BoardFilter(), among).subquery()
    first = (page - 1) * CARDS_A_PAGE if only else 0
    shown = case((placed.c.stage == Stage.PUBLISHED, LAST_PUBLISHED), else_=CARDS_A_STAGE)
    last = first + CARDS_A_PAGE if only else shown
    rows = (
        _standings()
        .add_columns(placed.c.total)
        .join(placed, placed.c.id == Episode.id)
        .where(placed.c.place > first, placed.c.place <= last)
    )
    if only:
        rows = rows.where(placed.c.stage == only)
    cards = db.session.execute(rows.order_by(placed.c.place)).all()
    return [_column(s, cards) for s in ([only] if only else Stage)]


def stage_totals(among: ColumnElement[bool] = EVERY) -> dict[Stage, int]:
    """In the order of the work."""
    each = _with_plan(select(_stage(fact_columns()).label("stage"))).where(among)
    stages = each.subquery()
    rows = db.session.execute(select(stages.c.stage, func.count()).group_by(stages.c.stage))
    totals = {Stage(stage): total for stage, total in rows}
    return {stage: totals.get(stage, 0) for stage in Stage}


def stages_with_last_change() -> list[tuple[Stage, datetime]]:
    """Of every episode."""
    statement = _with_plan(select(_stage(fact_columns()), Episode.updated_at))
    return [(Stage(stage), changed_at) for stage, changed_at in db.session.execute(statement)]


def standing_of(slug: str) -> Standing | None:
    statement = _standings().where(Episode.slug == slug)
    row = db.session.execute(statement).one_or_none()
    return _standing(row) if row else None


def standings_of(ids: list[int]) -> list[Standing]:
    """In the order of the ids; those that are gone are left out."""
    rows = db.session.execute(_standings().where(Episode.id.in_(ids)))
    by_id = {row.id: _standing(row) for row in rows}
    return [by_id[number] for number in ids if number in by_id]


def people_of_desk() -> list[tuple[int, str]]:
    """Id and name of everybody who may see to an episode."""
    at_desk = User.roles.any(Role.name != RoleName.VIEWER)
    rows = db.session.execute(
        select(User.id, _name_of_user()).where(User.active, at_desk).order_by(_name_of_user())
    )
    return [(number, name) for number, name in rows]


def most_asked() -> list[AskedCard]:
    """Of what waits in the inbox and somebody has read, what most people asked."""
    merged = AskedQuestion.__table__.alias("merged")
    others = (
        select(func.count()).where(merged.c.merged_into_id == AskedQuestion.id).scalar_subquery()
    )
    waiting = AskedQuestion.state.in_((AskedState.NEW, AskedState.SHORTLISTED))
    rows = db.session.execute(
        select(AskedQuestion.id, func.substr(AskedQuestion.text, 1, EXCERPT), others)
        .where(waiting, AskedQuestion.is_read, AskedQuestion.merged_into_id.is_(None))
        .order_by(others.desc(), AskedQuestion.id.desc())
        .limit(MOST_ASKED)
    )
    return [AskedCard(*row) for row in rows]


def _placed(chosen: BoardFilter, among: ColumnElement[bool]) -> Select[Any]:
    """Every episode's stage and its place there: little of each, so that all that a card says is
    read for the shown ones alone."""
    stages = _with_plan(
        select(
            Episode.id,
            Episode.published_at,
            Episode.updated_at,
            EpisodePlan.due_on,
            _stage(fact_columns()).label("stage"),
        )
    )
    each = stages.where(among, *_conditions(chosen)).subquery()
    stage = each.c.stage
    place = func.row_number().over(
        partition_by=stage,
        order_by=(
            case((stage == Stage.SCHEDULED, each.c.published_at)),
            case((stage.not_in(AT_REST), each.c.due_on)).asc().nulls_last(),
            func.coalesce(each.c.published_at, each.c.updated_at).desc(),
            each.c.id.desc(),
        ),
    )
    total = func.count().over(partition_by=stage)
    return select(each.c.id, stage, place.label("place"), total.label("total"))


def _standings() -> Select[Any]:
    facts = fact_columns()
    columns = (
        getattr(Episode, field.name) for field in fields(Standing) if hasattr(Episode, field.name)
    )
    return _with_plan(
        select(
            *columns,
            *(value.label(name) for name, value in facts.items()),
            _stage(facts).label("stage"),
            EpisodePlan.owner_id,
            func.coalesce(_name_of_user(), "").label("owner"),
            EpisodePlan.due_on,
            EpisodePlan.archived_at.is_not(None).label("is_archived"),
        )
    ).outerjoin(User, User.id == EpisodePlan.owner_id)


def _with_plan(statement: Any) -> Select[Any]:
    planned: Select[Any] = statement.select_from(Episode).outerjoin(
        EpisodePlan, EpisodePlan.episode_id == Episode.id
    )
    return planned


def _conditions(chosen: BoardFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if chosen.words:
        conditions.append(Episode.title.icontains(chosen.words, autoescape=True))
    if chosen.owner_id is not None:
        conditions.append(EpisodePlan.owner_id.is_not_distinct_from(chosen.owner_id or None))
    if chosen.overdue_on is not None:
        is_at_work = Episode.status.in_((Status.DRAFT, Status.SCHEDULED))
        conditions += [EpisodePlan.due_on < chosen.overdue_on, is_at_work]
    return conditions


def _stage(facts: dict[str, ColumnElement[Any]]) -> ColumnElement[str]:
    has_question, has_answer = facts["has_question"], facts["has_answer"]
    has_video, has_captions = facts["has_video"], facts["has_captions"]
    has_track = exists().where(CaptionTrack.episode_id == Episode.id)
    unreviewed = or_(
        ~facts["points_to_nobody"],
        Episode.video_review == ReviewState.NOT_REVIEWED,
        and_(has_answer, Episode.answer_review == ReviewState.NOT_REVIEWED),
    )
    return case(
        (Episode.status == Status.PUBLISHED, Stage.PUBLISHED.value),
        (Episode.status == Status.SCHEDULED, Stage.SCHEDULED.value),
        (EpisodePlan.archived_at.is_not(None), Stage.ARCHIVED.value),
        (Episode.status == Status.WITHDRAWN, Stage.WITHDRAWN.value),
        (or_(~has_question, ~or_(has_video, has_answer)), Stage.PLANNED.value),
        (and_(has_video, ~has_captions, ~has_track), Stage.RECORDED.value),
        (and_(has_video, ~has_captions), Stage.CAPTIONS.value),
        (unreviewed, Stage.NOTES.value),
        else_=Stage.READY.value,
    )


def _name_of_user() -> ColumnElement[str]:
    return func.coalesce(func.nullif(User.display_name, ""), User.email)


def _column(stage: Stage, rows: Any) -> Column:
    own = [row for row in rows if row.stage == stage]
    return Column(stage, own[0].total if own else 0, [_standing(row) for row in own])


def _standing(row: Any) -> Standing:
    values = {field.name: getattr(row, field.name) for field in fields(Standing)}
    return Standing(**values | {"stage": Stage(row.stage)})
