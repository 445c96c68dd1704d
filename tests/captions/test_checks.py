from fractions import Fraction

import pytest

import captions
from captions import Cue, Track
from captions.checks import language_of


def found(*cues: Cue, **options) -> list[tuple[str, str, int]]:
    return [(p.rule, p.level, p.cue) for p in captions.check(Track(cues), **options)]


GOOD = Cue(0, 2000, "Good evening.")


def test_good_captions_have_no_problems():
    assert found(GOOD, Cue(2000, 4000, "And welcome."), Cue(4083, 6000, "So."), media_ms=6000) == []


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        (Cue(1500, 3500, "Too soon."), ("overlap", "error", 2)),
        (Cue(2040, 4000, "Too near."), ("gap", "warning", 2)),
        (Cue(2000, 2000, "Never."), ("interval", "error", 2)),
        (Cue(2000, 4000, "<b> </b>"), ("empty", "error", 2)),
        (Cue(2000, 6000, "a\nb\nc"), ("lines", "error", 2)),
        (Cue(2000, 8000, "x" * 43), ("line-length", "warning", 2)),
        (Cue(2000, 2500, "Short."), ("shortest", "warning", 2)),
        (Cue(2000, 9001, "Long."), ("longest", "warning", 2)),
        (Cue(2000, 3000, "This is more than can be"), ("reading-speed", "warning", 2)),
        (Cue(2000, 10_500, "Past."), ("media-end", "error", 2)),
        (Cue(2000, 4000, "- Who?\n- Me."), ("speaker", "note", 2)),
    ],
)
def test_each_rule_finds_its_cue(cue, expected):
    assert expected in found(GOOD, cue, media_ms=10_000)


def test_a_cue_before_the_one_above_is_out_of_order_and_not_also_an_overlap():
    assert found(Cue(5000, 7000, "Later."), GOOD) == [("order", "error", 2)]


def test_a_limit_that_is_just_met_is_met():
    text = "x" * 20 + "\n" + "y" * 19
    assert found(Cue(0, 2000, text)) == []
    assert found(Cue(0, 833, "Shortest.")) == []
    assert found(Cue(0, 7000, "Longest.")) == []
    assert found(Cue(0, 7000, "x" * 42)) == []


def test_named_speakers_need_no_remark():
    assert found(Cue(0, 2000, "- ADA: Who?\n- BOB: Me.")) == []


def test_markup_does_not_count_as_characters():
    assert found(Cue(0, 3000, "<v A Very Long Name Indeed><c.yellow>" + "x" * 42)) == []


def test_a_problem_carries_what_was_measured_the_limit_and_the_clause():
    (problem,) = captions.check(Track((Cue(1000, 1500, "Short."),)), profile="netflix")
    assert (problem.measured, problem.limit, problem.start_ms) == (500, 833, 1000)
    assert "Netflix" in problem.source
    assert problem.message == "Shown for 0.50 s; it needs at least 0.83 s."


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ("default", {"line-length"}),
        ("netflix-child", {"line-length", "reading-speed"}),
        ("bbc", {"line-length", "shortest", "reading-speed"}),
        ("dcmp", {"line-length", "reading-speed"}),
    ],
)
def test_profiles_differ_as_their_houses_do(profile, expected):
    cue = Cue(0, 2400, "It was a good day for a nice long walk in it")
    assert {rule for rule, _, _ in found(cue, profile=profile)} == expected


def test_an_unknown_profile_is_refused_with_those_that_are_known():
    with pytest.raises(captions.CaptionError, match="default, netflix"):
        captions.check(Track(), profile="x")


def test_an_untimed_transcript_breaks_no_rule():
    assert captions.check(Track(turns=(captions.Turn("Ada", "x" * 500),))) == []


def rules_of(*cues: Cue, **options) -> set[str]:
    return {rule for rule, _, _ in found(*cues, **options)}


def at(gap_ms: int) -> Cue:
    return Cue(2000 + gap_ms, 6000, "And welcome.")


@pytest.mark.parametrize(
    ("profile", "gap_ms", "expected"),
    [
        ("default", 0, set()),
        ("default", 40, {"gap"}),
        ("default", 83, set()),
        ("default", 500, {"flicker"}),
        ("default", 1000, set()),
        ("netflix", 0, {"gap"}),
        ("netflix", 83, set()),
        ("netflix", 84, set()),
        ("netflix", 125, {"gap"}),
        ("netflix", 459, {"gap"}),
        ("netflix", 500, set()),
        ("bbc", 0, set()),
        ("bbc", 999, {"gap"}),
        ("bbc", 1000, set()),
        ("dcmp", 40, set()),
    ],
)
def test_each_house_has_its_own_gaps(profile, gap_ms, expected):
    assert rules_of(GOOD, at(gap_ms), profile=profile) == expected


def test_gaps_in_frames_are_counted_at_the_frame_rate():
    assert rules_of(GOOD, at(67), profile="netflix") == {"gap"}
    assert rules_of(GOOD, at(67), profile="netflix", frame_rate=Fraction(30)) == set()
    assert rules_of(GOOD, at(67), frame_rate=Fraction(30)) == {"gap"}


@pytest.mark.parametrize(
    ("text", "language", "rule"),
    [
        ("I saw the\nhouse.", "en", "line-sense"),
        ("I met Ada\nLovelace.", "en", "line-sense"),
        ("It weighs 25\nkilograms.", "en", "line-sense"),
        ("I went home to the", "en", "sentence-cut"),
        ("Ich sah das\nHaus.", "de", "line-sense"),
        ("Ich ging in", "de", "sentence-cut"),
    ],
)
def test_a_break_against_sense_is_noted(text, language, rule):
    track = Track((Cue(0, 4000, text),), language=language)
    (problem,) = captions.check(track)
    assert (problem.rule, problem.level) == (rule, "note")


def test_a_break_at_sense_is_fine():
    assert found(Cue(0, 4000, "I saw the house\nand Ada Lovelace.")) == []


def test_a_preposition_at_the_end_of_a_question_is_fine():
    assert found(Cue(0, 4000, "What are you looking at?\nWell.")) == []


def test_small_words_of_another_language_are_no_mistake():
    spoken = "der Mann und die Frau sind in der Stadt, und das Kind sagt: komm an"
    cues = [Cue(n * 3000, n * 3000 + 3000, text) for n, text in enumerate(spoken.split(", "))]
    assert language_of(Track(tuple(cues))) == "de"


@pytest.mark.parametrize(
    ("profile", "text", "expected"),
    [
        ("default", "[laughs]", set()),
        ("default", "(laughs)", {"sound"}),
        ("default", "*laughs*", {"sound"}),
        ("default", "(Sorry, I mean it.)", set()),
        ("default", "ADA: (sighs)", {"sound"}),
        ("default", "(laughs]", set()),
        ("default", "*♪*", set()),
        ("bbc", "[laughs]", {"sound"}),
        ("bbc", "[LAUGHTER]", set()),
        ("dcmp", "[LAUGHS]", {"sound"}),
        ("dcmp", "[laughs]", set()),
    ],
)
def test_sounds_have_the_form_of_their_house(profile, text, expected):
    assert rules_of(Cue(0, 4000, text), profile=profile) == expected


@pytest.mark.parametrize(
    ("profile", "text", "expected"),
    [
        ("default", ">> And now?", {"speaker"}),
        ("default", ">> ADA: And now?", set()),
        ("default", "- Who?\n- Me.", {"speaker"}),
        ("netflix", "-Who?\n-Me.", set()),
        ("netflix", "Who? -Me.", {"speaker"}),
        ("bbc", "- Who?\n- Me.", {"speaker"}),
        ("bbc", "<c.yellow>- Who?</c>\n<c.cyan>- Me.</c>", set()),
        ("dcmp", "- (Ada) Who?\n- (Bob) Me.", set()),
        ("dcmp", "- Who?\n- Me.", {"speaker"}),
    ],
)
def test_a_change_of_voice_is_marked_as_its_house_does(profile, text, expected):
    assert rules_of(Cue(0, 4000, text), profile=profile) == expected


def said_by(*names: str) -> tuple[Cue, ...]:
    return tuple(
        Cue(n * 3000, n * 3000 + 3000, f"<v {name}>Hello there.") for n, name in enumerate(names)
    )


@pytest.mark.parametrize(
    ("names", "cues", "fix"),
    [
        (("Ada", "Ada", "ADA"), [3], "names"),
        (("Dr. Wu", "Dr Wu", "Dr. Wu", "Dr Wu", "Dr Wu"), [1, 3], "names"),
        (("Sarah", "Sarah", "Sarah", "Sara", "Sara"), [], None),
        (("Sarah", "Sarah", "Sarah", "Sara", "Bob"), [4], None),
        (("Martin", "Martin", "Martin", "Marvin"), [4], None),
        (("Martin", "Martin", "Martin", "Matrin"), [4], None),
        (("Dana", "Dana", "Dana", "Dan"), [], None),
        (("Robert", "Robert", "Robert", "Rob"), [], None),
    ],
)
def test_one_name_spelt_in_two_ways_is_noted(names, cues, fix):
    problems = captions.check(Track(said_by(*names)))
    assert [problem.cue for problem in problems] == cues
    assert {problem.rule for problem in problems} <= {"name-spelling"}
    assert all(problem.fix == fix for problem in problems)


def test_full_width_letters_take_two_columns():
    cue = Cue(0, 6000, "青い丸型の内部にアーチ形のペアがある。下に文字が書か")
    (problem,) = captions.check(Track((cue,), language="ja"))
    assert (problem.rule, problem.measured) == ("line-length", 52)


def test_a_profile_of_ones_own_is_taken_as_it_is():
    rules = captions.Profile(name="ours", chars_per_line=5, lines=1)
    assert rules_of(Cue(0, 10, "Too long"), profile=rules) == {"line-length"}
    (problem,) = captions.check(Track((Cue(0, 10, "Too long"),)), rules)
    assert problem.source == "ours"


def test_a_problem_that_can_be_fixed_says_how():
    problems = captions.check(Track((Cue(0, 9000, "x" * 50 + " y"), Cue(8000, 8100, ""))))
    assert {problem.rule: problem.fix for problem in problems} == {
        "longest": "split",
        "line-length": "lines",
        "overlap": "overlap",
        "shortest": "durations",
        "empty": None,
    }
