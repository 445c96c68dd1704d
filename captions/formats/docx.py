"""Word documents (.docx): their paragraphs, read as the captions or the transcript they hold.

Only word/document.xml is unpacked, and no more of it than the bound allows: a bomb of 620 kB would
grow to 1.2 GB.
"""

import io
import zipfile
import zlib

from captions.cue import Track
from captions.errors import EmptyFileError, LimitError, MalformedFileError
from captions.formats import srt, txt, vtt
from captions.formats.base import BinaryFormat, Confidence, best_format
from captions.formats.docx_paragraphs import marked_lines, paragraphs, plain_lines
from captions.formats.runs import clean_text
from captions.formats.xml_tree import parse
from captions.limits import Limits, guard_text
from captions.messages import sentence
from captions.report import Report

_DOCUMENT = "word/document.xml"
_INSIDE = (srt.FORMAT, vtt.FORMAT, txt.FORMAT)


def recognise(data: bytes) -> Confidence:
    is_it = data.startswith(b"PK") and _DOCUMENT.encode() in data
    return Confidence.CERTAIN if is_it else Confidence.NO


def read(data: bytes, report: Report, limits: Limits) -> Track:
    """The lines of the report are paragraphs."""
    document = parse(_document_xml(data, limits), limits)
    written = list(paragraphs(document.root))
    text = clean_text(plain_lines(written))
    if not text.strip():
        raise EmptyFileError(sentence("The Word document holds no text."))
    lines = guard_text(text, limits, report)
    inside = best_format([(each.recognise(lines), each) for each in _INSIDE], None)
    assert inside is not None  # noqa: S101 - a plain transcript is anything that is not empty
    report.add(
        "noted", sentence("The text of the Word document was read as {name}.", name=inside.name)
    )
    if inside is txt.FORMAT:
        lines = guard_text(clean_text(marked_lines(written)), limits, report)
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


FORMAT = BinaryFormat(
    id="docx",
    name=sentence("Word document"),
    extensions=("docx",),
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    recognise=recognise,
    read=read,
)
