from hypothesis import given, settings
from hypothesis import strategies as st

import captions
from captions import Cue, Track, WordEdit
from captions.compare import edits

patient = settings(deadline=None)

ONE = Cue(0, 2000, "Good evening, and welcome.")
TWO = Cue(2000, 4000, "Today we talk about money.")
THREE = Cue(4000, 6000, "And about friends.")


def kinds(old: tuple[Cue, ...], new: tuple[Cue, ...]) -> list[tuple[str, int | None, int | None]]:
    found = captions.compare(Track(old), Track(new))
    return [(each.kind, each.old_number, each.new_number) for each in found.differences]


def test_a_track_differs_from_itself_in_nothing():
    found = captions.compare(Track((ONE, TWO, ONE)), Track((ONE, TWO, ONE)))
    assert (found.differences, found.same) == ((), 3)


def test_added_and_removed_cues_are_named_in_the_order_of_time():
    assert kinds((ONE, THREE), (TWO, THREE)) == [("removed", 1, None), ("added", None, 1)]


def test_another_word_is_a_change_with_its_words():
    new = Cue(2000, 4000, "Today we speak about money.")
    (found,) = captions.compare(Track((ONE, TWO)), Track((ONE, new))).differences
    assert (found.kind, found.old, found.new) == ("changed", TWO, new)
    assert found.words == (WordEdit(2, ("talk",), ("speak",)),)


def test_the_same_text_at_another_time_has_moved():
    later = Cue(9000, 11_000, TWO.text)
    assert kinds((ONE, TWO), (ONE, later)) == [("moved", 2, 2)]


def test_another_line_break_case_or_setting_is_a_change_without_a_move():
    new = Cue(2000, 4000, "Today we talk\nabout MONEY.")
    assert kinds((TWO,), (new,)) == [("changed", 1, 1)]
    assert kinds((TWO,), (Cue(2000, 4000, TWO.text, settings="line:0"),)) == [("changed", 1, 1)]
    assert kinds((TWO,), (Cue(2000, 4000, TWO.text, id="a"),)) == [("changed", 1, 1)]


def test_a_track_that_is_shifted_as_a_whole_has_only_moved():
    old = Track((ONE, TWO, THREE))
    found = captions.compare(old, captions.shifted(old, 700).track)
    assert [each.kind for each in found.differences] == ["moved"] * 3


def test_of_words_said_several_times_the_nearest_are_one():
    said = tuple(Cue(at, at + 500, "Yes.") for at in (0, 10_000, 20_000))
    assert kinds(said, (said[0], Cue(20_100, 20_600, "Yes."))) == [
        ("removed", 2, None),
        ("moved", 3, 2),
    ]
    new = (Cue(9900, 10_400, "Yes."), Cue(30_000, 30_500, "Yes."))
    assert kinds((said[1],), new) == [("moved", 1, 1), ("added", None, 2)]
    assert kinds((said[2],), (Cue(900, 1000, "Yes."), Cue(19_000, 19_500, "Yes."))) == [
        ("added", None, 1),
        ("moved", 1, 2),
    ]


def test_more_of_the_old_than_of_the_new_are_removed():
    said = tuple(Cue(at, at + 500, "Yes.") for at in (0, 10_000, 20_000))
    assert kinds(said, (Cue(10_100, 10_600, "Yes."),)) == [
        ("removed", 1, None),
        ("moved", 2, 1),
        ("removed", 3, None),
    ]


def test_a_cue_that_was_cut_in_two_is_changed_and_one_is_added():
    halves = Cue(2000, 3100, "Today we talk"), Cue(3100, 4000, "about money.")
    assert kinds((ONE, TWO), (ONE, *halves)) == [("changed", 2, 2), ("added", None, 3)]


def test_cues_that_hardly_meet_are_two():
    assert kinds((Cue(0, 2000, "Here."),), (Cue(1900, 4000, "There."),)) == [
        ("removed", 1, None),
        ("added", None, 1),
    ]


def test_a_long_text_is_replaced_as_a_whole():
    old, new = ["a"] * 401, ["b"]
    assert edits(old, new) == (WordEdit(0, tuple(old), ("b",)),)
    assert edits(old, old) == ()


def test_it_reads_as_a_person_would_say_it():
    old = Track((ONE, TWO, THREE))
    new = Track(
        (
            Cue(0, 1500, "Good evening, and a warm welcome."),
            Cue(4000, 6000, "And friends."),
            Cue(8000, 9000, "The end."),
        )
    )
    assert captions.readable(captions.compare(old, new)) == (
        "changed at 00:00:00.000 --> 00:00:01.500 (was 00:00:00.000 --> 00:00:02.000): "
        "Good evening, and {+a warm+} welcome.\n"
        "removed at 00:00:02.000 --> 00:00:04.000: Today we talk about money.\n"
        "changed at 00:00:04.000 --> 00:00:06.000: And [-about-] friends.\n"
        "added at 00:00:08.000 --> 00:00:09.000: The end.\n"
        "0 the same, 4 different"
    )


cues = st.builds(
    Cue, st.integers(0, 5000), st.integers(0, 9000),
    st.sampled_from(["Yes.", "yes.", "No.", "It was a cold day.", "It was a day.", ""]),
)  # fmt: skip
tracks = st.lists(cues, max_size=12).map(tuple).map(Track)


@patient
@given(tracks, tracks)
def test_every_cue_is_accounted_for_once(old, new):
    found = captions.compare(old, new)
    gone = [each.old_number for each in found.differences if each.old is not None]
    came = [each.new_number for each in found.differences if each.new is not None]
    assert len(set(gone)) == len(gone) == len(old.cues) - found.same
    assert len(set(came)) == len(came) == len(new.cues) - found.same


@patient
@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")))
def test_the_edits_of_words_lead_from_the_old_to_the_new(old, new):
    at, built = 0, []
    for edit in edits(old, new):
        built += old[at : edit.at]
        built += edit.new
        at = edit.at + len(edit.old)
    assert built + old[at:] == new


def test_many_cues_of_few_texts_are_paired_without_comparing_each_with_each():
    old = Track(tuple(Cue(n * 1000, n * 1000 + 900, f"Line {n % 50}.") for n in range(20_000)))
    found = captions.compare(old, captions.shifted(old, 100).track)
    assert {each.kind for each in found.differences} == {"moved"}
