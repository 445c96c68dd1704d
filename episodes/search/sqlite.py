"""FTS5: what the corpus knows of a word, and which passages fit best."""

import json
from collections.abc import Sequence
from functools import lru_cache
from time import monotonic
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)

from episodes.catalog.models import Episode
from episodes.db import constant, db, rows_of
from episodes.search.engine import Match, Wanted
from episodes.search.models import Passage, PlaceKind
from episodes.search.query import Phrase
from episodes.search.stems import stem

_index = table("passage_fts", column("rowid"), column("rank"))
_vocabulary = table("passage_vocabulary", column("term"), column("doc"))
# The plus keeps SQLite from looking up passages first and asking the index for each.
_found = Passage.id == literal_column("+passage_fts.rowid")
_LAST_CHARACTER = "\U0010ffff"
COMMON, FRESH_SECONDS = 5_000, 900
BEST, SCORE, NEWEST = "passage_fts.rank", "-passage_fts.rank", "passage_fts.rowid DESC"


def documents(words: Sequence[str], beginning: str) -> dict[str, int]:
    """In how many passages each word stands; for `beginning`, where it is no word of the corpus,
    under "beginning*" in how many (counted word by word) a word begins so."""
    stems = {word: stem(word) for word in words}
    common = _common_of(db.engine.url.database or "")
    asked: dict[str, Any] = {"stems": sorted(set(stems.values()) - common.keys())}
    if beginning:
        end = beginning + _LAST_CHARACTER
        asked |= {"name": f"{beginning}*", "beginning": beginning, "end": end}
    known = _WORDS_AND_BEGINNING if beginning else _WORDS
    counts: dict[str, int] = {row[0]: int(row[1]) for row in rows_of(known, asked)}
    common |= {word: count for word, count in counts.items() if count > COMMON and word.isalnum()}
    counts |= common
    found = {word: counts.get(stemmed, 0) for word, stemmed in stems.items()}
    if beginning:
        found[f"{beginning}*"] = counts.get(f"{beginning}*", 0)
    return found


def _common_of(database: str) -> dict[str, int]:
    """To count a common word FTS5 reads through all that it has of it; a count that is a quarter
    of an hour old weighs it as well."""
    return _common(database, int(monotonic() // FRESH_SECONDS))


@lru_cache(maxsize=2)
def _common(_database: str, _quarter: int) -> dict[str, int]:
    return {}


_term, _doc = _vocabulary.c.term, _vocabulary.c.doc
_WORDS = select(_term, _doc).where(_term.in_(bindparam("stems", expanding=True)))
_WORDS_AND_BEGINNING = _WORDS.union_all(
    select(bindparam("name", type_=String), func.coalesce(func.sum(_doc), 0)).where(
        _term >= bindparam("beginning"), _term < bindparam("end")
    )
)


def matches(
    wanted: Wanted, kinds: Sequence[PlaceKind], visible: ColumnElement[bool], limit: int
) -> list[Match]:
    """Best first; newest first where the words are too common to be weighed."""
    # To have the index look for what most passages are costs more than to pass over the others.
    has_most = PlaceKind.SPEECH in kinds
    apart = frozenset(PlaceKind) - frozenset(kinds) if has_most else frozenset()
    asked = {"match": expression(wanted, () if has_most else kinds), "limit": limit}
    return [Match(*row) for row in rows_of(_matches(visible, wanted.is_weighed, apart), asked)]


@lru_cache(maxsize=64)
def _matches(
    visible: ColumnElement[bool], is_weighed: bool, apart: frozenset[PlaceKind]
) -> Select[*tuple[Any, ...]]:
    """Built once: the same choices bring the same condition. apart: kinds that are left out."""
    if apart:
        visible = and_(Passage.kind.not_in([constant(kind) for kind in sorted(apart)]), visible)
    order: ColumnElement[float] = literal_column(BEST if is_weighed else NEWEST)
    rank: ColumnElement[float] = literal_column(SCORE if is_weighed else "0.0")
    return (
        select(Passage.id, Passage.episode_id, Passage.kind, rank)
        .select_from(_index.join(Passage, _found).join(Episode))
        .where(text("passage_fts MATCH :match"), visible)
        .order_by(order)
        .limit(bindparam("limit"))
    )


def holding(passages: Sequence[int], phrases: Sequence[Phrase]) -> set[int]:
    either = " OR ".join(map(_quoted, phrases))
    asked = {"match": f"{{heading body}} : ({either})", "passages": list(passages)}
    return {row[0] for row in rows_of(_HOLDING, asked)}


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
    said = " AND ".join([f"({either})"] * bool(either) + every)
    whole = f"{{heading body}} : ({said})"
    if kinds:
        places = " OR ".join(f'"xk{kind.value}"' for kind in kinds)
        whole = f"kind : ({places}) AND {whole}"
    if wanted.excluded:
        without = " OR ".join(map(_quoted, wanted.excluded))
        whole = f"({whole}) NOT {{heading body}} : ({without})"
    return whole


def _quoted(phrase: Phrase) -> str:
    """A star behind a word asks for its beginning; words hold nothing but letters and digits."""
    words = " ".join(word.removesuffix("*") for word in phrase)
    return f'"{words}" *' if phrase[-1].endswith("*") else f'"{words}"'
