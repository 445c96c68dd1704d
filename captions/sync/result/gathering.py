"""Times of what is said, gathered into words; what is left over on either side."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from captions.sync.matching.kinds import Kind
from captions.sync.result.outcome import Gap, SyncedWord, Unspoken
from captions.sync.text.spoken_words import SpokenWord

Span = tuple[int, int]

# Between two words of one sentence there is as much, and speech is found a little too wide.
_BESIDE_A_WORD_MS = 400
_SHORTEST_GAP_MS = 1_000
# A sound that the transcript names (laughter, a song) may be taken for so much speech.
_NAMED_SOUND_MS = 10_000
# Chance does not find so many words in one breath.
_SURE_WORDS = 4
_PAUSE_MS = 300
SURE = (Kind.GIVEN, Kind.ANCHOR)
HEARD = (*SURE, Kind.ALIGNED)


class Timed(Protocol):
    """captions.sync.matching.timeline.TokenTime, without what it takes to hear anything."""

    @property
    def start_ms(self) -> int | None: ...
    @property
    def end_ms(self) -> int | None: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def confidence(self) -> float: ...


def synced_words(spoken: Iterable[SpokenWord], times: Iterable[Timed]) -> tuple[SyncedWord, ...]:
    """`times`: one for each of the words' tokens, in order."""
    left = iter(times)
    return tuple(_word(word, [next(left) for _ in word.tokens]) for word in spoken)


def _word(word: SpokenWord, times: Sequence[Timed]) -> SyncedWord:
    timed = [time for time in times if time.start_ms is not None]
    if not timed:
        kind = Kind.SKIPPED if times else Kind.UNSAID
        return SyncedWord(word.text, word.line, None, None, kind, 0.0, word.speaker)
    kind = max((time.kind for time in timed), key=list(Kind).index)
    if times[0].start_ms is None and kind in HEARD:
        # It begins with something that was not heard, so its start is a guess.
        kind = Kind.INTERPOLATED
    confidence = round(sum(time.confidence for time in times) / len(times), 2)
    ends_ms = max(time.end_ms or 0 for time in timed)
    return SyncedWord(
        word.text, word.line, timed[0].start_ms, ends_ms, kind, confidence, word.speaker
    )


def heard_percent(words: Iterable[SyncedWord]) -> int:
    """Rounded down, so that 100 means all of them."""
    to_hear = [word for word in words if word.kind != Kind.UNSAID]
    heard = sum(word.kind in HEARD for word in to_hear)
    return 100 * heard // len(to_hear) if to_hear else 0


def in_runs_percent(
    words: Sequence[SyncedWord], speech: Iterable[Span], kinds: Collection[Kind]
) -> int:
    """Of the words, or of the speech, whichever is more: what lies in runs of words of these kinds,
    one after another as in the transcript. Where sound and text are no pair, words are found one by
    one, and hardly ever in such runs."""
    to_hear = [word for word in words if word.kind != Kind.UNSAID]
    runs = [run for run in _runs(to_hear, kinds) if len(run) >= min(_SURE_WORDS, len(to_hear))]
    of_words = 100 * sum(map(len, runs)) // max(len(to_hear), 1)
    spoken_ms = sum(end_ms - start_ms for start_ms, end_ms in speech)
    covered_ms = sum((run[-1].end_ms or 0) - (run[0].start_ms or 0) for run in runs)
    return max(of_words, min(100, 100 * covered_ms // max(spoken_ms, 1)))


def _runs(words: Iterable[SyncedWord], kinds: Collection[Kind]) -> Iterator[list[SyncedWord]]:
    run: list[SyncedWord] = []
    for word in words:
        is_sure = word.kind in kinds and word.start_ms is not None
        if run and is_sure and (word.start_ms or 0) - (run[-1].end_ms or 0) <= _PAUSE_MS:
            run.append(word)
            continue
        if run:
            yield run
        run = [word] if is_sure else []
    if run:
        yield run


def gaps(words: Sequence[SyncedWord], speech: Iterable[Span]) -> tuple[Gap, ...]:
    """Speech with no word beside it, by the second and more."""
    covered = _joined_spans(
        (word.start_ms - _BESIDE_A_WORD_MS, (word.end_ms or 0) + _BESIDE_A_WORD_MS)
        for word in words
        if word.start_ms is not None
    )
    named = _places_of_sounds(words)
    spans = _joined_spans(_parts_without_words(speech, covered), _BESIDE_A_WORD_MS)
    return tuple(
        Gap(start_ms, end_ms)
        for start_ms, end_ms in spans
        if end_ms - start_ms >= _SHORTEST_GAP_MS and not _is_named((start_ms, end_ms), named)
    )


def _joined_spans(spans: Iterable[Span], within_ms: int = 0) -> list[Span]:
    merged: list[Span] = []
    for start_ms, end_ms in spans:
        if merged and start_ms <= merged[-1][1] + within_ms:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end_ms))
        else:
            merged.append((start_ms, end_ms))
    return merged


def _parts_without_words(speech: Iterable[Span], covered: Sequence[Span]) -> Iterator[Span]:
    """Both in order, and `covered` without overlaps."""
    place = 0
    for start_ms, end_ms in speech:
        while place < len(covered) and covered[place][1] <= start_ms:
            place += 1
        from_ms, at = start_ms, place
        while at < len(covered) and covered[at][0] < end_ms:
            if covered[at][0] > from_ms:
                yield from_ms, covered[at][0]
            from_ms = max(from_ms, covered[at][1])
            at += 1
        if from_ms < end_ms:
            yield from_ms, end_ms


def _places_of_sounds(words: Sequence[SyncedWord]) -> list[Span]:
    """Between the words around each [sound]."""
    places: list[Span] = []
    before_ms = 0
    is_open = False
    for word in words:
        if word.start_ms is not None:
            if is_open:
                places.append((before_ms, word.start_ms))
            before_ms, is_open = word.end_ms or word.start_ms, False
        elif word.kind == Kind.UNSAID and any(c.isalpha() or c in "♪♫" for c in word.text):
            is_open = True
    return [*places, (before_ms, before_ms + _NAMED_SOUND_MS)] if is_open else places


def _is_named(gap: Span, named: Iterable[Span]) -> bool:
    return gap[1] - gap[0] < _NAMED_SOUND_MS and any(
        start_ms <= gap[0] and gap[1] <= end_ms for start_ms, end_ms in named
    )


def unspoken(words: Sequence[SyncedWord]) -> tuple[Unspoken, ...]:
    runs: list[Unspoken] = []
    run: list[int] = []
    for place, word in enumerate(words):
        if word.kind == Kind.SKIPPED:
            run.append(place)
        elif word.kind != Kind.UNSAID and run:
            runs.append(_run(words, run))
            run = []
    return tuple([*runs, _run(words, run)] if run else runs)


def _run(words: Sequence[SyncedWord], run: Sequence[int]) -> Unspoken:
    first, last = run[0], run[-1]
    return Unspoken(first, last, " ".join(word.text for word in words[first : last + 1]))
