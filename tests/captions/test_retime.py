from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import captions
from captions import Block, Cue, Track, Turn

patient = settings(deadline=None)

PAL, FILM, NTSC_FILM = Fraction(25), Fraction(24), Fraction(24_000, 1001)


def times(track: Track) -> list[tuple[int, int]]:
    return [(cue.start_ms, cue.end_ms) for cue in track.cues]


def track_of(*spans: tuple[int, int]) -> Track:
    return Track(tuple(Cue(start, end, f"Cue {n}") for n, (start, end) in enumerate(spans)))


def test_a_shift_moves_every_time_those_inside_the_text_too():
    track = Track((Cue(1000, 2000, "One <00:00:01.500>two <00:02.000>three"),))
    (cue,) = captions.shifted(track, 60_000).track.cues
    assert (cue.start_ms, cue.end_ms) == (61_000, 62_000)
    assert cue.text == "One <00:01:01.500>two <00:01:02.000>three"


def test_a_shift_moves_the_turns_of_a_transcript_that_have_a_time():
    turns = (Turn("Ada", "Hello.", 1000), Turn("Bob", "Hi."))
    moved = captions.shifted(Track(turns=turns), -400).track.turns
    assert [turn.start_ms for turn in moved] == [600, None]


def test_what_comes_before_the_start_is_cut_or_dropped_and_named():
    found = captions.shifted(track_of((0, 1000), (900, 3000), (5000, 6000)), -1000)
    assert times(found.track) == [(0, 2000), (4000, 5000)]
    assert [cue.text for cue in found.dropped] == ["Cue 0"]


def test_notes_stay_before_their_cue_when_others_are_dropped():
    track = track_of((0, 1000), (2000, 3000))
    blocks = Block("style", "a"), Block("note", "b", 1), Block("note", "c", 2)
    found = captions.shifted(Track(track.cues, blocks=blocks), -1500).track
    assert [block.before for block in found.blocks] == [0, 0, 1]


def test_two_known_points_scale_all_between():
    track = track_of((10_000, 11_000), (60_000, 61_000))
    found = captions.scaled(track, (10_000, 12_000), (60_000, 112_000)).track
    assert times(found) == [(12_000, 14_000), (112_000, 114_000)]


@pytest.mark.parametrize("second", [(10_000, 13_000), (20_000, 12_000), (20_000, 5000)])
def test_points_that_do_not_say_how_time_runs_are_refused(second):
    with pytest.raises(captions.CaptionError, match="how the times should change"):
        captions.scaled(track_of((0, 1)), (10_000, 12_000), second)


def test_frame_rates_are_exact():
    hour = track_of((0, 3_600_000))
    assert times(captions.converted(hour, PAL, NTSC_FILM).track) == [(0, 3_753_750)]
    assert times(captions.converted(hour, NTSC_FILM, FILM).track) == [(0, 3_596_404)]


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("25", Fraction(25)),
        ("23.976", NTSC_FILM),
        ("29.97", Fraction(30_000, 1001)),
        ("30000/1001", Fraction(30_000, 1001)),
        ("12.5", Fraction(25, 2)),
    ],
)
def test_a_frame_rate_is_read_as_it_is_written(text, rate):
    assert captions.frame_rate(text) == rate


@pytest.mark.parametrize("text", ["", "0", "0.0", "25/0", "0/5", "fast", "-25", "1e3", "9" * 2000])
def test_what_is_no_frame_rate_is_refused(text):
    with pytest.raises(captions.CaptionError, match="not a frame rate"):
        captions.frame_rate(text)


def test_snapping_takes_the_nearest_frame_and_leaves_one_at_least():
    found = captions.snapped(track_of((19, 61), (100, 105), (500, 400)), PAL).track
    assert times(found) == [(0, 80), (120, 160), (520, 400)]


def test_a_cut_begins_at_0_and_ends_with_its_media():
    track = track_of((0, 1000), (1500, 2500), (3000, 4000), (4900, 6000), (6000, 7000))
    found = captions.cut(track, 2000, 5000)
    assert times(found.track) == [(0, 500), (1000, 2000), (2900, 3000)]
    assert [cue.text for cue in found.dropped] == ["Cue 0", "Cue 4"]


def test_what_is_taken_out_closes_up():
    track = track_of((0, 1000), (1500, 2500), (2600, 2900), (2900, 4000), (5000, 6000))
    found = captions.without(track, 2000, 3000)
    assert times(found.track) == [(0, 1000), (1500, 2000), (2000, 3000), (4000, 5000)]
    assert [cue.text for cue in found.dropped] == ["Cue 2"]


@pytest.mark.parametrize("change", [captions.cut, captions.without])
def test_a_part_that_ends_before_it_starts_is_refused(change):
    with pytest.raises(captions.CaptionError, match="must end after it starts"):
        change(track_of((0, 1)), 2000, 2000)


def test_tracks_are_joined_by_the_length_of_their_media():
    first = Track(
        (Cue(0, 1000, "One"),), header="- A", language="en",
        blocks=(Block("style", "a"), Block("note", "b", 1)),
    )  # fmt: skip
    second = Track((Cue(500, 900, "Two"),), blocks=(Block("style", "x"), Block("note", "c")))
    found = captions.joined([(first, 60_000), (second, 30_000)])
    assert times(found) == [(0, 1000), (60_500, 60_900)]
    assert (found.header, found.language) == ("- A", "en")
    assert [(b.text, b.before) for b in found.blocks] == [("a", 0), ("b", 1), ("c", 1)]


def test_nothing_joined_is_an_empty_track():
    assert captions.joined([]) == Track()


spans = st.lists(
    st.tuples(st.integers(0, 10**7), st.integers(1, 10_000)).map(lambda s: (s[0], s[0] + s[1])),
    max_size=20,
)


@patient
@given(spans, st.integers(0, 10**8))
def test_a_shift_is_undone_by_the_shift_back(found, by_ms):
    track = track_of(*found)
    assert captions.shifted(captions.shifted(track, by_ms).track, -by_ms).track == track


@patient
@given(spans, st.sampled_from([PAL, FILM, NTSC_FILM, Fraction(30_000, 1001), Fraction(60)]))
def test_snapping_twice_is_snapping_once_and_moves_nothing_by_more_than_a_frame(found, rate):
    track = track_of(*found)
    once = captions.snapped(track, rate).track
    assert captions.snapped(once, rate).track == once
    frame_ms = 1000 / rate + 1
    for cue, again in zip(track.cues, once.cues, strict=True):
        assert abs(cue.start_ms - again.start_ms) <= frame_ms
        assert again.start_ms < again.end_ms


@patient
@given(spans)
def test_a_conversion_there_and_back_moves_nothing_by_more_than_a_millisecond(found):
    track = track_of(*found)
    there = captions.converted(track, PAL, NTSC_FILM).track
    back = captions.converted(there, NTSC_FILM, PAL).track
    for cue, again in zip(track.cues, back.cues, strict=True):
        assert abs(cue.start_ms - again.start_ms) <= 1


@patient
@given(spans, st.integers(0, 10**7), st.integers(1, 10**7))
def test_a_cut_and_its_rest_lose_no_cue(found, start_ms, length_ms):
    track = track_of(*found)
    end_ms = start_ms + length_ms
    kept = {cue.text for cue in captions.cut(track, start_ms, end_ms).track.cues}
    rest = {cue.text for cue in captions.without(track, start_ms, end_ms).track.cues}
    assert kept | rest == {cue.text for cue in track.cues}
