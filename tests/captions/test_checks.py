import pytest

import captions
from captions import Cue, Track


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
    assert problem.message == "Shown for 500 ms; at least 833 ms."


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
