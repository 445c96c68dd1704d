"""tsvector: which passages fit best, weighed as FTS5 does."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Float,
    Integer,
    Select,
    any_,
    bindparam,
    func,
    literal,
    select,
    text,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from episodes.catalog.models import Episode
from episodes.db import constant, db, rows_of
from episodes.search.engines.engine import EpisodeWords, Match, Step, Wanted
from episodes.search.engines.postgresql_counts import BUDGET, SMALL, word_counts
from episodes.search.engines.postgresql_weights import (
    bm25,
    count_of,
    places_to_count,
    places_to_weigh,
    rarity,
    vector,
)
from episodes.search.engines.postgresql_words import either_language, joined
from episodes.search.language.query import Phrase
from episodes.search.models import Passage

__all__ = ["BUDGET", "word_counts"]

_CORPUS = text(f"""
    SELECT CASE WHEN passages > {SMALL} THEN passages
           ELSE (SELECT count(*) FROM passage) END AS passages,
           CASE WHEN passages > {SMALL}
           THEN (SELECT coalesce(sum(avg_width), 500) FROM pg_stats
                 WHERE schemaname = current_schema() AND tablename = 'passage'
                 AND attname IN ('body', 'heading'))
           ELSE (SELECT avg(octet_length(body) + octet_length(heading)) FROM passage)
           END AS length
    FROM (SELECT reltuples AS passages FROM pg_class WHERE oid = 'passage'::regclass) AS size
""")  # noqa: S608  # a number of our own


def matches(steps: Sequence[Step], visible: ColumnElement[bool]) -> list[Match]:
    corpus, rarities = _corpus_of([step.wanted for step in steps if step.wanted.is_weighed])
    each = [_matches(step, corpus, rarities, visible) for step in steps]
    many = union_all(*(select(one.subquery()) for one in each))
    return [Match(*row) for row in rows_of(each[0] if len(each) == 1 else many)]


def _corpus_of(weighed: Sequence[Wanted]) -> tuple[Any, dict[str, ColumnElement[float]]]:
    """One row: the mean length of a passage, and how rare each word is, worked out once. Its
    columns have numbers for names, so that what is compiled is the same for all words."""
    # Put into each place that it is used in, it would be planned once for each word.
    size = _CORPUS.columns(passages=Float, length=Float).cte("size").prefix_with("MATERIALIZED")
    counts = {word: one.documents.get(word, 0) for one in weighed for word in _words(one)}
    columns = [
        rarity(count, size.c.passages).label(f"rarity_{place}")
        for place, count in enumerate(counts.values())
    ]
    corpus = select(size.c.length, *columns).cte("corpus").prefix_with("MATERIALIZED")
    return corpus, {word: corpus.c[f"rarity_{place}"] for place, word in enumerate(counts)}


def _matches(
    step: Step, corpus: Any, rarities: Mapping[str, Any], visible: ColumnElement[bool]
) -> Select[*tuple[Any, ...]]:
    wanted = step.wanted
    fitting = (
        select(Passage.id, Passage.episode_id, Passage.kind)
        .join(Episode, Episode.id == Passage.episode_id)
        .where(vector.op("@@")(_condition(wanted)), _is_of(step), visible)
    )
    if not wanted.is_weighed:
        newest = fitting.add_columns(literal(0.0).label("score")).order_by(Passage.id.desc())
        return newest.limit(step.limit)
    place = places_to_weigh(fitting.join(corpus, literal(True)), corpus.c.length)
    score = bm25({word: rarities[word] for word in _words(wanted)})
    return (
        select(place.c.id, place.c.episode_id, place.c.kind, score.label("score"))
        .join(corpus, literal(True))
        .order_by(score.desc())
        .limit(step.limit)
    )


def _words(wanted: Wanted) -> list[str]:
    of_phrases = (word for phrase in wanted.phrases for word in phrase)
    return list(dict.fromkeys((*wanted.any_of, *wanted.all_of, *of_phrases)))


def _is_of(step: Step) -> ColumnElement[bool]:
    """As the index of what episodes are about says it, or the planner would not use it."""
    return Passage.kind.in_([constant(kind) for kind in step.kinds])


def episode_words(
    words: Sequence[str], episodes: Sequence[int], visible: ColumnElement[bool]
) -> dict[int, EpisodeWords]:
    of_episodes = (
        select()
        .select_from(Passage)
        .join(Episode, Episode.id == Passage.episode_id)
        .where(is_one_of(Passage.episode_id), visible)
    )
    place = places_to_count(of_episodes, words)
    statement = select(
        place.c.episode_id, func.sum(place.c.length), *map(count_of, words)
    ).group_by(place.c.episode_id)
    return {
        episode_id: EpisodeWords(
            float(total), {word: float(n) for word, n in zip(words, of_words, strict=True) if n}
        )
        for episode_id, total, *of_words in rows_of(statement, {"numbers": numbers(episodes)})
    }


def passages_with(passages: Sequence[int], phrases: Sequence[Phrase]) -> set[int]:
    either = joined("||", map(either_language, phrases))
    rows = db.session.execute(
        select(Passage.id).where(Passage.id.in_(passages), vector.op("@@")(either))
    )
    return {row[0] for row in rows}


def is_one_of(column: Any) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = column == any_(bindparam("numbers", type_=ARRAY(Integer)))
    return condition


def numbers(numbers: Sequence[int]) -> list[int]:
    return list(numbers)


def _condition(wanted: Wanted) -> ColumnElement[Any]:
    required = [*((word,) for word in wanted.all_of), *wanted.phrases]
    every = [either_language(phrase) for phrase in required]
    if wanted.any_of:
        every.append(joined("||", (either_language((word,)) for word in wanted.any_of)))
    condition = joined("&&", every)
    for phrase in wanted.excluded:
        condition = condition.op("&&")(func.tsquery_not(either_language(phrase), type_=TSQUERY))
    return condition
