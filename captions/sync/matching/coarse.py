"""The coarse ear, for languages that no rules make sounds of: what a recogniser of every language
heard is laid beside the words of the transcript.

Its times are rough: the words that it hears rightly begin within a fifth of a second, mostly."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import numpy as np

from captions.layout import TimedWord
from captions.sync.matching.kinds import Kind
from captions.sync.matching.spreading import shares
from captions.sync.matching.timeline import TokenTime
from captions.sync.sound.speech import CHUNK_MS, SPEECH, Span, Speech

# With the transcript of another film hardly a tenth of the words are the same in order.
LEAST_SAME = 0.3
# A word after a pause is said to begin in the pause: no word is longer than this.
LONGEST_MS, LONGEST_MS_A_LETTER = 160, 70
SAME, BETWEEN = 0.8, 0.5

Heard = Mapping[int, Span]


def same_words(words: Sequence[str], heard: Sequence[TimedWord]) -> Heard:
    """By the number of the word, when it was heard; rising. Nothing where too few were."""
    theirs = [_plain(word.text) for word in heard]
    matcher = SequenceMatcher(None, [_plain(word) for word in words], theirs, autojunk=False)
    times: dict[int, Span] = {}
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            times[block.a + step] = _span(heard[block.b + step])
    return times if len(times) >= LEAST_SAME * len(words) else {}


def coarse_times(
    words: Sequence[str], heard: Heard, speech: Speech, duration_ms: int
) -> Iterator[TokenTime]:
    """A time for each word: its own, or a share of the speech between its neighbours that were
    heard."""
    from_ms, unheard = 0, []
    for number, word in enumerate(words):
        if number not in heard:
            unheard.append(word)
            continue
        start_ms, end_ms = heard[number]
        start_ms = max(_where_speech_begins(speech, start_ms, end_ms), from_ms)
        yield from _between(unheard, speech, (from_ms, start_ms))
        unheard, from_ms = [], max(start_ms, end_ms)
        yield TokenTime(start_ms, from_ms, Kind.ANCHOR, SAME)
    yield from _between(unheard, speech, (from_ms, duration_ms))


def _where_speech_begins(speech: Speech, start_ms: int, end_ms: int) -> int:
    """A word is said to begin in the pause before it."""
    first = start_ms // CHUNK_MS
    spoken = np.flatnonzero(speech.probabilities[first : end_ms // CHUNK_MS] > SPEECH)
    return max(start_ms, (first + int(spoken[0])) * CHUNK_MS) if len(spoken) else start_ms


def _between(words: Sequence[str], speech: Speech, room: Span) -> Iterator[TokenTime]:
    if not words:
        return
    for start_ms, end_ms in shares(words, speech, room):
        yield TokenTime(start_ms, end_ms, Kind.INTERPOLATED, BETWEEN)


def _span(word: TimedWord) -> Span:
    longest_ms = LONGEST_MS + LONGEST_MS_A_LETTER * len(word.text)
    return max(word.start_ms, word.end_ms - longest_ms), word.end_ms


def _plain(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())
