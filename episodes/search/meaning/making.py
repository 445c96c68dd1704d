"""Making the vectors of passages that have none by the model in use, what is asked first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    not_,
    select,
    text,
    true,
    union,
)

from episodes.db import db, rows_of
from episodes.search.meaning.process import TextModel, meaning
from episodes.search.meaning.vectors import IN_ENGLISH, kinds_that_fit
from episodes.search.models import Passage, PassageVector

AT_ONCE = 64


def make_vectors(
    save: Callable[[], None], report: Callable[[int, int], None] = lambda _done, _total: None
) -> int:
    """How many were made. save: commits; called after each handful, so that nothing that was done
    is lost. report: gets how many are done, and how many there are to do."""
    assignments = _assignments()
    total, done = sum(_lacking(one) for one in assignments), 0
    for one in assignments:
        for kind in one.kinds:
            after = 0
            while rows := _without_vector(one, kind, after):
                report(done, total)
                made = one.model.vectors([_text(row.heading, row.body) for row in rows])
                _save_vectors(one.model, rows, made)
                save()
                done, after = done + len(rows), rows[-1].id
    if assignments:
        _forget_all_but(assignments)
        save()
    return done


def missing() -> int:
    """How many passages lack a vector that they should have."""
    lacking = [_lacking_of(one).with_only_columns(Passage.id) for one in _assignments()]
    if not lacking:
        return 0
    return int(rows_of(select(func.count()).select_from(union(*lacking).subquery())).scalar() or 0)


@dataclass(frozen=True, slots=True)
class _Assignment:
    """Which passages a model reads: of these kinds, those of which `of` holds."""

    model: TextModel
    of: ColumnElement[bool]
    kinds: tuple[Any, ...]


def _assignments() -> list[_Assignment]:
    """All of them by the model for all languages, those in English by the first model too; where
    there is no other, it reads all."""
    first, across = meaning().model(), meaning().across.model()
    assignments: list[_Assignment] = []
    if first:
        of = IN_ENGLISH if across else true()
        assignments.append(_Assignment(first, of, _kinds_that_fit(of, meaning().memory.most)))
    if across:
        most = meaning().across.memory.most
        assignments.append(_Assignment(across, true(), _kinds_that_fit(true(), most)))
    return assignments


def _kinds_that_fit(of: ColumnElement[bool], most: int) -> tuple[Any, ...]:
    counts = select(Passage.kind, func.count()).where(of).group_by(Passage.kind)
    return kinds_that_fit({row[0]: row[1] for row in rows_of(counts)}, most)


def _lacking(one: _Assignment) -> int:
    lacking = _lacking_of(one).subquery()
    return int(rows_of(select(func.count()).select_from(lacking)).scalar() or 0)


def _lacking_of(one: _Assignment) -> Select[int, str, str]:
    return _without(one, Passage.kind.in_(one.kinds))


def _without(one: _Assignment, *also: ColumnElement[bool]) -> Select[int, str, str]:
    by_model = and_(PassageVector.passage_id == Passage.id, PassageVector.model == one.model.name)
    return (
        select(Passage.id, Passage.heading, Passage.body)
        .outerjoin(PassageVector, by_model)
        .where(PassageVector.id.is_(None), one.of, *also)
    )


def _without_vector(one: _Assignment, kind: Any, after: int) -> Sequence[Any]:
    lacking = _without(one, Passage.kind == kind, Passage.id > after)
    return rows_of(lacking.order_by(Passage.id).limit(AT_ONCE)).all()


def _text(heading: str, body: str) -> str:
    return f"{heading}\n{body}".strip()


def _save_vectors(model: TextModel, rows: Sequence[Any], made: Any) -> None:
    """Of the passages that are still what they were: meanwhile one may have gone, and SQLite may
    have given its number to another."""
    if db.engine.dialect.name == "postgresql":
        # The reader of what is new asks for later numbers: they must become visible in order.
        db.session.execute(text("LOCK TABLE passage_vector IN SHARE ROW EXCLUSIVE MODE"))
    numbers = [row.id for row in rows]
    still = {row.id: row for row in rows_of(_STILL, {"ids": numbers})}
    before = PassageVector.passage_id.in_(numbers), PassageVector.model == model.name
    db.session.execute(delete(PassageVector).where(*before))
    new = [
        {"passage_id": row.id, "model": model.name, "vector": vector.astype("<f4").tobytes()}
        for row, vector in zip(rows, made, strict=True)
        if still.get(row.id) == row
    ]
    if new:
        db.session.execute(insert(PassageVector), new)


_STILL = select(Passage.id, Passage.heading, Passage.body).where(
    Passage.id.in_(bindparam("ids", expanding=True))
)


def _forget_all_but(assignments: Sequence[_Assignment]) -> None:
    """What other models made, and what a model made of passages that another reads now."""
    names = [one.model.name for one in assignments]
    db.session.execute(delete(PassageVector).where(PassageVector.model.not_in(names)))
    for one in assignments:
        others = select(Passage.id).where(not_(one.of))
        wrong = PassageVector.model == one.model.name, PassageVector.passage_id.in_(others)
        db.session.execute(delete(PassageVector).where(*wrong))
