"""Exports of the tools that people use, and styles that must not cost words."""

import json
from fractions import Fraction

import pytest

import captions

TTML = (
    '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" '
    'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" '
    'xmlns:itunes="http://music.apple.com/lyric-ttml-internal" '
    'xml:lang="en"{}><head>{}</head><body><div>{}</div></body></tt>'
)


def ttml(paragraphs: str, head: str = "", attributes: str = "") -> captions.Reading:
    return captions.read(TTML.format(attributes, head, paragraphs))


def rows(reading: captions.Reading) -> list[tuple[int, int, str]]:
    return [(cue.start_ms, cue.end_ms, cue.text) for cue in reading.track]


@pytest.mark.parametrize(
    "style",
    ['tts:textAlign="justify"', 'tts:display="inlineBlock"', 'tts:textShadow="1px 1px 2px red"',
     'tts:color="no colour"', 'tts:extent="wide"', 'tts:ruby="nothing"', 'tts:origin="1px"',
     'tts:fontSize="huge"', 'style="missing"', 'region="missing"'],
)  # fmt: skip
def test_a_style_never_costs_words(style):
    words = f'<p begin="1s" end="2s" {style} tts:fontStyle="italic">Hello</p>'
    assert rows(ttml(f'{words}<p begin="2s" end="3s">Bye</p>')) == [
        (1000, 2000, "<i>Hello</i>"),
        (2000, 3000, "Bye"),
    ]


@pytest.mark.parametrize("around", ["p", "div", "span"])
def test_what_is_hidden_by_a_style_makes_no_cue_and_costs_no_other(around):
    hidden = f'<{around} tts:display="none"'
    paragraphs = {
        "p": f'{hidden} begin="1s" end="9s">x</p>',
        "div": f'{hidden}><p begin="1s" end="9s">x</p></div>',
        "span": f'<p begin="1s" end="9s">{hidden}>x</span></p>',
    }
    assert rows(ttml(f'{paragraphs[around]}<p begin="2s" end="3s">y</p>')) == [(2000, 3000, "y")]


def test_lyrics_of_apple_read_with_bare_seconds_and_their_words_stay():
    line = (
        '<p begin="9.731" end="1:12.5"><span begin="9.731" end="10.2">Hello</span> '
        '<span begin="10.2" end="12">world</span></p>'
    )
    reading = ttml(line, attributes=' itunes:timing="Word"')
    assert rows(reading) == [(9731, 72_500, "Hello <00:00:10.200>world")]


@pytest.mark.parametrize(
    ("times", "start_ms", "end_ms"),
    [("9.5|12", 9500, 12_000), ("0:05|0:07.25", 5000, 7250), ("1:02:03,5|1:02:04", 3_723_500,
     3_724_000)],
)  # fmt: skip
def test_times_that_ttml_does_not_know_are_understood(times, start_ms, end_ms):
    begin, end = times.split("|")
    assert rows(ttml(f'<p begin="{begin}" end="{end}">Hi</p>')) == [(start_ms, end_ms, "Hi")]


def test_itt_counts_its_frames():
    rate = ' ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001"'
    reading = ttml('<p begin="00:00:01:12" end="00:00:02:00">Hi</p>', attributes=rate)
    assert rows(reading) == [(1501, 2002, "Hi")] or rows(reading) == [(1501, 2000, "Hi")]


def srt(times: str) -> str:
    return f"1\n{times}\nHello\n"


@pytest.mark.parametrize(
    ("times", "start_ms", "end_ms", "rate"),
    [
        ("00;00;01;12 --> 00;00;03;00", 1401, 3003, "29.97"),
        ("00:00:01;12 --> 00:00:03;29", 1401, 3971, "29.97"),
        ("00:00:01:12 --> 00:00:03:00", 1480, 3000, "25"),
        ("00:00:01:12 --> 00:00:03:27", 1400, 3901, "29.97"),
        ("00:00:01:12 --> 00:00:03:49", 1240, 3980, "50"),
    ],
)
def test_frames_are_never_taken_for_milliseconds_silently(times, start_ms, end_ms, rate):
    reading = captions.read(srt(times), "a.srt")
    assert rows(reading) == [(start_ms, end_ms, "Hello")]
    assert f"{rate} were assumed" in reading.report[0].reason


def test_the_frame_rate_is_taken_from_who_knows_it():
    reading = captions.read(srt("00:00:01:12 --> 00:00:03:00"), frame_rate="24")
    assert rows(reading) == [(1500, 3000, "Hello")]
    reading = captions.read("{24}{48}Hello\n", frame_rate=Fraction(24))
    assert rows(reading) == [(1000, 2000, "Hello")]
    assert not [note for note in reading.report if "assumed" in note.reason]


def test_milliseconds_after_a_colon_stay_milliseconds():
    assert rows(captions.read(srt("00:00:01:500 --> 00:00:03:000"))) == [(1500, 3000, "Hello")]


@pytest.mark.parametrize("colour", ["#ffff00", "yellow", "#FF0", "'#ffff00ff'"])
def test_a_colour_of_subrip_is_one_of_the_eight_and_comes_back(colour):
    reading = captions.read(srt("00:00:01,000 --> 00:00:02,000").replace(
        "Hello", f"<font color={colour}>Hello</font> all"))  # fmt: skip
    assert rows(reading)[0][2] == "<c.yellow>Hello</c> all"
    written = captions.write(reading.track, "srt")
    assert '<font color="#ffff00">Hello</font> all' in written.text
    assert written.losses == ()


def spoken(source: str) -> list[tuple[str | None, int | None, str]]:
    """(speaker, start, words) of the turns."""
    turns = captions.speaker_turns(captions.read(source).track)
    return [(turn.speaker, turn.start_ms, turn.text) for turn in turns]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lovelace 0 minutes 12 seconds\nHello there.\nBob Ray 1 minute 2 seconds\nHi you.\n",
        "Ada Lovelace\n0 minutes 12 seconds\n0:12\nHello there.\n"
        "Bob Ray\n1 minute 2 seconds\n1:02\nHi you.\n",
        "0:12\nAda Lovelace\nHello there.\n\n1:02\nBob Ray\nHi you.\n",
        "Ada Lovelace\n0:12\nHello there.\n\nBob Ray\n1:02\nHi you.\n",
        "Ada Lovelace 0:12\nHello there.\n\nBob Ray 1:02\nHi you.\n",
        "00:00:12:00 - 00:00:20:00\nAda Lovelace\nHello there.\n\n"
        "00:01:02:00 - 00:01:05:00\nBob Ray\nHi you.\n",
        "00:00:12.000 --> 00:00:20.000\nAda Lovelace:\nHello there.\n\n"
        "00:01:02.000 --> 00:01:05.000\nBob Ray:\nHi you.\n",
    ],
)
def test_a_speaker_beside_the_times_is_the_speaker(text):
    assert spoken(text) == [
        ("Ada Lovelace", 12_000, "Hello there."),
        ("Bob Ray", 62_000, "Hi you."),
    ]


def test_a_name_on_a_line_above_its_words_speaks_them():
    text = "Ada:\nHello there.\n\nBob:\nHi you.\nAll is well.\n\nAda:\nBye.\n"
    assert spoken(text) == [
        ("Ada", None, "Hello there."),
        ("Bob", None, "Hi you.\nAll is well."),
        ("Ada", None, "Bye."),
    ]


@pytest.mark.parametrize(
    "line",
    ["**[{}]** {}", "**{}** {}", "- [{}] {}", "`{}` {}", "*({})* {}", "[{} --> 0:59] {}",
     "{} - 0:59 {}"],
)  # fmt: skip
def test_times_in_the_dress_of_a_tool_are_times(line):
    text = "\n\n".join([line.format("0:04", "Welcome all."), line.format("0:09", "Today we talk.")])
    assert [(c.start_ms, c.text) for c in captions.read(text, "a.md").track] == [
        (4000, "Welcome all."),
        (9000, "Today we talk."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1h02m03 Hello\n1h02m09 Bye\n",
        "Hello\n00x01 --> 00x02\nBye\n",
        "0.12.30 Hello\n0.13.00 Bye\n",
    ],
)
def test_times_that_are_not_understood_are_named_and_never_spoken(text):
    with pytest.raises(captions.MalformedFileError, match="looks like a time") as caught:
        captions.read(text)
    assert caught.value.line in (1, 2)


def test_lyrics_are_read_with_the_times_of_lines_and_words():
    text = "[ar:Ada]\n[00:01.50]Hello <00:02.00>there\n[00:03.00]\n[00:09.00][00:05.00]Chorus\n"
    assert rows(captions.read(text)) == [
        (1500, 3000, "Hello <00:00:02.000>there"),
        (5000, 9000, "Chorus"),
        (9000, 13_000, "Chorus"),
    ]


def test_lyrics_come_back_as_they_were_written():
    track = captions.read("[00:01.50]Hello <00:02.00>there\n[00:03.00]\n[00:05.00]Bye\n").track
    assert captions.read(captions.write(track, "lrc").data).track == track


def test_mpl2_counts_tenths_of_a_second():
    assert rows(captions.read("[10][25]Hello|/you\n[30][40]Bye\n")) == [
        (1000, 2500, "Hello\n<i>you</i>"),
        (3000, 4000, "Bye"),
    ]


def _word(text: str, start: float, end: float, **more: object) -> dict[str, object]:
    return {"word": text, "text": text, "start": start, "end": end, **more}


SERVICES = {
    "a plain list": [
        {"speaker": "Ada", "time": "00:00:01", "text": "Hello there."},
        {"speaker": "Bob", "time": "00:00:04", "text": "Bye now."},
    ],
    "AssemblyAI": {
        "status": "completed", "text": "Hello there. Bye now.",
        "words": [_word("Hello", 1000, 1400), _word("there.", 1400, 2000)],
        "utterances": [
            {"speaker": "Ada", "start": 1000, "end": 3000, "text": "Hello there."},
            {"speaker": "Bob", "start": 4000, "end": 6000, "text": "Bye now."},
        ],
    },
    "Deepgram": {"results": {"channels": [{"alternatives": [{
        "transcript": "hello there bye now", "words": [
            {"word": "hello", "punctuated_word": "Hello", "start": 1.0, "end": 1.4,
             "speaker": "Ada"},
            {"word": "there", "punctuated_word": "there.", "start": 1.4, "end": 2.0,
             "speaker": "Ada"},
            {"word": "bye", "punctuated_word": "Bye", "start": 4.0, "end": 4.5, "speaker": "Bob"},
            {"word": "now", "punctuated_word": "now.", "start": 4.5, "end": 5.0, "speaker": "Bob"},
        ]}]}]}},
    "Rev": {
        "speakers": [{"id": 0, "name": "Ada"}, {"id": 1, "name": "Bob"}],
        "monologues": [
            {"speaker": 0, "elements": [
                {"type": "text", "value": "Hello", "ts": 1.0, "end_ts": 1.4},
                {"type": "punct", "value": " "},
                {"type": "text", "value": "there", "ts": 1.5, "end_ts": 2.0},
                {"type": "punct", "value": "."}]},
            {"speaker": 1, "elements": [
                {"type": "text", "value": "Bye", "ts": 4.0, "end_ts": 4.4},
                {"type": "punct", "value": " "},
                {"type": "text", "value": "now", "ts": 4.5, "end_ts": 5.0},
                {"type": "punct", "value": "."}]},
        ],
    },
    "Otter": {"speech": {"transcripts": [
        {"transcript": "Hello there.", "start_offset": 16_000, "end_offset": 32_000,
         "speaker_name": "Ada"},
        {"transcript": "Bye now.", "start_offset": 64_000, "end_offset": 80_000,
         "speaker_name": "Bob"},
    ]}},
}  # fmt: skip


@pytest.mark.parametrize("service", SERVICES)
def test_the_json_of_a_service_is_who_says_what_when(service):
    assert spoken(json.dumps(SERVICES[service])) == [
        ("Ada", 1000, "Hello there."),
        ("Bob", 4000, "Bye now."),
    ]


@pytest.mark.parametrize("number", ["1.", "2026,", "58"])
def test_words_without_times_join_their_neighbours(number):
    words = [_word("Page", 1.0, 1.5, speaker="A"), {"word": number}, _word("it", 2.0, 2.4)]
    for word in words:
        word.pop("text", None)
    text = " ".join(c.plain_text for c in captions.read(json.dumps({"word_segments": words})).track)
    assert text.split() == ["Page", number, "it"]


def test_a_timeline_that_begins_at_an_hour_is_pointed_out():
    reading = captions.read(srt("01:00:01,000 --> 01:00:02,000"))
    assert any("begin at a full hour" in note.reason for note in reading.report)


@pytest.mark.parametrize("data", [b"# VobSub index file, v7\n", b"\0\0\1\xba" + b"\0" * 40])
def test_subtitles_that_are_pictures_are_named_as_such(data):
    with pytest.raises(captions.CaptionError, match="pictures"):
        captions.read(data)


def test_times_below_zero_are_named_rather_than_spoken():
    with pytest.raises(captions.MalformedFileError, match="looks like a time"):
        captions.read("1\n-00:00:01,000 --> -00:00:00,500\nx\n", "a.srt")
