"""What a person should know of a result as a whole."""

from collections.abc import Iterable, Iterator, Sequence

from captions.messages import sentence
from captions.sync.result.outcome import Gap, SyncedWord, Unspoken
from captions.timecode import clock

# Shorter speech before and after the words of a transcript is a title or a goodbye.
_LONG_MS = 30_000
_MANY_WORDS = 20
_WORDS_FROM_THE_END = 3


def remarks(
    words: Sequence[SyncedWord],
    gaps: Iterable[Gap],
    unspoken: Sequence[Unspoken],
    duration_ms: int,
) -> Iterator[str]:
    """Whole sentences, on the beginning and the end: the rest has its place in the lists."""
    starts = [word.start_ms for word in words if word.start_ms is not None]
    if not starts:
        return
    first_ms, last_ms = starts[0], max(word.end_ms or 0 for word in words)
    before_ms = sum(gap.end_ms - gap.start_ms for gap in gaps if gap.end_ms <= first_ms)
    after_ms = sum(gap.end_ms - gap.start_ms for gap in gaps if gap.start_ms >= last_ms)
    if before_ms >= _LONG_MS:
        yield sentence(
            "Somebody speaks for {time} before the first word of the transcript.",
            time=_long(before_ms),
        )
    if after_ms >= _LONG_MS:
        yield sentence(
            "The sound goes on for {time} after the last word, at {at}, and somebody speaks in it."
            " Is the transcript complete?",
            time=_long(duration_ms - last_ms),
            at=clock(last_ms),
        )
    if unspoken and unspoken[-1].last >= len(words) - _WORDS_FROM_THE_END:
        count = unspoken[-1].last - unspoken[-1].first + 1
        if count >= _MANY_WORDS:
            yield sentence(
                "The last {count} words of the transcript are not heard. Is the sound complete?",
                count=count,
            )


def _long(ms: int) -> str:
    minutes = round(ms / 60_000)
    if minutes < 2:
        return sentence("{count} seconds", count=round(ms / 1000))
    return sentence("{count} minutes", count=minutes)
