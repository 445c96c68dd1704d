"""How well search finds what people judged to be the answer: the judged sets, and the figures."""

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

DEPTH = 10


class JudgedSetError(ValueError):
    """The file is not a judged set; the message says what is amiss."""


@dataclass(frozen=True, slots=True)
class JudgedEpisode:
    question: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """relevant, excluded: numbers of episodes, from 0. The excluded count neither way."""

    text: str
    relevant: frozenset[int]
    excluded: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class JudgedSet:
    episodes: tuple[JudgedEpisode, ...]
    queries: tuple[JudgedQuery, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of 1; times in ms of CPU."""

    queries: int
    success_at_1: float
    success_at_5: float
    success_at_10: float
    ndcg_at_10: float
    reciprocal_rank: float
    median_ms: float
    p95_ms: float


def read_judged(path: Path) -> JudgedSet:
    """Episodes with question and answers (their titles are hidden: they are what is asked), or
    questions alone. Raises JudgedSetError."""
    try:
        content = json.loads(path.read_bytes())
        if "episodes" in content:
            episodes = [_episode(e["question"], e["answers"]) for e in content["episodes"]]
        else:
            episodes = [_question(q) for q in content["questions"]]
        queries = [_query(q) for q in content["queries"]]
    except OSError as error:
        raise JudgedSetError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise JudgedSetError(f"{path} is not a judged set: {error!r}") from error
    if any(number >= len(episodes) for query in queries for number in query.relevant):
        raise JudgedSetError(f"{path}: a query names an episode that is not there")
    return JudgedSet(tuple(episodes), tuple(queries))


def _episode(question: str, answers: Sequence[str]) -> JudgedEpisode:
    return JudgedEpisode(str(question), tuple(map(str, answers)))


def _question(row: dict[str, Any]) -> JudgedEpisode:
    return _episode(f"{row['title']}\n{row.get('body') or ''}".strip(), ())


def _query(row: dict[str, Any]) -> JudgedQuery:
    return JudgedQuery(
        str(row["query"]), frozenset(row["relevant"]), frozenset(row.get("excluded", ()))
    )


def figures_of(queries: Iterable[JudgedQuery], find: Callable[[str, int], list[int]]) -> Figures:
    """find: gives the numbers of at most so many episodes, best first."""
    rows = []
    for query in queries:
        began = process_time()
        numbers = find(query.text, DEPTH + len(query.excluded))
        ms = (process_time() - began) * 1000
        rows.append((_ranks(query, numbers), len(query.relevant), ms))
    times = sorted(ms for _, _, ms in rows)

    def mean(values: Iterable[float]) -> float:
        return sum(values) / max(len(rows), 1)

    def success(depth: int) -> float:
        return mean(bool(ranks) and ranks[0] <= depth for ranks, _, _ in rows)

    return Figures(
        len(rows),
        success(1),
        success(5),
        success(DEPTH),
        mean(_ndcg(ranks, count) for ranks, count, _ in rows),
        mean(1 / ranks[0] if ranks else 0.0 for ranks, _, _ in rows),
        _at_share(times, 0.5),
        _at_share(times, 0.95),
    )


def _ranks(query: JudgedQuery, numbers: Sequence[int]) -> list[int]:
    """At which places, from 1 to DEPTH, the relevant ones stand."""
    counted = [number for number in numbers if number not in query.excluded][:DEPTH]
    return [rank for rank, number in enumerate(counted, 1) if number in query.relevant]


def _ndcg(ranks: Sequence[int], relevant: int) -> float:
    """Each relevant one is worth 1 over the binary logarithm of its rank and one, as a share of
    what the best order would be worth."""
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(relevant, DEPTH) + 1))
    return sum(1 / math.log2(rank + 1) for rank in ranks) / best if best else 0.0


def _at_share(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0
