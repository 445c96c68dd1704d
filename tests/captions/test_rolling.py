"""Rolling captions, as YouTube makes them: each line is shown twice, and said once."""

import pytest

import captions

ROLLING = """WEBVTT

00:00:00.160 --> 00:00:03.429
 \nGood<00:00:00.960><c> evening</c>

00:00:03.429 --> 00:00:03.439
Good evening
 \n
00:00:03.439 --> 00:00:05.749
Good evening
what<00:00:03.760><c> a</c>

00:00:05.749 --> 00:00:05.759
what a
 \n
00:00:05.759 --> 00:00:08.000
what a
night
"""


def test_rolling_captions_are_found_and_each_line_is_said_once():
    reading = captions.read(ROLLING)
    assert any("roll" in note.reason for note in reading.report)
    assert [turn.text for turn in captions.speaker_turns(reading.track)] == [
        "Good evening what a night"
    ]
    assert captions.write(reading.track, "srt").text.count("Good evening") == 1
    assert "rolling" in {problem.rule for problem in captions.check(reading.track)}


def test_fixing_rolling_captions_keeps_the_times_of_words():
    fixed = captions.fix(captions.read(ROLLING).track, kinds=["rolling"])
    assert [cue.plain_text for cue in fixed.track] == ["Good evening", "what a", "night"]
    assert "<00:00:00.960>" in fixed.track.cues[0].text
    assert fixed.done[0].kind == "rolling"


def test_captions_that_repeat_a_line_now_and_then_do_not_roll():
    cues = [captions.Cue(n * 1000, n * 1000 + 900, f"Line {n // 2}") for n in range(10)]
    assert "rolling" not in {p.rule for p in captions.check(captions.Track(tuple(cues)))}


def of_pairs(*pairs: str) -> captions.Track:
    """Each caption begins with the line before and adds one ("rolls"), says that line alone
    ("stays"), or begins with another ("new")."""
    texts = ["line 0"]
    for number, pair in enumerate(pairs, 1):
        last = texts[-1].split("\n")[-1]
        texts.append({"rolls": f"{last}\nline {number}", "stays": last}.get(pair, f"line {number}"))
    cues = (captions.Cue(n * 1000, n * 1000 + 900, text) for n, text in enumerate(texts))
    return captions.Track(tuple(cues))


def rolls(*pairs: str) -> bool:
    return "rolling" in {problem.rule for problem in captions.check(of_pairs(*pairs))}


@pytest.mark.parametrize(("rolled", "is_rolling"), [(6, True), (5, False)])
def test_captions_roll_where_three_of_five_begin_with_the_line_before(rolled, is_rolling):
    assert rolls(*["rolls"] * rolled, *["new"] * (10 - rolled)) is is_rolling


@pytest.mark.parametrize(("moved", "is_rolling"), [(6, True), (5, False)])
def test_captions_roll_where_three_of_ten_make_room_for_another_line(moved, is_rolling):
    assert rolls(*["rolls"] * moved, *["stays"] * (20 - moved)) is is_rolling


def test_two_lines_that_move_up_are_the_fewest_that_roll():
    assert rolls("rolls", "rolls")
    assert not rolls("rolls")
