"""The words of a transcript and what is known of their times so far."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from captions.sync.matching.chaining import Bounds
from captions.sync.matching.kinds import Kind
from captions.sync.matching.recognition import Heard
from captions.sync.sound.speech import Span


@dataclass(frozen=True, slots=True)
class TokenTime:
    """One for each token, in order; starts never fall. `confidence` goes from 0 to 1."""

    start_ms: int | None
    end_ms: int | None
    kind: Kind
    confidence: float


@dataclass(frozen=True, slots=True)
class Open:
    """Words first to end (end not among them) without times, and the room between their
    neighbours."""

    first: int
    end: int
    start_ms: int
    end_ms: int

    @property
    def room(self) -> Span:
        return self.start_ms, self.end_ms


SKIPPED = TokenTime(None, None, Kind.SKIPPED, 0.0)


class Timeline:
    def __init__(self, words: Sequence[str], duration_ms: int) -> None:
        self.words = words
        self.duration_ms = duration_ms
        self.bounds = Bounds([0] * len(words), [duration_ms] * len(words))
        self.borders: set[int] = set()
        self.times: list[TokenTime] = [SKIPPED] * len(words)

    def put(self, index: int, heard: Heard, kind: Kind, confidence: float) -> None:
        self.times[index] = TokenTime(heard.start_ms, heard.end_ms, kind, confidence)

    def put_all(self, first: int, heard: Iterable[Heard], kind: Kind, confidence: float) -> None:
        for index, each in enumerate(heard, first):
            self.put(index, each, kind, confidence)

    def is_known(self, index: int) -> bool:
        return self.times[index].start_ms is not None

    def open_stretches(self) -> Iterator[Open]:
        """In order, each looked at when its turn comes: times may be put in between."""
        first, start_ms = 0, 0
        while first < len(self.words):
            if self.is_known(first):
                start_ms = max(start_ms, self.times[first].end_ms or 0)
                first += 1
                continue
            end = self._end_of(first)
            yield self._open(first, end, start_ms)
            first = end

    def _end_of(self, first: int) -> int:
        for end in range(first + 1, len(self.words)):
            if self.is_known(end) or end in self.borders:
                return end
        return len(self.words)

    def _open(self, first: int, end: int, start_ms: int) -> Open:
        start_ms = max(start_ms, self.bounds.earliest[first])
        following = (time.start_ms for time in self.times[end:] if time.start_ms is not None)
        end_ms = min(next(following, self.duration_ms), self.bounds.latest[end - 1])
        return Open(first, end, start_ms, max(start_ms, end_ms))

    def in_order(self) -> tuple[TokenTime, ...]:
        """Starts that would fall are raised to the one before; no word ends before it starts."""
        times: list[TokenTime] = []
        floor_ms = 0
        for time in self.times:
            if time.start_ms is None or time.end_ms is None:
                times.append(SKIPPED)
                continue
            start_ms = max(floor_ms, min(time.start_ms, self.duration_ms))
            end_ms = max(start_ms, min(time.end_ms, self.duration_ms))
            times.append(TokenTime(start_ms, end_ms, time.kind, time.confidence))
            floor_ms = start_ms
        return tuple(times)
