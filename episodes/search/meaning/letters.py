"""The meaning of the questions in the inbox: read by the clock, so that anyone who looks at one
sees at once what asks the same. No job is put down for it: its row would tell when a question
came."""

from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import and_, delete, insert, select

from episodes.db import db, rows_of
from episodes.questions.asked.models import AskedQuestion, AskedState
from episodes.search.language.query import parsed
from episodes.search.meaning.model import SentenceModel
from episodes.search.meaning.process import meaning
from episodes.search.models import AskedVector

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Of each run of the clock: two seconds of a processor.
AT_ONCE = 24


def vectors_of_letters() -> "dict[int, NDArray[np.float32]]":
    """By question, of those that the model in use has read."""
    model = meaning().model_at_hand()
    if model is None:
        return {}
    of_model = and_(AskedVector.model == model.name, AskedVector.vector != b"")
    rows = rows_of(select(AskedVector.asked_id, AskedVector.vector).where(of_model))
    return {number: np.frombuffer(vector, dtype="<f4") for number, vector in rows}


def read_letters() -> int:
    """How many were read now, the newest first. What is in a language that the model does not read
    gets an empty vector, so that it is not looked at again. Flushes."""
    model = meaning().model() if _unread(None) else None
    rows = _unread(model.name) if model else []
    if model is None or not rows:
        return 0
    db.session.rollback()  # nothing is held while the model reads
    made = {row.id: _vector(model, row.text) for row in rows}
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
        {"asked_id": row.id, "model": model.name, "vector": made[row.id]}
        for row in rows
        if still.get(row.id) == row.text
    ]
    if new:
        db.session.execute(insert(AskedVector), new)
    return len(new)


def _vector(model: SentenceModel, text: str) -> bytes:
    query = parsed(text)
    if not meaning().reads(query.language):
        return b""
    vector: bytes = model.vectors([query.meant])[0].astype("<f4").tobytes()
    return vector


def _unread(model: str | None) -> list[Any]:
    """model: None for any."""
    is_its = AskedVector.asked_id == AskedQuestion.id
    has_one = is_its if model is None else and_(is_its, AskedVector.model == model)
    rows = rows_of(
        select(AskedQuestion.id, AskedQuestion.text)
        .outerjoin(AskedVector, has_one)
        .where(AskedVector.asked_id.is_(None), AskedQuestion.state != AskedState.SPAM)
        .order_by(AskedQuestion.id.desc())
        .limit(AT_ONCE)
    )
    return list(rows)
