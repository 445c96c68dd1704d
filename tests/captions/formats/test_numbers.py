"""From which share on a reader takes a file, a line or a name for what it looks like: moved by a
fifth, each of these fails."""

import json

import pytest

import captions
from captions.formats.base import Confidence
from captions.formats.lrc import recognise as recognise_lrc
from captions.formats.srt_text import row_setting


@pytest.mark.parametrize(("timed", "confidence"), [(8, Confidence.LIKELY), (7, Confidence.NO)])
def test_lyrics_have_times_on_four_lines_of_five(timed, confidence):
    lines = ["[00:12.50]La la"] * timed + ["Typed by Ana"] * (10 - timed)
    assert recognise_lrc(lines) is confidence


@pytest.mark.parametrize(("named", "has_voices"), [(6, True), (5, False)])
def test_lines_that_only_name_somebody_are_voices_where_three_captions_of_five_have_one(
    named, has_voices
):
    cues = [
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{'Ana:' if n <= named else 'So'}\nHello\n"
        for n in range(1, 11)
    ]
    track = captions.read("\n".join(cues).encode()).track
    assert track.cues[0].text.startswith("<v Ana>") is has_voices


@pytest.mark.parametrize(("named", "is_speaker"), [(6, True), (5, False)])
def test_names_under_times_speak_where_three_times_of_five_have_one(named, is_speaker):
    lines = [
        f"0:{n:02}\n{'Ana' if n < named else 'I think that we know.'}\nIt is said here.\n"
        for n in range(10)
    ]
    track = captions.read("\n".join(lines).encode()).track
    assert (track.cues[0].speaker == "Ana") is is_speaker


@pytest.mark.parametrize(("others", "is_speaker"), [(9, True), (10, False)])
def test_names_alone_on_lines_speak_where_they_are_a_seventh_of_the_lines(others, is_speaker):
    lines = ["Ana:", "One.", "Ben:", "Two.", *["And so it goes on."] * others]
    track = captions.read("\n".join(lines).encode()).track
    assert (track.turns[0].speaker == "Ana") is is_speaker


@pytest.mark.parametrize(("timed", "is_refused"), [(4, True), (3, False)])
def test_a_time_that_nobody_understands_is_refused_from_one_line_in_five_on(timed, is_refused):
    lines = ["1.02.03 And so it begins."] * timed + ["So it goes on."] * (18 - timed)
    if is_refused:
        with pytest.raises(captions.MalformedFileError, match="looks like a time"):
            captions.read("\n".join(lines).encode())
    else:
        assert captions.read("\n".join(lines).encode()).track.turns


@pytest.mark.parametrize(("length", "is_refused"), [(1000, True), (1001, False)])
def test_a_line_of_more_than_a_thousand_characters_is_no_time(length, is_refused):
    lines = ["1.02.03 And so it begins.".ljust(length, "x")] * 2
    if is_refused:
        with pytest.raises(captions.MalformedFileError, match="looks like a time"):
            captions.read("\n".join(lines).encode())
    else:
        assert captions.read("\n".join(lines).encode()).track.turns


@pytest.mark.parametrize(("length", "starts_ms"), [(179, 1_000_000), (180, 1_000)])
def test_json_counts_milliseconds_where_captions_last_three_minutes(length, starts_ms):
    document = [{"begin": 1000, "stop": 1000 + length, "text": "Hello there, all of you."}]
    track = captions.read(json.dumps(document).encode()).track
    assert track.cues[0].start_ms == starts_ms


@pytest.mark.parametrize(("letters", "count"), [(38, 1), (42, 2)])
def test_words_of_a_service_are_captions_of_eighty_letters_at_most(letters, count):
    words = [
        {"begin": n, "stop": n + 1, "text": letter * letters} for n, letter in enumerate("ab", 1)
    ]
    assert len(captions.read(json.dumps(words).encode()).track.cues) == count


@pytest.mark.parametrize(
    ("percent", "setting"),
    [(0, "line:0"), (33, "line:0"), (34, "line:50%"), (66, "line:50%"), (67, ""), (100, "")],
)
def test_a_picture_has_three_rows(percent, setting):
    assert row_setting(percent) == setting
