"""Word and OpenDocument files to HTML. Runs in a child with bounds (`opening.py`), for mammoth and
odfdo read what strangers send.

Nothing that a document links to is fetched, and no macro is run: the libraries do neither.
"""

import io
import re
import zipfile

from captions.errors import LimitError, MalformedFileError
from captions.limits import Limits
from captions.messages import sentence

_DOCUMENT = "word/document.xml"
_COUNTED = {
    "insertion": re.compile(rb"<w:ins\s"),
    "deletion": re.compile(rb"<w:del\s"),
}
_COMMENT = re.compile(rb"<w:comment\s")
_WORDS = re.compile(rb"<w:t[ >]")
_PICTURE = re.compile(rb"<(?:w:drawing|w:pict)[ >]")
_HEADER = re.compile(r"word/(?:header|footer)\d*\.xml")
_ELSEWHERE = re.compile(rb'Type="[^"]*/(?!hyperlink")[A-Za-z]+"[^>]*TargetMode="External"')
_ODF_COUNTED = {
    "insertion": re.compile(rb"<text:insertion[ >]"),
    "deletion": re.compile(rb"<text:deletion[ >]"),
    "comment": re.compile(rb"<office:annotation[ >]"),
    "picture": re.compile(rb"<draw:image[ >]"),
}
_ODF_HEADER = re.compile(rb"<style:(?:header|footer)[ >](?:(?!</style:).)*?<text:", re.DOTALL)
_ODF_LEFT_OUT = "descendant::text:tracked-changes|descendant::office:annotation"
_MOST_MEMBERS = 5_000  # a document with 300 pages and 200 pictures has some 250
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
"""


def docx_as_html(data: bytes, limits: Limits) -> dict[str, object]:
    """{"html": ..., "losses": {kind: count}}."""
    import mammoth

    members = unpacked(data, limits)
    if _DOCUMENT not in members:
        raise _broken_file()
    converted = mammoth.convert_to_html(
        io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(_no_picture)
    )
    return {"html": converted.value, "losses": _losses(members)}


def _no_picture(_image: object) -> dict[str, str]:
    return {"src": ""}


def _losses(members: dict[str, bytes]) -> dict[str, int]:
    document = members[_DOCUMENT]
    losses = {kind: len(pattern.findall(document)) for kind, pattern in _COUNTED.items()}
    losses["comment"] = len(_COMMENT.findall(members.get("word/comments.xml", b"")))
    losses["header"] = sum(
        bool(_HEADER.fullmatch(name) and _WORDS.search(data)) for name, data in members.items()
    )
    losses["macro"] = int("word/vbaProject.bin" in members)
    relations = (data for name, data in members.items() if name.endswith(".rels"))
    losses["outside"] = sum(len(_ELSEWHERE.findall(data)) for data in relations)
    return losses


def unpacked(data: bytes, limits: Limits) -> dict[str, bytes]:
    """What an archive holds, by name. What it says of its sizes may be a lie, so each is read up to
    what is left of the bound."""
    left = limits.unpacked_bytes
    members: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()[: _MOST_MEMBERS + 1]
            for info in infos:
                with archive.open(info) as member:
                    content = member.read(left + 1)
                left -= len(content)
                if left < 0 or len(infos) > _MOST_MEMBERS:
                    raise _too_much(limits)
                members[info.filename] = content
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise _broken_file() from error
    return members


def _broken_file() -> MalformedFileError:
    return MalformedFileError(sentence("The document is broken."))


def _too_much(limits: Limits) -> LimitError:
    return LimitError(
        sentence(
            "The document holds more than {unpacked_bytes:,} bytes once unpacked.",
            unpacked_bytes=limits.unpacked_bytes,
        ),
        bound="unpacked_bytes",
        limit=limits.unpacked_bytes,
        measured=limits.unpacked_bytes + 1,
    )


def odt_as_markdown(data: bytes, limits: Limits) -> dict[str, object]:
    """{"markdown": ..., "losses": {kind: count}}."""
    from odfdo import Document

    members = unpacked(data, limits)
    content = members.get("content.xml", b"")
    if b"office:text" not in content:
        raise _broken_file()
    losses = {kind: len(pattern.findall(content)) for kind, pattern in _ODF_COUNTED.items()}
    losses["header"] = len(_ODF_HEADER.findall(members.get("styles.xml", b"")))
    losses["macro"] = int(any(name.startswith("Basic/") for name in members))
    document = Document(io.BytesIO(data))
    for element in document.body.get_elements(_ODF_LEFT_OUT):
        element.delete(keep_tail=True)
    return {"markdown": document.to_markdown(), "losses": losses}
