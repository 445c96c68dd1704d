"""Bytes of a text file to text. What cannot be decoded is refused, with its place: a word that was
half dropped would stand in an answer for years."""

import codecs
import re

from charset_normalizer import from_bytes

from episodes.messages import Message
from episodes.refusals import RefusalError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
# Tried one after the other where a file is not UTF-8: what Windows and old Macs write in the West.
# Windows-1252 leaves five bytes undefined, so that much of what is something else fails there.
_GUESSES = ("cp1252", "mac_roman")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")


def decoded(data: bytes, *, is_html: bool = False) -> str:
    """With `\\n` as its only line break. Raises RefusalError, which names the line."""
    text = _decoded(data, is_html=is_html).replace("\r\n", "\n").replace("\r", "\n")
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise RefusalError(
            Message("Line %(line)s holds bytes that are not text. Is it the right file?", line=line)
        )
    return text.removeprefix("\ufeff")


def _decoded(data: bytes, *, is_html: bool) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if wide := _wide_without_mark(data):
        return _strictly(data, wide)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error, is_html=is_html)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _refusal(data, error) from error


def _wide_without_mark(data: bytes) -> str:
    """UTF-16 of Latin letters has NUL as every other byte."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) * 10 < len(data) // 2 or min(even, odd) * 20 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _not_utf8(data: bytes, error: UnicodeDecodeError, *, is_html: bool) -> str:
    """UTF-8 with a broken byte is refused; a file of another encoding is read in it."""
    if _is_damaged_utf8(data):
        raise _refusal(data, error)
    declared = _DECLARED.search(data[:5000]) if is_html else None
    if declared:
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeError):
            pass
    for match in from_bytes(data, cp_isolation=[*_GUESSES, "cp1250", "cp1251", "cp1253", "cp1254"]):
        encoding = "cp1252" if match.encoding in ("cp1252", "cp1254") else match.encoding
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refusal(data, error)


def _is_damaged_utf8(data: bytes) -> bool:
    """Most of what is not ASCII in it is whole UTF-8."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return whole > broken


def _refusal(data: bytes, error: UnicodeDecodeError) -> RefusalError:
    line = data.count(b"\n", 0, error.start) + 1
    return RefusalError(
        Message(
            "Line %(line)s holds bytes that cannot be read as text (at byte %(byte)s)."
            " Save the file again as UTF-8.",
            line=line,
            byte=error.start + 1,
        )
    )
