"""Making the vectors of passages that have none by the model in use, what is asked first."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, insert, select, text

from episodes.db import db, rows_of
from episodes.search.meaning.model import SentenceModel
from episodes.search.meaning.process import meaning
from episodes.search.meaning.vectors import kinds_that_fit
from episodes.search.models import Passage, PassageVector

AT_ONCE = 64


def make_vectors(
    save: Callable[[], None], report: Callable[[int, int], None] = lambda _done, _total: None
) -> int:
    """How many were made. save: commits; called after each handful, so that nothing that was done
    is lost. report: gets how many are done, and how many there are to do."""
    model = meaning().model()
    if model is None:
        return 0
    total, done = missing(model.name), 0
    for kind in _wanted_kinds():
        after = 0
        while rows := _without_vector(model.name, kind, after):
            report(done, total)
            made = model.vectors([_text(row.heading, row.body) for row in rows])
            _save_vectors(model, rows, made)
            save()
            done, after = done + len(rows), rows[-1].id
    _forget_other_models(model.name)
    save()
    return done


def missing(model: str) -> int:
    """How many passages that should have a vector have none."""
    kinds = _wanted_kinds()
    lacking = select(func.count()).select_from(Passage).outerjoin(PassageVector, _of(model))
    return int(
        rows_of(lacking.where(PassageVector.id.is_(None), Passage.kind.in_(kinds))).scalar() or 0
    )


def _wanted_kinds() -> tuple[Any, ...]:
    counts: dict[Any, int] = {row[0]: row[1] for row in rows_of(_COUNTS)}
    return kinds_that_fit(counts, meaning().memory.most)


_COUNTS = select(Passage.kind, func.count()).group_by(Passage.kind)


def _of(model: str | ColumnElement[str]) -> ColumnElement[bool]:
    return and_(PassageVector.passage_id == Passage.id, PassageVector.model == model)


def _without_vector(model: str, kind: Any, after: int) -> Sequence[Any]:
    return rows_of(_WITHOUT, {"model": model, "kind": kind, "after": after}).all()


_WITHOUT = (
    select(Passage.id, Passage.heading, Passage.body)
    .outerjoin(PassageVector, _of(bindparam("model")))
    .where(
        PassageVector.id.is_(None),
        Passage.kind == bindparam("kind", type_=Passage.kind.type),
        Passage.id > bindparam("after"),
    )
    .order_by(Passage.id)
    .limit(AT_ONCE)
)


def _text(heading: str, body: str) -> str:
    return f"{heading}\n{body}".strip()


def _save_vectors(model: SentenceModel, rows: Sequence[Any], made: Any) -> None:
    """Of the passages that are still what they were: meanwhile one may have gone, and SQLite may
    have given its number to another."""
    if db.engine.dialect.name == "postgresql":
        # The reader of what is new asks for later numbers: they must become visible in order.
        db.session.execute(text("LOCK TABLE passage_vector IN SHARE ROW EXCLUSIVE MODE"))
    numbers = [row.id for row in rows]
    still = {row.id: row for row in rows_of(_STILL, {"ids": numbers})}
    db.session.execute(delete(PassageVector).where(PassageVector.passage_id.in_(numbers)))
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


def _forget_other_models(model: str) -> None:
    db.session.execute(delete(PassageVector).where(PassageVector.model != model))
