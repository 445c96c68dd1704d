"""Whole files, by the parser of section 6.1 of https://www.w3.org/TR/webvtt1/."""

import pytest

import captions
from tests.captions.webvtt import inputs
from tests.captions.webvtt.inputs import CASES, INVALID_TIMES, ONE, TWO, VALID_TIMES, Case

READ = [case for case in CASES if case.cues is not None]
REFUSED = [case for case in CASES if case.cues is None]


def named(case: Case) -> str:
    return f"{case.section}: {case.name}"


@pytest.mark.parametrize("case", READ, ids=named)
def test_6_1_a_file_becomes_exactly_these_cues(case):
    found = captions.read(case.data, "a.vtt").track.cues
    assert tuple((cue.id, cue.text) for cue in found) == case.cues


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_6_1_a_file_without_the_signature_is_refused(case):
    with pytest.raises((captions.MalformedFileError, captions.EmptyFileError)):
        captions.read(case.data, "a.vtt")


@pytest.mark.parametrize(("times", "expected"), VALID_TIMES.items())
def test_6_3_times_are_read_to_the_millisecond(times, expected):
    cue = captions.read(f"WEBVTT\n\n{times}\nhi".encode()).track.cues[0]
    assert (cue.start_ms, cue.end_ms) == expected


@pytest.mark.parametrize("times", [times for times in INVALID_TIMES if "-->" in times])
def test_6_3_a_cue_that_is_dropped_for_its_times_is_reported_with_their_line(times):
    report = captions.read(f"WEBVTT\n\nid\n{times}\nhi".encode(), "a.vtt").report
    assert [(note.kind, note.line) for note in report] == [("dropped", 4)]


@pytest.mark.parametrize("case", READ, ids=named)
def test_6_1_what_is_read_is_written_and_read_again_as_the_same(case):
    track = captions.read(case.data, "a.vtt").track
    written = captions.write(track, "vtt").data
    back = captions.read(written, "a.vtt").track
    assert [(c.start_ms, c.end_ms, c.id, c.text, c.placement) for c in back.cues] == [
        (c.start_ms, c.end_ms, c.id, c.text, c.placement) for c in track.cues
    ]
    assert captions.write(back, "vtt").data == written


def test_6_1_regions_and_styles_stand_before_the_first_cue_only():
    body = "REGION\nid:a\n\nSTYLE\n::cue {}\n\n"
    track = captions.read(f"WEBVTT\n\n{body}{ONE}\nhi\n\n{body}".encode()).track
    assert (track.regions, track.styles) == (("id:a",), ("::cue {}",))


@pytest.mark.parametrize(
    ("times", "meant"),
    [
        ("0:0:1.5 --> 0:0:2.25", "00:00:01.500 --> 00:00:02.250"),
        ("1:02.500 --> 1:03.000", "00:01:02.500 --> 00:01:03.000"),
    ],
)
def test_times_that_are_nearly_right_are_said_as_they_should_be(times, meant):
    reading = captions.read(f"WEBVTT\n\n{times}\nhi".encode())
    assert meant in reading.report[0].reason


def test_only_so_many_times_are_said_as_they_should_be():
    blocks = "\n\n".join(["0:1.5 --> 0:2.5\nhi"] * 150)
    report = captions.read(f"WEBVTT\n\n{blocks}".encode()).report
    assert sum("would have to be" in note.reason for note in report) == 100
    assert len(report) == 150


def test_a_block_of_words_alone_says_that_it_belongs_to_no_cue():
    report = captions.read(b"WEBVTT\n\nfoo\nbar\n").report
    assert [(note.kind, note.line) for note in report] == [("dropped", 3)]
    assert "no cue" in report[0].reason


def test_every_input_has_a_name_of_its_own():
    assert len({case.name for case in inputs.CASES}) == len(inputs.CASES)


@pytest.mark.parametrize("arrow", ["-->", "--->", "---->>", "x-->y --> z"])
def test_4_1_no_arrow_is_ever_written_into_an_identifier_or_a_setting(arrow):
    cue = captions.Cue(1000, 2000, "hi", id=arrow, settings=f"line:1 {arrow} size:50%")
    written = captions.write(captions.Track((cue,)), "vtt")
    assert written.text.count("-->") == 1
    back = captions.read(written.data).track.cues[0]
    assert (back.text, back.placement) == ("hi", cue.placement)
    assert [(note.kind, note.cue) for note in written.losses] == [("changed", 1)]


def test_a_track_ends_with_the_cue_that_ends_last():
    cues = "00:01.000 --> 00:09.000\nlong\n\n00:02.000 --> 00:03.000\nshort"
    assert captions.read(f"WEBVTT\n\n{cues}".encode()).track.end_ms == 9_000
    assert captions.read(b"WEBVTT").track.end_ms == 0


@pytest.mark.parametrize("position", range(len(ONE)))
@pytest.mark.parametrize("kept", [0, 1])
def test_6_1_nul_anywhere_in_the_times_leaves_no_time(position, kept):
    times = f"{ONE[:position]}\0{ONE[position + kept :]}"
    found = captions.read(f"WEBVTT\n\n{times}\nhi\n\n{TWO}\nho".encode(), "a.vtt").track.cues
    assert [cue.text for cue in found] == ["ho"]


@pytest.mark.parametrize(
    "note", ["NOTE", "NOTE x", "NOTE  x ", "NOTE   ", "NOTE\nx\ny", "NOTE a\n b"]
)
def test_4_1_a_comment_comes_back_with_its_spaces(note):
    track = captions.read(f"WEBVTT\n\n{note}\n".encode()).track
    assert captions.write(track, "vtt").text == f"WEBVTT\n\n{note}\n"
