"""What asks much the same: one judgement, for anyone who asks and for the inbox.

A model that reads English only finds any two Spanish texts alike (0.59 where they share nothing but
their language): what neither of the models reads is compared by words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select

from episodes.db import rows_of
from episodes.search.finding.find import find
from episodes.search.finding.ranking import RankedEpisode
from episodes.search.language.overlap import overlaps
from episodes.search.language.query import Query, parsed
from episodes.search.language.small_words import is_small
from episodes.search.language.words import folded_stem, placed_words
from episodes.search.meaning.encoder import NAME, as_english
from episodes.search.meaning.letters import ReadLetter
from episodes.search.meaning.process import meaning
from episodes.search.models import Passage

# Cosines. Of 120 rephrasings that people judged to ask the same, 95 % are nearer than 0.47; of 150
# technical questions, none of them advice, every tenth is as near as 0.46 to one of 581 letters.
NEAR_ENOUGH, SHARE_OF_NEAREST = 0.45, 0.75
# Telling words in common, where there are no vectors: of those technical questions every tenth has
# so many in common with one of the letters.
SHARED_WORDS, SHARE_OF_WORDS, MOST_COUNTED = 3, 0.3, 12
# A letter takes 50 to 90 ms to be read by the model. Those that the clock has read already cost
# nothing; of the others the most alike by words are read, then the newest.
MOST_READ = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """key: the caller's own. cosine: None where there is no vector (yet): words are compared."""

    key: int
    text: str
    cosine: float | None


@dataclass(frozen=True, slots=True)
class SimilarEpisode:
    """passage_id: the place that fits best."""

    episode_id: int
    passage_id: int


def close_candidates(query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those that ask much the same as the query, in the same order."""
    cosines = (one.cosine for one in candidates if one.cosine is not None)
    least = max(NEAR_ENOUGH, SHARE_OF_NEAREST * max(cosines, default=0.0))
    telling = telling_stems(query)
    return [
        one for one in candidates
        if (_shares(telling, one.text) if one.cosine is None else one.cosine >= least)
    ]  # fmt: skip


def similar_episodes(
    text: str, *, may_find: ColumnElement[bool], limit: int = 5
) -> list[SimilarEpisode]:
    """text: a question as it is being written. Best first; none where nothing is close."""
    finding = find(text, may_find=may_find, limit=limit)
    best = {one.passage_ids[0]: one for one in finding.ranked}
    close = close_candidates(finding.query, list(_candidates(finding.query, best)))
    return [SimilarEpisode(best[one.key].episode_id, one.key) for one in close]


def similar_texts(
    text: str,
    others: Sequence[tuple[int, str]],
    most: int,
    vectors: Mapping[int, ReadLetter] | None = None,
) -> list[Candidate]:
    """others: keys and texts, the newest first. vectors: by key, of those that were read before.
    The nearest first; none where nothing is close."""
    query = parsed(text)
    first_reads = meaning().first_reads(query)
    read = {
        key: letter
        for key, letter in (vectors or {}).items()
        if first_reads or letter.model == NAME
    }
    near = _Nearness(query)
    candidates = [
        Candidate(key, other, near.cosine(other, read.get(key)))
        for key, other in _worth_reading(query, others, read)
    ]
    candidates.sort(key=lambda one: -1.0 if one.cosine is None else -one.cosine)
    return close_candidates(query, candidates)[:most]


def telling_stems(query: Query) -> frozenset[str]:
    return frozenset(
        folded_stem(word) for word in query.words if not is_small(word, query.language)
    )


def _candidates(query: Query, best: dict[int, RankedEpisode]) -> Iterable[Candidate]:
    rows = rows_of(_TEXTS, {"ids": list(best)}) if best else ()
    texts, reads = {}, {}
    for number, language, heading, body in rows:
        texts[number] = f"{heading} {body}"
        reads[number] = meaning().reads(query.language) and meaning().reads(language)
    return (
        Candidate(number, texts[number], one.cosine if reads[number] else None)
        for number, one in best.items()
        if number in texts
    )


_TEXTS = select(Passage.id, Passage.language, Passage.heading, Passage.body).where(
    Passage.id.in_(bindparam("ids", expanding=True))
)


def _shares(telling: frozenset[str], text: str) -> bool:
    shared = telling & {word.stem for word in placed_words(text)}
    counted = min(len(telling), MOST_COUNTED)
    least = max(min(SHARED_WORDS, counted), SHARE_OF_WORDS * counted, 1)
    return len(shared) >= least


def _worth_reading(
    query: Query, others: Sequence[tuple[int, str]], read: Mapping[int, ReadLetter]
) -> list[tuple[int, str]]:
    """All that were read already, and some of the others: people who ask the same may have no
    telling word in common."""
    unread = [one for one in others if one[0] not in read]
    alike = _most_alike_by_words(query, unread)
    rest = [one for one in unread if one not in alike]
    return [one for one in others if one[0] in read] + (alike + rest)[:MOST_READ]


def _most_alike_by_words(query: Query, others: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Those with any telling word in common, the likest first."""
    shares = overlaps(query.text, [text for _, text in others])
    order = sorted(range(len(others)), key=lambda place: -shares[place])
    return [others[place] for place in order if shares[place] > 0]


class _Nearness:
    """Of letters to one, which is read once by each model that is needed."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._own: dict[bool, Any] = {}

    def cosine(self, text: str, read: ReadLetter | None) -> float | None:
        """read: the text's vector, where it was made before by a model that reads the query too."""
        vector: Any = None
        if read is not None:
            is_across, vector = read.model == NAME, read.vector
        else:
            other = parsed(text)
            reader = meaning().reader_of((self._query, other))
            if reader is None:
                return None
            is_across, vector = reader is not meaning(), reader.vector_of(other.meant)
        own = self._own_by(is_across=is_across)
        if own is None or vector is None:
            return None
        return float(as_english(own @ vector) if is_across else own @ vector)

    def _own_by(self, *, is_across: bool) -> Any:
        if is_across not in self._own:
            reader = meaning().across if is_across else meaning()
            self._own[is_across] = reader.vector_of(self._query.meant)
        return self._own[is_across]
