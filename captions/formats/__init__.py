"""The formats that are read and written. How to add one: README.md in this folder."""

from captions.errors import UnsupportedFormatError
from captions.formats import (
    ass,
    docx,
    html_transcript,
    json_segments,
    lrc,
    microdvd,
    mpl2,
    otr,
    podcast,
    sami,
    sbv,
    scc,
    spruce,
    srt,
    stl,
    subviewer,
    table,
    tsv,
    ttml,
    txt,
    vtt,
    whisper,
    youtube_json,
    youtube_xml,
)
from captions.formats.base import (
    AnyFormat,
    BinaryFormat,
    Confidence,
    Format,
    JsonFormat,
    TextFormat,
    WrittenFormat,
    best_format,
    formats_by_extension,
)
from captions.messages import sentence

# Where content and name leave two formats equal, the earlier wins.
BINARY_FORMATS: tuple[BinaryFormat, ...] = (stl.FORMAT, docx.FORMAT)
TEXT_FORMATS: tuple[TextFormat, ...] = (
    ttml.FORMAT,
    youtube_xml.FORMAT,
    sami.FORMAT,
    table.FORMAT,
)
JSON_FORMATS: tuple[JsonFormat, ...] = (
    podcast.FORMAT,
    youtube_json.FORMAT,
    otr.FORMAT,
    whisper.FORMAT,
    json_segments.FORMAT,
)
LINE_FORMATS: tuple[Format, ...] = (
    srt.FORMAT,
    vtt.FORMAT,
    ass.FORMAT,
    sbv.FORMAT,
    microdvd.FORMAT,
    mpl2.FORMAT,
    subviewer.FORMAT,
    spruce.FORMAT,
    scc.FORMAT,
    tsv.FORMAT,
    txt.FORMAT,
    # Times in brackets alone are as good as a transcript.
    lrc.FORMAT,
)
WRITTEN_ONLY: tuple[WrittenFormat, ...] = (html_transcript.FORMAT,)
FORMATS: tuple[AnyFormat, ...] = (
    *LINE_FORMATS,
    *TEXT_FORMATS,
    *JSON_FORMATS,
    *BINARY_FORMATS,
    *WRITTEN_ONLY,
)


def by_id(format_id: str) -> AnyFormat:
    for each in FORMATS:
        if each.id == format_id:
            return each
    raise UnsupportedFormatError(
        sentence("There is no format {format_id!r}.", format_id=format_id),
        hint=sentence("The formats are {names}.", names=", ".join(each.id for each in FORMATS)),
    )


def by_name(name: str) -> AnyFormat | None:
    """The format that a file's extension announces; the first that is written, if one is."""
    candidates = formats_by_extension(name, FORMATS)
    return next((each for each in candidates if each.write), next(iter(candidates), None))


__all__ = [
    "BINARY_FORMATS",
    "FORMATS",
    "JSON_FORMATS",
    "LINE_FORMATS",
    "TEXT_FORMATS",
    "AnyFormat",
    "Confidence",
    "Format",
    "best_format",
    "by_id",
    "by_name",
]
