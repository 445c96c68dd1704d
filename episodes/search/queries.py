"""Finding episodes by what a person typed."""

from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, and_, or_, select, true

from episodes.catalog.models import Episode
from episodes.catalog.queries import answer_is_public, visible
from episodes.db import db
from episodes.questions.models import Question
from episodes.search import plan
from episodes.search.engine import engine
from episodes.search.models import Passage, PlaceKind
from episodes.search.presenting import Found, presented
from episodes.search.query import Query, parsed
from episodes.search.ranking import RankedEpisode, ranked
from episodes.search.results import Results
from episodes.search.snippets import sought
from episodes.warnings.choices import ViewerChoices
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
    """The written answer has a publication of its own."""
    of_the_answer = Passage.kind.in_(OF_THE_ANSWER)
    answer_visible = true() if staff else or_(~of_the_answer, answer_is_public())
    return and_(visible(staff=staff), answer_visible, hidden_from_lists(choices))


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
    rows = db.session.execute(
        select(Passage, Episode, Question.text, Question.asked_by)
        .join(Episode, Episode.id == Passage.episode_id)
        .outerjoin(Question, Question.episode_id == Episode.id)
        .where(Passage.id.in_(wanted))
    ).all()
    by_passage = {passage.id: passage for passage, *_ in rows}
    by_episode = {episode.id: (episode, text or "", by or "") for _, episode, text, by in rows}
    warnings = db.session.scalars(
        select(ContentWarning).where(ContentWarning.episode_id.in_(by_episode))
    ).all()
    return [
        Found(
            *by_episode[one.episode_id],
            passages=[by_passage[number] for number in one.passage_ids],
            warnings=[w for w in warnings if w.episode_id == one.episode_id],
        )
        for one in best
    ]
