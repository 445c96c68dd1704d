"""What is mended, and that no word is."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import captions
from captions import Block, Cue, Track
from captions.fixes.payload import words_of
from captions.profiles import PROFILES

patient = settings(deadline=None)


def fixed(*cues: Cue, **options) -> tuple[Cue, ...]:
    return captions.fix(Track(cues, language="en"), **options).track.cues


def test_a_good_track_is_left_as_it_is():
    track = Track((Cue(0, 2000, "Good evening."),), blocks=(Block("note", "Mine", 1),))
    found = captions.fix(track)
    assert (found.track, found.done, found.left) == (track, (), ())


def test_an_overlap_ends_where_the_next_begins():
    first, _ = fixed(Cue(0, 2500, "Good evening."), Cue(2000, 4000, "And welcome."))
    assert first.end_ms == 2000


def test_an_overlap_leaves_the_gap_that_the_house_wants():
    cues = Cue(0, 2500, "Good evening."), Cue(2000, 4000, "And welcome.")
    assert fixed(*cues, profile="netflix")[0].end_ms == 1917


def test_cues_in_two_places_may_be_meant_to_overlap():
    cues = Cue(0, 2500, "Good evening."), Cue(2000, 4000, "A sign.", settings="line:0")
    assert fixed(*cues) == cues


def test_cues_that_start_together_are_left_to_a_person():
    cues = Cue(0, 2500, "Good evening."), Cue(0, 2500, "And welcome.")
    found = captions.fix(Track(cues))
    assert found.track.cues == cues
    assert [problem.rule for problem in found.left] == ["overlap"]


@pytest.mark.parametrize(
    ("profile", "start_ms", "end_ms"),
    [
        ("default", 2040, 2040),
        ("default", 2500, 2417),
        ("netflix", 2040, 1957),
        ("netflix", 2300, 2217),
        ("bbc", 2300, 2300),
    ],
)
def test_a_gap_is_closed_or_opened_as_the_house_wants(profile, start_ms, end_ms):
    cues = Cue(0, 2000, "Good evening."), Cue(start_ms, start_ms + 3000, "And welcome.")
    assert fixed(*cues, profile=profile)[0].end_ms == end_ms


def test_a_gap_that_could_only_be_closed_by_standing_too_long_is_opened():
    first, _ = fixed(Cue(0, 7000, "Good evening."), Cue(7040, 9000, "And welcome."))
    assert first.end_ms == 6957


def test_a_short_cue_takes_the_room_that_it_has():
    first, _ = fixed(Cue(0, 300, "Yes, I do."), Cue(5000, 7000, "Well."))
    assert first.end_ms == 833


def test_a_short_cue_without_enough_room_takes_what_there_is():
    first, _ = fixed(Cue(0, 300, "Yes, I do."), Cue(600, 2600, "Well."))
    assert first.end_ms == 600


def test_a_hasty_cue_stands_until_it_is_read_but_not_past_the_video():
    (cue,) = fixed(Cue(0, 1000, "This takes longer to be read than it takes."))
    assert cue.end_ms == 2150
    (cue,) = fixed(Cue(0, 1000, "This takes longer to be read than it takes."), media_ms=1500)
    assert cue.end_ms == 1500


def test_a_cue_that_cannot_stand_longer_stays():
    cues = Cue(0, 400, "This takes long to be read."), Cue(400, 3000, "Well.")
    assert fixed(*cues) == cues


def test_a_long_line_is_broken_with_its_tags_in_place():
    (cue,) = fixed(Cue(0, 5000, "<v Ada> I <i>never thought</i> that, but now I &amp; Bob do so."))
    assert cue.text == "<v Ada> I <i>never thought</i> that,\nbut now I &amp; Bob do so."


def test_lines_are_broken_anew_at_sense():
    (cue,) = fixed(Cue(0, 5000, "I have gone to see the\nold house by the river today."))
    assert cue.text == "I have gone to see the old house\nby the river today."


def test_the_line_of_another_voice_stays_its_own():
    (cue,) = fixed(Cue(0, 7000, "- Who?\n- It is me\nand the dog, who else?"))
    assert cue.text == "- Who?\n- It is me and the dog, who else?"


def test_too_many_lines_become_two():
    (cue,) = fixed(Cue(0, 5000, "one two\nthree four\nfive six."))
    assert cue.text == "one two three four five six."


def test_more_than_its_lines_can_hold_is_cut_at_sense():
    text = (
        "It was a cold day and we had to wait for the bus. "
        "Nobody had thought of bringing a coat for the dog."
    )
    first, second = fixed(Cue(0, 8000, f"<i>{text}</i>", id="a", settings="line:0"))
    assert first.text.endswith("the bus.</i>")
    assert second.text.startswith("<i>Nobody")
    assert (first.id, second.id, second.settings) == ("a", "", "line:0")
    assert (first.start_ms, first.end_ms, second.end_ms) == (0, second.start_ms, 8000)


def test_the_speaker_of_a_cut_cue_speaks_in_both_parts():
    text = "It was a cold day, so we waited. " * 4
    cues = fixed(Cue(0, 9000, f"<v Ada>{text}"))
    assert len(cues) > 1
    assert {cue.speaker for cue in cues} == {"Ada"}


def test_parts_of_a_cut_cue_keep_the_gap_of_the_house():
    cues = fixed(Cue(0, 9000, "It was a cold day, so we waited. " * 4), profile="netflix")
    assert {b.start_ms - a.end_ms for a, b in pairwise(cues)} == {83}


def test_a_cue_is_not_cut_in_the_middle_of_a_thought():
    cue = Cue(0, 20_000, "Hello my friend")
    assert fixed(cue) == (cue,)


def test_a_cue_with_times_in_it_is_not_cut():
    text = "It was a cold day, <00:00:03.000>so we waited. " * 4
    assert len(fixed(Cue(0, 9000, text))) == 1


def test_notes_stay_before_their_cue():
    text = "It was a cold day, so we waited. " * 4
    cues = Cue(0, 9000, text), Cue(10_000, 12_000, "Then.")
    blocks = Block("style", "a"), Block("note", "b", 1), Block("note", "c", 2)
    track = captions.fix(Track(cues, blocks=blocks)).track
    assert len(track.cues) == 3
    assert [block.before for block in track.blocks] == [0, 2, 3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<v ADA>Hello ADA.", "<v Ada>Hello ADA."),
        ("<v.loud ADA>Hello.", "<v.loud Ada>Hello."),
        ("ADA: Hello.", "Ada: Hello."),
        ("- ADA: Hello.\n- Bob: Ah.", "- Ada: Hello.\n- Bob: Ah."),
        ("[ADA]: Hello.", "[Ada]: Hello."),
    ],
)
def test_a_speaker_gets_one_spelling_and_the_words_stay(text, expected):
    usual = tuple(Cue(n * 3000, n * 3000 + 3000, "<v Ada>Hello.") for n in range(3))
    found = captions.fix(Track((*usual, Cue(9000, 12_000, text))))
    assert found.track.cues[3].text == expected
    assert [(change.kind, change.cue) for change in found.done] == [("names", 4)]


def test_a_label_that_cannot_be_found_as_written_is_left():
    usual = tuple(Cue(n * 3000, n * 3000 + 3000, "<v A&amp;B>Hello.") for n in range(3))
    cue = Cue(9000, 12_000, "A&#38;b: Hello.")
    assert fixed(*usual, cue)[3] == cue


def test_only_the_kinds_asked_for_are_fixed():
    cues = Cue(0, 2500, "Good evening."), Cue(2000, 2300, "And welcome.")
    found = captions.fix(Track(cues), kinds={"durations"})
    assert {change.kind for change in found.done} == {"durations"}
    assert found.track.cues[0] == cues[0]


def test_only_the_problems_given_are_fixed():
    cues = Cue(0, 300, "Yes."), Cue(5000, 5300, "No.")
    problems = captions.check(Track(cues))[1:]
    first, second = captions.fix(Track(cues), problems).track.cues
    assert (first.end_ms, second.end_ms) == (300, 5833)


def test_a_line_that_would_seem_to_be_anothers_is_not_made():
    text = "It was about half past nine when I told Bob: go home, it is late."
    cues = fixed(Cue(0, 6000, text))
    assert [speech.speaker for cue in cues for speech in cue.speeches] == [None] * len(cues)


def test_the_frame_rate_counts():
    cues = Cue(0, 2000, "Good evening."), Cue(2010, 5000, "And welcome.")
    first, _ = fixed(*cues, profile="netflix", frame_rate=Fraction(50))
    assert first.end_ms == 1970


@pytest.mark.parametrize(
    ("payload", "raws"),
    [
        ("", []),
        ("<i></i>", ["<i></i>"]),
        ("<v Ada> Hi <b> you </b>", ["<v Ada> Hi", "<b> you </b>"]),
        ("a <i>b</i> c", ["a", "<i>b</i>", "c"]),
        ("日本。語", ["日", "本。", "語"]),
        ("<b>日本。語</b>", ["<b>日本。語</b>"]),
        ("<v\nAda>one\n- two", ["<v\nAda>one", "-", "two"]),
    ],
)
def test_words_keep_the_tags_that_touch_them(payload, raws):
    assert [atom.raw for atom in words_of(payload).atoms] == raws


pieces = st.sampled_from(
    ["It was", "a cold day", "and we", "waited.", "ADA:", "Ada:", "-", "<i>", "</i>", "<b>",
     "<v Ada>", "<v ada>", "&amp;", "\n", "\n- ", "[laughs]", "日本語です。", "<c.yellow>",
     "Bob: no", "<00:01.000>", "over and over again without an end"]
)  # fmt: skip
cues = st.builds(
    Cue, st.integers(0, 30_000), st.integers(0, 40_000),
    st.lists(pieces, max_size=12).map(" ".join), st.just(""), st.sampled_from(["", "", "line:0"]),
)  # fmt: skip
sorted_cues = st.lists(cues, max_size=8).map(
    lambda found: tuple(sorted(found, key=lambda cue: cue.start_ms))
)


def errors_of(problems) -> int:
    return sum(problem.level == "error" for problem in problems)


def words(track: Track, *, labels: bool) -> list[str] | str:
    if labels:
        return "".join("".join(cue.plain_text.split()) for cue in track.cues)
    return "".join("".join(speech.text.split()) for cue in track.cues for speech in cue.speeches)


@settings(patient, max_examples=300)
@given(sorted_cues, st.sampled_from(sorted(PROFILES)))
def test_a_fix_changes_no_word_and_adds_no_error(found, profile):
    track = Track(found, language="en")
    problems = captions.check(track, profile, 35_000)
    outcome = captions.fix(track, problems, profile=profile, media_ms=35_000)
    assert words(outcome.track, labels=False) == words(track, labels=False)
    assert errors_of(outcome.left) <= errors_of(problems)
    without_names = captions.fix(track, kinds=set(captions.FIX_KINDS) - {"names"}, profile=profile)
    assert words(without_names.track, labels=True) == words(track, labels=True)


def test_a_name_whose_usual_spelling_would_not_fit_its_line_stays():
    usual = tuple(Cue(n * 3000, n * 3000 + 3000, "<v A.D.A.>Hello.") for n in range(3))
    full = Cue(9000, 14_000, "ADA: " + "x" * 37)
    assert fixed(*usual, full)[3] == full
