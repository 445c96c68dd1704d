"""The floor, for languages without a recogniser: words by their length over the speech there is."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from captions.sync.matching.hints import Hints
from captions.sync.matching.kinds import Kind
from captions.sync.matching.timeline import TokenTime
from captions.sync.sound.speech import CHUNK_MS, SPEECH, Span, Speech

CONFIDENCE = 0.2


def spread_evenly(
    words: Sequence[str], speech: Speech, hints: Hints, duration_ms: int
) -> Iterator[TokenTime]:
    """Each part between two given times for itself."""
    borders = sorted({0, *hints, len(words)})
    for first, end in pairwise(borders):
        start_ms = hints.get(first, 0)
        end_ms = hints.get(end, duration_ms)
        times = shares(words[first:end], speech, (start_ms, end_ms))
        for number, (from_ms, to_ms) in enumerate(times):
            if number == 0 and first in hints:
                yield TokenTime(start_ms, max(start_ms, to_ms), Kind.GIVEN, 1.0)
            else:
                yield TokenTime(from_ms, to_ms, Kind.SPREAD, CONFIDENCE)


def shares(words: Sequence[str], speech: Speech, room: Span) -> Iterator[Span]:
    """From when to when each word would last, were all letters said equally fast."""
    return _even(words, _speech_of(speech, *room))


def _speech_of(speech: Speech, start_ms: int, end_ms: int) -> list[int]:
    """Where each chunk of speech begins, and the end; all of the time where nobody speaks."""
    first, last = start_ms // CHUNK_MS, max(end_ms // CHUNK_MS, start_ms // CHUNK_MS + 1)
    on = np.flatnonzero(speech.probabilities[first:last] > SPEECH) + first
    chunks = [int(chunk) * CHUNK_MS for chunk in on] or list(range(start_ms, end_ms, CHUNK_MS))
    inside = [ms for ms in chunks if start_ms <= ms < end_ms] or [start_ms]
    return [*inside, min(end_ms, inside[-1] + CHUNK_MS)]


def _even(words: Sequence[str], moments: Sequence[int]) -> Iterator[Span]:
    total = sum(len(word) + 1 for word in words)
    passed = 0
    for word in words:
        from_ms = _at(moments, passed / total)
        passed += len(word) + 1
        yield from_ms, max(from_ms, _at(moments, passed / total))


def _at(moments: Sequence[int], part: float) -> int:
    place = part * (len(moments) - 1)
    whole = min(int(place), len(moments) - 2)
    step = min(moments[whole + 1] - moments[whole], CHUNK_MS)
    return round(moments[whole] + (place - whole) * step)
