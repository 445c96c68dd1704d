"""Which places are near in meaning to what a person typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, select

from episodes.catalog.models import Episode
from episodes.db import db, rows_of
from episodes.search.engine import Match, engine
from episodes.search.meaning import meaning
from episodes.search.models import Passage, PassageVector
from episodes.search.ranking import Weights
from episodes.search.vectors import Held

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Cosines = NDArray[np.float32]

MOST_ABOUT, MOST_PLACES = 1, 2
MOST_LOOKS = 3


@dataclass(frozen=True, slots=True)
class Sight:
    """All that is held, as seen from one text: the cosine of each row, and what each group (an
    episode) is worth by it."""

    held: Held
    cosines: "Cosines"
    worth: "Cosines"


def sight_of(text: str, weights: Weights) -> Sight | None:
    """None where there is no model, or nothing to compare with."""
    model = meaning().model() if text.strip() else None
    held = meaning().memory.held(model.name) if model else None
    if model is None or held is None or not len(held.numbers):
        return None
    cosines = held.matrix @ model.vectors([text])[0]
    return Sight(held, cosines, _worth(held, cosines, weights))


def _worth(held: Held, cosines: "Cosines", weights: Weights) -> "Cosines":
    import numpy as np

    in_order, about = cosines[held.order], held.is_about[held.order]
    nothing, firsts = np.float32(-1), held.starts[:-1]
    question = np.maximum.reduceat(np.where(about, in_order, nothing), firsts)
    place = np.maximum.reduceat(np.where(about, nothing, in_order), firsts)
    # Where there is no question, or nothing else, the one stands for the other.
    question, place = np.where(question < 0, place, question), np.where(place < 0, question, place)
    worth: Cosines = weights.by_meaning(question, place, np.maximum(question, place))
    return worth


def near(
    sight: Sight, may_find: ColumnElement[bool], wanted: int, also: Iterable[int] = ()
) -> list[Match]:
    """The nearest places of the `wanted` episodes that are worth most and may be found, and those
    of the episodes `also`. A match's score is the cosine."""
    import numpy as np

    of_group = sight.held.of_group
    others = np.flatnonzero(np.isin(of_group, np.array(list(also), np.int64)))
    found = _may_be_found(sight, others, may_find)
    best = np.argsort(-sight.worth, kind="stable") if wanted else others[:0]
    at, count, seen = 0, wanted, 0
    # Where most may not be found, look further down, but not through a whole archive.
    for _ in range(MOST_LOOKS):
        if seen >= wanted or at >= len(best):
            break
        groups = best[at : at + count]
        new = _may_be_found(sight, np.setdiff1d(groups, others), may_find)
        found += new
        seen += len({m.episode_id for m in new}) + int(np.isin(groups, others).sum())
        at, count = at + count, 8 * count
    return found


def _may_be_found(sight: Sight, groups: Any, may_find: ColumnElement[bool]) -> list[Match]:
    cosines = {
        int(sight.held.numbers[row]): float(sight.cosines[row])
        for group in groups
        for row in _nearest_rows(sight, int(group))
    }
    if not cosines:
        return []
    rows = rows_of(
        _places(may_find, db.engine.dialect.name), {"numbers": engine().numbers(list(cosines))}
    )
    return [Match(passage, episode, kind, cosines[n]) for n, passage, episode, kind in rows]


def _nearest_rows(sight: Sight, group: int) -> Iterable[int]:
    held = sight.held
    rows = held.order[held.starts[group] : held.starts[group + 1]]
    rows = rows[(-sight.cosines[rows]).argsort(kind="stable")]
    about = held.is_about[rows]
    return (*rows[about][:MOST_ABOUT].tolist(), *rows[~about][:MOST_PLACES].tolist())


@lru_cache(maxsize=64)
def _places(may_find: ColumnElement[bool], _dialect: str) -> Select[*tuple[Any, ...]]:
    """Built once: the same choices bring the same condition."""
    return (
        select(PassageVector.id, Passage.id, Passage.episode_id, Passage.kind)
        .join(Passage, Passage.id == PassageVector.passage_id)
        .join(Episode, Episode.id == Passage.episode_id)
        .where(engine().is_one_of(PassageVector.id), may_find)
    )
