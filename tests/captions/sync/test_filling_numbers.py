"""Numbers that decide which words between anchors get a time, each held on both sides. The sound is
stood for by what is heard in it."""

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from captions.sync.matching import filling
from captions.sync.matching.filling import CONTEXT_MS, TAIL_MS, Filling, _trust
from captions.sync.matching.kinds import Kind
from captions.sync.matching.recognition import Heard
from captions.sync.matching.spreading import spread_evenly
from captions.sync.matching.timeline import Open, Timeline
from captions.sync.matching.viterbi import WordFrames

WORDS = ["tomorrow", "evening", "perhaps", "together"]
LETTERS = sum(map(len, WORDS))


class Everywhere:
    """Speech from beginning to end, or as much as is said."""

    def __init__(self, spoken_ms: int | None = None, *, is_overlooked: bool = False) -> None:
        self.said_ms, self.overlooked = spoken_ms, is_overlooked
        self.probabilities = np.ones(10_000, np.float32)

    def is_overlooked(self, _room: Any, _needed_ms: int) -> bool:
        return self.overlooked

    def spoken_ms(self, start_ms: int, end_ms: int) -> int:
        return end_ms - start_ms if self.said_ms is None else self.said_ms

    def pieces_of(self, room: Any, **_: bool) -> list[Any]:
        return [room]


def filled(words: Sequence[str] = WORDS, hints: Any = None, speech: Any = None) -> Filling:
    sound = SimpleNamespace(duration_ms=60_000)
    phones_of = dict.fromkeys(words, ("AH",))
    made = object.__new__(Filling)
    made.hints, made.sound, made.speech = hints or {}, sound, speech or Everywhere()
    made.timeline, made.words = Timeline(list(words), 60_000), list(words)
    made.phones_of, made.listened = phones_of, set()
    return made


def hears(monkeypatch: pytest.MonkeyPatch, heard: Sequence[str]) -> None:
    class Recogniser:
        def __init__(self, *_: Any) -> None: ...

        def hear(self, _sound: Any, piece: Any) -> Iterator[Heard]:
            start_ms = max(piece[0], 0) + 100
            for place, word in enumerate(heard):
                yield Heard(word, start_ms + 500 * place, start_ms + 500 * place + 500)

    monkeypatch.setattr(filling, "Recogniser", Recogniser)


def places_known(made: Filling) -> int:
    return sum(made.timeline.is_known(index) for index in range(len(made.words)))


@pytest.mark.parametrize(("count", "are_heard"), [(2, False), (3, True)])
def test_three_words_are_listened_for_at_least(monkeypatch, count, are_heard):
    hears(monkeypatch, WORDS[:count])
    made = filled(WORDS[:count])
    made._recognise(Open(0, count, 0, 3_000))
    assert bool(places_known(made)) is are_heard


@pytest.mark.parametrize(("spoken_ms", "are_heard"), [(290, False), (310, True)])
def test_words_are_listened_for_in_three_tenths_of_a_second_of_speech(
    monkeypatch, spoken_ms, are_heard
):
    hears(monkeypatch, WORDS)
    made = filled(speech=Everywhere(spoken_ms))
    made._recognise(Open(0, 4, 0, 3_000))
    assert bool(places_known(made)) is are_heard


@pytest.mark.parametrize(
    ("noises", "is_overlooked", "are_heard"),
    [(15, False, True), (17, False, False), (3, True, True), (5, True, False)],
)
def test_a_fifth_of_what_is_heard_must_be_written_and_half_where_speech_was_overlooked(
    monkeypatch, noises, is_overlooked, are_heard
):
    hears(monkeypatch, [*WORDS, *["mm"] * noises])
    made = filled(speech=Everywhere(is_overlooked=is_overlooked))
    made._recognise(Open(0, 4, 0, 30_000))
    assert bool(places_known(made)) is are_heard


@pytest.mark.parametrize(("more_ms", "fits"), [(-100, True), (100, False)])
def test_words_are_laid_by_force_where_they_fill_the_speech(more_ms, fits):
    spoken_ms = round(LETTERS * 62 * 2.2 + 800) + more_ms
    assert filled(speech=Everywhere(spoken_ms))._fits(Open(0, 4, 0, 59_000)) is fits


@pytest.mark.parametrize(("length_ms", "is_tried"), [(29_900, True), (29_950, False)])
def test_half_a_minute_is_laid_by_force_with_a_little_on_either_side(length_ms, is_tried):
    spans: list[Any] = []
    made = filled()
    made.aligner = SimpleNamespace(align=lambda _sound, span, _words: spans.append(span))
    made._align_by_force(Open(0, 4, 10_000, 10_000 + length_ms))
    assert spans == ([(9_950, 10_050 + length_ms)] if is_tried else [])


def by_phones(
    monkeypatch: pytest.MonkeyPatch, frames: WordFrames, room: tuple[int, int]
) -> Filling:
    monkeypatch.setattr(filling.phone_scores, "is_installed", lambda: True)
    monkeypatch.setattr(filling.phone_scores, "phone_scores", lambda _sound, span: span)
    monkeypatch.setattr(filling.viterbi, "lay", lambda _scores, _words: [frames])
    made = filled(["well"])
    made._by_phones(Open(0, 1, *room))
    return made


@pytest.mark.parametrize(("score", "is_placed"), [(-3.4, True), (-3.6, False)])
def test_a_word_whose_phones_hardly_fit_gets_no_time(monkeypatch, score, is_placed):
    made = by_phones(monkeypatch, WordFrames(30, 40, score), (1_000, 5_000))
    assert bool(places_known(made)) is is_placed


def test_phones_are_marked_late_so_the_word_begins_before_the_first(monkeypatch):
    """Listened to from 300 ms before the room, in frames of 20."""
    made = by_phones(monkeypatch, WordFrames(30, 40, -1.0), (1_000, 5_000))
    time = made.timeline.times[0]
    assert (time.start_ms, time.end_ms) == (700 + 600 - 60, 700 + 800 + 40)


@pytest.mark.parametrize(("frame", "is_placed"), [(13, True), (12, False)])
def test_a_word_may_begin_a_tenth_of_a_second_before_its_room(monkeypatch, frame, is_placed):
    made = by_phones(monkeypatch, WordFrames(frame, 40, -1.0), (1_000, 5_000))
    assert bool(places_known(made)) is is_placed


@pytest.mark.parametrize(
    ("score", "trust"), [(0.0, 0.8), (-0.4, 0.7), (-2.0, 0.3), (-2.8, 0.1), (-3.4, 0.1)]
)
def test_a_word_is_trusted_by_how_well_its_phones_fit(score, trust):
    assert _trust(score) == pytest.approx(trust)


@pytest.mark.parametrize(("off_ms", "kind"), [(240, Kind.GIVEN), (260, Kind.ANCHOR)])
def test_an_exact_time_that_is_given_is_kept_where_the_sound_agrees(off_ms, kind):
    made = filled(hints={0: 1_001})
    made.timeline.put(0, Heard("tomorrow", 1_001 + off_ms, 2_000), Kind.ANCHOR, 0.9)
    made.keep_given()
    assert made.timeline.times[0].kind == kind


@pytest.mark.parametrize(
    ("count", "room_ms", "are_placed"), [(3, 5_900, True), (4, 5_900, False), (3, 6_100, False)]
)
def test_three_words_in_six_seconds_may_be_guessed(count, room_ms, are_placed):
    words = [*WORDS[:count], "end"]
    made = filled(["start", *words])
    made.timeline.put(0, Heard("start", 0, 1_000), Kind.ANCHOR, 0.9)
    made._interpolate(Open(1, 1 + count, 1_000, 1_000 + room_ms))
    assert (places_known(made) == 1 + count) is are_placed


def test_a_time_is_trusted_the_less_the_more_it_is_guessed():
    """A half is what captions are doubted below: what is heard lies above it, guesses under."""
    assert filling.CONFIDENCE[Kind.ANCHOR] * 0.8 > filling.CONFIDENCE[Kind.ALIGNED]
    spread = next(spread_evenly(WORDS, Everywhere(), {}, 10_000)).confidence
    assert filling.CONFIDENCE[Kind.ALIGNED] * 0.8 > 0.5 > filling.CONFIDENCE[Kind.INTERPOLATED]
    assert filling.CONFIDENCE[Kind.INTERPOLATED] * 0.8 > spread


@pytest.mark.parametrize(("room_ms", "fits"), [(LETTERS * 22, True), (LETTERS * 22 - 1, False)])
def test_by_force_a_letter_takes_22_milliseconds_at_least(room_ms, fits):
    assert filled(speech=Everywhere(0))._fits(Open(0, 4, 0, room_ms)) is fits


@pytest.mark.parametrize(("frame", "is_placed"), [(223, True), (224, False)])
def test_a_word_may_end_a_fifth_of_a_second_after_its_room(monkeypatch, frame, is_placed):
    made = by_phones(monkeypatch, WordFrames(30, frame, -1.0), (1_000, 5_000))
    assert bool(places_known(made)) is is_placed


def pressing(word_ms: int) -> Filling:
    """Two words of one phone each, recognised; the second beside one that nobody says."""
    made = filled()
    for place in range(2):
        made.timeline.put(place, Heard(WORDS[place], 0, word_ms), Kind.ANCHOR, 0.9)
    return made


@pytest.mark.parametrize(("word_ms", "is_dropped"), [(40, True), (50, False)])
def test_a_word_in_the_least_time_beside_unsaid_ones_is_not_said(word_ms, is_dropped):
    made = pressing(word_ms)
    made._drop_pressed()
    assert made.timeline.is_known(0)
    assert made.timeline.is_known(1) is not is_dropped


@pytest.mark.parametrize(("word_ms", "kind"), [(40, Kind.INTERPOLATED), (50, Kind.ALIGNED)])
def test_a_word_laid_by_force_in_the_least_time_is_marked(word_ms, kind):
    made = filled()
    laid = [Heard(word, at * 100, at * 100 + word_ms) for at, word in enumerate(WORDS)]
    made.aligner = SimpleNamespace(align=lambda *_: laid)
    assert made._align_by_force(Open(0, 4, 0, 3_000))
    assert {time.kind for time in made.timeline.times} == {kind}


def test_words_that_have_no_room_do_not_reach_past_it(monkeypatch):
    """Thirty letters need 750 ms; the last of them ends 100 ms late."""
    monkeypatch.setattr(filling.phone_scores, "is_installed", lambda: True)
    monkeypatch.setattr(filling.phone_scores, "phone_scores", lambda *_: None)
    monkeypatch.setattr(filling.viterbi, "cells", lambda *_: 0)
    known = {}
    for room_ms in (740, 760):
        last = (CONTEXT_MS + room_ms + 100 - TAIL_MS) // 20
        frames = [None, None, None, WordFrames(last - 5, last, -0.1)]
        monkeypatch.setattr(filling.viterbi, "lay", lambda *_, frames=frames: frames)
        made = filled()
        made._by_phones(Open(0, 4, 1_000, 1_000 + room_ms))
        known[room_ms] = places_known(made)
    assert known == {740: 0, 760: 1}
