"""All passages that are held in memory, as seen from one text."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from episodes.search.meaning.process import meaning
from episodes.search.meaning.vectors import Held

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Cosines = NDArray[np.float32]

# By the cosine of its question, of its nearest other place, and of the nearer of the two.
Worth = Callable[[Any, Any, Any], Any]

# Of each episode: the question tells what it is about, two places where in it.
MOST_ABOUT, MOST_PLACES = 1, 2


@dataclass(frozen=True, slots=True)
class Sight:
    """cosines: of each row that is held. A group is an episode. best: the groups that are not far,
    best first."""

    held: Held
    cosines: "Cosines"
    best: Any

    def first(self, count: int) -> list[int]:
        groups: list[int] = self.best[:count].tolist()
        return groups

    def following(self, first: int, count: int) -> list[int]:
        groups: list[int] = self.best[first : first + count].tolist()
        return groups

    def groups_of(self, episode_ids: Iterable[int]) -> list[int]:
        import numpy as np

        wanted = np.array(list(episode_ids), np.int64)
        groups: list[int] = np.flatnonzero(np.isin(self.held.of_group, wanted)).tolist()
        return groups

    def episode_of(self, group: int) -> int:
        return int(self.held.of_group[group])

    def places(self, groups: Iterable[int]) -> dict[int, float]:
        """The cosines of the nearest places of these groups, by the numbers of their vectors."""
        return {
            int(self.held.numbers[row]): float(self.cosines[row])
            for group in groups
            for row in self._nearest_rows(group)
        }

    def _nearest_rows(self, group: int) -> Sequence[int]:
        held = self.held
        rows = held.order[held.starts[group] : held.starts[group + 1]]
        rows = rows[(-self.cosines[rows]).argsort(kind="stable")]
        is_about = held.is_about[rows]
        return (*rows[is_about][:MOST_ABOUT].tolist(), *rows[~is_about][:MOST_PLACES].tolist())


def sight_of(text: str, latest_vector: int, worth: Worth, far: float) -> Sight | None:
    """None where there is no model, or nothing to compare with. far: what a group must be worth."""
    vector = meaning().vector_of(text)
    model = meaning().model_at_hand()
    held = meaning().memory.vectors_of(model.name, latest_vector) if model else None
    if vector is None or held is None or not len(held.numbers):
        return None
    cosines = held.matrix @ vector
    of_groups = _worth_of_groups(held, cosines, worth)
    best = (-of_groups).argsort(kind="stable")
    return Sight(held, cosines, best[of_groups[best] >= far])


def _worth_of_groups(held: Held, cosines: "Cosines", worth: Worth) -> "Cosines":
    import numpy as np

    in_order, about = cosines[held.order], held.is_about[held.order]
    nothing, firsts = np.float32(-1), held.starts[:-1]
    question = np.maximum.reduceat(np.where(about, in_order, nothing), firsts)
    place = np.maximum.reduceat(np.where(about, nothing, in_order), firsts)
    # Where there is no question, or nothing else, the one stands for the other.
    question, place = np.where(question < 0, place, question), np.where(place < 0, question, place)
    of_groups: Cosines = worth(question, place, np.maximum(question, place))
    return of_groups
