"""FTS5: what the corpus knows of a word, and which passages fit best."""

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from time import monotonic
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    column,
    func,
    literal_column,
    select,
    table,
    text,
    union_all,
)

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
from episodes.search.language.stems import stem
from episodes.search.models import CorpusWord, Passage, PassageVector, PlaceKind

_index = table("passage_fts", column("rowid"), column("rank"))
_instances = table("passage_instance", column("term"), column("doc"), column("col"))
_vocabulary = table("passage_vocabulary", column("term"), column("doc"))
# The plus keeps SQLite from looking up passages first and asking the index for each.
_is_row = Passage.id == literal_column("+passage_fts.rowid")
_LAST_CHARACTER = "\U0010ffff"
COMMON, FRESH_SECONDS = 5_000, 900
# FTS5 weighs each passage that fits, at about 1.7 microseconds; this many take about 20 ms.
BUDGET = 10_000
BEST, SCORE, NEWEST = "passage_fts.rank", "-passage_fts.rank", "passage_fts.rowid DESC"


def word_counts(request: CountRequest, visible: ColumnElement[bool]) -> WordCounts:
    """How often a word begins as the last one does is counted word by word."""
    stems = {word: stem(word) for word in request.words}
    common = _common_of(db.engine.url.database or "")
    beginning = "" if stem(request.beginning) in common else request.beginning
    values = {
        "stems": sorted(set(stems.values()) - common.keys()),
        "whole": _anywhere(_quoted((request.beginning or "x",))),
        "beginning": beginning,
        "end": beginning and beginning + _LAST_CHARACTER,
        "seen": json.dumps({word: _anywhere(_quoted((word,))) for word in request.seen}),
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
        counts_by[about][word] = int(count or 0)
    counts = counts_by[DOCUMENTS]
    common |= {word: count for word, count in counts.items() if count > COMMON and word != "*"}
    counts |= common
    documents = {word: counts.get(stemmed, 0) for word, stemmed in stems.items()}
    if request.beginning:
        documents[f"{request.beginning}*"] = counts.get("*", 0)
    latest, size, passages = (counts_by[about][""] for about in (VECTORS, SIZE, PASSAGES))
    return WordCounts(documents, counts_by[SEEN], latest, size, passages)


def _common_of(database: str) -> dict[str, int]:
    """To count a common word FTS5 reads through all that it has of it; a count that is a quarter
    of an hour old weighs it as well."""
    return _common(database, int(monotonic() // FRESH_SECONDS))


@lru_cache(maxsize=2)
def _common(_database: str, _quarter: int) -> dict[str, int]:
    return {}


_term, _doc = _vocabulary.c.term, _vocabulary.c.doc


@lru_cache(maxsize=64)
def _counting(visible: ColumnElement[bool]) -> Any:
    """Built once: the same choices bring the same condition."""
    about: dict[str, Any] = {name: literal_column(f"'{name}'") for name in COUNTED}
    is_word = _visible_rows(visible, ":whole").exists()
    in_all = select(func.count()).select_from(CorpusWord).scalar_subquery()
    words_seen = func.json_each(bindparam("seen")).table_valued("key", "value", name="word_seen")
    places = _visible_rows(visible, "word_seen.value").limit(bindparam("most_seen"))
    seen = select(func.count()).select_from(places.subquery("places")).scalar_subquery()
    return union_all(
        select(about[DOCUMENTS], _term, _doc).where(_term.in_(bindparam("stems", expanding=True))),
        select(about[DOCUMENTS], literal_column("'*'"), func.sum(_doc)).where(
            ~is_word, _term >= bindparam("beginning"), _term < bindparam("end")
        ),
        select(about[VECTORS], literal_column("''"), func.max(PassageVector.id)),
        select(about[SIZE], literal_column("''"), case((bindparam("with_size"), in_all), else_=0)),
        # Numbers are given in turn: the last is nearly how many there are, and counting them costs.
        select(about[PASSAGES], literal_column("''"), func.max(Passage.id)),
        select(about[SEEN], words_seen.c.key, seen),
    )


def _visible_rows(visible: ColumnElement[bool], expression: str) -> Select[Any]:
    return (
        select(literal_column("1"))
        .select_from(_index.join(Passage, _is_row).join(Episode))
        .where(text(f"passage_fts MATCH {expression}"), visible)
    )


def matches(steps: Sequence[Step], visible: ColumnElement[bool]) -> list[Match]:
    values: dict[str, Any] = {}
    shapes = []
    for place, step in enumerate(steps):
        # To have the index look for what most passages are costs more than to pass over others.
        has_most = PlaceKind.SPEECH in step.kinds
        apart = frozenset(PlaceKind) - frozenset(step.kinds) if has_most else frozenset()
        values[f"match{place}"] = expression(step.wanted, () if has_most else step.kinds)
        values[f"limit{place}"] = step.limit
        shapes.append((step.wanted.is_weighed, apart))
    return [Match(*row) for row in rows_of(_all_matches(visible, tuple(shapes)), values)]


Shape = tuple[bool, frozenset[PlaceKind]]


@lru_cache(maxsize=64)
def _all_matches(visible: ColumnElement[bool], shapes: tuple[Shape, ...]) -> Any:
    """Built once: the same choices bring the same condition."""
    each = [_matches(place, visible, *shape) for place, shape in enumerate(shapes)]
    return each[0] if len(each) == 1 else union_all(*(select(one.subquery()) for one in each))


def _matches(
    place: int, visible: ColumnElement[bool], is_weighed: bool, apart: frozenset[PlaceKind]
) -> Select[*tuple[Any, ...]]:
    """apart: kinds that are left out."""
    if apart:
        visible = and_(Passage.kind.not_in([constant(kind) for kind in sorted(apart)]), visible)
    order: ColumnElement[float] = literal_column(BEST if is_weighed else NEWEST)
    rank: ColumnElement[float] = literal_column(SCORE if is_weighed else "0.0")
    return (
        select(Passage.id, Passage.episode_id, Passage.kind, rank.label("score"))
        .select_from(_index.join(Passage, _is_row).join(Episode))
        .where(text(f"passage_fts MATCH :match{place}"), visible)
        .order_by(order)
        .limit(bindparam(f"limit{place}"))
    )


def episode_words(
    words: Sequence[str], episodes: Sequence[int], visible: ColumnElement[bool]
) -> dict[int, EpisodeWords]:
    stems = {stem(word): word for word in words if not word.endswith("*")}
    beginnings = [word.removesuffix("*") for word in words if word.endswith("*")]
    beginning = beginnings[0] if beginnings else ""
    values = {
        "episodes": json.dumps(list(episodes)),
        "stems": list(stems),
        "beginning": beginning,
        "end": beginning and beginning + _LAST_CHARACTER,
    }
    lengths: dict[int, float] = {}
    times: dict[int, dict[str, float]] = defaultdict(dict)
    for episode_id, term, count in rows_of(_episode_words(visible), values):
        if term is None:
            lengths[episode_id] = float(count)
        else:
            times[episode_id][stems.get(term, f"{beginning}*")] = float(count)
    return {number: EpisodeWords(length, times[number]) for number, length in lengths.items()}


@lru_cache(maxsize=64)
def _episode_words(visible: ColumnElement[bool]) -> Any:
    """Built once: the same choices bring the same condition."""
    chosen = func.json_each(bindparam("episodes")).table_valued("value", name="chosen_episode")
    is_about = Passage.kind.in_([constant(kind) for kind in ABOUT])
    # The plus has the index of words read first, and passages looked up by their number.
    instances = _instances.join(
        Passage, Passage.id == literal_column("+passage_instance.doc")
    ).join(Episode)
    counted = (
        select(
            Passage.episode_id,
            _instances.c.term,
            func.sum(case((is_about, OF_THE_QUESTION), else_=1)),
        )
        .select_from(instances)
        .where(
            _instances.c.col != literal_column("'kind'"),
            literal_column("+passage.episode_id").in_(select(chosen.c.value)),
            visible,
        )
    )
    lengths: Any = (
        select(
            Passage.episode_id,
            literal_column("NULL"),
            func.sum(func.length(Passage.body) + func.length(Passage.heading)),
        )
        .join(Episode)
        .where(Passage.episode_id.in_(select(chosen.c.value)), visible)
        .group_by(Passage.episode_id)
    )
    of_words = counted.where(_instances.c.term.in_(bindparam("stems", expanding=True)))
    of_beginning = counted.where(
        _instances.c.term >= bindparam("beginning"), _instances.c.term < bindparam("end")
    )
    return union_all(
        lengths,
        of_words.group_by(Passage.episode_id, _instances.c.term),
        of_beginning.with_only_columns(
            Passage.episode_id,
            literal_column("'*'"),
            func.sum(case((is_about, OF_THE_QUESTION), else_=1)),
        ).group_by(Passage.episode_id),
    )


def passages_with(passages: Sequence[int], phrases: Sequence[Phrase]) -> set[int]:
    either = " OR ".join(map(_quoted, phrases))
    values = {"match": f"{{heading body}} : ({either})", "passages": list(passages)}
    return {row[0] for row in rows_of(_HOLDING, values)}


_HOLDING = select(_index.c.rowid).where(
    text("passage_fts MATCH :match"), _index.c.rowid.in_(bindparam("passages", expanding=True))
)


def is_one_of(column: Any) -> ColumnElement[bool]:
    given = func.json_each(bindparam("numbers")).table_valued("value")
    condition: ColumnElement[bool] = column.in_(select(given.c.value))
    return condition


def numbers(numbers: Sequence[int]) -> str:
    return json.dumps(numbers)


def expression(wanted: Wanted, kinds: Sequence[PlaceKind]) -> str:
    """In FTS5's own language, in which every word stands between quotation marks. kinds: the only
    ones wanted; none: all."""
    either = " OR ".join(_quoted((word,)) for word in wanted.any_of)
    every = [_quoted(phrase) for phrase in (*((w,) for w in wanted.all_of), *wanted.phrases)]
    conditions = " AND ".join([f"({either})"] * bool(either) + every)
    whole = _anywhere(conditions)
    if kinds:
        places = " OR ".join(f'"xk{kind.value}"' for kind in kinds)
        whole = f"kind : ({places}) AND {whole}"
    if wanted.excluded:
        without = " OR ".join(map(_quoted, wanted.excluded))
        whole = f"({whole}) NOT {{heading body}} : ({without})"
    return whole


def _anywhere(expression: str) -> str:
    return f"{{heading body}} : ({expression})"


def _quoted(phrase: Phrase) -> str:
    """A star behind a word asks for its beginning; words hold nothing but letters and digits."""
    words = " ".join(word.removesuffix("*") for word in phrase)
    return f'"{words}" *' if phrase[-1].endswith("*") else f'"{words}"'
