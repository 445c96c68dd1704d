"""What is shown twice, two voices in one caption, cuts, and the signs that Netflix wants."""

import pytest

import captions
from captions import Cue, Track


def found(*cues: Cue, rules: tuple[str, ...], **options) -> list[tuple[str, int]]:
    problems = captions.check(Track(cues, language="en"), **options)
    return [(problem.rule, problem.cue) for problem in problems if problem.rule in rules]


@pytest.mark.parametrize(
    ("first", "second", "cue"),
    [
        ("We are back again.", "We are back again.", 2),
        ("<v Ada>We are\nback again.", "We are back\nagain.", 2),
        ("We are back\nWe are back", "And on.", 1),
    ],
)
def test_what_is_shown_twice_in_a_row_is_said(first, second, cue):
    cues = Cue(0, 2000, first), Cue(2100, 4000, second)
    assert found(*cues, rules=("repeated",)) == [("repeated", cue)]


@pytest.mark.parametrize(
    ("second", "start_ms"),
    [("We are back again!", 2100), ("We are back again.", 9000), ("No!", 2100)],
)
def test_a_refrain_and_a_short_word_may_come_again(second, start_ms):
    first = "No!" if second == "No!" else "We are back again."
    cues = Cue(0, 2000, first), Cue(start_ms, start_ms + 2000, second)
    assert found(*cues, rules=("repeated",)) == []


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("<v Ada>Yes.</v>\n<v Bob>No.</v>\n<v Eve>So?</v>", "warning"),
        ("<v Ada>Yes.</v> <v Bob>No.</v>", "warning"),
        ("<v Ada>Yes.</v>\n<v Bob>No.</v>", None),
    ],
)
def test_two_people_at_most_stand_in_a_caption_each_on_a_line(text, level):
    problems = captions.check(Track((Cue(0, 2000, text),)))
    levels = [problem.level for problem in problems if problem.rule == "dual-speakers"]
    assert levels == ([level] if level else [])


def test_a_house_with_dashes_wants_them_where_two_people_speak():
    bare, dashed = "<v Ada>Yes.</v>\n<v Bob>No.</v>", "<v Ada>- Yes.</v>\n<v Bob>- No.</v>"
    rules = {"rules": ("dual-speakers",), "profile": "netflix"}
    assert found(Cue(0, 2000, bare), **rules) == [("dual-speakers", 1)]
    assert found(Cue(0, 2000, dashed), **rules) == []


@pytest.mark.parametrize(
    ("start_ms", "end_ms", "count"),
    [(1000, 3000, 0), (800, 3000, 1), (1300, 3000, 1), (1000, 4200, 1), (1000, 5000, 0),
     (1030, 3916, 0), (500, 3000, 0)],
)  # fmt: skip
def test_a_caption_begins_with_its_shot_or_well_apart_from_it(start_ms, end_ms, count):
    cue = Cue(start_ms, end_ms, "Good evening.")
    shots = {"shots_ms": (4000, 0, 1000), "rules": ("shot-change",)}
    assert len(found(cue, **shots)) == count
    assert found(cue, rules=("shot-change",)) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Well... no", "ellipsis"),
        ("Well,  no", "spaces"),
        ("I have 3 cats", "numbers"),
        ("I have 10 cats", "numbers"),
    ],
)
def test_netflix_has_signs_of_its_own_and_the_others_do_not(text, rule):
    cue = Cue(0, 2000, text)
    rules = ("ellipsis", "spaces", "numbers")
    assert found(cue, rules=rules, profile="netflix") == [(rule, 1)]
    assert found(cue, rules=rules) == []


@pytest.mark.parametrize(
    "text", ["Well… no", "At 3:30", "It costs $5", "Room 2b", "11 cats", "1,5"]
)
def test_what_netflix_writes_so_is_no_problem(text):
    rules = ("ellipsis", "spaces", "numbers")
    assert found(Cue(0, 2000, text), rules=rules, profile="netflix") == []
