"""Working out which episodes are related: by the meaning of all that is asked, said and written in
them, and by the topics that they share."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from episodes.catalog.models import Episode, episodes_topics
from episodes.db import db, rows_of
from episodes.search.meaning.encoder import NAME, as_english
from episodes.search.meaning.process import Reader, meaning
from episodes.search.meaning.vectors import Held
from episodes.search.models import RelatedEpisode

MOST_RELATED = 12
OF_TOPICS = 0.2
# With a model two episodes nearly always share more than this: it is one topic in common of five.
NEAREST = OF_TOPICS / 5
AT_ONCE = 500

Neighbours = dict[int, tuple[int, ...]]


def relate(
    save: Callable[[], None], report: Callable[[int, int], None] = lambda _done, _total: None
) -> int:
    """How many episodes' neighbours have changed. save: commits, after each handful. report: ends
    a transaction that only read."""
    _read_models(report)
    numbers = [row[0] for row in rows_of(select(Episode.id).order_by(Episode.id))]
    if not numbers:
        return 0
    by_meaning, by_topics = _by_meaning(numbers), _topics(numbers)
    changed = 0
    for at in range(0, len(numbers), AT_ONCE):
        report(at, len(numbers))
        neighbours = dict(neighbours_of(numbers, by_meaning.rows_at, by_topics, at))
        changed += _save_neighbours(neighbours)
        save()
    return changed


@dataclass(frozen=True, slots=True)
class Likeness:
    """own: a row an episode by the model for its language, nothing but zeros where that read none
    of it. across: by the model for all languages; None where nobody needs it."""

    own: Any
    across: Any = None

    def rows_at(self, chunk: slice) -> Any:
        """How much each of these episodes is like each of all."""
        import numpy as np

        alike = self.own[chunk] @ self.own.T
        if self.across is None:
            return alike
        is_read = self.own.any(axis=1)
        across = np.maximum(as_english(self.across[chunk] @ self.across.T), 0)
        return np.where(is_read[chunk, None] & is_read, alike, across)


def _read_models(report: Callable[[int, int], None]) -> None:
    """Before any row is read. On SQLite who reads keeps all writers out, and to read a model took
    this polite process ten seconds of a busy machine."""
    meaning().model()
    if _has_other_languages():
        report(0, 1)
        meaning().across.model()


def _has_other_languages() -> bool:
    elsewhere = meaning().elsewhere.vectors_of(NAME)
    return elsewhere is not None and len(elsewhere.rows) > 0


def _by_meaning(numbers: Sequence[int]) -> Likeness:
    own = _centres(numbers, meaning())
    return Likeness(own, _centres(numbers, meaning().across) if _has_other_languages() else None)


def _centres(numbers: Sequence[int], reader: Reader) -> Any:
    import numpy as np

    model = reader.model()
    held = reader.memory.vectors_of(model.name) if model else None
    return centres_of(numbers, held) if held else np.zeros((len(numbers), 1), np.float32)


def centres_of(numbers: Sequence[int], held: Held) -> Any:
    """A row an episode, of length one: the middle of its question's vectors and the middle of all
    others, the question twice."""
    import numpy as np

    rows = np.zeros((len(numbers), held.matrix.shape[1]), np.float32)
    places = {number: place for place, number in enumerate(numbers)}
    of_row = np.array([places.get(int(number), -1) for number in held.rows.episodes], np.int64)
    for about, weight in ((True, 2.0), (False, 1.0)):
        chosen = (of_row >= 0) & (held.rows.is_about == about)
        rows += weight * _middles(held, of_row, chosen, len(rows))
    return _of_length_one(rows)


def _middles(held: Held, of_row: Any, chosen: Any, count: int) -> Any:
    import numpy as np

    sums = np.zeros((count, held.matrix.shape[1]), np.float32)
    np.add.at(sums, of_row[chosen], held.matrix[chosen])
    return _of_length_one(sums)


def _of_length_one(rows: Any) -> Any:
    import numpy as np

    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def _topics(numbers: Sequence[int]) -> Any:
    """A row an episode: which topics it has, of length one."""
    import numpy as np

    places = {number: place for place, number in enumerate(numbers)}
    pairs = [
        (places[episode_id], topic_id)
        for episode_id, topic_id in rows_of(select(episodes_topics))
        if episode_id in places
    ]
    columns = {topic: place for place, topic in enumerate(sorted({topic for _, topic in pairs}))}
    rows = np.zeros((len(numbers), max(len(columns), 1)), np.float32)
    for place, topic in pairs:
        rows[place, columns[topic]] = 1
    return _of_length_one(rows)


def neighbours_of(
    numbers: Sequence[int], alike: Callable[[slice], Any], by_topics: Any, at: int
) -> Iterator[tuple[int, tuple[int, ...]]]:
    import numpy as np

    chunk = slice(at, at + AT_ONCE)
    scores = alike(chunk) + OF_TOPICS * (by_topics[chunk] @ by_topics.T)
    for place, row in enumerate(scores):
        row[at + place] = -1
        nearest = np.argsort(-row, kind="stable")[:MOST_RELATED]
        near = [numbers[other] for other in nearest if row[other] >= NEAREST]
        yield numbers[at + place], tuple(near)


def _save_neighbours(neighbours: Neighbours) -> int:
    before: dict[int, list[int]] = {number: [] for number in neighbours}
    for episode_id, other_id in rows_of(_BEFORE, {"ids": list(neighbours)}):
        before[episode_id].append(other_id)
    changed = [number for number, others in neighbours.items() if tuple(before[number]) != others]
    if changed:
        db.session.execute(delete(RelatedEpisode).where(RelatedEpisode.episode_id.in_(changed)))
    there = {row[0] for row in rows_of(select(Episode.id))} if changed else set()
    rows = [
        {"episode_id": number, "position": position, "other_id": other}
        for number in changed
        for position, other in enumerate(neighbours[number])
        if number in there and other in there
    ]
    if rows:
        db.session.execute(insert(RelatedEpisode), rows)
    return len(changed)


_BEFORE = (
    select(RelatedEpisode.episode_id, RelatedEpisode.other_id)
    .where(RelatedEpisode.episode_id.in_(bindparam("ids", expanding=True)))
    .order_by(RelatedEpisode.episode_id, RelatedEpisode.position)
)
