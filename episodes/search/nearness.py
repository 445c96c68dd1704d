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
# Where most may not be found, look further down, but not through a whole archive.
FURTHEST = 3_600


@dataclass(frozen=True, slots=True)
class Sight:
    """All that is held, as seen from one text: the cosine of each row, and what each group (an
    episode) is worth by it. best: the groups that are not far, best first."""

    held: Held
    cosines: "Cosines"
    best: Any


def sight_of(text: str, weights: Weights, latest_vector: int) -> Sight | None:
    """None where there is no model, or nothing to compare with."""
    model = meaning().model() if text.strip() else None
    held = meaning().memory.held(model.name, latest_vector) if model else None
    if model is None or held is None or not len(held.numbers):
        return None
    cosines = held.matrix @ model.vectors([text])[0]
    worth = _worth(held, cosines, weights)
    best = (-worth).argsort(kind="stable")
    return Sight(held, cosines, best[worth[best] >= weights.far])


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
    first = np.union1d(others, sight.best[:wanted])
    found = _may_be_found(sight, first, may_find)
    nearest = {int(of_group[group]) for group in sight.best[:wanted]}
    seen = len(nearest & {match.episode_id for match in found})
    if seen < wanted < len(sight.best):
        more = min(2 * wanted * wanted // max(seen, 1), FURTHEST)
        further = np.setdiff1d(sight.best[wanted : wanted + more], others)
        found += _may_be_found(sight, further, may_find)
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
