"""The first word after a pause begins where speech does: a recogniser counts pauses to words, or
hears a soft beginning late."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from captions.sync.matching.kinds import Kind
from captions.sync.matching.timeline import TokenTime
from captions.sync.sound.speech import Span

# Speech is found to begin within 65 ms of its first word, on real recordings. What begins longer
# before a word is something else: a breath, or a word that is not written.
LATE_MS = 500


def begun_with_speech(times: Sequence[TokenTime], spans: Sequence[Span]) -> Iterator[TokenTime]:
    """spans: of speech, in order, with pauses between them. What the transcript gives stays."""
    before_ms = 0
    for time in times:
        if time.start_ms is None or time.end_ms is None:
            yield time
            continue
        start_ms = time.start_ms
        if time.kind != Kind.GIVEN:
            start_ms = _start_ms((time.start_ms, time.end_ms), spans, before_ms)
        yield replace(time, start_ms=start_ms)
        before_ms = max(before_ms, time.end_ms)


def _start_ms(word: Span, spans: Sequence[Span], before_ms: int) -> int:
    """before_ms: where the word before it ends."""
    start_ms, end_ms = word
    number = bisect_left(spans, (end_ms, 0)) - 1  # the last that begins before the word ends
    if number < 0 or spans[number][0] < before_ms:
        return start_ms
    begun_ms = spans[number][0]
    if begun_ms <= start_ms:
        return begun_ms if start_ms - begun_ms <= LATE_MS else start_ms
    before_the_pause_ms = max(0, spans[number - 1][1] - start_ms) if number else 0
    return begun_ms if end_ms - begun_ms > before_the_pause_ms else start_ms
