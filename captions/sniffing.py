"""Bytes that are no captions at all, and text that holds none."""

import csv
import re

from captions.errors import BinaryFileError, EmptyFileError, UnsupportedFormatError
from captions.messages import Message, sentence

_MAGIC: tuple[tuple[bytes, int, Message], ...] = (
    (b"ftyp", 4, sentence("an MP4 or QuickTime video")),
    (b"moov", 4, sentence("a QuickTime video")),
    (b"\x1aE\xdf\xa3", 0, sentence("a Matroska or WebM video")),
    (b"OggS", 0, sentence("an Ogg recording")),
    (b"RIFF", 0, sentence("a WAV or AVI recording")),
    (b"fLaC", 0, sentence("a FLAC recording")),
    (b"ID3", 0, sentence("an MP3 recording")),
    (b"FLV\x01", 0, sentence("a Flash video")),
    (b"\x89PNG", 0, sentence("a picture (PNG)")),
    (b"\xff\xd8\xff", 0, sentence("a picture (JPEG)")),
    (b"GIF8", 0, sentence("a picture (GIF)")),
    (b"%PDF-", 0, sentence("a PDF document")),
    (b"\x1f\x8b", 0, sentence("a gzip archive")),
    (b"7z\xbc\xaf\x27\x1c", 0, sentence("a 7-Zip archive")),
    (b"Rar!\x1a", 0, sentence("a RAR archive")),
    (b"\xfd7zXZ\x00", 0, sentence("an xz archive")),
    (b"BZh", 0, sentence("a bzip2 archive")),
    (b"\x7fELF", 0, sentence("a program")),
    (b"MZ\x90\x00", 0, sentence("a program")),
    (b"\x00\x00\x01\xba", 0, sentence("subtitles as pictures (VobSub) or a video (MPEG)")),
    (b"PG", 0, sentence("subtitles as pictures (PGS)")),
    (b"SQLite format 3\x00", 0, sentence("a database")),
    (b"\xd0\xcf\x11\xe0", 0, sentence("an old Office document")),
)
_MP3_FRAME = re.compile(rb"\xff[\xfb\xf3\xf2][\x10-\xef]")
# Past this share of control characters it is not text with an accident in it.
_MOST_CONTROL_SHARE = 100
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})

_UNREAD: tuple[tuple[re.Pattern[str], Message], ...] = (
    (re.compile(r"\s*(?:<!doctype html|<html)", re.I), sentence("a web page (HTML)")),
    (re.compile(r"\s*<(?:\?xml|!doctype)", re.I), sentence("XML of no kind that holds captions")),
    (re.compile(r"\s*\{\\rtf"), sentence("Rich Text")),
    (re.compile(r"\s*# VobSub"), sentence("the index of subtitles as pictures (VobSub)")),
)
_COLUMN_NAME = re.compile(r"[ \"]*[^\W\d][^\d.?!:]{0,30}[ \"]*")
# Two lines with a comma each are a letter ("Dear Ana," and its next line) as often as a table.
_FEWEST_ROWS = 3
_MOST_ROWS = 20


def refuse_binary(data: bytes) -> None:
    """Raises EmptyFileError and BinaryFileError."""
    if not data.strip(b"\x00 \t\r\n\f"):
        raise EmptyFileError(sentence("The file is empty."), hint=sentence("Is it the right file?"))
    if data.startswith(b"PK\x03\x04"):
        raise _binary(_kind_of_zip(data[:5000]))
    for magic, offset, what in _MAGIC:
        if data.startswith(magic, offset):
            raise _binary(what)
    if _MP3_FRAME.match(data):
        raise _binary(sentence("an MP3 recording"))


def _kind_of_zip(start: bytes) -> Message:
    if b"word/" in start:
        return sentence("a Word document (.docx)")
    if b"xl/" in start or b"opendocument.spreadsheet" in start:
        return sentence("a spreadsheet")
    return sentence("a ZIP archive")


def refuse_control_characters(data: bytes) -> None:
    """For bytes that are not UTF-16 or UTF-32; a stray NUL or two is let through."""
    controls = len(data) - len(data.translate(None, _CONTROL))
    if controls > 1 and controls * _MOST_CONTROL_SHARE > len(data) and data[:6] != b"WEBVTT":
        raise _binary(sentence("binary data"))


def refuse_unread_formats(text: str) -> None:
    """Raises UnsupportedFormatError for what is recognised but has no reader."""
    start = text[:4000]
    name = next((name for pattern, name in _UNREAD if pattern.match(start)), None)
    if name is None and _is_spreadsheet(start):
        name = sentence("a spreadsheet (CSV)")
    if name:
        raise UnsupportedFormatError(
            sentence("This is {name}, which cannot be read.", name=name),
            line=1,
            hint=sentence("Save it as WebVTT (.vtt), SubRip (.srt) or plain text."),
        )


def _is_spreadsheet(start: str) -> bool:
    """A head of short names, and lines of as many columns under it."""
    lines = [line for line in start.splitlines() if line.strip()][:_MOST_ROWS]
    for mark in (",", ";"):
        rows = list(csv.reader(lines, delimiter=mark)) if mark in start else []
        columns = len(rows[0]) if rows else 0
        if columns < 2 or len(rows) < _FEWEST_ROWS:
            continue
        is_head = all(_COLUMN_NAME.fullmatch(cell) for cell in rows[0])
        # The last line may be cut off in its middle. Speech with commas has no figures.
        if is_head and all(
            len(row) == columns and any(map(str.isdecimal, "".join(row))) for row in rows[1:-1]
        ):
            return True
    return False


def _binary(what: Message) -> BinaryFileError:
    return BinaryFileError(
        sentence("This is {what}, not a text file.", what=what),
        hint=sentence("Save the captions as WebVTT (.vtt), SubRip (.srt) or plain text."),
    )
