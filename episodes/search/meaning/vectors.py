"""The vectors of passages by one model in memory, shared by the threads of a process.

A vector's number is never given twice and numbers become visible in their order (who writes takes
turns), so what is new is what has a later number. What was deleted stays in memory until it is a
fifth of all; it does no harm, for who may find a passage is asked of the database each time."""

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, bindparam, func, or_, select, true

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


IN_ENGLISH = or_(Passage.language.in_(("", "en")), Passage.language.like("en-%"))
IN_OTHER_LANGUAGES = ~IN_ENGLISH


@dataclass(frozen=True)
class Rows:
    """In step: the vector's number, its episode's, whether it is of the question or title.
    groups: rows by episode; group i's are order[starts[i]:starts[i + 1]]."""

    numbers: "Numbers"
    episodes: "Numbers"
    is_about: "NDArray[np.bool_]"
    order: "Numbers"
    starts: "Numbers"
    of_group: "Numbers"

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def last(self) -> int:
        return int(self.numbers.max()) if len(self.numbers) else 0


@dataclass(frozen=True)
class Held:
    """Rows, and the vector of each."""

    rows: Rows
    matrix: "Vectors"


class VectorMemory:
    """most: how many are held; where there are more, whole kinds of passages are left out. of: a
    condition of Passage; nothing else is held."""

    def __init__(self, most: int, of: ColumnElement[bool] | None = None) -> None:
        self.most = most
        self._statements = _Statements(true() if of is None else of)
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
        rows = rows_of(self._statements.counts, {"model": model})
        counts: dict[Any, int] = {row[0]: row[1] for row in rows}
        self._model, self._kinds = model, kinds_that_fit(counts, self.most)
        self._held = grouped(*self._read(model, 0))

    def _read_new(self, model: str, before: Held) -> None:
        new = self._read(model, max(self._seen, before.rows.last))
        total = len(before.rows) + len(new[0])
        there = rows_of(self._statements.how_many, {"model": model}).scalar() or 0
        if total > self.most or total > MOST_TIMES_TOO_MANY * there + MOST_TOO_MANY:
            self._read_all(model)
            return
        if not len(new[0]):
            return  # what is new is of another model, or in another language
        import numpy as np

        rows = before.rows
        olds: tuple[Any, ...] = (rows.numbers, rows.episodes, rows.is_about, before.matrix)
        if not len(rows):
            olds = tuple(one[:0] for one in new)
        self._held = grouped(*(np.concatenate(pair) for pair in zip(olds, new, strict=True)))

    def _read(self, model: str, after: int) -> list[Any]:
        given = {"model": model, "after": after, "kinds": list(self._kinds)}
        return _arrays(rows_of(self._statements.vectors, given))


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


class _Statements:
    """Built once a memory. of: what it holds."""

    def __init__(self, of: ColumnElement[bool]) -> None:
        vectors_of = PassageVector.passage_id == Passage.id
        by_model = PassageVector.model == bindparam("model")
        self.how_many = (
            select(func.count()).select_from(PassageVector).join(Passage, vectors_of)
            .where(by_model, of)
        )  # fmt: skip
        self.counts = (
            select(Passage.kind, func.count())
            .join(PassageVector, vectors_of)
            .where(by_model, of)
            .group_by(Passage.kind)
        )
        self.vectors = (
            select(PassageVector.id, Passage.episode_id, Passage.kind, PassageVector.vector)
            .join(Passage, vectors_of)
            .where(
                by_model,
                of,
                PassageVector.id > bindparam("after"),
                Passage.kind.in_(bindparam("kinds", expanding=True)),
            )
            .order_by(PassageVector.id)
        )


def _arrays(rows: Iterable[Any]) -> list[Any]:
    import numpy as np

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
    return Held(in_groups(numbers, episodes, is_about), matrix)


def in_groups(numbers: Any, episodes: Any, is_about: Any) -> Rows:
    import numpy as np

    order = np.argsort(episodes, kind="stable")
    in_order = episodes[order]
    firsts = np.flatnonzero(np.diff(in_order, prepend=-1))
    starts, of_group = np.append(firsts, len(order)), in_order[firsts]
    return Rows(numbers, episodes, is_about, order, starts, of_group)
