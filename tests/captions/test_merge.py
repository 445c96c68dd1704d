from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

import captions
from captions import Block, Cue, Track, Turn

patient = settings(deadline=None)

ONE = Cue(0, 2000, "Good evening, and welcome.")
TWO = Cue(2000, 4000, "Today we talk about money.")
THREE = Cue(4000, 6000, "And about friends.")
BASE = Track((ONE, TWO, THREE))


def merged(ours: tuple[Cue, ...], theirs: tuple[Cue, ...], base: Track = BASE):
    return captions.merge(base, Track(ours), Track(theirs))


def test_what_one_side_changed_is_taken():
    mine, yours = replace(ONE, text="Hello."), replace(THREE, end_ms=7000)
    found = merged((mine, TWO, THREE), (ONE, TWO, yours))
    assert (found.track.cues, found.conflicts) == ((mine, TWO, yours), ())


def test_changes_to_different_sides_of_one_cue_are_both_taken():
    mine = replace(TWO, text="Today we speak about money.")
    found = merged((ONE, mine, THREE), (ONE, replace(TWO, end_ms=3900), THREE))
    assert found.track.cues[1] == replace(mine, end_ms=3900)
    assert found.conflicts == ()


def test_the_same_change_on_both_sides_is_one():
    mine = replace(TWO, text="Today.")
    assert merged((ONE, mine, THREE), (ONE, mine, THREE)).conflicts == ()


def test_two_texts_for_one_cue_are_a_conflict_that_keeps_both_as_data():
    mine = replace(TWO, text="Today we speak about money.")
    yours = replace(TWO, text="Today we talk about love.", settings="line:0")
    found = merged((ONE, mine, THREE), (ONE, yours, THREE))
    (conflict,) = found.conflicts
    assert (conflict.kind, conflict.cue) == ("text", 2)
    assert (conflict.base, conflict.ours, conflict.theirs) == (TWO, mine, yours)
    assert found.track.cues[1] == replace(mine, settings="line:0")


def test_two_times_for_one_cue_are_a_conflict():
    found = merged((ONE, replace(TWO, end_ms=3000), THREE), (ONE, replace(TWO, end_ms=3500), THREE))
    assert [conflict.kind for conflict in found.conflicts] == ["times"]


def test_what_one_side_removed_is_gone():
    assert merged((ONE, THREE), (ONE, TWO, THREE)).track.cues == (ONE, THREE)
    assert merged((ONE, TWO, THREE), (ONE, THREE)).track.cues == (ONE, THREE)
    assert merged((ONE, THREE), (ONE, THREE)).track.cues == (ONE, THREE)


def test_what_one_side_removed_and_the_other_changed_stays_as_a_conflict():
    yours = replace(TWO, text="Today we talk about love.")
    for found in (merged((ONE, THREE), (ONE, yours, THREE)), merged((ONE, yours, THREE),
                                                                    (ONE, THREE))):  # fmt: skip
        assert found.track.cues == (ONE, yours, THREE)
        assert [(conflict.kind, conflict.cue) for conflict in found.conflicts] == [("removed", 2)]


def test_what_both_sides_added_comes_in_the_order_of_time():
    mine, yours = Cue(9000, 9500, "The end."), Cue(7000, 8000, "Bye.")
    found = merged((ONE, TWO, THREE, mine), (ONE, TWO, THREE, yours))
    assert (found.track.cues[3:], found.conflicts) == ((yours, mine), ())


def test_what_both_added_alike_comes_once():
    new = Cue(9000, 9500, "The end.")
    assert merged((ONE, TWO, THREE, new), (ONE, TWO, THREE, new)).track.cues[3:] == (new,)


def test_what_both_added_at_one_time_is_kept_twice_as_a_conflict():
    mine, yours = Cue(9000, 9500, "The end."), Cue(9000, 9600, "Finis.")
    found = merged((ONE, TWO, THREE, mine), (ONE, TWO, THREE, yours))
    assert found.track.cues[3:] == (mine, yours)
    assert [(conflict.kind, conflict.cue) for conflict in found.conflicts] == [("added", 4)]


def test_headers_are_merged_and_their_conflicts_named():
    base = replace(BASE, header="- A", language="en")
    ours = replace(base, header="- B")
    found = captions.merge(base, ours, replace(base, language="fr"))
    assert (found.track.header, found.track.language, found.conflicts) == ("- B", "fr", ())
    found = captions.merge(base, ours, replace(base, header="- C"))
    assert found.track.header == "- B"
    assert [(conflict.kind, conflict.cue) for conflict in found.conflicts] == [("header", None)]


def test_transcripts_without_times_are_taken_from_the_side_that_changed_them():
    base = Track(turns=(Turn("Ada", "Hello."),))
    new = Track(turns=(Turn("Ada", "Hello there."),))
    assert captions.merge(base, base, new).track == new


def test_notes_and_styles_of_both_stay_at_their_cues():
    style, note = Block("style", "a"), Block("note", "old", 1)
    base = replace(BASE, blocks=(style, note))
    ours = Track((Cue(0, 10, "New."), ONE, TWO, THREE), blocks=(style, Block("note", "mine", 2)))
    theirs = replace(base, blocks=(style, note, Block("note", "yours", 2), Block("note", "z", 3)))
    found = captions.merge(base, ours, theirs).track
    assert [(block.text, block.before) for block in found.blocks] == [
        ("a", 0), ("mine", 2), ("yours", 3), ("z", 4),
    ]  # fmt: skip


cues = st.builds(
    Cue, st.integers(0, 5000), st.integers(0, 9000),
    st.sampled_from(["Yes.", "No.", "It was a cold day.", "It was a day.", ""]),
)  # fmt: skip
tracks = st.lists(cues, max_size=8).map(tuple).map(Track)


@patient
@given(tracks, tracks, tracks)
def test_no_cue_is_lost(base, ours, theirs):
    found = captions.merge(base, ours, theirs)
    out = {cue.text for cue in found.track.cues}
    in_conflict = {
        cue.text
        for conflict in found.conflicts
        for cue in (conflict.ours, conflict.theirs)
        if cue is not None
    }
    known = {cue.text for cue in base.cues}
    for cue in (*ours.cues, *theirs.cues):
        assert cue.text in out | in_conflict | known
    starts = [cue.start_ms for cue in found.track.cues]
    assert starts == sorted(starts)


@patient
@given(tracks, tracks)
def test_a_side_that_changed_nothing_gives_way_to_the_other(base, other):
    by_start = tuple(sorted(other.cues, key=lambda cue: cue.start_ms))
    for found in (captions.merge(base, base, other), captions.merge(base, other, base)):
        assert sorted(map(repr, found.track.cues)) == sorted(map(repr, by_start))
        assert found.conflicts == ()
