"""Files that are broken, empty, binary, huge, wrongly named or wrongly encoded."""

import pytest

import captions
from captions import Limits

SRT = "1\n00:00:01,000 --> 00:00:02,000\nAddò él señor Žižek\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\0\0\0", "\ufeff \n".encode(), b"\xff\xfe"])
def test_an_empty_file_is_called_empty(data):
    with pytest.raises(captions.EmptyFileError) as caught:
        captions.read(data, "a.vtt")
    assert "empty" in caught.value.message


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\0\0\0\x20ftypisom" + b"\0" * 50, "MP4"),
        (b"\x1aE\xdf\xa3\x01\0", "Matroska"),
        (b"ID3\x04\0\0", "MP3"),
        (b"\xff\xfb\x90\x64\0\0", "MP3"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04" + b"\0" * 26 + b"evil.txt", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Office"),
        (bytes(range(256)) * 40, "binary"),
    ],
)
def test_binary_files_are_refused_by_what_they_are(data, what):
    with pytest.raises(captions.BinaryFileError, match=what) as caught:
        captions.read(data, "captions.vtt")
    assert "WebVTT" in caught.value.hint


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<!DOCTYPE html><html>", "web page"),
        (b"<?xml version='1.0'?><x/>", "XML"),
        (b"{\\rtf1\\ansi x}", "Rich Text"),
        (b'{"segments": []}', "JSON"),
    ],
)
def test_formats_that_are_not_read_are_named(data, what):
    with pytest.raises(captions.UnsupportedFormatError, match=what):
        captions.read(data, "captions.srt")


@pytest.mark.parametrize(
    ("data", "name", "format_id"),
    [
        (VTT, "a.srt", "vtt"),
        (VTT, "a.mp4", "vtt"),
        (SRT, "a.vtt", "srt"),
        (SRT, None, "srt"),
        (VTT.removeprefix("WEBVTT"), None, "srt"),
        (VTT.removeprefix("WEBVTT"), "a.srt", "srt"),
        ("Ada: Hello.", "a.vtt", "txt"),
    ],
)
def test_content_decides_the_format_and_not_the_name(data, name, format_id):
    assert captions.read(data.encode(), name).format == format_id


def test_the_name_breaks_a_tie():
    with pytest.raises(captions.MalformedFileError, match="WEBVTT"):
        captions.read(VTT.removeprefix("WEBVTT").encode(), "a.vtt")


# encodings


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"]
)
def test_unicode_is_found_with_and_without_a_byte_order_mark(encoding):
    reading = captions.read(SRT.encode(encoding))
    assert reading.track.cues[0].text == "Addò él señor Žižek"
    assert reading.encoding.startswith("utf")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Простите, господин капитан. Мы уже здесь и ждём вас у ворот.", "cp1251"),
        ("Az előző részek tartalmából: húsz mérfölddel arrébb őrültek várják", "cp1250"),
        ("あなたのことが好きです。本当にありがとう。", "cp932"),
        ("あなたのことが好きです", "iso-2022-jp"),
    ],
)
def test_other_encodings_are_guessed(text, encoding):
    srt = f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n"
    reading = captions.read(srt.encode(encoding))
    assert reading.track.cues[0].text == text


def test_a_guess_says_what_was_taken_and_what_else_would_fit():
    srt = "1\n00:00:01,000 --> 00:00:02,000\nÀ l'été, ça ira très bien, Noël où ça\n"
    reading = captions.read(srt.encode("cp1252"))
    assert [note.kind for note in reading.report] == ["noted"]
    assert reading.encoding in reading.report[0].reason
    assert "would fit as well" in reading.report[0].reason


def test_bytes_far_down_that_no_encoding_of_the_rest_has_are_replaced_and_reported():
    letters = "à l'été, ça ira très bien, Noël où ça\n".encode("cp1252") * 500
    reading = captions.read(letters + b"\x81\x8d\x8f\x90\x9d\n")
    assert "\ufffd" in reading.track.turns[0].text
    assert [note.kind for note in reading.report] == ["repaired"]


def test_the_encoding_can_be_told():
    srt = "1\n00:00:01,000 --> 00:00:02,000\nõige\n"
    reading = captions.read(srt.encode("cp1257"), encoding="cp1257")
    assert (reading.track.cues[0].text, reading.encoding) == ("õige", "cp1257")
    assert reading.report == ()


@pytest.mark.parametrize("encoding", ["utf-8", "no-such-thing"])
def test_a_wrong_encoding_told_is_refused(encoding):
    with pytest.raises(captions.UndecodableError, match=encoding):
        captions.read(b"1\n00:00:01,000 --> 00:00:02,000\n\xe9\n", encoding=encoding)


def test_a_few_broken_bytes_in_utf_8_become_the_replacement_character():
    data = (VTT + "é è ê ë ü ö\n").encode() + b"caf\xc3\n"
    reading = captions.read(data)
    assert reading.encoding == "utf-8"
    assert [(note.kind, note.line) for note in reading.report] == [("repaired", 6)]


def test_webvtt_that_fits_no_encoding_is_read_as_the_specification_says():
    reading = captions.read(b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xff\xfe\x80abc\n")
    assert reading.track.cues[0].text == "\ufffd\ufffd\ufffdabc"
    assert reading.report[0].kind == "repaired"


def test_text_that_fits_no_encoding_is_refused():
    with pytest.raises(captions.UndecodableError, match="No text encoding"):
        captions.read(b"1\n00:00:01,000 --> 00:00:02,000\n\xff\xfe\x80abc\n")


def test_half_a_character_at_the_end_of_utf_16_is_repaired():
    reading = captions.read(VTT.encode("utf-16") + b"\x41")
    assert reading.report[0].kind == "repaired"


def test_a_byte_order_mark_that_lies_is_refused():
    with pytest.raises(captions.UndecodableError, match="and is not"):
        captions.read(b"\xef\xbb\xbf" + b"\xe9\x80" * 50)


# bounds and hostile files: each bound is checked before a parser sees the bytes


@pytest.mark.parametrize(
    ("data", "bound"),
    [
        (b"x" * 16_000_001, "file_bytes"),
        (b"WEBVTT\n" + b"\n" * 9_000_000, "lines"),
        (b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\n\n" * 300_000, "cues"),
        (b"--> " * 2_000_000, "cues"),
        (b"Ada: x\n" * 100_001, "cues"),
        (b"WEBVTT\n\n" + b"NOTE x\n\n" * 100_001, "cues"),
        (b"1\n00:00:01,000 --> 00:00:02,000\n" + b"99999999\n" * 200_000, "cue_chars"),
    ],
)
def test_a_file_past_a_bound_is_refused_with_its_name(data, bound):
    with pytest.raises(captions.LimitError) as caught:
        captions.read(data)
    assert caught.value.bound == bound
    assert caught.value.measured > caught.value.limit
    assert f"{caught.value.limit:,}" in str(caught.value)


GOOD_CUE = "00:00:05.000 --> 00:00:06.000\nBye\n"


@pytest.mark.parametrize(
    ("bad_cue", "kind", "words"),
    [
        ("00:01.000 --> 00:02.000\n" + "word " * 421 + "x", "noted", "2,106 characters"),
        ("00:01.000 --> 00:02.000\n" + "word " * 1999 + "\n" + "word " * 1999, "dropped", "cut"),
        ("00:01.000 --> 00:02.000\n" + "<b>" * 51 + "Hi", "changed", "nested 51 deep"),
        ("00:01.000 --> 00:02.000\n" + "x" * 12_000, "dropped", "12,000 characters"),
        ("00:01.000 --> 00:02.000 " + "line:1% " * 1300 + "\nHi", "dropped", "10,424 characters"),
    ],
)
def test_what_is_too_much_in_one_cue_costs_no_other(bad_cue, kind, words):
    reading = captions.read(f"WEBVTT\n\n{bad_cue}\n\n{GOOD_CUE}")
    assert len(reading.track) == 2
    assert reading.track.cues[1].text == "Bye"
    assert any(note.kind == kind and words in note.reason for note in reading.report)
    assert reading.report[0].line in (3, 4)
    again = captions.read(captions.write(reading.track, "vtt").data)
    assert again.track == reading.track


def test_a_long_caption_of_any_format_is_kept():
    for form in ("1\n00:00:01,000 --> 00:00:02,000\n{}\n", "0:00:01.000,0:00:02.000\n{}\n",
                 "{{1}}{{1}}25.000\n{{25}}{{50}}{}\n"):  # fmt: skip
        text = "word " * 500
        (cue,) = captions.read(form.format(text)).track
        assert cue.text.strip() == text.strip()


def test_a_bound_names_line_and_caption():
    with pytest.raises(captions.LimitError) as caught:
        captions.read(b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"99999999\n" * 200_000)
    assert (caught.value.line, caught.value.cue) == (3, 1)
    assert str(caught.value).startswith("line 3, caption 1: ")


def test_bounds_can_be_set():
    limits = Limits(cues=1)
    with pytest.raises(captions.LimitError):
        captions.read((VTT + "\n00:03.000 --> 00:04.000\nx").encode(), limits=limits)


@pytest.mark.parametrize(
    "data",
    [
        b"WEBVTT\n\n" + b"-->\n" * 99_000,
        b"1\n00:00:01,000 --> 00:00:02,000\n" + b"1 --> \n" * 99_000,
        b"WEBVTT\n\n" + b"x\n\n" * 100_000,
        "é è ü\n".encode("latin-1") * 200_000,
        (b" " * 9_000 + b"-->\n") * 300,
        (b"A " * 4_990 + b"\n") * 300,
        (b"*[(" * 3_300 + b"\n") * 300,
        b"0:01 x\n" * 20_000,
        (b"1\n00:00:01,000 --> 00:00:02,000\n" + b"<b " * 300 + b"\n\n") * 300,
        b"WEBVTT\n\n00:01.000 --> 00:02.000\n&#" + b"9" * 1900,
        b"1\n" + b"9" * 9000 + b":00:00,000 --> 00:00:02,000\nx\n",
    ],
)
def test_a_hostile_file_within_the_bounds_is_read(data):
    reading = captions.read(data)
    assert reading.format in ("vtt", "srt", "txt")


def test_a_long_report_is_cut_and_says_how_much_is_left_out():
    report = captions.read(b"WEBVTT\n\n" + b"x\n\n" * 12_000).report
    assert len(report) == 10_001
    assert report[0].reason.startswith("2,000 more")


def test_an_unknown_format_cannot_be_written():
    with pytest.raises(captions.UnsupportedFormatError, match="pdf"):
        captions.write(captions.Track(), "pdf")


@pytest.mark.parametrize(
    "text",
    [
        "Start;End;Colour\n00:00:01,000;00:00:02,000;red\n00:00:03,000;00:00:04,000;blue\n",
        'start,end,speaker\n0:01,0:02,"Ana"\n0:03,0:04,Ben\n',
        "Nom,Âge\nÉlodie,3\nZoë,4\n",
    ],
)
def test_a_spreadsheet_is_called_one(text: str) -> None:
    with pytest.raises(captions.UnsupportedFormatError, match="a spreadsheet"):
        captions.read(text.encode(), "a.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Hello, everyone\nYes, well\n\nOh, no\nI said: no, and no\n",
        "Dear Ana,\nhow are you?\nBye, Ben\n",
        "00:00:01:00 , 00:00:04:00 , Hello\n00:00:05:00 , 00:00:06:00 , Bye\n",
    ],
)
def test_lines_with_commas_are_no_spreadsheet(text: str) -> None:
    captions.read(text.encode(), "a.txt")
