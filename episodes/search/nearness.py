"""Which places are near in meaning to what a person typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, bindparam, select

from episodes.catalog.models import Episode
from episodes.db import rows_of
from episodes.search.engine import Match
from episodes.search.meaning import meaning
from episodes.search.models import Passage, PassageVector
from episodes.search.ranking import Weights
from episodes.search.vectors import Held

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Cosines = NDArray[np.float32]

MOST_ABOUT, MOST_PLACES = 2, 4
AT_ONCE = 500


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

    held = sight.held
    best = np.argsort(-sight.worth, kind="stable")
    others = np.flatnonzero(np.isin(held.of_group, np.array(list(also), np.int64)))
    found = _may_be_found(sight, others, may_find)
    at, count = 0, max(wanted, 20)
    while at < len(best) and len({match.episode_id for match in found}) < wanted + len(others):
        found += _may_be_found(sight, np.setdiff1d(best[at : at + count], others), may_find)
        at, count = at + count, 4 * count
    return found


def _may_be_found(sight: Sight, groups: Any, may_find: ColumnElement[bool]) -> list[Match]:
    cosines = {
        int(sight.held.numbers[row]): float(sight.cosines[row])
        for group in groups
        for row in _nearest_rows(sight, int(group))
    }
    numbers = list(cosines)
    return [
        Match(passage_id, episode_id, kind, cosines[number])
        for at in range(0, len(numbers), AT_ONCE)
        for number, passage_id, episode_id, kind in rows_of(
            _places(may_find), {"numbers": numbers[at : at + AT_ONCE]}
        )
    ]


def _nearest_rows(sight: Sight, group: int) -> Iterable[int]:
    held = sight.held
    rows = held.order[held.starts[group] : held.starts[group + 1]]
    rows = rows[(-sight.cosines[rows]).argsort(kind="stable")]
    about = held.is_about[rows]
    return (*rows[about][:MOST_ABOUT].tolist(), *rows[~about][:MOST_PLACES].tolist())


@lru_cache(maxsize=64)
def _places(may_find: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Built once: the same choices bring the same condition."""
    return (
        select(PassageVector.id, Passage.id, Passage.episode_id, Passage.kind)
        .join(Passage, Passage.id == PassageVector.passage_id)
        .join(Episode, Episode.id == Passage.episode_id)
        .where(PassageVector.id.in_(bindparam("numbers", expanding=True)), may_find)
    )
