"""Numbers that decide what a person is shown, each held on both sides: move one by a fifth, and a
test fails."""

import tempfile

import numpy as np
import pytest

from captions.sync import Kind, MismatchError, SyncedWord, captions_of
from captions.sync.matching.align import _is_heard
from captions.sync.matching.chaining import Bounds, Match, chain
from captions.sync.matching.hints import bounds
from captions.sync.matching.recognition import Heard
from captions.sync.matching.timeline import Timeline
from captions.sync.pipeline import _expect_pair
from captions.sync.result.gathering import gaps
from captions.sync.result.outcome import Gap, Synced, Unspoken
from captions.sync.result.remarks import remarks
from captions.sync.sound.decoding import RATE, Sound, _remark_on_length
from captions.sync.sound.hiss import without_hiss
from captions.sync.sound.speech import (
    CHUNK_MS,
    Speech,
    _at_one_loudness,
    _pieces,
    _spans,
    _with_margins,
)
from captions.sync.text.spoken_words import _is_loud


def words(*kinds: Kind, apart_ms: int = 0, confidence: float = 0.9) -> tuple[SyncedWord, ...]:
    """Each 200 ms long and `apart_ms` after the last."""
    step_ms = 200 + apart_ms
    return tuple(
        SyncedWord(f"word{at}", 1, None, None, kind, 0.0)
        if kind == Kind.SKIPPED
        else SyncedWord(f"word{at}", 1, at * step_ms, at * step_ms + 200, kind, confidence)
        for at, kind in enumerate(kinds)
    )


def synced(found: tuple[SyncedWord, ...], duration_ms: int = 60_000) -> Synced:
    return Synced(found, (), (), duration_ms, "en", "anchors", 100)


def chunks(*lengths_ms: int, first_is_speech: bool = True) -> np.ndarray:
    """Probabilities: speech and silence by turns."""
    parts = []
    for place, length_ms in enumerate(lengths_ms):
        speaks = (place % 2 == 0) == first_is_speech
        parts.append(np.full(round(length_ms / CHUNK_MS), 0.9 if speaks else 0.0))
    return np.concatenate(parts).astype(np.float32)


@pytest.mark.parametrize(("length_ms", "is_told"), [(900, False), (1_100, True)])
def test_speech_without_words_is_told_from_a_second_on(length_ms, is_told):
    found = words(Kind.ANCHOR)
    start_ms = 200 + 400  # as much lies between two words of one sentence
    assert bool(gaps(found, [(0, start_ms + length_ms)])) is is_told


@pytest.mark.parametrize(("length_ms", "is_told"), [(1_350, False), (1_450, True)])
def test_speech_close_to_a_word_belongs_to_it(length_ms, is_told):
    assert bool(gaps(words(Kind.ANCHOR), [(0, 200 + length_ms)])) is is_told


@pytest.mark.parametrize(("in_runs", "is_refused"), [(9, True), (11, False)])
def test_a_pair_has_a_tenth_of_its_words_in_runs(in_runs, is_refused):
    kinds = [Kind.ANCHOR] * in_runs + [Kind.SKIPPED] * (100 - in_runs)
    expect_refusal(words(*kinds), is_refused)


@pytest.mark.parametrize(("in_runs", "is_refused"), [(27, True), (33, False)])
def test_or_three_tenths_of_them_laid_on_the_sound_one_after_another(in_runs, is_refused):
    kinds = [Kind.ALIGNED] * in_runs + [Kind.SKIPPED] * (100 - in_runs)
    expect_refusal(words(*kinds), is_refused)


def expect_refusal(found: tuple[SyncedWord, ...], is_refused: bool) -> None:
    speech = [(0, 3_600_000)]
    if is_refused:
        with pytest.raises(MismatchError):
            _expect_pair(found, speech)
    else:
        _expect_pair(found, speech)


def test_a_caption_begins_eighty_milliseconds_early_after_a_pause():
    later = tuple(
        SyncedWord(w.text, 1, (w.start_ms or 0) + 5_000, (w.end_ms or 0) + 5_000, w.kind, 0.9)
        for w in words(*[Kind.ANCHOR] * 3, apart_ms=50)
    )
    track, doubts = captions_of(synced(later))
    assert track.cues[0].start_ms == 4_920
    assert doubts == ()


@pytest.mark.parametrize(("estimates", "is_doubtful"), [(4, False), (5, True)])
def test_half_of_the_times_estimated_is_a_doubt(estimates, is_doubtful):
    kinds = [Kind.ANCHOR] * (9 - estimates) + [Kind.INTERPOLATED] * estimates
    _, doubts = captions_of(synced(words(*kinds, apart_ms=150)))
    assert bool(doubts) is is_doubtful


@pytest.mark.parametrize(("confidence", "is_doubtful"), [(0.45, True), (0.55, False)])
def test_words_that_were_hard_to_hear_are_a_doubt(confidence, is_doubtful):
    found = words(*[Kind.ALIGNED] * 5, apart_ms=150, confidence=confidence)
    _, doubts = captions_of(synced(found))
    assert bool(doubts) is is_doubtful


@pytest.mark.parametrize(("pause_ms", "count"), [(350, 1), (450, 2)])
def test_a_short_silence_does_not_divide_a_stretch_of_speech(pause_ms, count):
    assert len(_spans(chunks(1_000, pause_ms, 1_000))) == count


@pytest.mark.parametrize(("length_ms", "count"), [(128, 0), (168, 1)])
def test_a_click_is_no_speech(length_ms, count):
    assert len(_spans(chunks(500, length_ms, 500, first_is_speech=False))) == count


@pytest.mark.parametrize(("probability", "count"), [(0.3, 0), (0.4, 1)])
def test_a_chunk_counts_as_speech_from_a_third_on(probability, count):
    assert len(_spans(np.full(60, probability, np.float32))) == count


@pytest.mark.parametrize(("length_ms", "count"), [(17_000, 1), (19_000, 2)])
def test_pieces_last_eighteen_seconds_at_most(length_ms, count):
    found = list(_pieces([(0, length_ms)], chunks(length_ms)))
    assert len(found) == count
    assert found[0][0] == 0 and found[-1][1] == length_ms


@pytest.mark.parametrize(
    ("noise", "is_changed"),
    [(50, True), (140, False), (500, False), (740, True)],
    ids=["no room to hear", "a quiet room", "an old room", "hiss"],
)
def test_noise_is_added_taken_off_or_left_by_how_far_it_lies_below(noise, is_changed):
    rng = np.random.default_rng(3)
    at = np.arange(16 * RATE) / RATE
    speech = 3_000 * rng.standard_normal(len(at)) * (at % 1 < 0.6)
    samples = (speech + noise * rng.standard_normal(len(at))).astype(np.int16)
    with tempfile.TemporaryFile(buffering=0) as file:
        file.write(samples.tobytes())
        sound = Sound(file, 16_000)
        with without_hiss(sound, lambda *_: None) as clear:
            assert (clear is not sound) is is_changed


@pytest.mark.parametrize(("seconds", "is_told"), [(27, False), (33, True)])
def test_half_a_minute_of_speech_before_the_first_word_is_remarked_on(seconds, is_told):
    found = (SyncedWord("so", 1, 90_000, 90_200, Kind.ANCHOR, 0.9),)
    told = list(remarks(found, [Gap(10_000, 10_000 + seconds * 1000)], (), 100_000))
    assert bool(told) is is_told


@pytest.mark.parametrize(("count", "is_told"), [(18, False), (22, True)])
def test_a_long_end_that_nobody_says_is_remarked_on(count, is_told):
    found = words(Kind.ANCHOR, *[Kind.SKIPPED] * count)
    unheard = [Unspoken(1, count, "...")]
    assert bool(list(remarks(found, (), unheard, 10_000))) is is_told


def test_a_given_time_holds_its_word_to_two_seconds():
    held = bounds({0: 30_000}, 1, 60_000)
    assert (held.earliest[0], held.latest[0]) == (28_000, 32_000)


@pytest.mark.parametrize(("in_runs", "is_believed"), [(22, False), (28, True)])
def test_another_language_is_believed_where_a_quarter_is_heard_in_runs(in_runs, is_believed):
    timeline = Timeline(["word"] * 100, 60_000)
    timeline.put_all(0, [Heard("word", at, at + 1) for at in range(in_runs)], Kind.ANCHOR, 0.9)
    assert _is_heard(timeline) is is_believed


def test_runs_of_three_words_are_not_enough_for_that():
    timeline = Timeline(["word"] * 8, 60_000)
    for first in (0, 4):
        timeline.put_all(first, [Heard("word", at, at + 1) for at in range(3)], Kind.ANCHOR, 0.9)
    assert not _is_heard(timeline)


@pytest.mark.parametrize(("start_ms", "is_possible"), [(690, False), (710, True)])
def test_nobody_says_a_letter_in_less_than_a_fortieth_of_a_second(start_ms, is_possible):
    """Forty letters before the run take a second, and may be missed by 300 ms."""
    text = ["elephants"] * 4 + ["waterfall", "yesterday"]
    heard = [
        Heard("waterfall", start_ms, start_ms + 400),
        Heard("yesterday", start_ms + 400, start_ms + 800),
    ]
    anywhere = Bounds([0] * 6, [60_000] * 6)
    matches = chain(text, heard, anywhere, is_each_said=True)
    assert matches == ([Match(4, 0, 2)] if is_possible else [])


def test_speech_is_widened_by_a_fifth_of_a_second_or_to_the_middle_of_a_pause():
    widened = list(_with_margins(((1_000, 2_000), (2_300, 3_000)), 10_000))
    assert widened == [(800, 2_150), (2_150, 3_200)]


@pytest.mark.parametrize(("needed_ms", "is_overlooked"), [(900, False), (930, True)])
def test_speech_is_overlooked_where_less_than_seven_tenths_of_the_need_is_found(
    needed_ms, is_overlooked
):
    speech = Speech(chunks(640, 2_560), (), ())
    assert speech.is_overlooked((0, 3_200), needed_ms) is is_overlooked


@pytest.mark.parametrize(("room_ms", "is_overlooked"), [(930, False), (950, True)])
def test_speech_is_overlooked_only_where_three_tenths_of_a_second_are_left(room_ms, is_overlooked):
    speech = Speech(chunks(640, 2_560), (), ())
    assert speech.is_overlooked((0, room_ms), 5_000) is is_overlooked


@pytest.mark.parametrize(("level", "loudness"), [(100, 3_000), (8_000, 16_000), (32_000, 16_000)])
def test_speech_is_brought_to_one_loudness_and_what_is_very_soft_thirty_times_up(level, loudness):
    at = np.arange(RATE)
    tone = (level * np.sign(np.sin(2 * np.pi * 1_000 * at / RATE + 0.1))).astype(np.int16)
    heard = float(np.percentile(np.abs(_at_one_loudness(tone)), 99))
    assert heard == pytest.approx(loudness, rel=0.1)


@pytest.mark.parametrize(("words_after", "is_told"), [(2, True), (3, False)])
def test_an_end_that_nobody_says_reaches_to_the_third_last_word(words_after, is_told):
    end = words(Kind.ANCHOR, *[Kind.SKIPPED] * 22, *[Kind.ANCHOR] * words_after)
    assert bool(list(remarks(end, (), [Unspoken(1, 22, "...")], 10_000))) is is_told


def test_loudness_is_that_of_the_loudest_hundredth():
    at = np.arange(RATE)
    level = np.where(at % 1_000 < 50, 10_000, 1_000)
    tone = (level * np.sign(np.sin(2 * np.pi * 1_000 * at / RATE + 0.1))).astype(np.int16)
    assert np.abs(_at_one_loudness(tone)).max() == pytest.approx(16_000, rel=0.1)


def cut_s(dips: dict[int, list[float]]) -> float:
    """Where nineteen seconds of speech are cut; dips: probabilities from a second on."""
    probabilities = np.ones(19_000 // 32, np.float32)
    for second, values in dips.items():
        first = second * 1_000 // 32
        probabilities[first : first + len(values)] = values
    return next(_pieces([(0, 19_000)], probabilities))[1] / 1_000


def test_a_long_piece_is_cut_within_its_last_three_fifths():
    assert cut_s({6: [0.0] * 9, 8: [0.3] * 9}) == pytest.approx(8, abs=0.3)


def test_and_where_three_chunks_together_are_quietest():
    assert cut_s({8: [0.8, 0.1, 0.8, 0.75], 12: [0.5] * 3}) == pytest.approx(12, abs=0.3)


@pytest.mark.parametrize(("held_ms", "is_told"), [(8_000, False), (7_999, True)])
def test_a_file_is_cut_off_where_two_seconds_are_missing(held_ms, is_told):
    assert bool(_remark_on_length(held_ms, 10_000)) is is_told


@pytest.mark.parametrize(("letters", "is_loud"), [("NINE, FOUR!", False), ("NINE FOURS", True)])
def test_nine_letters_are_enough_to_tell_that_all_are_capitals(letters, is_loud):
    assert _is_loud(letters.split()) is is_loud
