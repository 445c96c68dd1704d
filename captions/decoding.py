"""Bytes to text: byte order mark, NUL and ESC patterns, UTF-8, then a guess that is owned up to."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import CharsetMatch, from_bytes

from captions.errors import UndecodableError
from captions.messages import sentence
from captions.report import Report
from captions.sniffing import refuse_control_characters

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ISO_2022_JP = re.compile(rb"\x1b(?:\$[@B]|\([BJ])")
_XML_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding=[\"']([A-Za-z0-9._-]{1,40})[\"']")
# The guess looks at letters, not at time codes; this many bytes of them decide.
_SAMPLE_BYTES = 16_000
# Those that captions come in. Among all that Python knows are some that have no line breaks where
# everyone else has them (EBCDIC) and many twins.
_GUESSES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_15", "koi8_r", "mac_roman", "cp850", "cp866",
    "cp874", "cp932", "euc_jp", "cp949", "gb18030", "big5",
]  # fmt: skip
# Nearer than this, the measure of disorder says nothing about which of two encodings it is.
_CLOSE = 0.02
# A half character at the end is an accident; a file full of them is another encoding.
_MOST_BROKEN_WITH_BOM = 0.1
_MOST_BROKEN = 0.25  # of the characters that are not ASCII
# Of every other byte, how many are NUL in UTF-16; and how many of them may stand in the wrong half.
_LEAST_NULS, _MOST_STRAY_NULS = 0.1, 0.05
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str


def decode(data: bytes, report: Report, encoding: str | None = None) -> Decoded:
    """Text with `\\n` as its only line break, without byte order mark or NUL."""
    decoded = _decode_as(data, encoding) if encoding else _detect_and_decode(data, report)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        report.add("repaired", sentence("NUL characters became U+FFFD, as WebVTT says."), line=line)
        text = text.replace("\x00", "\ufffd")
    return Decoded(text, decoded.encoding)


def _decode_as(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except LookupError as error:
        raise UndecodableError(
            sentence("There is no encoding named {encoding!r}.", encoding=encoding)
        ) from error
    except UnicodeError as error:
        raise UndecodableError(
            sentence("The file is not in the encoding {encoding}.", encoding=encoding),
            hint=sentence("Leave the encoding open."),
        ) from error
    return Decoded(text.removeprefix("\ufeff"), encoding)


def _detect_and_decode(data: bytes, report: Report) -> Decoded:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_with_bom(data[len(bom) :], encoding, report)
    wide = _utf16_by_nul(data)
    if wide:
        report.add(
            "noted",
            sentence("No byte order mark; the NUL bytes show that it is {wide}.", wide=wide),
        )
        return _decode_with_bom(data, wide, report)
    refuse_control_characters(data)
    if _ISO_2022_JP.search(data):
        try:
            return Decoded(data.decode("iso2022_jp"), "iso-2022-jp")
        except UnicodeDecodeError:
            pass
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        declared = _decode_as_declared(data)
        return (
            declared or _decode_damaged_utf8(data, error, report) or _decode_by_guess(data, report)
        )


def _decode_with_bom(data: bytes, encoding: str, report: Report) -> Decoded:
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    if broken > len(text) * _MOST_BROKEN_WITH_BOM:
        raise UndecodableError(
            sentence("The file says it is {encoding} and is not.", encoding=encoding),
            hint=sentence("Save it again as UTF-8."),
        )
    if broken:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        report.add(
            "repaired",
            sentence("{broken} broken characters became U+FFFD.", broken=broken),
            line=line,
        )
    return Decoded(text, encoding)


def _utf16_by_nul(data: bytes) -> str | None:
    """Latin letters in UTF-16 have NUL as every other byte; line breaks have it in any script."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    few, many = sorted((even, odd))
    is_rare = many < len(data) // 2 * _LEAST_NULS
    if is_rare or few > many * _MOST_STRAY_NULS or data.startswith(b"WEBVTT"):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _decode_as_declared(data: bytes) -> Decoded | None:
    """As the first line of an XML file says, where that is true."""
    declaration = _XML_ENCODING.match(data)
    if declaration is None:
        return None
    encoding = declaration[1].decode("ascii").lower()
    try:
        # Some codecs of Python make bytes of bytes, and are no encodings of text.
        return Decoded(data.decode(encoding), encoding)
    except (LookupError, UnicodeError):
        return None


def _decode_damaged_utf8(data: bytes, error: UnicodeDecodeError, report: Report) -> Decoded | None:
    """UTF-8 with a few broken bytes, as against another encoding altogether."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - broken
    if broken > whole * _MOST_BROKEN:
        return None
    line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
    report.add(
        "repaired",
        sentence("{broken} bytes that are not UTF-8 became U+FFFD.", broken=broken),
        line=line,
    )
    return Decoded(text, "utf-8")


def _decode_by_guess(data: bytes, report: Report) -> Decoded:
    matches = list(from_bytes(_telling_part(data), cp_isolation=_GUESSES))
    for match in matches:
        try:
            text = data.decode(match.encoding)
        except UnicodeDecodeError:
            continue
        report.add("noted", _what_was_taken(match.encoding, encodings_as_likely(match, matches)))
        return Decoded(text.removeprefix("\ufeff"), match.encoding)
    if matches:
        best = matches[0].encoding
        reason = sentence(
            "The file is nearly {best}; bytes that are not became U+FFFD: check the accents.",
            best=best,
        )
        report.add("repaired", reason)
        return Decoded(data.decode(best, "replace"), best)
    if data.startswith(b"WEBVTT"):
        report.add("repaired", sentence("Bytes that are not UTF-8 became U+FFFD, as WebVTT says."))
        return Decoded(data.decode("utf-8", "replace"), "utf-8")
    raise UndecodableError(
        sentence("No text encoding fits the bytes of this file."),
        hint=sentence("Save it again as UTF-8."),
    )


def _telling_part(data: bytes) -> bytes:
    lines = [line for line in data.splitlines() if not line.isascii()]
    return b"\n".join(lines)[:_SAMPLE_BYTES]


def encodings_as_likely(taken: CharsetMatch, matches: list[CharsetMatch]) -> list[str]:
    """Encodings that fit about as well and would give another text."""
    return [
        other.encoding
        for other in matches
        if other.encoding != taken.encoding
        and abs(other.chaos - taken.chaos) <= _CLOSE
        and str(other) != str(taken)
    ]


def _what_was_taken(encoding: str, others: list[str]) -> str:
    if others:
        return sentence(
            "The file is not UTF-8; it was read as {encoding}, but {others} would fit as well: "
            "check the accents.",
            encoding=encoding,
            others=", ".join(others[:_MOST_NAMED]),
        )
    return sentence("The file is not UTF-8; it was read as {encoding}.", encoding=encoding)
