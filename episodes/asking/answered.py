"""Published episodes that may answer already what somebody is about to ask."""

from collections.abc import Callable
from dataclasses import dataclass

from episodes.messages import Message
from episodes.questions.asked.inbox import others_asked
from episodes.questions.asked.receiving import SHORTEST
from episodes.search import queries
from episodes.search.results.shown import FoundEpisode
from episodes.warnings.choices import ViewerChoices

MOST = 5


@dataclass(frozen=True, slots=True)
class Answered:
    """others: how many said that it is their question too."""

    episode: FoundEpisode
    why: Message
    others: int


def already_answered(
    text: str, choices: ViewerChoices, shown: Callable[[str], frozenset[str]]
) -> list[Answered]:
    """Only what is public, and only what the viewer does not hide."""
    if len(text.strip()) < SHORTEST:
        return []
    close = queries.similar_answers(text, choices=choices, shown=shown, limit=MOST)
    others = others_asked([each.episode.slug for each in close])
    return [Answered(one.episode, one.why, others.get(one.episode.slug, 0)) for one in close]
