"""Rolling captions, as YouTube makes them: each line is shown twice, and said once."""

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
