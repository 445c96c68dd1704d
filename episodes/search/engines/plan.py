"""Which passages to ask the database for, so that no question costs too much. Pure."""

from episodes.search.engines.engine import Step, Wanted
from episodes.search.language.query import MOST_WORDS, Query
from episodes.search.models import PlaceKind

# Questions and titles are few and short, and what is found there is worth most.
TIMES_ABOUT = 3
SHORTEST_BEGINNING = 3
MOST_ABOUT, MOST_ELSEWHERE = 100, 300
# Of each word more, all the places that it stands in are read, and these are the common ones.
MOST_REQUIRED = 4

ABOUT = (PlaceKind.QUESTION, PlaceKind.EPISODE)
ELSEWHERE = (PlaceKind.SPEECH, PlaceKind.ANSWER, PlaceKind.RESOURCE)


def beginning_of(query: Query) -> str:
    """The last word, where it may be the beginning of one that is still being typed."""
    word = query.last_word
    return word if len(word) >= SHORTEST_BEGINNING and word.isalpha() else ""


def words_to_find(query: Query, beginning: str, documents: dict[str, int]) -> tuple[str, ...]:
    """Rarest first. beginning: the last word; where nobody ever wrote it, it is taken for the
    beginning of one."""
    words = query.words
    if beginning and not documents.get(beginning) and documents.get(f"{beginning}*"):
        words = (*words, f"{beginning}*")
    return rarest_words(words, documents)


def rarest_words(words: tuple[str, ...], documents: dict[str, int]) -> tuple[str, ...]:
    """The words to look for, rarest first: known to the corpus, at most MOST_WORDS.

    documents: in how many passages each word stands."""
    in_corpus = [word for word in words if documents.get(word, 0) > 0]
    return tuple(sorted(in_corpus, key=lambda word: documents[word])[:MOST_WORDS])


def steps(
    query: Query, words: tuple[str, ...], documents: dict[str, int], budget: int
) -> list[Step]:
    """budget: how many passages may be weighed. Questions are asked for apart where they could
    drown among what is said of the same. Words of a phrase are not asked for again: where the
    phrase stands they stand."""
    words = tuple(word for word in words if not any(word in phrase for phrase in query.phrases))
    if words and sum(documents[word] for word in words) <= MOST_ELSEWHERE:
        everything = _any_of(query, words, documents)
        return [Step(everything, tuple(PlaceKind), MOST_ABOUT + MOST_ELSEWHERE)]
    elsewhere = _affordable(query, words, documents, budget)
    about = _affordable(query, words, documents, TIMES_ABOUT * budget)[:1]
    return [Step(wanted, ABOUT, MOST_ABOUT) for wanted in about] + [
        Step(wanted, ELSEWHERE, MOST_ELSEWHERE) for wanted in elsewhere
    ]


def _affordable(
    query: Query, words: tuple[str, ...], documents: dict[str, int], budget: int
) -> list[Wanted]:
    """Passages with any of the words. Where those are too many: first the passages with the
    rarest together, then those with any of the rarest; and the newest where even the rarest is too
    common."""
    rare = _within_budget(words, documents, budget)
    if len(rare) == len(words):
        return [_any_of(query, words, documents)]
    every = Wanted(
        (), words[:MOST_REQUIRED], query.phrases, query.excluded, documents, is_weighed=bool(rare)
    )
    return [every, _any_of(query, rare, documents)] if rare else [every]


def _any_of(query: Query, words: tuple[str, ...], documents: dict[str, int]) -> Wanted:
    return Wanted(words, (), query.phrases, query.excluded, documents)


def _within_budget(
    words: tuple[str, ...], documents: dict[str, int], budget: int
) -> tuple[str, ...]:
    total = 0
    for place, word in enumerate(words):
        total += documents[word]
        if total > budget:
            return words[:place]
    return words
