"""Lines of a caption: the fewest that hold it, broken at sense and balanced."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from captions.layout.atoms import Atom, atoms_of_text, joined
from captions.layout.sense import BOUND, Sense
from captions.layout.width import width

# What a full line of imbalance costs, against the costs of breaks in captions.layout.sense.
_IMBALANCE = 120
USUAL_CHARS = 42  # of a line, as most guidelines have it


class Passage:
    """Atoms with their widths and the costs of the breaks between them, looked up by place.

    Places count atoms: place k is before atom k. Lines may not cross the places in `forced`.
    """

    def __init__(
        self, atoms: Sequence[Atom], language: str, chars: int, forced: Sequence[int] = ()
    ) -> None:
        self.atoms = atoms
        self.chars = chars
        sense = Sense(language)
        self.strains = [0, *(
            sense.cost(left.text, right.text, has_space=right.has_space)
            for left, right in pairwise(atoms)
        ), 0]  # fmt: skip
        for place in forced:
            self.strains[place] = 0
            # A dash that says who speaks stays with what is said.
            self.strains[place + 1] = max(self.strains[place + 1], BOUND)
        self._forced = frozenset(forced)
        self._cuts = [0, *accumulate(int(place in self._forced) for place in range(len(atoms) + 1))]
        self._columns = [0, *accumulate(width(a.text) + a.has_space for a in atoms)]

        self._line_starts = [
            columns + atom.has_space for columns, atom in zip(self._columns, atoms, strict=False)
        ]

    def width(self, first: int, end: int) -> int:
        """Of atoms first to end on one line, end not among them."""
        return self._columns[end] - self._line_starts[first]

    def fits(self, first: int, end: int) -> bool:
        """A single atom always does: there is no place to break it."""
        return end - first == 1 or self.width(first, end) <= self.chars

    def lines(self, first: int, end: int, most: int) -> tuple[int, tuple[int, ...]] | None:
        """The cost and the places of the breaks; None where it takes more lines than `most`."""
        if not self._forced or not self._is_cut(first, end):
            if self.fits(first, end):
                return 0, ()
            if most == 2:
                return self._two_lines(first, end)
        return self._many_lines(first, end, most)

    def _is_cut(self, first: int, end: int) -> bool:
        return self._cuts[end] > self._cuts[first + 1]

    def _two_lines(self, first: int, end: int) -> tuple[int, tuple[int, ...]] | None:
        """The innermost loop of all; both lines are measured in place."""
        columns, starts, strains = self._columns, self._line_starts, self.strains
        first_from, whole_to, double = starts[first], columns[end], 2 * self.chars
        best = best_place = -1
        for place in range(end - 1, first, -1):
            below = whole_to - starts[place]
            if below > self.chars and place < end - 1:
                break
            above = columns[place] - first_from
            if above > self.chars and place > first + 1:
                continue
            cost = strains[place] + _IMBALANCE * abs(above - below) // double
            if best < 0 or cost < best:
                best, best_place = cost, place
        return (best, (best_place,)) if best >= 0 else None

    def _many_lines(self, first: int, end: int, most: int) -> tuple[int, tuple[int, ...]] | None:
        """By the fewest lines; among those, by cost."""
        target = self._target(first, end)
        reached: dict[int, tuple[int, int, int]] = {first: (0, 0, first)}
        for place in range(first + 1, end + 1):
            reached[place] = min(self._ways(reached, first, place, end, target))
        count, cost, start = reached[end]
        breaks = []
        while start > first:
            breaks.append(start)
            start = reached[start][2]
        return (cost, tuple(reversed(breaks))) if count <= most else None

    def _ways(
        self,
        reached: dict[int, tuple[int, int, int]],
        first: int,
        place: int,
        end: int,
        target: int,
    ) -> Iterator[tuple[int, int, int]]:
        """(lines, cost, start of the last line) of every last line that ends at `place`."""
        strain = self.strains[place] if place < end else 0
        for start in range(place - 1, first - 1, -1):
            if not self.fits(start, place):
                return
            count, cost, _ = reached[start]
            uneven = _IMBALANCE * abs(self.width(start, place) - target) // self.chars
            yield count + 1, cost + strain + uneven, start
            if start in self._forced:
                return

    def _target(self, first: int, end: int) -> int:
        whole = self.width(first, end)
        return whole // max(1, -(-whole // self.chars))


def break_lines(text: str, *, chars: int = USUAL_CHARS, language: str = "en") -> tuple[str, ...]:
    """Plain text as the fewest lines of at most `chars` columns, broken where it hurts least.

    Words and their order stay; only a word that is wider than a line stands over the limit.
    """
    atoms = atoms_of_text(text)
    if not atoms:
        return ()
    passage = Passage(atoms, language, chars)
    lines = passage.lines(0, len(atoms), len(atoms))
    places = lines[1] if lines else ()
    return tuple(joined(atoms[a:b]) for a, b in pairwise([0, *places, len(atoms)]))
