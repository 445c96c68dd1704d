"""What the corpus knows of words, on PostgreSQL."""

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Float,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    text,
    union_all,
)

from episodes.catalog.models import Episode
from episodes.db import rows_of
from episodes.search.engines.engine import (
    COUNTED,
    DOCUMENTS,
    PASSAGES,
    SEEN,
    SIZE,
    VECTORS,
    CountRequest,
    WordCounts,
)
from episodes.search.engines.plan import TIMES_ABOUT
from episodes.search.models import CorpusWord, Passage, PassageVector

SMALL = 20_000
# Of passages: to read and weigh one costs about 8 microseconds, five times what FTS5 takes.
BUDGET = 3_000
# Where a word should stand four times as often as it is counted among the newest so many, it is
# looked for there: the index would give all of its places before the first.
NEWEST, SURELY = 2_000, 4
# To count further says no more about what a search may cost.
MOST_BEGUN = TIMES_ABOUT * BUDGET + 1

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


def word_counts(request: CountRequest, visible: ColumnElement[bool]) -> WordCounts:
    values = {
        "words": list(request.words),
        "beginning": request.beginning,
        "seen": list(request.seen),
        "most_seen": request.most_seen,
        "with_size": request.with_size,
    }
    counts: dict[str, dict[str, int]] = {about: {} for about in COUNTED}
    for about, word, count in rows_of(_counting(visible), values):
        counts[about][word] = round(count or 0)
    return WordCounts(
        counts[DOCUMENTS],
        counts[SEEN],
        latest_vector=counts[VECTORS][""],
        corpus_words=counts[SIZE][""],
        passages=counts[PASSAGES][""],
    )


@lru_cache(maxsize=64)
def _counting(visible: ColumnElement[bool]) -> Any:
    """Built once: the same choices bring the same condition."""
    about: dict[str, Any] = {name: literal_column(f"'{name}'") for name in COUNTED}
    counts = _KNOWN.columns(word=String, total=Float).cte("counts")
    in_all = select(func.count()).select_from(CorpusWord).scalar_subquery()
    size = case((bindparam("with_size", type_=Boolean), in_all), else_=0)
    latest = select(func.max(Passage.id)).scalar_subquery()
    beginning = bindparam("beginning", type_=String)
    is_word = _places(visible, _HOLDS_BEGINNING_AS_WORD).exists()
    begun: Any = select(literal_column("1")).select_from(Passage).where(text(_HOLDS_BEGUN))
    return union_all(
        select(about[DOCUMENTS], counts.c.word, counts.c.total),
        select(about[DOCUMENTS], beginning.op("||")("*"), _count(begun.limit(MOST_BEGUN)))
        .where(beginning != "", ~is_word),
        select(about[VECTORS], literal_column("''"), func.max(PassageVector.id)),
        select(about[SIZE], literal_column("''"), size),
        select(about[PASSAGES], literal_column("''"), latest),
        _counts_of_seen(visible, counts, latest),
    )  # fmt: skip


def _counts_of_seen(visible: ColumnElement[bool], counts: Any, latest: Any) -> Select[Any]:
    """A common word is looked for among the newest places first: there it is soon found as often
    as it has to be, mostly at once. So is a beginning, of which the index would put together all
    the words that it has."""
    asked = _ASKED.columns(word=String).cte("asked_word").prefix_with("MATERIALIZED")
    most = bindparam("most_seen", type_=Integer)
    is_newest = Passage.id > latest - NEWEST
    newest = _places(visible, _HOLDS_ASKED_READ).where(is_newest).order_by(Passage.id.desc())
    is_common = counts.c.total * NEWEST >= SURELY * most * latest
    is_beginning = asked.c.word.endswith("*")
    place = _PLACES.columns(id=Integer).subquery("place")
    everywhere = _count(
        select(literal_column("1"))
        .select_from(place)
        .join(Passage, Passage.id == place.c.id)
        .join(Episode, Episode.id == Passage.episode_id)
        .where(visible)
        .limit(most)
    )
    enough = and_(or_(is_common, is_beginning), _count(newest.limit(most)) >= most)
    return select(
        literal_column(f"'{SEEN}'"), asked.c.word, case((enough, most), else_=everywhere)
    ).select_from(asked.outerjoin(counts, counts.c.word == asked.c.word))


def _count(rows: Select[Any]) -> Any:
    return select(func.count()).select_from(rows.subquery()).scalar_subquery()


def _places(visible: ColumnElement[bool], condition: str) -> Select[Any]:
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
# Each word's query is made once: for every row that is read it would take ten times as long.
_ASKED = text("""
    SELECT word, CASE
        WHEN word LIKE '%*' THEN to_tsquery('simple', quote_literal(rtrim(word, '*')) || ':*')
        ELSE passage_fts_query('en', word) || passage_fts_query('', word)
    END AS query
    FROM unnest(CAST(:seen AS text[])) AS w(word)
""")
# The offset keeps it apart: for the first of them the planner would read through all passages, of
# which it guesses that one in two hundred has the word, and there may be none.
_PLACES = text("SELECT p.id FROM passage AS p WHERE p.hand_made_words @@ asked_word.query OFFSET 0")
# What @@ stands for, which no index can answer: the rows are read in their own order.
_HOLDS_ASKED_READ = "ts_match_vq(passage.hand_made_words, asked_word.query)"
