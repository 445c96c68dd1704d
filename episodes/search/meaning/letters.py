"""The meaning of the questions in the inbox: read by the clock, so that anyone who looks at one
sees at once what asks the same. No job is put down for it: its row would tell when a question
came."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, insert, select

from episodes.db import db, rows_of
from episodes.questions.asked.models import AskedQuestion, AskedState
from episodes.search.language.query import parsed
from episodes.search.meaning.encoder import NAME
from episodes.search.meaning.process import meaning
from episodes.search.models import AskedVector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Of each run of the clock: two seconds of a processor.
AT_ONCE = 24


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """model: the name of that which read it: the first one, or that for all languages."""

    model: str
    vector: "NDArray[np.float32]"


def vectors_of_letters() -> dict[int, ReadLetter]:
    """By question, of those that the models in use have read."""
    import numpy as np

    model = meaning().model_at_hand()
    names = ([model.name] if model else []) + _name_across()
    of_models = and_(AskedVector.model.in_(names), AskedVector.vector != b"")
    rows = rows_of(
        select(AskedVector.asked_id, AskedVector.model, AskedVector.vector).where(of_models)
    )
    return {
        number: ReadLetter(name, np.frombuffer(vector, dtype="<f4"))
        for number, name, vector in rows
    }


def _name_across() -> list[str]:
    return [] if meaning().across.why_not else [NAME]


def read_letters() -> int:
    """How many were read now, the newest first, each by the model for its language. What none of
    them reads gets an empty vector, so that it is not looked at again. Flushes."""
    model = meaning().model() if _unread(()) else None
    rows = _unread((model.name, *_name_across())) if model else []
    if model is None or not rows:
        return 0
    db.session.rollback()  # nothing is held while the model reads
    made = {row.id: _read(row.text, model.name) for row in rows}
    numbers = sorted(made)
    these = (
        select(AskedQuestion.id, AskedQuestion.text)
        .where(AskedQuestion.id.in_(numbers))
        .order_by(AskedQuestion.id)
        .with_for_update()
    )
    still = {row.id: row.text for row in db.session.execute(these)}
    db.session.execute(delete(AskedVector).where(AskedVector.asked_id.in_(numbers)))
    new = [
        {"asked_id": row.id, "model": made[row.id][0], "vector": made[row.id][1]}
        for row in rows
        if still.get(row.id) == row.text
    ]
    if new:
        db.session.execute(insert(AskedVector), new)
    return len(new)


def _read(text: str, first: str) -> tuple[str, bytes]:
    """The name of the model and the vector that it made. first: the name of the first model."""
    query = parsed(text)
    reader = meaning().reader_of((query,))
    model = reader.model() if reader else None
    if model is None:
        return first, b""
    return model.name, model.vectors([query.meant])[0].astype("<f4").tobytes()


def _unread(models: Sequence[str]) -> list[Any]:
    """models: names; none: by any."""
    is_its = AskedVector.asked_id == AskedQuestion.id
    has_one = and_(is_its, AskedVector.model.in_(models)) if models else is_its
    rows = rows_of(
        select(AskedQuestion.id, AskedQuestion.text)
        .outerjoin(AskedVector, has_one)
        .where(AskedVector.asked_id.is_(None), AskedQuestion.state != AskedState.SPAM)
        .order_by(AskedQuestion.id.desc())
        .limit(AT_ONCE)
    )
    return list(rows)
