"""The quick reader against the specification's own steps, on whatever Hypothesis makes up."""

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import captions
from captions import cuetext, timecode
from tests.captions.webvtt import literal

PATIENT = settings(deadline=None, max_examples=400)
LINES = [
    "", "", "", "x", " ", "id", "NOTE", "NOTE x", "STYLE", "STYLE \t", "STYLEx", "REGION", "id:a",
    "REGION\f", "WEBVTT", "-->", "a --> b", "00:01.000 --> 00:02.000", "00:01.000 --> 00:02.000",
    "1:00:01.000 --> 99:00:02.000 line:1", "00:61.000 --> 00:02.000", "\t00:03.000-->00:04.000x",
    "00:01.000 --> 00:02.000 --> 00:03.000", "<b>x", "\x0b", "\x85", "\u2028", "->", "0:1 --> 0:2",
]  # fmt: skip
BITS = [
    "0", "5", "9", "00", "59", "60", "99", "100", "000", "999", ":", ":", ":", ".", ".", " ", "\t",
    "\f", "-->", "-->", "-", ">", "x", "٠", "00:01.000", "00:00:01.000", "\v",
]  # fmt: skip
MARKUP = [
    "<", "<", ">", ">", "/", ".", " ", "\n", "\t", "\f", "&", "&amp;", "&lt;", "&lt", "&#65;", ";",
    "b", "c", "v", "ruby", "rt", "lang", "1", "00:01.000", "Ada", "x", "\u00a0", "é", "</b>", "<b>",
]  # fmt: skip


def files() -> st.SearchStrategy[str]:
    lines = st.sampled_from(LINES) | st.lists(st.sampled_from(BITS), max_size=8).map("".join)
    newline = st.sampled_from(["\n", "\n", "\n", "\r", "\r\n"])
    rest = st.lists(st.tuples(newline, lines).map("".join), max_size=14).map("".join)
    return st.tuples(st.sampled_from(["WEBVTT", "WEBVTT", "WEBVTT x", "WEBVTTx"]), rest).map(
        "".join
    )


@PATIENT
@given(files())
@example("WEBVTT\n\nSTYLE\n\n\nSTYLE\nx\n-->\nREGION\nid:a\n00:01.000 --> 00:02.000")
def test_6_1_a_file_is_read_as_the_specification_says_step_by_step(text):
    expected = literal.parse(text)
    try:
        track = captions.read(text.encode(), "a.vtt").track
    except captions.MalformedFileError:
        assert expected is None
        return
    assert expected is not None
    assume(all(max(cue[:2]) <= timecode.MAX_MS for cue in expected.cues))
    assert [(c.start_ms, c.end_ms, c.id, c.text) for c in track.cues] == expected.cues
    assert list(track.styles) == expected.styles
    assert list(track.regions) == expected.regions


@PATIENT
@given(st.lists(st.sampled_from(BITS), max_size=9).map("".join))
def test_6_3_a_timestamp_in_a_text_is_read_as_the_specification_says_step_by_step(text):
    collected = literal.collect_timestamp(text, 0) if "-->" not in text else None
    whole = collected is not None and collected[1] == len(text)
    assume(collected is None or collected[0] <= timecode.MAX_MS)
    found = [p.time_ms for p in cuetext.pieces(f"<{text}>") if p.kind == "timestamp"]
    if ">" not in text:
        assert found == ([collected[0]] if whole else [])


@PATIENT
@given(st.lists(st.sampled_from(MARKUP), max_size=20).map("".join))
@example("<v &#65;\t &lt;b>x<1.a b>&am<b>p;</b")
def test_6_4_cue_text_is_cut_into_tokens_as_the_specification_says_step_by_step(text):
    found = [(t.kind, t.value, t.classes, t.annotation) for t in cuetext.tokens(text)]
    assert found == literal.tokens(text)
