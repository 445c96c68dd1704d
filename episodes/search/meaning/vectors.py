"""The vectors of all passages in memory, shared by the threads of a process.

A vector's number is never given twice and numbers become visible in their order (who writes takes
turns), so what is new is what has a later number. What was deleted stays in memory until it is a
fifth of all; it does no harm, for who may find a passage is asked of the database each time."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from episodes.db import rows_of
from episodes.search.engines.plan import ABOUT
from episodes.search.models import Passage, PassageVector, PlaceKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Vectors = NDArray[np.float32]

# In this order, as far as there is room: what is asked says most, what is said is most.
PRIORITY = (
    PlaceKind.QUESTION, PlaceKind.EPISODE, PlaceKind.ANSWER, PlaceKind.RESOURCE, PlaceKind.SPEECH
)  # fmt: skip
# Rows whose episodes went stay in memory until they are so many: then all is read again.
MOST_TIMES_TOO_MANY, MOST_TOO_MANY = 1.2, 1_000


@dataclass(frozen=True)
class Held:
    """Rows in step: the vector's number, its episode's, whether it is of the question or title,
    and the vector. groups: rows by episode; group i's are order[starts[i]:starts[i + 1]]."""

    numbers: "Numbers"
    episodes: "Numbers"
    is_about: "NDArray[np.bool_]"
    matrix: "Vectors"
    order: "Numbers"
    starts: "Numbers"
    of_group: "Numbers"

    @property
    def last(self) -> int:
        return int(self.numbers.max()) if len(self.numbers) else 0


class VectorMemory:
    """most: how many are held; where there are more, whole kinds of passages are left out."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = Lock()
        self._held: Held | None = None
        self._model, self._seen = "", 0
        self._kinds: tuple[PlaceKind, ...] = ()

    def vectors_of(self, model: str, latest: int | None = None) -> Held | None:
        """None where there are none. Raises nothing; reads what is new from the database. latest:
        the newest vector's number, where the caller knows it."""
        if latest is None:
            latest = rows_of(_LATEST).scalar() or 0
        if not latest:
            return None
        with self._lock:
            if self._held is None or self._model != model:
                self._read_all(model)
            elif latest > self._seen:
                self._read_new(model, self._held)
            self._seen = latest
            return self._held

    def _read_all(self, model: str) -> None:
        counts: dict[Any, int] = {row[0]: row[1] for row in rows_of(_COUNTS, {"model": model})}
        self._model, self._kinds = model, kinds_that_fit(counts, self.most)
        self._held = grouped(*_read(model, 0, self._kinds))

    def _read_new(self, model: str, before: Held) -> None:
        new = _read(model, max(self._seen, before.last), self._kinds)
        total = len(before.numbers) + len(new[0])
        there = rows_of(_HOW_MANY, {"model": model}).scalar() or 0
        if total > self.most or total > MOST_TIMES_TOO_MANY * there + MOST_TOO_MANY:
            self._read_all(model)
            return
        import numpy as np

        olds: tuple[Any, ...] = (before.numbers, before.episodes, before.is_about, before.matrix)
        self._held = grouped(*(np.concatenate(pair) for pair in zip(olds, new, strict=True)))


def kinds_that_fit(counts: dict[PlaceKind, int], most: int) -> tuple[PlaceKind, ...]:
    """At least what is asked, however many there are."""
    fitting: list[PlaceKind] = []
    total = 0
    for kind in PRIORITY:
        total += counts.get(kind, 0)
        if kind in ABOUT or total <= most:
            fitting.append(kind)
        else:
            break
    return tuple(fitting)


_LATEST = select(func.max(PassageVector.id))
_HOW_MANY = select(func.count()).where(PassageVector.model == bindparam("model"))
_COUNTS = (
    select(Passage.kind, func.count())
    .join(PassageVector, PassageVector.passage_id == Passage.id)
    .where(PassageVector.model == bindparam("model"))
    .group_by(Passage.kind)
)
_VECTORS = (
    select(PassageVector.id, Passage.episode_id, Passage.kind, PassageVector.vector)
    .join(Passage, Passage.id == PassageVector.passage_id)
    .where(
        PassageVector.model == bindparam("model"),
        PassageVector.id > bindparam("after"),
        Passage.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(PassageVector.id)
)


def _read(model: str, after: int, kinds: Sequence[PlaceKind]) -> list[Any]:
    import numpy as np

    rows = rows_of(_VECTORS, {"model": model, "after": after, "kinds": list(kinds)})
    numbers, episodes, about, pieces = [], [], [], bytearray()
    for number, episode_id, kind, vector in rows:
        numbers.append(number)
        episodes.append(episode_id)
        about.append(kind in ABOUT)
        pieces += vector
    width = len(pieces) // 4 // len(numbers) if numbers else 1
    matrix = np.frombuffer(bytes(pieces), np.dtype("<f4")).reshape(len(numbers), width)
    return [
        np.array(numbers, np.int64),
        np.array(episodes, np.int64),
        np.array(about, np.bool_),
        matrix,
    ]


def grouped(numbers: Any, episodes: Any, is_about: Any, matrix: Any) -> Held:
    import numpy as np

    order = np.argsort(episodes, kind="stable")
    in_order = episodes[order]
    firsts = np.flatnonzero(np.diff(in_order, prepend=-1))
    starts, of_group = np.append(firsts, len(order)), in_order[firsts]
    return Held(numbers, episodes, is_about, matrix, order, starts, of_group)
