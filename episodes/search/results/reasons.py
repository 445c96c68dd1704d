"""Why an episode is offered as one that answers a question already: a short sentence for people."""

from episodes.messages import Message
from episodes.search.indexing.passages import ALSO_ASKED
from episodes.search.language.query import Query
from episodes.search.language.small_words import is_small
from episodes.search.language.words import folded_stem, placed_words
from episodes.search.models import PlaceKind
from episodes.search.results.loading import PassageFacts
from episodes.search.results.snippets import cue_at, snippet, words_to_mark

MOST_WORDS_NAMED = 3
SAME_QUESTION = Message("The same was asked in other words")
SIMILAR_QUESTION = Message("A similar question")
ASKS_THE_SAME = Message("It asks much the same.")
BOTH_SAY = Message("Both say")


def reason_of(place: PassageFacts, query: Query) -> Message:
    shared, where = ", ".join(_shared_words(place, query)), _where(place, query)
    if not shared:
        return Message("%(where)s.", where=where)
    return Message("%(where)s: %(words)s.", where=where, words=shared)


def reason_of_letter(text: str, query: Query) -> Message:
    """Why another letter is offered as one that asks much the same."""
    shared = ", ".join(_shared_of({word.stem for word in placed_words(text)}, query, ""))
    if not shared:
        return ASKS_THE_SAME
    return Message("%(where)s: %(words)s.", where=BOTH_SAY, words=shared)


def _where(place: PassageFacts, query: Query) -> Message:
    if place.kind is PlaceKind.QUESTION:
        asked_otherwise = place.anchor == ALSO_ASKED
        return SAME_QUESTION if asked_otherwise else SIMILAR_QUESTION
    if place.kind is PlaceKind.EPISODE:
        return Message("The episode is about this")
    if place.kind is PlaceKind.SPEECH:
        at_ms = _spoken_at_ms(place, query)
        timed = Message("They talk about it at %(time)s", time=_clock(at_ms or 0))
        return Message("They talk about it") if at_ms is None else timed
    if place.kind is PlaceKind.RESOURCE:
        return Message("It leads to “%(title)s”", title=place.heading)
    if place.heading:
        return Message("It’s answered under “%(part)s”", part=place.heading)
    return Message("It’s answered")


def _spoken_at_ms(place: PassageFacts, query: Query) -> int | None:
    cue = cue_at(place.cue_starts, snippet(place.body, words_to_mark(query)).at)
    return cue[0] if cue else place.start_ms


def _clock(ms: int) -> str:
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _shared_words(place: PassageFacts, query: Query) -> list[str]:
    there = {word.stem for word in placed_words(f"{place.heading} {place.body}")}
    return _shared_of(there, query, place.language)


def _shared_of(there: set[str], query: Query, language: str) -> list[str]:
    """As they were typed, those only that say something in their language: the longest, which say
    most. there: stems; language: of the text that they are in, empty where nobody said."""
    shared = [
        word
        for word in query.words
        if folded_stem(word) in there and not is_small(word, query.language or language)
    ]
    telling = sorted(shared, key=len, reverse=True)[:MOST_WORDS_NAMED]
    return [word for word in shared if word in telling]
