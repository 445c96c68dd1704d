"""Published episodes that may answer already what somebody is about to ask."""

from collections.abc import Callable
from dataclasses import dataclass

from episodes.questions.inbox import others_asked
from episodes.questions.receiving import SHORTEST
from episodes.search import queries
from episodes.search.models import PlaceKind
from episodes.search.results import FoundEpisode
from episodes.warnings.choices import ViewerChoices

MOST = 5
_WHY = {
    PlaceKind.SPEECH: "It is talked about in the video.",
    PlaceKind.ANSWER: "It is in the written answer.",
    PlaceKind.RESOURCE: "It leads to something about this.",
    PlaceKind.QUESTION: "The same was asked in other words.",
    PlaceKind.EPISODE: "The episode is about this.",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """others: how many said that it is their question too."""

    episode: FoundEpisode
    why: str
    others: int


def already_answered(
    text: str, choices: ViewerChoices, shown: Callable[[str], frozenset[str]]
) -> list[Answered]:
    """Only what is public, and only what the viewer does not hide."""
    if len(text.strip()) < SHORTEST:
        return []
    found = queries.search(text, choices=choices, shown=shown, limit=MOST).episodes
    others = others_asked([episode.slug for episode in found])
    return [Answered(each, _why(each), others.get(each.slug, 0)) for each in found]


def _why(episode: FoundEpisode) -> str:
    return _WHY[episode.hits[0].kind] if episode.hits else "The question is close."
