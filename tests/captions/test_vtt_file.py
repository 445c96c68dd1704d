"""WebVTT files, by section of https://www.w3.org/TR/webvtt1/."""

import pytest

import captions
from captions import Block, Cue


def vtt(body: str) -> captions.Reading:
    return captions.read(("WEBVTT\n\n" + body).encode(), "a.vtt")


def cues_of(body: str) -> tuple[Cue, ...]:
    return vtt(body).track.cues


# 4.1, 6.1: the signature


@pytest.mark.parametrize("first", ["WEBVTT", "WEBVTT a title", "WEBVTT\ta title", "\ufeffWEBVTT"])
def test_6_1_the_signature_may_be_followed_by_a_space_or_a_tab_and_text(first):
    data = f"{first}\n\n00:01.000 --> 00:02.000\nHello".encode()
    assert [cue.text for cue in captions.read(data).track.cues] == ["Hello"]


@pytest.mark.parametrize(
    "first", ["WEBVTTfoo", "webvtt", " WEBVTT", "\nWEBVTT", "\ufeff\ufeffWEBVTT", "WEBVTT\u00a0x"]
)
def test_6_1_anything_else_in_place_of_the_signature_is_refused_at_line_1(first):
    data = f"{first}\n\n00:00:01.000 --> 00:00:02.000\nHello".encode()
    with pytest.raises(captions.MalformedFileError) as caught:
        captions.read(data, "a.vtt")
    assert caught.value.line == 1
    assert "WEBVTT" in caught.value.hint


def test_6_1_a_file_of_the_signature_alone_has_no_cues():
    assert captions.read(b"WEBVTT").track == captions.Track()


@pytest.mark.parametrize("newline", ["\n", "\r", "\r\n"])
def test_6_1_every_kind_of_line_break_ends_a_line(newline):
    text = "WEBVTT\n\nid\n00:01.000 --> 00:02.000\none\ntwo\n\n00:03.000 --> 00:04.000\nthree"
    cues = captions.read(text.replace("\n", newline).encode()).track.cues
    assert [(cue.id, cue.text) for cue in cues] == [("id", "one\ntwo"), ("", "three")]


def test_6_1_nul_becomes_the_replacement_character_and_is_reported():
    reading = vtt("00:01.000 --> 00:02.000\nHel\0lo")
    assert reading.track.cues[0].text == "Hel\ufffdlo"
    assert [(note.kind, note.line) for note in reading.report] == [("repaired", 4)]


def test_6_1_a_header_ends_at_an_arrow_even_without_an_empty_line():
    reading = captions.read(b"WEBVTT\nKind: captions\n00:01.000 --> 00:02.000\nHello")
    assert reading.track.metadata == ("Kind: captions",)
    assert [cue.text for cue in reading.track.cues] == ["Hello"]


def test_6_1_the_header_says_language_and_kind():
    track = captions.read(b"WEBVTT\nKind: chapters\nLanguage: pt-BR\n").track
    assert (track.kind, track.language) == ("chapters", "pt-BR")


# 6.1: collecting blocks


def test_6_1_an_arrow_line_begins_a_new_block_without_an_empty_line():
    found = cues_of("00:01.000 --> 00:02.000\none\n00:03.000 --> 00:04.000\ntwo")
    assert [cue.text for cue in found] == ["one", "two"]


def test_6_1_the_line_above_the_times_is_the_identifier_whatever_it_says():
    found = cues_of("NOTE x\n00:01.000 --> 00:02.000\none\n\nSTYLE\n00:03.000 --> 00:04.000\ntwo")
    assert [cue.id for cue in found] == ["NOTE x", "STYLE"]


def test_6_1_two_arrow_lines_in_a_row_make_two_cues_the_first_empty():
    found = cues_of("00:01.000 --> 00:02.000\n00:03.000 --> 00:04.000\ntwo")
    assert [cue.text for cue in found] == ["", "two"]


def test_6_1_a_broken_arrow_line_is_dropped_with_its_line_and_the_next_cue_stays():
    reading = vtt("00:01.000 -> 00:02.000\n00:01.00 --> 00:02.000\n00:03.000 --> 00:04.000\nok")
    assert [cue.text for cue in reading.track.cues] == ["ok"]
    assert [(note.kind, note.line) for note in reading.report] == [("dropped", 4)]


def test_6_1_a_region_after_a_broken_arrow_is_kept():
    track = vtt("foo -->\n\nREGION\nid:fred\n\n00:01.000 --> 00:02.000\nHello").track
    assert track.regions == ("id:fred",)


@pytest.mark.parametrize("word", ["STYLE", "REGION"])
def test_6_1_a_definition_after_the_first_cue_is_dropped_and_reported(word):
    reading = vtt(f"00:01.000 --> 00:02.000\nHello\n\n{word}\nid:fred")
    assert reading.track.blocks == ()
    assert [(note.kind, note.line) for note in reading.report] == [("dropped", 6)]


def test_6_1_a_style_block_with_an_arrow_ends_there():
    track = vtt("STYLE\n::cue { color: red }\nfoo --> bar\n\n00:01.000 --> 00:02.000\nok").track
    assert track.styles == ("::cue { color: red }",)
    assert [cue.text for cue in track.cues] == ["ok"]


def test_6_1_style_and_region_may_be_followed_by_white_space_only():
    track = vtt("STYLE \t\n::cue {}\n\nREGION x\nid:fred").track
    assert track.blocks == (Block("style", "::cue {}"),)


def test_6_1_text_in_no_block_is_dropped_with_its_line():
    reading = captions.read(b"WEBVTT\n\nWEBVTT\n\n00:01.000 --> 00:02.000\nHello")
    assert [(n.kind, n.line) for n in reading.report] == [("dropped", 3)]
    assert "WEBVTT" in reading.report[0].reason


def test_4_1_comments_keep_their_place_among_the_cues():
    track = vtt(
        "NOTE first\n\n00:01.000 --> 00:02.000\none\n\nNOTE\ntwo\nlines\n\n"
        "00:03.000 --> 00:04.000\ntwo\n\nNOTE last"
    ).track
    assert track.blocks == (
        Block("note", "first", 0),
        Block("note", "\ntwo\nlines", 1),
        Block("note", "last", 2),
    )
    assert track.notes == ("first", "\ntwo\nlines", "last")


# 6.3: times and settings


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("00:01.000 --> 00:02.000", (1000, 2000)),
        ("00:00:01.000-->00:00:02.000", (1000, 2000)),
        ("\t00:01.000\t-->\f00:02.000 ", (1000, 2000)),
        ("0:00:01.000 --> 100:00:02.000", (1000, 360_002_000)),
        ("0010:00:00.000 --> 010:00:01.000", (36_000_000, 36_001_000)),
        ("00:02.000 --> 00:01.000", (2000, 1000)),
        ("9999999999:59:59.999 --> 00:01.000", (35_999_999_999_999_999, 1000)),
    ],
)
def test_6_3_times_as_the_specification_reads_them(times, expected):
    cue = cues_of(f"{times}\nHello")[0]
    assert (cue.start_ms, cue.end_ms) == expected


@pytest.mark.parametrize(
    "times",
    [
        "0:01.000 --> 00:02.000",
        "60:00.000 --> 61:00.000",
        "00:60.000 --> 01:01.000",
        "00:00:60.000 --> 00:01:01.000",
        "0:0:1.500 --> 0:0:2.500",
        "00:01.0000 --> 00:02.000",
        "00:01.000 --> 00:02.0001",
        "00:01.00 --> 00:02.000",
        "00:01,000 --> 00:02,000",
        "00:01.000 -- > 00:02.000",
        "x00:01.000 --> 00:02.000",
        "00:01.000x --> 00:02.000",
        "-00:01.000 --> 00:02.000",
        "٠٠:٠١.٠٠٠ --> ٠٠:٠٢.٠٠٠",
        "1000000000000:00:00.000 --> 1000000000001:00:00.000",
        "9" * 5000 + ":00:00.000 --> 00:02.000",
    ],
)
def test_6_3_times_that_do_not_conform_drop_their_cue_and_name_its_line(times):
    reading = vtt(f"id\n{times}\nHello\n\n00:03.000 --> 00:04.000\nnext")
    assert [cue.text for cue in reading.track.cues] == ["next"]
    assert (reading.report[0].kind, reading.report[0].line) == (
        "dropped",
        4 if "-->" in times else 3,
    )


def test_6_3_a_comma_in_the_times_is_explained():
    reading = vtt("00:01,000 --> 00:02,000\nHello")
    assert "comma" in reading.report[0].reason


def test_6_3_settings_may_follow_the_times_without_a_space():
    cue = cues_of("00:01.000 --> 00:02.000line:1.5  align:start\nHello")[0]
    assert cue.settings == "line:1.5 align:start"


@pytest.mark.parametrize(
    "setting",
    ["line:0", "line:-1,end", "line:1.5", "line:50%,center", "position:100%,line-left",
     "size:33.3%", "align:center", "vertical:rl", "region:fred"],
)  # fmt: skip
def test_6_3_settings_that_players_heed_are_not_remarked(setting):
    assert vtt(f"00:01.000 --> 00:02.000 {setting}\nHello").report == ()


@pytest.mark.parametrize(
    "setting", ["line:a", "size:101%", "position:50", "align:middle", "vertical:tb", "x:1", "line"]
)
def test_6_3_settings_that_players_ignore_are_noted_and_kept(setting):
    reading = vtt(f"00:01.000 --> 00:02.000 {setting}\nHello")
    assert reading.track.cues[0].settings == setting
    assert [(n.kind, n.line, n.cue) for n in reading.report] == [("noted", 3, 1)]


# writing

WHOLE = """WEBVTT a title
Kind: captions
Language: en

NOTE made by hand

REGION
id:fred width:40%

STYLE
::cue(b) { color: red }

one
00:00:01.000 --> 00:00:02.000 line:0 align:start
<v Ada>Hello &amp; <b>welcome</b>

NOTE
before the
second cue

100:00:03.000 --> 100:00:04.000
second

NOTE the end
"""


def test_what_was_read_is_written_byte_for_byte():
    assert captions.write(captions.read(WHOLE.encode()).track, "vtt").text == WHOLE


def test_writing_is_stable_after_one_read_and_write():
    data = b"\xef\xbb\xbfWEBVTT\r\n\r\nfoo\r\n\r\n0000:00:01.000-->00:02.000line:1\r\na\r\n"
    once = captions.write(captions.read(data).track, "vtt").data
    assert captions.write(captions.read(once).track, "vtt").data == once


def test_text_from_another_format_is_escaped():
    srt = b"1\n00:00:01,000 --> 00:00:02,000\nR&B <3 <script>x</script> a --> b\n"
    written = captions.write(captions.read(srt).track, "vtt")
    assert "R&amp;B &lt;3 &lt;script>x&lt;/script> a --&gt; b" in written.text
    back = captions.read(written.data).track.cues[0]
    assert back.plain_text == "R&B <3 <script>x</script> a --> b"


def test_a_cue_that_never_shows_is_written_and_remarked():
    written = captions.write(captions.Track((Cue(2000, 1000, "never"),)), "vtt")
    assert [(note.kind, note.cue) for note in written.losses] == [("noted", 1)]
    assert "never" in written.text


def test_empty_lines_and_arrows_cannot_break_out_of_a_cue():
    track = captions.Track(
        (Cue(0, 1000, "a\n\nb\n00:05.000 --> 00:06.000\nc", id="x\n--> y"), Cue(1000, 2000, "d\n")),
        blocks=(Block("note", "n\n\n00:07.000 --> 00:08.000\nm"), Block("style", "")),
    )
    written = captions.write(track, "vtt")
    back = captions.read(written.data).track
    assert [cue.plain_text for cue in back.cues] == ["a\nb\n00:05.000 --> 00:06.000\nc", "d"]
    assert {note.kind for note in written.losses} == {"changed", "dropped"}


def test_a_language_and_kind_that_were_set_are_written_once():
    track = captions.Track(language="nl", kind="subtitles", metadata=("Language: en", "X: y"))
    text = captions.write(track, "vtt").text
    assert text == "WEBVTT\nX: y\nKind: subtitles\nLanguage: nl\n"


def test_a_language_that_was_taken_away_is_not_written():
    assert captions.write(captions.Track(metadata=("Language: en",)), "vtt").text == "WEBVTT\n"


def test_an_untimed_transcript_cannot_become_captions():
    track = captions.Track(turns=(captions.Turn("Ada", "Hello."),))
    for format_id in ("vtt", "srt"):
        with pytest.raises(captions.WriteError, match="without times"):
            captions.write(track, format_id)
