"""Which places are near in meaning to what a person typed, of those that they may find."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select

from episodes.catalog.models import Episode
from episodes.db import constant, db, rows_of
from episodes.search.engines.engine import Match, engine
from episodes.search.engines.plan import ABOUT
from episodes.search.meaning.process import meaning
from episodes.search.meaning.sight import Sight
from episodes.search.models import Passage, PassageVector

# Where most cannot be found, look further down, but not through a whole archive.
FURTHEST = 3_600
# Questions are read first, so what is unread is among the newest of them.
NEWEST = 200


def nearest_places(
    sight: Sight, may_find: ColumnElement[bool], wanted: int, also: Iterable[int] = ()
) -> list[Match]:
    """The nearest places of the `wanted` episodes that are worth most and may be found, and those
    of the episodes `also`. A match's score is the cosine."""
    others, best = sight.groups_of(also), sight.first(wanted)
    matches = _matches(sight, sorted({*others, *best}), may_find)
    nearest = {sight.episode_of(group) for group in best}
    seen = len(nearest & {match.episode_id for match in matches})
    if seen < len(best) == wanted:
        count = min(2 * wanted * wanted // max(seen, 1), FURTHEST)
        further = set(sight.following(wanted, count)) - set(others)
        matches += _matches(sight, sorted(further), may_find)
    return matches


def _matches(sight: Sight, groups: Iterable[int], may_find: ColumnElement[bool]) -> list[Match]:
    cosines = sight.places(groups)
    if not cosines:
        return []
    rows = rows_of(
        _places(may_find, db.engine.dialect.name), {"numbers": engine().numbers(list(cosines))}
    )
    return [Match(passage, episode, kind, cosines[n]) for n, passage, episode, kind in rows]


@lru_cache(maxsize=64)
def _places(may_find: ColumnElement[bool], _dialect: str) -> Select[*tuple[Any, ...]]:
    """Built once: the same choices bring the same condition."""
    return (
        select(PassageVector.id, Passage.id, Passage.episode_id, Passage.kind)
        .join(Passage, Passage.id == PassageVector.passage_id)
        .join(Episode, Episode.id == Passage.episode_id)
        .where(engine().is_one_of(PassageVector.id), may_find)
    )


def is_being_read(may_find: ColumnElement[bool]) -> bool:
    """Whether the meaning of a question that may be found has yet to be read. Only of what may be
    found: no answer tells that somebody saves a draft."""
    if meaning().why_not:
        return False
    newest = (
        select(Passage.id)
        .join(Episode, Episode.id == Passage.episode_id)
        .where(Passage.kind.in_([constant(kind) for kind in ABOUT]), may_find)
        .order_by(Passage.id.desc())
        .limit(NEWEST)
        .subquery("newest")
    )
    is_read = exists().where(PassageVector.passage_id == newest.c.id)
    return bool(rows_of(select(exists(select(newest.c.id).where(~is_read)))).scalar())
