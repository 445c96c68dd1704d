"""All passages that are held in memory, as seen from one text."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from episodes.search.meaning.encoder import NAME, as_english
from episodes.search.meaning.process import Meaning, Reader, meaning
from episodes.search.meaning.vectors import Rows, in_groups

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
    """cosines: of each row. A group is an episode. best: the groups that are not far, the
    best first."""

    rows: Rows
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
        groups: list[int] = np.flatnonzero(np.isin(self.rows.of_group, wanted)).tolist()
        return groups

    def episode_of(self, group: int) -> int:
        return int(self.rows.of_group[group])

    def places(self, groups: Iterable[int]) -> dict[int, float]:
        """The cosines of the nearest places of these groups, by the numbers of their vectors."""
        return {
            int(self.rows.numbers[row]): float(self.cosines[row])
            for group in groups
            for row in self._nearest_rows(group)
        }

    def _nearest_rows(self, group: int) -> Sequence[int]:
        starts = self.rows.starts
        rows = self.rows.order[starts[group] : starts[group + 1]]
        rows = rows[(-self.cosines[rows]).argsort(kind="stable")]
        is_about = self.rows.is_about[rows]
        return (*rows[is_about][:MOST_ABOUT].tolist(), *rows[~is_about][:MOST_PLACES].tolist())


def sight_of(
    text: str, latest_vector: int, worth: Worth, far: float, *, is_english: bool = True
) -> Sight | None:
    """None where there is no model, or nothing to compare with. far: what a group must be worth.
    Cosines are those of the English model, or as much as those."""
    of_this = meaning()
    seen = None if is_english else _by(of_this.across, text, latest_vector)
    if seen is None:
        seen = _in_english_and_elsewhere(of_this, text, latest_vector)
    if seen is None:
        return None
    rows, cosines = seen
    of_groups = _worth_of_groups(rows, cosines, worth)
    best = (-of_groups).argsort(kind="stable")
    return Sight(rows, cosines, best[of_groups[best] >= far])


def _in_english_and_elsewhere(
    of_this: Meaning, text: str, latest_vector: int
) -> tuple[Rows, "Cosines"] | None:
    """What is in English by its own model, all else by the one for all languages, which is read
    only where there is something else."""
    english = _by(of_this, text, latest_vector)
    others = of_this.elsewhere.vectors_of(NAME, latest_vector)
    if others is None or not len(others.rows):
        return english
    vector = of_this.across.vector_of(text)
    if vector is None:
        return english
    cosines = as_english(others.matrix @ vector)
    if english is None:
        return others.rows, cosines
    return joined(english, (others.rows, cosines))


def _by(reader: Reader, text: str, latest_vector: int) -> tuple[Rows, "Cosines"] | None:
    vector = reader.vector_of(text)
    model = reader.model_at_hand()
    held = reader.memory.vectors_of(model.name, latest_vector) if model else None
    if vector is None or model is None or held is None or not len(held.rows):
        return None
    cosines: Cosines = held.matrix @ vector
    return held.rows, as_english(cosines) if model.name == NAME else cosines


def joined(one: tuple[Rows, "Cosines"], other: tuple[Rows, "Cosines"]) -> tuple[Rows, "Cosines"]:
    """An episode may have rows in both."""
    import numpy as np

    rows = [
        np.concatenate([getattr(each[0], name) for each in (one, other)])
        for name in ("numbers", "episodes", "is_about")
    ]
    return in_groups(*rows), np.concatenate([one[1], other[1]])


def _worth_of_groups(rows: Rows, cosines: "Cosines", worth: Worth) -> "Cosines":
    import numpy as np

    in_order, about = cosines[rows.order], rows.is_about[rows.order]
    nothing, firsts = np.float32(-1), rows.starts[:-1]
    question = np.maximum.reduceat(np.where(about, in_order, nothing), firsts)
    place = np.maximum.reduceat(np.where(about, nothing, in_order), firsts)
    # Where there is no question, or nothing else, the one stands for the other.
    question, place = np.where(question < 0, place, question), np.where(place < 0, question, place)
    of_groups: Cosines = worth(question, place, np.maximum(question, place))
    return of_groups
