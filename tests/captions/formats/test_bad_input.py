"""Broken, cut and odd files of each format: what is left is read, what is lost is said where."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import captions
from tests.captions.formats.examples import EXAMPLES

GUARDED = ("ttml", "scc", "stl")


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (b'<tt xmlns="http://www.w3.org/ns/ttml">\n<body>', 2, "The XML is broken: no element"),
        (b"<transcript>\n<text start='1'>x</transcript>", 2, "The XML is broken: mismatched tag"),
        (b'{"segments": [\n{"start": 1,', 2, "The JSON is broken"),
        (b'{"segments": [{"start": "x", "end": 2, "text": "y"}], "text": ""}', None, "No segment"),
        (
            b'{"version": "1.0.0", "segments": [{"startTime": null, "body": "x"}]}',
            None,
            "startTime",
        ),
        (b"<timedtext><body><p t='x'>Hello</p></body></timedtext>", None, "has a time"),
        (b"<SAMI><BODY>Hello", 1, "No SYNC"),
        (b"start\tend\ttext\nx\ty\tz", 1, "No row"),
        (b"Scenarist_SCC V1.0\n\nhello\n", 1, "No line has a time"),
        (
            b"[Script Info]\n[Events]\nFormat: Start, End\nDialogue: 1,2\n",
            None,
            "has no Text column",
        ),
        (b"850STL25.011" + b" " * 100, None, "ends before its first caption"),
        (b"PK\x03\x04" + b"x" * 40 + b"word/document.xml", None, "Word document is broken"),
    ],
)
def test_a_file_that_is_broken_as_a_whole_is_refused_at_its_line(data, line, says):
    with pytest.raises(captions.MalformedFileError, match=says) as caught:
        captions.read(data)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("data", "kept", "note"),
    [
        (b"0:00:01.000,0:00:02.000\nHi\n\n0:00:0x,0:00:04.000\nLost\n", ["Hi"], ("dropped", 4)),
        (b"0:00:01.000,0:00:02.000\nHi\n0:00:03.000,0:00:04.000\nHo\n", ["Hi", "Ho"], None),
        (b"start\tend\ttext\n0.5\t1\tHi\nx\t2\tLost\n", ["Hi"], ("dropped", 3)),
        (b"{1}{1}25\n{25}{50}Hi\nlost\n", ["Hi"], ("dropped", 3)),
        (b"{25}{50}Hi\n", ["Hi"], ("noted", 1)),
        (b"{1}{1}25\n{25}{50}{f:Arial}Hi\n", ["Hi"], ("changed", 2)),
        (
            b"[Events]\nFormat: Start, End, Text\nDialogue: x,0:00:02.00,Lost\n"
            b"Dialogue: 0:00:01.00,0:00:02.00,Hi, you\n",
            ["Hi, you"],
            ("dropped", 3),
        ),
        (b"<SAMI><SYNC Start=x><P>Lost\n<SYNC Start=5><P>Hi<SYNC Start=9>", ["Hi"], ("dropped", 1)),
        (b"<SAMI><SYNC Start=5><P>Hi", ["Hi"], ("changed", 1)),
        (
            b"<transcript><text start='1' dur='2'>Hi</text>\n<text>Lost</text></transcript>",
            ["Hi"],
            ("dropped", 2),
        ),
        (
            b"<tt xmlns='http://www.w3.org/ns/ttml'><body><div>\n<p begin='1s' end='2s'>Hi</p>\n"
            b"<p begin='soon' end='1s'>Lost</p></div></body></tt>",
            ["Hi"],
            ("dropped", 3),
        ),
        (
            b"Scenarist_SCC V1.0\n\nnonsense\n" + EXAMPLES["scc"].data[19:],
            ["R'B", "Bye"],
            ("dropped", 3),
        ),
    ],
)
def test_what_is_lost_is_in_the_report_with_its_line(data, kept, note):
    reading = captions.read(data)
    assert [cue.plain_text for cue in reading.track.cues] == kept
    assert note is None or note in {(one.kind, one.line) for one in reading.report}


@pytest.mark.parametrize(
    ("start", "end", "times", "kind"),
    [
        (-2, -1, None, "dropped"),
        (-1, 1, (0, 1000), "repaired"),
        (2, 1, (2000, 1000), "noted"),
        (3.6e15, 3.7e15, None, "dropped"),
        (0.0004, 1.0005, (0, 1001), None),
    ],
)
def test_odd_times_are_mended_or_dropped_and_said(start, end, times, kind):
    segments = [{"start": 9, "end": 10, "text": "Hi"}, {"start": start, "end": end, "text": "Odd"}]
    reading = captions.read(json.dumps({"segments": segments}).encode())
    odd = [(c.start_ms, c.end_ms) for c in reading.track.cues if c.text == "Odd"]
    assert odd == ([] if times is None else [times])
    assert [note.kind for note in reading.report] == ([] if kind is None else [kind])


_LATIN = (
    "<?xml version='1.0' encoding='{}'?>"
    "<transcript><text start='1' dur='1'>Élan</text></transcript>"
)


def test_the_encoding_that_xml_declares_is_believed():
    reading = captions.read(_LATIN.format("iso-8859-1").encode("latin-1"))
    assert (reading.encoding, reading.track.cues[0].text) == ("iso-8859-1", "Élan")
    assert reading.report == ()


@pytest.mark.parametrize("declared", ["hex", "no-such", "utf-8"])
def test_an_encoding_that_xml_declares_and_is_not_is_guessed_and_said(declared):
    reading = captions.read(_LATIN.format(declared).encode("latin-1"))
    assert reading.track.cues
    assert [note.kind for note in reading.report] in (["noted"], ["repaired"])


def test_markup_in_the_words_of_another_format_stays_words():
    segments = [{"start": 0, "end": 1, "speaker": "<b>", "text": "<script> --> \u0000 &amp;"}]
    cue = captions.read(json.dumps({"segments": segments}).encode()).track.cues[0]
    assert cue.plain_text == "<script> --> \ufffd &amp;"
    assert "<script" not in captions.safe_html(cue.text)


def test_a_format_that_is_only_read_says_which_are_written():
    with pytest.raises(captions.UnsupportedFormatError, match="read, not written"):
        captions.write(captions.Track(), "mpl2")


def test_a_transcript_can_be_written_without_times():
    track = captions.Track((captions.Cue(61_000, 62_000, "<v Ada>Hi <i>you</i>"),))
    assert captions.write(track, "txt").text == "Ada (0:01:01):\nHi you\n"
    assert captions.write(track, "txt", with_times=False).text == "Ada: Hi you\n"
    assert "<time" not in captions.write(track, "html", with_times=False).text


def test_an_html_transcript_escapes_what_is_said():
    track = captions.Track((captions.Cue(1_500, 2_000, "<v A&lt;b>1 &lt; 2"),), language="en")
    written = captions.write(track, "html").text
    paragraph = '<p><time datetime="PT1.500S">0:01</time> <strong>A&lt;b:</strong> 1 &lt; 2</p>'
    assert paragraph in written
    assert '<html lang="en">' in written


def _read(data: bytes) -> None:
    try:
        reading = captions.read(data)
    except captions.CaptionError as error:
        assert error.message
        return
    if reading.track.is_timed:
        back = captions.read(captions.write(reading.track, "vtt").data).track
        assert back.cues == reading.track.cues
        for target in ("srt", "sbv", "ttml", "podcast"):
            captions.write(reading.track, target)
    captions.write(reading.track, "html")


@st.composite
def mutated(draw: st.DrawFn, names: tuple[str, ...]) -> bytes:
    """A valid file with pieces cut out, doubled, moved or replaced by what hurts."""
    data = bytearray(EXAMPLES[draw(st.sampled_from(names))].data)
    hurtful = [b"", b"<", b">", b"{", b"}", b'"', b"\\", b"-", b"9" * 20, b"\0", b"\xff", b"null",
               b"[]", b"{}", b"1e999", b"\n\n", b"\t", b"&#0;", b"-->", b"<b>", b"{\\", b"\\ud800",
               b":", b",", "\u2028".encode()]  # fmt: skip
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 12)))
        data[start:end] = draw(st.sampled_from([*hurtful, bytes(data[start:end]) * 2]))
    return bytes(data)


@settings(deadline=None, max_examples=400)
@given(mutated(tuple(name for name in EXAMPLES if name not in GUARDED)))
def test_a_damaged_file_raises_nothing_but_caption_errors(data):
    _read(data)


# Each of these starts a process.
@settings(deadline=None, max_examples=15)
@given(mutated(GUARDED))
def test_a_damaged_file_of_a_guarded_format_raises_nothing_but_caption_errors(data):
    _read(data)
