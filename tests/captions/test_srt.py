import pytest

import captions
from captions import Cue


def read(text: str) -> captions.Reading:
    reading = captions.read(text.encode(), "a.srt")
    assert reading.format == "srt"
    return reading


def texts(text: str) -> list[str]:
    return [cue.text for cue in read(text).track.cues]


TIMES = "00:00:01,000 --> 00:00:02,500"


def test_an_ordinary_file_gives_its_cues_and_an_empty_report():
    reading = read(f"1\n{TIMES}\nHello,\nyou\n\n2\n00:01:03,000 --> 01:00:04,000\nBye\n\n")
    assert reading.track.cues == (Cue(1000, 2500, "Hello,\nyou"), Cue(63_000, 3_604_000, "Bye"))
    assert reading.report == ()


@pytest.mark.parametrize("newline", ["\r", "\r\n"])
def test_any_line_break_will_do(newline):
    assert texts(f"1\n{TIMES}\na\nb\n\n2\n{TIMES}\nc".replace("\n", newline)) == ["a\nb", "c"]


def test_leading_blank_lines_and_missing_numbers_are_fine():
    assert texts(f"\n\n{TIMES}\na\n\n{TIMES}\nb") == ["a", "b"]


def test_blank_lines_between_times_and_text_are_no_text():
    assert texts(f"1\n{TIMES}\n \n\t\na") == ["a"]


def test_a_number_glued_to_the_text_above_is_not_text():
    assert texts(f"1\n{TIMES}\na\n2\n{TIMES}\nb") == ["a", "b"]


def test_a_blank_line_between_number_and_times_is_no_text():
    assert texts(f"1\n\n{TIMES}\na\n\n2\n\n{TIMES}\nb") == ["a", "b"]


def test_a_number_that_is_said_stays_where_captions_are_not_numbered():
    assert texts(f"{TIMES}\n2024\n{TIMES}\nb") == ["2024", "b"]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("00:01,000 --> 00:02,500", (1000, 2500)),
        ("00:00:01.000 --> 00:00:02.500", (1000, 2500)),
        ("00:00:01 --> 00:00:02", (1000, 2000)),
        ("0:0:1,0 --> 0:0:2,5", (1000, 2005)),
        ("0:0:1.0 --> 0:0:2.5", (1000, 2500)),
        ("00:00:01:000 --> 00:00:02:500", (1000, 2500)),
        ("00: 00: 01, 000 --> 00: 00: 02, 500", (1000, 2500)),
        ("00:00:01,000 -> 00:00:02,500", (1000, 2500)),
        ("00:00:01,000 -- > 00:00:02,500", (1000, 2500)),
        ("1 00:00:01,000 --> 00:00:02,500", (1000, 2500)),
        ("00:00:75,000 --> 00:90:00,000", (75_000, 5_400_000)),
    ],
)
def test_times_as_people_write_them_are_read_and_remarked(times, expected):
    reading = read(f"{times}\nHello\n")
    cue = reading.track.cues[0]
    assert (cue.start_ms, cue.end_ms) == expected
    assert [note.kind for note in reading.report] == ["repaired"]


def test_hours_go_past_99():
    assert read("100:00:00,000 --> 123456:00:00,000\nx").track.cues[0].start_ms == 360_000_000


@pytest.mark.parametrize(
    "times",
    [
        "-00:00:01,000 --> 00:00:02,000",
        "00:00:01,000 -->",
        "9999999999:99:99,999 --> 9999999999:99:99,999",
    ],
)
def test_times_that_say_nothing_drop_their_cue_with_line_and_words(times):
    reading = read(f"1\n{times}\nlost\n\n2\n{TIMES}\nkept")
    assert [cue.text for cue in reading.track.cues] == ["kept"]
    assert [(note.kind, note.line) for note in reading.report] == [("dropped", 2)]
    assert "lost" in reading.report[0].reason


def test_blank_lines_within_a_text_are_closed_up_and_reported():
    reading = read(f"1\n{TIMES}\na\n\n \nb\n\n2\n{TIMES}\nc")
    assert [cue.text for cue in reading.track.cues] == ["a\nb", "c"]
    assert [(n.kind, n.line, n.cue) for n in reading.report] == [("repaired", 2, 1)]


def test_text_before_the_first_time_is_reported_line_by_line():
    reading = read(f"A title\n\n1\n{TIMES}\na")
    assert [(note.kind, note.line) for note in reading.report] == [("dropped", 1)]


def test_positions_after_the_times_are_dropped_and_reported():
    reading = read(f"1\n{TIMES} X1:100 X2:200 Y1:1 Y2:2\na")
    assert reading.track.cues == (Cue(1000, 2500, "a"),)
    assert "X1:100" in reading.report[0].reason


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        (r"{\an8}", "line:0"),
        (r"{\an2}", ""),
        (r"{\an1}", "align:start"),
        (r"{\an6}", "line:50% align:end"),
    ],
)
def test_an_alignment_code_becomes_a_position(text, settings):
    reading = read(f"1\n{TIMES}\n{text}Hello")
    assert reading.track.cues == (Cue(1000, 2500, "Hello", settings=settings),)
    assert reading.report == ()


@pytest.mark.parametrize(
    ("text", "payload", "changes"),
    [
        ("<b>a</b> <I>b</I> <u>c</u>", "<b>a</b> <i>b</i> <u>c</u>", 0),
        ("<strong>a</strong> <bold>b</bold> <em>c</em>", "<b>a</b> <b>b</b> <i>c</i>", 0),
        ('<font color="#ff0000">a</font>', "<c.red>a</c>", 0),
        ("<font color=aqua face='Arial'>a</font>", "<c.cyan>a</c>", 1),
        ('<font color="#ff8000">a</font>', "a", 1),
        ("<s>a</s><s>b</s>", "ab", 1),
        ("a<br/>b<br>c", "a\nb\nc", 0),
        ("<v Ada>a</v>", "<v Ada>a</v>", 0),
        (r"{\pos(1,2)}a{\i1}b", "ab", 2),
        ("<laughs> <3 R&B a & b", "&lt;laughs> &lt;3 R&amp;B a &amp; b", 0),
        ("&lt;b&gt; &amp; &eacute;&#10;", "&lt;b> &amp; é ", 0),
        ("<font></font>\na", "a", 1),
        ("go --> there", "go --&gt; there", 0),
        ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>", 0),
    ],
)
def test_markup_becomes_cue_text(text, payload, changes):
    reading = read(f"1\n{TIMES}\n{text}")
    assert reading.track.cues[0].text == payload
    assert [note.kind for note in reading.report] == ["changed"] * changes


def test_a_file_named_srt_without_any_times_is_a_transcript():
    assert captions.read(b"Hello there.", "a.srt").format == "txt"


def test_srt_lines_without_times_are_refused_by_the_reader_itself():
    srt = captions.formats.by_id("srt")
    with pytest.raises(captions.MalformedFileError, match="starts and ends"):
        srt.read(["x"], captions.report.Report(), captions.DEFAULT_LIMITS)


# writing


def test_writing_numbers_the_cues_and_keeps_bold_italics_voices_and_place():
    track = captions.Track(
        (
            Cue(1000, 2500, "<v Ada><i>Hi</i> &amp; <b>you</b></v> <v Bob>Yes", settings="line:0"),
            Cue(2500, 360_003_000, "Bye\n<v>x"),
        )
    )
    written = captions.write(track, "srt")
    assert written.text == (
        "1\n00:00:01,000 --> 00:00:02,500\n{\\an8}Ada: <i>Hi</i> & <b>you</b> \nBob: Yes\n\n"
        "2\n00:00:02,500 --> 100:00:03,000\nBye\nx\n"
    )
    assert written.losses == ()


def test_writing_says_what_subrip_cannot_hold():
    track = captions.Track(
        (
            Cue(0, 1000, "<c.loud>a</c><00:00.500><ruby>b<rt>c</rt></ruby>", "id", "size:50%"),
            Cue(1000, 1000, "<lang fr>oui"),
        ),
        blocks=(captions.Block("style", "::cue{}"), captions.Block("note", "x")),
    )
    reasons = [note.reason for note in captions.write(track, "srt").losses]
    said = " ".join(reasons)
    for loss in ("STYLE", "NOTE", "classes", "times", "ruby", "size:50%", "“id”", "language"):
        assert loss in said
    assert any("never shown" in reason for reason in reasons)


@pytest.mark.parametrize(
    "text", ["<b>", "&amp;", "R&B", "{\\an8}", "1 < 2", "a --> b", "00:00:01,000 --> 00:00:02,000"]
)
def test_words_that_look_like_markup_survive_subrip(text):
    track = captions.Track((Cue(0, 1000, captions.escape(text)),))
    back = captions.read(captions.write(track, "srt").data).track
    assert back == track
