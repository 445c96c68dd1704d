"""Word documents (.docx): their paragraphs, read as the captions or the transcript they hold.

Only word/document.xml is unpacked, and no more of it than the bound allows: a bomb of 620 kB would
grow to 1.2 GB.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from captions.cue import Track
from captions.errors import EmptyFileError, LimitError, MalformedFileError
from captions.formats import srt, txt, vtt
from captions.formats.base import BinaryFormat, Confidence, best_format
from captions.formats.runs import clean_text
from captions.formats.xml_tree import local, parse
from captions.limits import Limits, guard_text
from captions.messages import sentence
from captions.report import Report

_DOCUMENT = "word/document.xml"
_INSIDE = (srt.FORMAT, vtt.FORMAT, txt.FORMAT)
# Deleted text, and what Word keeps for programs that cannot show the original.
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText"})
_WRITTEN_AS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def recognise(data: bytes) -> Confidence:
    is_it = data.startswith(b"PK") and _DOCUMENT.encode() in data
    return Confidence.CERTAIN if is_it else Confidence.NO


def read(data: bytes, report: Report, limits: Limits) -> Track:
    """The lines of the report are paragraphs."""
    document = parse(_document_xml(data, limits), limits)
    text = clean_text("\n".join(_paragraphs(document.root)))
    if not text.strip():
        raise EmptyFileError(sentence("The Word document holds no text."))
    lines = guard_text(text, limits, report)
    inside = best_format([(each.recognise(lines), each) for each in _INSIDE], None)
    assert inside is not None  # noqa: S101 - a plain transcript is anything that is not empty
    report.add(
        "noted", sentence("The text of the Word document was read as {name}.", name=inside.name)
    )
    return inside.read(lines, report, limits)


def _document_xml(data: bytes, limits: Limits) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_DOCUMENT) as document:
            # What the archive says of its sizes may be a lie.
            xml = document.read(limits.unpacked_bytes + 1)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError) as error:
        raise _broken_file_error() from error
    except (EOFError, ValueError, zlib.error) as error:
        raise _broken_file_error() from error
    if len(xml) > limits.unpacked_bytes:
        raise LimitError(
            sentence(
                "The Word document holds more than {unpacked_bytes:,} bytes once unpacked.",
                unpacked_bytes=limits.unpacked_bytes,
            ),
            bound="unpacked_bytes",
            limit=limits.unpacked_bytes,
            measured=len(xml),
        )
    try:
        return xml.decode("utf-16" if xml.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeError as error:
        raise _broken_file_error() from error


def _broken_file_error() -> MalformedFileError:
    hint = sentence("Save it again, or copy its text into a .txt file.")
    return MalformedFileError(sentence("The Word document is broken."), hint=hint)


def _paragraphs(root: Element) -> Iterator[str]:
    """In reading order; those of a table too, row by row."""
    for element in root.iter():
        if local(element) == "p":
            yield "".join(_texts(element))


def _texts(element: Element) -> Iterator[str]:
    for child in element:
        name = local(child)
        # A paragraph within a paragraph is that of a text box, and has its own turn.
        if name in _SKIPPED or name in ("p", "pPr", "rPr"):
            continue
        if name == "t":
            yield child.text or ""
        elif name in _WRITTEN_AS:
            yield _WRITTEN_AS[name]
        else:
            yield from _texts(child)


FORMAT = BinaryFormat(
    id="docx",
    name=sentence("Word document"),
    extensions=("docx",),
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    recognise=recognise,
    read=read,
)
