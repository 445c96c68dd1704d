"""Paragraphs of a Word document, and what their styles say of them: a heading is no speech, and a
name in bold says who speaks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from captions.formats.xml_tree import local
from captions.voices import is_name

# Deleted text, and what Word keeps for programs that cannot show the original.
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText"})
_WRITTEN_AS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Word names its styles in the language that it was installed in, without letters that are not
# ASCII: Überschrift, Título, Nagłówek.
_HEADING = re.compile(
    r"(?:heading|title|subtitle|berschrift|titel|untertitel|titre|sous-titre|ttulo|ttol|subttulo"
    r"|titolo|sottotitolo|kop|ondertitel|nagwek|tytu|podtytu)[0-9]*",
    re.IGNORECASE,
)
_OFF = frozenset({"0", "false", "off", "none"})
_STRONG = "Strong"
# One line in bold may be a title. Those who speak come again, or are two; what is only stressed
# is another word each time.
_FEWEST_SPEAKERS = 2
_ENDS_A_SENTENCE = (".", "!", "?", "…", ",")
# What stands after a name in bold where another shape of transcript is meant.
_OTHER_SHAPE = re.compile(r"[:：(\[0-9]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`bold`: as much of the text as is in bold from its beginning on."""

    text: str
    bold: str
    is_heading: bool

    @property
    def speaker(self) -> str:
        """The name in bold that it begins with, or is; else empty."""
        name = self.bold.strip().rstrip(":：").strip()
        rest = self.text.strip()[len(self.bold.strip()) :].lstrip()
        if not is_name(name) or name.endswith(_ENDS_A_SENTENCE) or _OTHER_SHAPE.match(rest):
            return ""
        return name


def paragraphs(root: Element) -> Iterator[Paragraph]:
    """In reading order; those of a table too, row by row."""
    for element in root.iter():
        if local(element) == "p":
            pieces = list(_pieces(element, is_bold=False))
            text = "".join(piece for piece, _ in pieces)
            yield Paragraph(text, _bold_beginning(pieces), _is_heading(element))


def plain_lines(read: Iterable[Paragraph]) -> str:
    return "\n".join(paragraph.text for paragraph in read)


def marked_lines(read: Sequence[Paragraph]) -> str:
    """As a plain transcript has it: `# Heading`, and `Name: words` or `Name:` above them."""
    names = [each.speaker for each in read if each.speaker and not each.is_heading]
    is_cast = len(names) >= _FEWEST_SPEAKERS and len(set(names)) <= max(2, len(names) // 2)
    return "\n".join(_transcript_line(each, are_named=is_cast) for each in read)


def _transcript_line(paragraph: Paragraph, *, are_named: bool) -> str:
    text = paragraph.text.strip()
    if paragraph.is_heading and text:
        return f"# {' '.join(text.split())}"
    if are_named and paragraph.speaker:
        return f"{paragraph.speaker}: {text[len(paragraph.bold.strip()) :].lstrip()}".rstrip()
    return paragraph.text


def _pieces(element: Element, *, is_bold: bool) -> Iterator[tuple[str, bool]]:
    for child in element:
        name = local(child)
        # A paragraph within a paragraph is that of a text box, and has its own turn.
        if name in _SKIPPED or name in ("p", "pPr", "rPr"):
            continue
        if name == "t":
            yield child.text or "", is_bold
        elif name in _WRITTEN_AS:
            yield _WRITTEN_AS[name], is_bold
        else:
            yield from _pieces(child, is_bold=_is_bold(child) if name == "r" else is_bold)


def _bold_beginning(pieces: Iterable[tuple[str, bool]]) -> str:
    bold = ""
    for text, is_bold in pieces:
        if not is_bold and text.strip():
            break
        bold += text
    return bold if bold.strip() else ""


def _is_heading(paragraph: Element) -> bool:
    return any(
        local(mark) == "outlineLvl"
        or (local(mark) == "pStyle" and _HEADING.fullmatch(_value(mark)))
        for mark in _properties(paragraph, "pPr")
    )


def _is_bold(run: Element) -> bool:
    return any(
        (local(mark) == "b" and _value(mark) not in _OFF)
        or (local(mark) == "rStyle" and _value(mark) == _STRONG)
        for mark in _properties(run, "rPr")
    )


def _properties(element: Element, name: str) -> Iterator[Element]:
    for child in element:
        if local(child) == name:
            yield from child


def _value(mark: Element) -> str:
    return next((value for name, value in mark.attrib.items() if name.endswith("val")), "")
