"""HTML as old tools wrote it, in one pass: tags that need not close, attributes without quotes."""

import html
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

_TAG = re.compile(r"<(/?)\s?([A-Za-z][A-Za-z0-9]{0,20})([^<>]{0,2000})>")
_ATTRIBUTE = re.compile(r"([A-Za-z][\w-]{0,40})\s{0,5}=\s{0,5}(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")

# Python refuses to turn thousands of digits into a number, and no character has so high a one.
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")


_NONE: Mapping[str, str] = MappingProxyType({})


class HtmlToken(NamedTuple):
    """`tag` is "" for text; "/p" ends what "p" begins. Names in small letters, values decoded."""

    tag: str
    text: str
    line: int
    attributes: Mapping[str, str] = _NONE


def html_tokens(text: str) -> Iterator[HtmlToken]:
    """Comments are left out, `<--` among them, which one of the tools takes for the start of one;
    a `<` that begins no tag is text."""
    position, line = 0, 1
    while position < len(text):
        tag = _TAG.match(text, position) if text[position] == "<" else None
        if tag:
            end = tag.end()
            yield HtmlToken(f"{tag[1]}{tag[2].lower()}", "", line, _attributes(tag[3]))
        elif text.startswith(("<!--", "<--"), position):
            end = _after(text, "-->", position)
        elif text.startswith(("<!", "<?"), position):
            end = _after(text, ">", position)
        else:
            end = text.find("<", position + 1)
            end = len(text) if end < 0 else end
            yield HtmlToken("", unescaped(text[position:end]), line)
        line += text.count("\n", position, end)
        position = end


def _after(text: str, mark: str, position: int) -> int:
    start = text.find(mark, position)
    return len(text) if start < 0 else start + len(mark)


# The second tag of most moments of a SAMI file says the same each time.
@lru_cache(maxsize=256)
def _attributes(body: str) -> Mapping[str, str]:
    if "=" not in body:
        return _NONE
    pairs = _ATTRIBUTE.findall(body)
    return MappingProxyType({name.lower(): unescaped(value.strip("\"'")) for name, value in pairs})


def unescaped(text: str) -> str:
    if "&" not in text:
        return text
    # What every second moment of a SAMI file is.
    if text.strip() == "&nbsp;":
        return "\xa0"
    return html.unescape(_HUGE_REFERENCE.sub("\ufffd", text))
