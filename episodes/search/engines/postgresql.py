"""tsvector: what the corpus knows of a word, and which passages fit best, weighed as FTS5 does.

PostgreSQL's own ranking knows nothing of how rare a word is. Of one word, ts_rank is 0.1 times
(1 + 1/4 + 1/9 + ... by the times that the word stands there) over pi squared / 6, so that number of
times can be had back from it, and BM25 be made of it in SQL."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from typing import Any

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Float,
    Integer,
    Select,
    String,
    any_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    select,
    text,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from episodes.catalog.models import Episode
from episodes.db import constant, db, rows_of
from episodes.search.engines.engine import (
    COUNTED,
    DOCUMENTS,
    OF_THE_QUESTION,
    PASSAGES,
    SEEN,
    SIZE,
    VECTORS,
    CountRequest,
    EpisodeWords,
    Match,
    Step,
    Wanted,
    WordCounts,
)
from episodes.search.engines.plan import ABOUT
from episodes.search.language.query import Phrase
from episodes.search.models import CorpusWord, Passage, PassageVector

K1, B = 1.2, 0.75
BASEL = math.pi**2 / 6
SMALL = 20_000
LEAST_RARITY = 1e-6  # of a word that stands in more than half of all passages
LEAST_REST = 0.003  # a word that stands 330 times, beyond which one more counts for nothing

# In a large corpus the planner's statistics know the common words, and only rare ones are counted.
_KNOWN = text(f"""
    WITH size AS (
        SELECT greatest(reltuples, 0) AS passages FROM pg_class WHERE oid = 'passage'::regclass
    ), common AS MATERIALIZED (
        SELECT u.word, u.share FROM pg_stats AS s, size, unnest(
            s.most_common_elems::text::text[], s.most_common_elem_freqs
        ) AS u(word, share)
        WHERE s.schemaname = current_schema() AND s.tablename = 'passage'
        AND s.attname = 'hand_made_words' AND u.word IS NOT NULL AND size.passages > {SMALL}
    ), asked AS MATERIALIZED (
        SELECT word, (ts_lexize('passage_fts_stem', word))[1] AS stem,
               passage_fts_query('en', word) || passage_fts_query('', word) AS query
        FROM unnest(CAST(:words AS text[])) AS w(word)
    )
    SELECT asked.word, coalesce(
        common.share * (SELECT passages FROM size),
        (SELECT count(*) FROM passage WHERE hand_made_words @@ asked.query)
    ) AS total FROM asked LEFT JOIN common ON common.word = asked.stem
""")  # noqa: S608  # a number of our own

_CORPUS = text(f"""
    SELECT CASE WHEN passages > {SMALL} THEN passages
           ELSE (SELECT count(*) FROM passage) END AS passages,
           CASE WHEN passages > {SMALL}
           THEN (SELECT coalesce(avg(octet_length(body) + octet_length(heading)), 500)
                 FROM passage TABLESAMPLE SYSTEM (1))
           ELSE (SELECT avg(octet_length(body) + octet_length(heading)) FROM passage)
           END AS length
    FROM (SELECT reltuples AS passages FROM pg_class WHERE oid = 'passage'::regclass) AS size
""")  # noqa: S608  # a number of our own

_vector: ColumnElement[Any] = literal_column("passage.hand_made_words", TSVECTOR)


def word_counts(request: CountRequest, visible: ColumnElement[bool]) -> WordCounts:
    values = {
        "words": list(request.words),
        "beginning": request.beginning,
        "seen": list(request.seen),
        "most_seen": request.most_seen,
        "with_size": request.with_size,
    }
    counts_by: dict[str, dict[str, int]] = {
        DOCUMENTS: {},
        SEEN: {},
        VECTORS: {},
        SIZE: {},
        PASSAGES: {},
    }
    for about, word, count in rows_of(_counting(visible), values):
        counts_by[about][word] = round(count or 0)
    return WordCounts(  # FIX
        counts_by[DOCUMENTS], counts_by[SEEN], counts_by[VECTORS][""], counts_by[SIZE][""]
    )


@lru_cache(maxsize=64)
def _counting(visible: ColumnElement[bool]) -> Any:
    """Built once: the same choices bring the same condition."""
    about: dict[str, Any] = {name: literal_column(f"'{name}'") for name in COUNTED}
    counts = _KNOWN.columns(word=String, total=Float).cte("counts")
    in_all = select(func.count()).select_from(CorpusWord).scalar_subquery()
    words = func.unnest(bindparam("seen", type_=ARRAY(String)))
    words_seen = words.table_valued("word").render_derived(name="asked_word")
    places = _visible_rows(visible, _HOLDS_ASKED).limit(bindparam("most_seen"))
    is_word = _visible_rows(visible, _HOLDS_BEGINNING_AS_WORD).exists()
    begun: Any = (
        select(literal_column("1")).select_from(Passage).where(text(_HOLDS_BEGUN)).limit(SMALL)
    )
    seen = select(func.count()).select_from(places.subquery("places")).scalar_subquery()
    size = case((bindparam("with_size", type_=Boolean), in_all), else_=0)
    return union_all(
        select(about[DOCUMENTS], counts.c.word, counts.c.total),
        select(
            about[DOCUMENTS],
            bindparam("beginning", type_=String).op("||")("*"),
            select(func.count()).select_from(begun.subquery("begun")).scalar_subquery(),
        ).where(bindparam("beginning", type_=String) != "", ~is_word),
        select(about[VECTORS], literal_column("''"), func.max(PassageVector.id)),
        select(about[SIZE], literal_column("''"), size),
        select(about[PASSAGES], literal_column("''"), func.max(Passage.id)),
        select(about[SEEN], words_seen.c.word, seen),
    )


def _visible_rows(visible: ColumnElement[bool], condition: str) -> Select[Any]:
    return (
        select(literal_column("1"))
        .select_from(Passage)
        .join(Episode, Episode.id == Passage.episode_id)
        .where(text(condition), visible)
    )


_HOLDS_BEGINNING_AS_WORD = """passage.hand_made_words @@ (
    passage_fts_query('en', :beginning) || passage_fts_query('', :beginning)
)"""
_HOLDS_BEGUN = """passage.hand_made_words
    @@ to_tsquery('simple', quote_literal(nullif(CAST(:beginning AS text), '')) || ':*')
"""
_HOLDS_ASKED = """passage.hand_made_words @@ CASE
    WHEN asked_word.word LIKE '%*'
    THEN to_tsquery('simple', quote_literal(rtrim(asked_word.word, '*')) || ':*')
    ELSE passage_fts_query('en', asked_word.word) || passage_fts_query('', asked_word.word)
END"""


def matches(steps: Sequence[Step], visible: ColumnElement[bool]) -> list[Match]:
    corpus = _CORPUS.columns(passages=Float, length=Float).cte("corpus").prefix_with("MATERIALIZED")
    each = [_matches(step, corpus, visible) for step in steps]
    many = union_all(*(select(one.subquery()) for one in each))
    return [Match(*row) for row in rows_of(each[0] if len(each) == 1 else many)]


def _matches(step: Step, corpus: Any, visible: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    wanted = step.wanted
    score = bm25(wanted, corpus.c.passages, corpus.c.length) if wanted.is_weighed else literal(0.0)
    return (
        select(Passage.id, Passage.episode_id, Passage.kind, score.label("score"))
        .join(Episode, Episode.id == Passage.episode_id)
        .join(corpus, literal(True))
        .where(_vector.op("@@")(_condition(wanted)), _is_of(step), visible)
        .order_by(score.desc() if wanted.is_weighed else Passage.id.desc())
        .limit(step.limit)
    )


def _is_of(step: Step) -> ColumnElement[bool]:
    """As the index of what episodes are about says it, or the planner would not use it."""
    return Passage.kind.in_([constant(kind) for kind in step.kinds])


def episode_words(
    words: Sequence[str], episodes: Sequence[int], visible: ColumnElement[bool]
) -> dict[int, EpisodeWords]:
    is_about = Passage.kind.in_([constant(kind) for kind in ABOUT])
    weight = case((is_about, OF_THE_QUESTION), else_=1)
    length = func.octet_length(Passage.body) + func.octet_length(Passage.heading)
    times = [
        func.sum(
            case((_vector.op("@@")(_either_language((word,))), weight * _times(word)), else_=0)
        )
        for word in words
    ]
    statement = (
        select(Passage.episode_id, func.sum(length), *times)
        .join(Episode, Episode.id == Passage.episode_id)
        .where(is_one_of(Passage.episode_id), visible)
        .group_by(Passage.episode_id)
    )
    return {
        episode_id: EpisodeWords(
            float(total), {word: float(n) for word, n in zip(words, counts, strict=True) if n}
        )
        for episode_id, total, *counts in rows_of(statement, {"numbers": numbers(episodes)})
    }


def passages_with(passages: Sequence[int], phrases: Sequence[Phrase]) -> set[int]:
    either = _joined("||", map(_either_language, phrases))
    rows = db.session.execute(
        select(Passage.id).where(Passage.id.in_(passages), _vector.op("@@")(either))
    )
    return {row[0] for row in rows}


def is_one_of(column: Any) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = column == any_(bindparam("numbers", type_=ARRAY(Integer)))
    return condition


def numbers(numbers: Sequence[int]) -> list[int]:
    return list(numbers)


def _condition(wanted: Wanted) -> ColumnElement[Any]:
    every = [_either_language(phrase) for phrase in _required(wanted)]
    if wanted.any_of:
        every.append(_joined("||", (_either_language((word,)) for word in wanted.any_of)))
    condition = _joined("&&", every)
    for phrase in wanted.excluded:
        condition = condition.op("&&")(func.tsquery_not(_either_language(phrase), type_=TSQUERY))
    return condition


def _required(wanted: Wanted) -> list[Phrase]:
    return [*((word,) for word in wanted.all_of), *wanted.phrases]


def _joined(operator: str, queries: Iterable[ColumnElement[Any]]) -> ColumnElement[Any]:
    return reduce(lambda one, other: one.op(operator)(other), queries)


def _either_language(phrase: Phrase) -> ColumnElement[Any]:
    return _query("en", phrase).op("||")(_query("", phrase))


def _query(language: str, phrase: Phrase) -> ColumnElement[Any]:
    """Of values that stand in the statement itself, so that it is a constant to the planner. Then
    it knows from its statistics how common the words are: of a value that comes beside the
    statement it expects one passage in a thousand, and reads the half that say "mother" from all
    over the table instead of the newest 300 of them."""
    words = " ".join(phrase)
    if words.endswith("*"):
        beginning = func.quote_literal(_written(words.removesuffix("*"))).op("||")(":*")
        return func.to_tsquery(text("'simple'"), beginning, type_=TSQUERY)
    return func.passage_fts_query(_written(language), _written(words), type_=TSQUERY)


def _written(words: str) -> ColumnElement[str]:
    """Quoted by SQLAlchemy when the statement is sent; what is compiled is the same for all."""
    return bindparam(None, words, String, literal_execute=True)


def bm25(
    wanted: Wanted, passages: ColumnElement[float], average: ColumnElement[float]
) -> ColumnElement[float]:
    length = func.octet_length(Passage.body) + func.octet_length(Passage.heading)
    k = K1 * (1 - B + B * length / average)
    score: ColumnElement[Any] = literal(0.0)
    of_phrases = (word for phrase in wanted.phrases for word in phrase)
    for word in dict.fromkeys((*wanted.any_of, *wanted.all_of, *of_phrases)):
        count = wanted.documents.get(word, 0) + 0.5
        rarity = func.greatest(
            func.ln(func.greatest(passages + 1 - count, count) / count), LEAST_RARITY
        )
        score += rarity * (K1 + 1) * (1 - k / (_times(word) + k))
    return score


def _times(word: str) -> ColumnElement[Any]:
    """How often the word stands in the passage, good to 6 %."""
    query = case(
        (func.starts_with(Passage.language, "en"), _query("en", (word,))),
        else_=_query("", (word,)),
    )
    rest = BASEL - func.ts_rank(_vector, query) * (10 * BASEL)
    return 1 / func.greatest(rest, LEAST_REST) - 1 / BASEL
