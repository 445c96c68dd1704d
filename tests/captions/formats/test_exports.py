"""Exports of the tools that people use, and styles that must not cost words."""

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
