"""Words that nobody is heard to say beside speech without words, and where speech begins."""

from collections.abc import Sequence

import numpy as np
import pytest

from captions.sync import Kind
from captions.sync.matching.contradictions import SecondLook
from captions.sync.matching.onsets import begun_with_speech
from captions.sync.matching.recognition import Heard
from captions.sync.matching.timeline import Timeline, TokenTime
from captions.sync.sound.speech import CHUNK_MS, Speech

WORDS = [
    "so",
    "she",
    "told",
    "them",
    "probably",
    "gonna",
    "rain",
    "here",
    "and",
    "then",
    "we",
    "left",
]
UNHEARD, MISPLACED, AFTER = range(4, 7), 7, range(8, 12)
ROOM = (800, 3_200)
# Seventeen letters take 1,054 ms, and half of that makes a contradiction. Whole chunks.
HARDLY_ENOUGH_MS, TOO_LITTLE_MS = 544, 512


def looked_at(*, wordless_ms: int = 1_600, pressed: int = 0, apart_ms: int = 0) -> list[TokenTime]:
    """Four words, three unheard ones and one that was heard too late, and four more."""
    timeline = Timeline(WORDS, 60_000)
    for place in range(4):
        timeline.put(place, heard_at(place * 200), Kind.ANCHOR, 0.95)
    timeline.put(MISPLACED, heard_at(2_400), Kind.ANCHOR, 0.9)
    for place in AFTER:
        start_ms = ROOM[1] + (place - AFTER[0]) * (200 + apart_ms)
        timeline.put(place, heard_at(start_ms), Kind.ANCHOR, 0.95)
    probabilities = np.zeros(60_000 // CHUNK_MS, np.float32)
    probabilities[ROOM[0] // CHUNK_MS :][: wordless_ms // CHUNK_MS] = 1
    squeezed = iter([True] * pressed)

    def laid(room: tuple[int, int], words: Sequence[str]) -> list[Heard]:
        return [heard_at(room[0] + 100 + 300 * place) for place in range(len(words))]

    speech = Speech(probabilities, (), ())
    SecondLook(timeline, speech, laid, lambda _: next(squeezed, False)).take()
    return timeline.times


def heard_at(start_ms: int) -> Heard:
    return Heard("word", start_ms, start_ms + 200)


def are_laid(times: Sequence[TokenTime]) -> bool:
    return times[UNHEARD[0]].start_ms is not None


def test_unheard_words_beside_speech_without_words_are_looked_for_with_those_around_them():
    times = looked_at()
    assert [time.start_ms for time in times[4:8]] == [900, 1_200, 1_500, 1_800]
    assert {time.kind for time in times[4:8]} == {Kind.ALIGNED}
    assert [time.start_ms for time in times[:4]] == [0, 200, 400, 600]


def test_half_of_the_speech_that_they_need_is_enough():
    assert are_laid(looked_at(wordless_ms=HARDLY_ENOUGH_MS))
    assert not are_laid(looked_at(wordless_ms=TOO_LITTLE_MS))


def test_more_than_a_third_of_them_pressed_together_is_not_believed():
    times = looked_at(pressed=1)
    assert [time.kind for time in times[4:6]] == [Kind.INTERPOLATED, Kind.ALIGNED]
    assert not are_laid(looked_at(pressed=2))


def test_they_are_sought_only_between_words_in_one_breath():
    assert are_laid(looked_at(apart_ms=290))
    assert not are_laid(looked_at(apart_ms=310))


def begins(
    word: tuple[int, int], *spans: tuple[int, int], before_ms: int = 0, kind: Kind = Kind.ANCHOR
) -> int | None:
    before = TokenTime(0, before_ms, Kind.ANCHOR, 0.9)
    return list(begun_with_speech([before, TokenTime(*word, kind, 0.9)], spans))[1].start_ms


@pytest.mark.parametrize(("late_ms", "start_ms"), [(490, 5_000), (510, 5_510)])
def test_a_word_after_a_pause_begins_with_speech_up_to_half_a_second_before(late_ms, start_ms):
    assert begins((5_000 + late_ms, 6_000), (0, 3_000), (5_000, 9_000)) == start_ms


def test_a_word_that_holds_a_pause_begins_on_the_side_that_holds_more_of_it():
    assert begins((2_900, 5_300), (0, 3_000), (5_000, 9_000)) == 5_000
    assert begins((2_600, 5_300), (0, 3_000), (5_000, 9_000)) == 2_600


def test_speech_that_other_words_begin_and_given_times_move_nothing():
    assert begins((5_300, 6_000), (5_000, 9_000), before_ms=5_200) == 5_300
    assert begins((5_300, 6_000), (5_000, 9_000), kind=Kind.GIVEN) == 5_300
    assert begins((300, 600)) == 300
