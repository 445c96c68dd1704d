import pytest

import captions
from captions import Cue, Turn


def read(text: str) -> captions.Reading:
    reading = captions.read(text.encode(), "a.txt")
    assert reading.format == "txt"
    return reading


@pytest.mark.parametrize(
    "text",
    [
        "Ada: Hello.\n\nBob Smith: Hi.\n",
        "**Ada:** Hello.\n\n**Bob Smith:** Hi.\n",
        "**Ada**: Hello.\n**Bob Smith**: Hi.",
        "[Ada]: Hello.\n[Bob Smith]: Hi.",
        "ADA:\nHello.\nBOB SMITH:\nHi.",
    ],
)
def test_names_without_times_make_an_untimed_transcript(text):
    track = read(text).track
    assert not track.is_timed
    assert [(t.speaker.title(), t.text, t.start_ms) for t in track.turns if t.speaker] == [
        ("Ada", "Hello.", None),
        ("Bob Smith", "Hi.", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ada (00:00:01):\nHello.\n\nBob Smith (00:01:05):\nHi.",
        "**Ada** [0:01]\nHello.\n\n**Bob Smith** [1:05]\nHi.",
        "Ada  0:01\nHello.\nBob Smith  1:05\nHi.",
        "Ada\t0:01\nHello.\nBob Smith\t1:05\nHi.",
        "00:00:01 Ada: Hello.\n00:01:05 Bob Smith: Hi.",
        "[0:01] **Ada:** Hello.\n[1:05] **Bob Smith:** Hi.",
        "**Ada:** Hello. [00:01]\n**Bob Smith:** Hi. [01:05]",
        "**Ada:** Hello. \\[00:01\\]\n**Bob Smith:** Hi. \\[01:05\\]",
        "Ada [00:00:01.000]: Hello.\nBob Smith [00:01:05.000]: Hi.",
    ],
)
def test_names_with_times_make_cues(text):
    track = read(text).track
    assert track.is_timed
    assert [(c.start_ms, c.speaker, c.speeches[0].text) for c in track.cues] == [
        (1000, "Ada", "Hello."),
        (65_000, "Bob Smith", "Hi."),
    ]


def test_a_cue_ends_where_the_next_begins_and_the_last_end_is_an_estimate_that_says_so():
    reading = read("00:00:01 Hello.\n00:00:05 Bye.\n")
    assert reading.track.cues == (Cue(1000, 5000, "Hello."), Cue(5000, 6000, "Bye."))
    assert [(note.kind, note.line) for note in reading.report] == [("changed", 2)]
    assert "estimated" in reading.report[0].reason


def test_times_that_go_back_are_kept_and_noted():
    reading = read("0:10 b\n0:05 a\n0:20 c\n")
    assert [cue.start_ms for cue in reading.track.cues] == [10_000, 5000, 20_000]
    assert ("noted", 2) in [(note.kind, note.line) for note in reading.report]


def test_a_time_alone_goes_on_with_the_speaker_above():
    cues = read("Ada (0:01):\nHello.\n\n(0:05):\nAgain.").track.cues
    assert [(cue.start_ms, cue.speaker) for cue in cues] == [(1000, "Ada"), (5000, "Ada")]


def test_a_few_times_in_a_text_are_marks_and_do_not_time_it():
    track = read("Ada: One.\n\nBob: Two. [1:05]\n\nAda: Three.\n").track
    assert not track.is_timed
    assert [turn.start_ms for turn in track.turns] == [None, 65_000, None]


def test_a_turn_without_a_time_among_many_with_one_is_reported():
    text = "".join(f"0:0{n} Line {n}.\n" for n in range(1, 6)) + "Ada: No time.\n"
    reading = read(text)
    assert reading.track.cues[-1].start_ms == 5000
    assert "This turn has no time" in " ".join(note.reason for note in reading.report)


def test_front_matter_and_headings_are_dropped_and_reported():
    reading = read("---\ntitle: X\n---\n\n# X\n\n## Transcript\n\nAda: Hello.\n")
    assert reading.track.turns == (Turn("Ada", "Hello."),)
    assert [(note.kind, note.line) for note in reading.report] == [
        ("dropped", 1),
        ("dropped", 5),
        ("dropped", 7),
    ]


def test_a_comment_of_markdown_is_dropped_and_reported():
    reading = read("Ada: Hello.\n<!-- **Bob** [20:15] -->\nAnd welcome.\n")
    assert reading.track.turns == (Turn("Ada", "Hello.\nAnd welcome."),)
    assert [(note.kind, note.line) for note in reading.report] == [("dropped", 2)]


def test_a_rule_that_opens_no_front_matter_is_no_front_matter():
    assert read("---\nAda: Hello.\n").track.turns == (Turn("Ada", "Hello."),)


def test_plain_prose_is_one_turn_of_nobody():
    assert read("Once upon a time.\nThe end.").track.turns == (
        Turn(None, "Once upon a time.\nThe end."),
    )


def test_a_name_that_says_nothing_is_reported():
    reading = read("Ada (0:01):\nBob (0:02):\nHi.\n")
    assert [cue.speaker for cue in reading.track.cues] == ["Bob"]
    assert "Ada is named as the speaker" in reading.report[0].reason


def test_a_bracket_that_is_no_time_stays_among_the_words():
    assert read("[12:75] Hello.").track.turns == (Turn(None, "[12:75] Hello."),)


def test_a_file_of_headings_alone_says_nothing():
    with pytest.raises(captions.EmptyFileError, match="Nobody says anything"):
        captions.read(b"# Title\n\n## Subtitle\n")


def test_a_long_turn_becomes_several_cues_at_sentences_and_says_so():
    sentence = "This is a sentence of some length. "
    reading = read(f"Ada (0:00):\n{sentence * 100}\n\nBob (10:00):\nYes.\n{'x' * 3000}")
    cues = reading.track.cues
    assert all(len(cue.text) < 2000 for cue in cues)
    assert cues[0].text.endswith("length.")
    assert cues[0].end_ms == cues[1].start_ms
    assert {cue.speaker for cue in cues} == {"Ada", "Bob"}
    assert sum(note.kind == "changed" for note in reading.report) == 3
    assert captions.read(captions.write(reading.track, "vtt").data).track == reading.track


def test_a_long_turn_of_characters_that_are_escaped_still_fits_into_cues():
    reading = read(f"0:00 {'&' * 4000}\n")
    assert max(len(cue.text) for cue in reading.track.cues) <= 2000
    assert "".join(cue.plain_text for cue in reading.track.cues).replace(" ", "") == "&" * 4000


def test_markup_in_a_transcript_is_words():
    track = read("0:01 <Ada>: <script>x</script> & <3\n").track
    assert track.cues[0].plain_text == "<Ada>: <script>x</script> & <3"
    assert "<script" not in captions.safe_html(track.cues[0].text)


# writing


def test_an_untimed_transcript_comes_back_from_its_text():
    track = captions.Track(turns=(Turn(None, "Intro."), Turn("Ada", "Hello."), Turn("Bob", "Hi.")))
    written = captions.write(track, "txt")
    assert written.text == "Intro.\n\nAda: Hello.\n\nBob: Hi.\n"
    assert captions.read(written.data).track == track
    assert written.losses == ()


def test_captions_become_turns_with_the_second_they_start():
    track = captions.Track(
        (
            Cue(500, 1000, "[music]"),
            Cue(1000, 2000, "<v Ada>Hello and"),
            Cue(3_725_000, 3_726_000, "<b>bye</b>", settings="line:0"),
            Cue(3_726_000, 3_727_000, "<v Bob>Bye"),
        ),
        blocks=(captions.Block("note", "x"),),
    )
    written = captions.write(track, "txt")
    assert written.text == (
        "0:00:00 [music]\n\nAda (0:00:01):\nHello and bye\n\nBob (1:02:06):\nBye\n"
    )
    assert [note.kind for note in written.losses] == ["changed", "dropped", "dropped"]


def test_a_turn_knows_the_line_of_the_file_that_each_of_its_lines_came_from():
    track = read("# Title\n\nAda: One.\n\nTwo.\nBob:  Three.\n").track
    assert [turn.lines for turn in track.turns] == [(3, 5), (6,)]


def test_a_cue_knows_the_line_that_its_text_begins_on():
    assert [cue.line for cue in read("0:01\nHello.\n\n0:05 Bye.\n").track.cues] == [2, 4]
    srt = captions.read(b"1\n00:00:01,000 --> 00:00:02,000\nHello.\n", "a.srt").track
    vtt = captions.read(b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n", "a.vtt").track
    assert (srt.cues[0].line, vtt.cues[0].line) == (3, 4)


def test_names_in_lower_case_are_names_where_most_lines_begin_with_one():
    turns = read("mary: hello there\n\nspeaker_2: hi\n[laughs]\nmary: so\n").track.turns
    assert [turn.speaker for turn in turns] == ["mary", "speaker_2", "mary"]


def test_a_single_word_with_a_colon_in_a_text_is_no_name():
    track = read("It was cold.\nhint: wear a coat.\nWe went home.\n").track
    assert [turn.speaker for turn in track.turns] == [None]
