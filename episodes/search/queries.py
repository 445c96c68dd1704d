"""Finding episodes by what a person typed."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select, true

from episodes.catalog.models import Episode
from episodes.catalog.queries import answer_is_public, visible
from episodes.db import constant, rows_of
from episodes.search.finding.find import MOST_EPISODES, Finding, find
from episodes.search.finding.nearness import is_being_read
from episodes.search.finding.similar import (
    NEAR_ENOUGH,
    Candidate,
    close_candidates,
    similar_episodes,
)
from episodes.search.language.query import parsed
from episodes.search.models import Passage, PlaceKind
from episodes.search.results.facets import facets_of
from episodes.search.results.filters import Filters, filter_conditions
from episodes.search.results.inquiry import Inquiry, Sort
from episodes.search.results.loading import LoadedEpisode, episodes_with_places
from episodes.search.results.paging import Ranked, page_of
from episodes.search.results.presenting import result_of
from episodes.search.results.reasons import reason_of
from episodes.search.results.shown import Results, SimilarShown
from episodes.search.results.snippets import words_to_mark
from episodes.warnings.choices import ViewerChoices
from episodes.warnings.hiding import not_hidden_from
from episodes.warnings.models import ContentWarning, Scope

PAGE = 10
OF_THE_ANSWER = (PlaceKind.ANSWER, PlaceKind.RESOURCE)
NO_FILTERS = Filters()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Uncovered = Callable[[str], frozenset[str]]


def nothing_uncovered(_slug: str) -> frozenset[str]:
    return frozenset()


def search(
    typed: str,
    *,
    choices: ViewerChoices,
    staff: bool = False,
    limit: int = PAGE,
    shown: Uncovered = nothing_uncovered,
) -> Results:
    return results_of(Inquiry(typed), choices=choices, staff=staff, limit=limit, shown=shown)


def results_of(
    inquiry: Inquiry,
    *,
    choices: ViewerChoices,
    staff: bool = False,
    limit: int = PAGE,
    shown: Uncovered = nothing_uncovered,
) -> Results:
    """shown: by an episode's slug, the keys of what this visit has uncovered of it. What a viewer
    hides, and for strangers what is not public, is not found and not counted."""
    filters = inquiry.filters
    allowed = may_find(choices, staff, filters)
    finding = find(inquiry.typed, may_find=allowed, limit=MOST_EPISODES, exactly=inquiry.exactly)
    ranking = _newest_first(finding) if inquiry.sort is Sort.NEWEST else _best_first(finding)
    page = page_of(ranking, inquiry.sort.value, inquiry.after, limit)
    places = {one.episode_id: one.passage_ids for one in finding.ranked}
    loaded = episodes_with_places(
        {number: places[number] for number in page.episode_ids}, staff=staff
    )
    marks = words_to_mark(finding.query, finding.beginning)
    episodes = [result_of(one, marks, choices, shown(one.episode.slug)) for one in loaded]
    is_close = bool(inquiry.after or filters.any or not loaded) or _is_close(finding, loaded)
    has_close = is_close and (bool(loaded) or filters.any or finding.query.is_empty)
    return Results(
        query=finding.query,
        inquiry=inquiry,
        episodes=tuple(episode for episode in episodes if episode is not None),
        total=len(ranking),
        is_bounded=len(ranking) >= MOST_EPISODES,
        is_close=is_close,
        is_being_read=not has_close and is_being_read(allowed),
        facets=facets_of(_worth_counting(ranking, filters), filters, staff=staff),
        after=page.after,
    )


def _is_close(finding: Finding, loaded: Sequence[LoadedEpisode]) -> bool:
    """Asked of the first page, and of all that was found whether its meaning is near. What has a
    phrase, or a word that was begun, was found for that."""
    if finding.query.phrases or finding.beginning:
        return True
    near = (one.cosine for one in finding.ranked if one.cosine is not None)
    if max(near, default=0.0) >= NEAR_ENOUGH:
        return True
    texts = (Candidate(one.episode.id, _whole_text(one), cosine=None) for one in loaded)
    return bool(close_candidates(finding.query, list(texts)))


def _whole_text(loaded: LoadedEpisode) -> str:
    places = (f"{place.heading} {place.body}" for place in loaded.passages)
    return " ".join([loaded.episode.title, loaded.question, *places])


def similar_answers(
    text: str,
    *,
    choices: ViewerChoices,
    staff: bool = False,
    shown: Uncovered = nothing_uncovered,
    limit: int = 5,
) -> list[SimilarShown]:
    """Episodes that answered much the same as text asks, best first, each with why."""
    close = similar_episodes(text, may_find=may_find(choices, staff), limit=limit)
    loaded = episodes_with_places({one.episode_id: (one.passage_id,) for one in close}, staff=staff)
    query = parsed(text)
    marks = words_to_mark(query)
    both = [(result_of(one, marks, choices, shown(one.episode.slug)), one) for one in loaded]
    return [
        SimilarShown(episode, reason_of(one.passages[0], query))
        for episode, one in both
        if episode and one.passages
    ]


def may_find(
    choices: ViewerChoices, staff: bool, filters: Filters = NO_FILTERS
) -> ColumnElement[bool]:
    """A condition over Passage and Episode."""
    not_hidden = not_hidden_from(choices)
    return _allowed(staff, not_hidden, choices.hidden_categories, filters)


@lru_cache(maxsize=64)
def _allowed(
    staff: bool,
    not_hidden: ColumnElement[bool] | None,
    hidden: frozenset[str],
    filters: Filters,
) -> ColumnElement[bool]:
    """The same object for the same choices, so that statements made with it can be kept. The
    written answer has a publication and warnings of its own."""
    elsewhere = Passage.kind.not_in([constant(kind) for kind in OF_THE_ANSWER])
    conditions = [visible(staff=staff), *filter_conditions(filters, staff=staff, own_language=True)]
    if not staff:
        conditions.append(or_(elsewhere, answer_is_public()))
    if not_hidden is not None:
        conditions.append(not_hidden)
    if hidden:
        conditions.append(or_(elsewhere, ~_is_of_kind(hidden)))
    return and_(true(), *conditions)


def _is_of_kind(categories: frozenset[str]) -> ColumnElement[bool]:
    """A place of the written answer whose own warnings name one of these: the whole answer's hide
    the episode (hiding.py)."""
    of_this_place = or_(
        and_(
            ContentWarning.scope == constant(Scope.ANSWER_PART),
            ContentWarning.part_anchor == Passage.anchor,
        ),
        and_(
            ContentWarning.scope == constant(Scope.RESOURCE),
            ContentWarning.resource_slug == Passage.anchor,
        ),
    )
    return exists().where(
        ContentWarning.episode_id == Passage.episode_id,
        ContentWarning.category.in_(sorted(categories)),
        of_this_place,
    )


def _best_first(finding: Finding) -> list[Ranked]:
    """Rounded, for cursors show it, and its last digits come from drafts too: from how rare a word
    is in all that is indexed."""
    return [Ranked(one.episode_id, round(one.score, 2)) for one in finding.ranked]


def _newest_first(finding: Finding) -> list[Ranked]:
    """Of those that were found; what has no time yet comes last."""
    if not finding.ranked:
        return []
    rows = rows_of(_TIMES, {"ids": [one.episode_id for one in finding.ranked]})
    dated = [(when or EPOCH, number) for number, when in rows]
    dated.sort(reverse=True)
    return [Ranked(number, (when - EPOCH) // timedelta(microseconds=1)) for when, number in dated]


_TIMES = select(Episode.id, Episode.published_at).where(
    Episode.id.in_(bindparam("ids", expanding=True))
)


def _worth_counting(ranking: Sequence[Ranked], filters: Filters) -> list[int]:
    """One episode alone cannot be narrowed, but what it was narrowed by has a name."""
    enough = len(ranking) > 1 or filters.any
    return [one.episode_id for one in ranking] if enough else []
