"""Finding episodes by what a person typed."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select, true

from episodes.catalog.facts import EPISODE_COLUMNS, EpisodeFacts
from episodes.catalog.models import Episode
from episodes.catalog.queries import answer_is_public, visible
from episodes.db import constant, rows_of
from episodes.questions.models import Question
from episodes.search import plan
from episodes.search.engine import engine
from episodes.search.models import Passage, PlaceKind
from episodes.search.presenting import Found, PassageFacts, presented
from episodes.search.query import Query, parsed
from episodes.search.ranking import RankedEpisode, ranked
from episodes.search.results import Results
from episodes.search.snippets import sought
from episodes.warnings.choices import ViewerChoices
from episodes.warnings.facts import WARNING_COLUMNS, WarningFacts
from episodes.warnings.gate import hidden_from_lists
from episodes.warnings.models import ContentWarning

OF_THE_ANSWER = (PlaceKind.ANSWER, PlaceKind.RESOURCE)


def search(
    typed: str,
    *,
    choices: ViewerChoices,
    staff: bool = False,
    limit: int = 20,
    shown: Callable[[str], frozenset[str]] = lambda _slug: frozenset(),
) -> Results:
    """shown: by an episode's slug, the keys of what this visit has uncovered of it. What a viewer
    hides, and for strangers what is not public, is not found and not counted."""
    query = parsed(typed)
    if query.is_empty:
        return Results(query)
    beginning = plan.beginning_of(query)
    documents = engine().documents(query.words, beginning)
    words = plan.words_to_find(query, documents)
    if not words:
        return Results(query)
    best = _best(query, words, documents, _may_find(choices, staff), limit + 1)
    what = sought(query, beginning if f"{beginning}*" in words else "")
    found = _loaded(best[:limit])
    episodes = [presented(one, what, choices, shown(one.episode.slug)) for one in found]
    listed = tuple(episode for episode in episodes if episode is not None)
    return Results(query, listed, has_more=len(best) > limit)


def _may_find(choices: ViewerChoices, staff: bool) -> ColumnElement[bool]:
    return _allowed(staff, hidden_from_lists(choices))


@lru_cache(maxsize=64)
def _allowed(staff: bool, not_hidden: ColumnElement[bool] | None) -> ColumnElement[bool]:
    """The same object for the same choices, so that statements made with it can be kept. The
    written answer has a publication of its own."""
    of_the_answer = Passage.kind.in_([constant(kind) for kind in OF_THE_ANSWER])
    answer_visible = true() if staff else or_(~of_the_answer, answer_is_public())
    hidden = true() if not_hidden is None else not_hidden
    return and_(visible(staff=staff), answer_visible, hidden)


def _best(
    query: Query,
    words: tuple[str, ...],
    documents: dict[str, int],
    may_find: ColumnElement[bool],
    limit: int,
) -> list[RankedEpisode]:
    matches = [
        match
        for step in plan.steps(query, words, documents)
        for match in engine().matches(step.wanted, step.kinds, may_find, step.limit)
    ]
    return ranked(matches, limit)


def _loaded(best: Sequence[RankedEpisode]) -> list[Found]:
    """Two statements, however many episodes there are."""
    if not best:
        return []
    wanted = [number for one in best for number in one.passage_ids]
    rows = rows_of(_PASSAGES, {"ids": wanted}).all()
    passages = {row[0]: PassageFacts(*row[:_OF_PASSAGE]) for row in rows}
    by_episode = {row.episode_id: _about(*row[_OF_PASSAGE:]) for row in rows}
    warnings = [
        (number, WarningFacts(*values))
        for number, *values in rows_of(_WARNINGS, {"ids": list(by_episode)})
    ]
    return [
        Found(
            *by_episode[one.episode_id],
            passages=[passages[number] for number in one.passage_ids],
            warnings=[warning for number, warning in warnings if number == one.episode_id],
        )
        for one in best
    ]


def _about(
    question: str | None, asked_by: str | None, *values: Any
) -> tuple[EpisodeFacts, str, str]:
    return EpisodeFacts(*values), question or "", asked_by or ""


# Built once: building them costs more than running them.
_PASSAGE_COLUMNS = tuple(getattr(Passage, field.name) for field in fields(PassageFacts))
_OF_PASSAGE = len(_PASSAGE_COLUMNS)
_PASSAGES = (
    select(*_PASSAGE_COLUMNS, Question.text, Question.asked_by, *EPISODE_COLUMNS)
    .join(Episode, Episode.id == Passage.episode_id)
    .outerjoin(Question, Question.episode_id == Episode.id)
    .where(Passage.id.in_(bindparam("ids", expanding=True)))
)
_WARNINGS = select(ContentWarning.episode_id, *WARNING_COLUMNS).where(
    ContentWarning.episode_id.in_(bindparam("ids", expanding=True))
)
