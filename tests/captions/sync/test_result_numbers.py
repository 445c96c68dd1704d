"""Numbers that decide what becomes of the words that were found, each held on both sides."""

from dataclasses import replace

import pytest

from captions import Cue, Track
from captions.profiles import PROFILES
from captions.sync import Kind, SyncedWord
from captions.sync.matching.anchors import anchors
from captions.sync.matching.chaining import Bounds
from captions.sync.matching.recognition import Heard
from captions.sync.result.corrections import keep_corrections
from captions.sync.result.cue_words import without_overlaps
from captions.sync.result.gathering import SURE, gaps, in_runs_percent
from captions.sync.result.outcome import Synced
from captions.sync.result.placing import words_to_show
from captions.sync.result.reading_time import with_time_to_read
from captions.sync.result.same_words import same_words


def anchor(text: str, start_ms: int, end_ms: int) -> SyncedWord:
    return SyncedWord(text, 1, start_ms, end_ms, Kind.ANCHOR, 0.9)


def unheard(text: str, kind: Kind = Kind.SKIPPED) -> SyncedWord:
    return SyncedWord(text, 1, None, None, kind, 0.0)


@pytest.mark.parametrize(("length_ms", "is_told"), [(9_900, False), (10_100, True)])
def test_a_named_sound_may_be_taken_for_ten_seconds_of_speech(length_ms, is_told):
    words = (
        anchor("so", 0, 200),
        unheard("[laughter]", Kind.UNSAID),
        anchor("yes", 30_000, 31_000),
    )
    assert bool(gaps(words, [(5_000, 5_000 + length_ms)])) is is_told


@pytest.mark.parametrize(("length", "is_sure"), [(3, False), (4, True)])
def test_four_words_in_a_row_are_no_chance(length, is_sure):
    run = [anchor("word", at * 200, at * 200 + 200) for at in range(length)]
    words = [*run, *[unheard("word")] * (20 - length)]
    assert bool(in_runs_percent(words, [(0, 10_000)], SURE)) is is_sure


@pytest.mark.parametrize(("pause_ms", "is_sure"), [(290, True), (310, False)])
def test_words_of_one_breath_lie_within_three_tenths_of_a_second(pause_ms, is_sure):
    step_ms = 200 + pause_ms
    words = [anchor("word", at * step_ms, at * step_ms + 200) for at in range(4)]
    others = [unheard("word")] * 16
    assert bool(in_runs_percent([*words, *others], [(0, 10_000)], SURE)) is is_sure


def shown_between(room_ms: int, *texts: str) -> bool:
    words = (anchor("before", 0, 500), *map(unheard, texts), anchor("after", 500 + room_ms, 9_000))
    shown = words_to_show(Synced(words, (), (), 60_000, "en", "anchors", 100))
    return len(shown) == len(words)


TEN_LETTERS = "abcdefghij"


@pytest.mark.parametrize(("room_ms", "is_shown"), [(1_390, False), (1_410, True)])
def test_no_more_than_a_letter_in_35_milliseconds_is_shown(room_ms, is_shown):
    assert shown_between(room_ms, *[TEN_LETTERS] * 4) is is_shown


@pytest.mark.parametrize(("count", "is_shown"), [(3, True), (4, False)])
def test_three_words_are_shown_though_they_hardly_fit(count, is_shown):
    assert shown_between(60, *[TEN_LETTERS] * count) is is_shown


@pytest.mark.parametrize(("room_ms", "is_shown"), [(7_800, True), (8_000, False)])
def test_words_are_not_lost_in_a_room_far_too_large_for_them(room_ms, is_shown):
    """160 ms for each of forty letters, and a second and a half."""
    assert shown_between(room_ms, *[TEN_LETTERS] * 4) is is_shown


@pytest.mark.parametrize(("length_ms", "shown_ms"), [(1_190, 1_190), (1_300, 1_200)])
def test_a_word_lasts_by_its_letters_and_no_pause_after_it(length_ms, shown_ms):
    (word,) = words_to_show(
        Synced((anchor("hello", 0, length_ms),), (), (), 60_000, "en", "anchors", 100)
    )
    assert word.end_ms == shown_ms


TOO_MUCH = "This is very much more than anybody can read in so little time."


def test_a_caption_lends_a_fifth_of_a_second_of_its_beginning():
    cues = with_time_to_read([Cue(0, 900, TOO_MUCH), Cue(900, 6_000, "Hi.")], PROFILES["default"])
    assert [cue.start_ms for cue in cues] == [0, 900 + 200]


def test_a_caption_begins_a_tenth_of_a_second_early_at_most():
    cues = with_time_to_read(
        [Cue(0, 5_000, "Hi."), Cue(5_000, 5_900, TOO_MUCH)], PROFILES["default"]
    )
    assert cues[1].start_ms == 5_000 - 110


def test_a_caption_that_gives_way_keeps_half_a_second():
    cues = without_overlaps([(Cue(0, 1_000, "a"), True), (Cue(900, 1_100, "b"), True)])
    assert (cues[1].start_ms, cues[1].end_ms) == (1_000, 1_500)


@pytest.mark.parametrize(("length", "is_found"), [(3, False), (4, True)])
def test_four_words_in_a_row_are_found_again_however_far_away(length, is_found):
    run = ["one", "two", "three", "four"][:length]
    old, new = [f"old{n}" for n in range(700)], [f"new{n}" for n in range(700)]
    assert bool(same_words([*old, *run], [*new, *run])) is is_found


@pytest.mark.parametrize(("count", "is_found"), [(600, True), (601, False)])
def test_single_words_are_found_again_in_a_stretch_of_six_hundred(count, is_found):
    old, new = [f"old{n}" for n in range(count - 1)], [f"new{n}" for n in range(count - 1)]
    assert bool(same_words([*old, "one"], [*new, "one"])) is is_found


def singles(count: int) -> tuple[Cue, ...]:
    return tuple(Cue(1_000 * n, 1_000 * n + 400, f"word{n}") for n in range(count))


@pytest.mark.parametrize(("moved_ms", "start_ms"), [(490, 1_100), (510, 1_610)])
def test_times_set_by_hand_move_along_from_half_a_second_on(moved_ms, start_ms):
    machine = singles(4)
    by_hand = (machine[0], replace(machine[1], start_ms=1_100), *machine[2:])
    new = [replace(c, start_ms=c.start_ms + moved_ms, end_ms=c.end_ms + moved_ms) for c in machine]
    kept = keep_corrections(Track(machine), Track(by_hand), Track(tuple(new)))
    assert kept.track.cues[1].start_ms == start_ms


@pytest.mark.parametrize(("before", "is_taken_along"), [(4, True), (5, False)])
def test_four_captions_before_a_correction_are_taken_along(before, is_taken_along):
    machine = singles(before + 1)
    by_hand = (*machine[:-1], replace(machine[-1], text=f"<i>word{before}</i>"))
    new = Cue(0, 1_000 * before + 500, " ".join(cue.text for cue in machine))
    kept = keep_corrections(Track(machine), Track(by_hand), Track((new,)))
    assert (kept.track.cues[0] == machine[0]) is is_taken_along


@pytest.mark.parametrize(("unwritten", "is_believed"), [(59, True), (61, False)])
def test_a_single_word_is_looked_for_among_sixty_that_were_heard(unwritten, is_believed):
    first, last = "people write every week".split(), "phone never rings today".split()  # noqa: SIM905
    heard, ms = [], 0
    for word in [*first, *["mm"] * 30, "a", *["mm"] * (unwritten - 30), *last]:
        length_ms = 1 if word == "mm" else 62 * (len(word) + 1)
        heard.append(Heard(word, ms, ms + length_ms))
        ms += length_ms
    words = [*first, "a", *last]
    runs = anchors(words, heard, Bounds([0] * len(words), [900_000] * len(words)))
    assert (len(first) in {run.first for run in runs}) is is_believed
