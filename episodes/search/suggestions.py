"""What a search box offers while somebody types: likely words, questions, topics and people, all of
them from episodes that this person may find.

The cost does not grow with the corpus: the index gives the newest few that fit, unweighed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, select

from episodes.catalog.models import Credit, Episode, Person, Topic, episodes_topics
from episodes.catalog.records import EPISODE_COLUMNS, EpisodeRecord
from episodes.db import constant, db, rows_of
from episodes.json_rows import json_rows, of_each, rows_in_order
from episodes.questions.published.models import Question
from episodes.search.engines.engine import Step, Wanted, engine
from episodes.search.engines.plan import ABOUT
from episodes.search.language.likely_words import words_like
from episodes.search.language.small_words import MANY
from episodes.search.language.stems import stem
from episodes.search.language.words import WORD, folded
from episodes.search.models import CorpusWord
from episodes.search.queries import Uncovered, may_find, nothing_uncovered
from episodes.search.results.filters import ON_SCREEN
from episodes.search.results.loading import warnings_from
from episodes.search.results.snippets import WordsToMark, snippet
from episodes.warnings.choices import ViewerChoices
from episodes.warnings.gate import gates
from episodes.warnings.models import ContentWarning
from episodes.warnings.records import WARNING_COLUMNS

SHORTEST = 2
LONGEST = 200
MOST_WORDS = 6
INDEXED = 3
MOST_KNOWN_WORDS = 150
LAST_CHARACTER = "\U0010ffff"
CANDIDATES = 16
MOST_COMPLETIONS, MOST_EPISODES, MOST_NAMES = 2, 5, 2
HINT_CHARACTERS = 100


class SuggestionKind(StrEnum):
    WORDS = "words"
    EPISODE = "episode"
    TOPIC = "topic"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """text: what is shown. hint: a second, smaller line. key: a slug; for words the whole query."""

    kind: SuggestionKind
    text: str
    key: str
    hint: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """question: empty where it is covered. topics and people: (name, slug)."""

    slug: str
    title: str
    question: str
    language: str
    topics: Sequence[tuple[str, str]]
    people: Sequence[tuple[str, str]]


def suggest(
    typed: str,
    *,
    choices: ViewerChoices,
    staff: bool = False,
    shown: Uncovered = nothing_uncovered,
) -> tuple[Suggestion, ...]:
    """Three statements at most."""
    text = typed[:LONGEST]
    words = [folded(match[0]) for match in WORD.finditer(text)][-MOST_WORDS:]
    beginning = words.pop() if words and text[-1:].isalnum() else ""
    whole = [word for word in words if word not in MANY]
    if len(beginning) < SHORTEST and not whole:
        return ()
    candidates = [
        _candidate(row, choices, shown)
        for row in _rows(whole, beginning if len(beginning) >= SHORTEST else "", choices, staff)
    ]
    return (
        *_completions(text, words, beginning, candidates),
        *_episodes(beginning, candidates),
        *_names(SuggestionKind.TOPIC, beginning, (c.topics for c in candidates)),
        *_names(SuggestionKind.PERSON, beginning, (c.people for c in candidates)),
    )


def _rows(
    words: Sequence[str], beginning: str, choices: ViewerChoices, staff: bool
) -> list[Row[Any]]:
    wanted = Wanted(any_of=_any_of(beginning), all_of=tuple(words), is_weighed=False)
    matches = engine().matches([Step(wanted, ABOUT, CANDIDATES)], may_find(choices, staff))
    numbers = list(dict.fromkeys(match.episode_id for match in matches))
    if not numbers:
        return []
    rows = {row.id: row for row in rows_of(_episodes_found(), {"ids": numbers})}
    return [rows[number] for number in numbers if number in rows]


def _any_of(beginning: str) -> tuple[str, ...]:
    """FTS5 keeps an index of beginnings of two and three letters. All that begins with more it
    puts together before it gives the first; whole words it gives one by one."""
    if not beginning:
        return ()
    prefix = (beginning, f"{beginning}*")
    if len(beginning) <= INDEXED or db.engine.dialect.name != "sqlite":
        return prefix
    end = beginning + LAST_CHARACTER
    words = [word for (word,) in rows_of(_KNOWN_WORDS, {"beginning": beginning, "end": end})]
    by_stem = {stem(word): word for word in (*words, beginning)}
    return tuple(by_stem.values()) if 0 < len(words) < MOST_KNOWN_WORDS else prefix


_KNOWN_WORDS = (
    select(CorpusWord.word)
    .where(CorpusWord.word >= bindparam("beginning"), CorpusWord.word < bindparam("end"))
    .limit(MOST_KNOWN_WORDS)
)


@cache
def _episodes_found() -> Select[Any]:
    topics = (
        json_rows(Topic.name, Topic.slug)
        .join(episodes_topics, episodes_topics.c.topic_id == Topic.id)
        .where(episodes_topics.c.episode_id == Episode.id)
    )
    people = (
        json_rows(Person.name, Person.slug)
        .join(Credit, Credit.person_id == Person.id)
        .where(Credit.episode_id == Episode.id)
        .where(Credit.role.in_([constant(role) for role in ON_SCREEN]))
    )
    warnings = json_rows(*WARNING_COLUMNS).where(ContentWarning.episode_id == Episode.id)
    return (
        select(
            *EPISODE_COLUMNS,
            Question.text.label("question"),
            of_each(topics, Episode, "topics"),
            of_each(people, Episode, "people"),
            of_each(warnings, Episode, "warnings"),
        )
        .outerjoin(Question, Question.episode_id == Episode.id)
        .where(Episode.id.in_(bindparam("ids", expanding=True)))
    )


def _candidate(row: Row[Any], choices: ViewerChoices, shown: Uncovered) -> _Candidate:
    episode = EpisodeRecord(*row[: len(EPISODE_COLUMNS)])
    over = gates(episode, warnings_from(row.warnings), choices, shown(episode.slug))
    question = "" if over.question.is_covered else row.question or ""
    topics, people = (
        [(name, slug) for name, slug in rows_in_order(rows)] for rows in (row.topics, row.people)
    )
    return _Candidate(episode.slug, episode.title, question, episode.language, topics, people)


def _completions(
    text: str, words: Sequence[str], beginning: str, candidates: Iterable[_Candidate]
) -> Iterator[Suggestion]:
    """The last word, ended as it is most often ended beside the words before it."""
    if len(beginning) < SHORTEST:
        return
    ends: Counter[str] = Counter()
    for one in candidates:
        own_words = f"{one.title} {one.question}"
        if all(_has_word(own_words, word) for word in words):
            endings = {word.lower() for word in _words_with(own_words, beginning)}
            ends.update(word for word in endings if _goes_on(beginning, word))
    before = text[: text.rindex(_last_word(text))]
    for word, _ in ends.most_common(MOST_COMPLETIONS):
        whole = f"{before}{word}".lstrip()
        yield Suggestion(SuggestionKind.WORDS, whole, whole)


def _goes_on(beginning: str, word: str) -> bool:
    whole = folded(word)
    return whole != beginning and whole not in MANY


def _last_word(text: str) -> str:
    return [match[0] for match in WORD.finditer(text)][-1]


def _episodes(beginning: str, candidates: Iterable[_Candidate]) -> Iterator[Suggestion]:
    """Those first whose title has the word that is being typed, then those whose question has."""

    def place(one: _Candidate) -> tuple[bool, bool]:
        return not _has_word(one.title, beginning), not _has_word(one.question, beginning)

    for one in sorted(candidates, key=place)[:MOST_EPISODES]:
        hint = "" if _has_word(one.title, beginning) else _part_with(one.question, beginning)
        yield Suggestion(SuggestionKind.EPISODE, one.title, one.slug, hint, one.language)


def _part_with(question: str, beginning: str) -> str:
    """The words around the one that is being typed; empty where it is not there."""
    if not beginning or not _has_word(question, beginning):
        return ""
    wanted = WordsToMark(frozenset(), (beginning,))
    return snippet(question, wanted, HINT_CHARACTERS).html.striptags()


def _names(
    kind: SuggestionKind, beginning: str, groups: Iterable[Sequence[tuple[str, str]]]
) -> Iterator[Suggestion]:
    if len(beginning) < SHORTEST:
        return
    names = Counter(pair for group in groups for pair in set(group))
    fitting = [
        (name, slug) for (name, slug), _ in names.most_common() if _has_word(name, beginning)
    ]
    for name, slug in fitting[:MOST_NAMES]:
        yield Suggestion(kind, name, slug)


def _has_word(text: str, beginning: str) -> bool:
    return any(_words_with(text, beginning))


def _words_with(text: str, beginning: str) -> Iterator[str]:
    """As they are written."""
    for place in words_like(text, (beginning,)):
        word = text[place.start : place.end]
        if folded(word).startswith(beginning):
            yield word
