"""One element of HTML: whether it is a block or a heading, and what it hands on to its words."""

import re
from dataclasses import dataclass, replace
from html import unescape

import nh3
from lxml import etree, html

from episodes.answers.importing.blocks import Run
from episodes.answers.importing.inline import allowed_href
from episodes.messages import Message
from episodes.refusals import RefusalError

BLOCKS = frozenset(
    {
        *(
            "p",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "div",
            "li",
            "blockquote",
            "pre",
            "ul",
            "ol",
            "hr",
        ),
        *("table", "caption", "tr", "td", "th", "section", "article", "header", "footer", "main"),
        *(
            "figure",
            "figcaption",
            "address",
            "dl",
            "dt",
            "dd",
            "details",
            "summary",
            "aside",
            "nav",
        ),
        *("body", "button"),
    }
)
_INLINE = frozenset(
    {
        *("a", "b", "strong", "i", "em", "cite", "span", "br", "s", "del", "ins", "strike", "sup"),
        *("sub", "code", "u", "font", "small", "q", "mark", "img", "input"),
    }
)
_LEFT_OUT = {
    *("script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math"),
    *("select", "textarea"),
}
_ATTRIBUTES = {
    "*": {"style", "class", "role", "aria-level", "data-aria-level", "aria-checked", "hidden"},
    "a": {"href"},
    "ol": {"start"},
    "li": {"value"},
    "img": {"alt"},
    "input": {"type", "checked"},
    "del": {"datetime"},
    "ins": {"datetime"},
}
_CLEANER = nh3.Cleaner(
    tags=set(BLOCKS | _INLINE),
    clean_content_tags=_LEFT_OUT,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
_WITHOUT_TAGS = nh3.Cleaner(tags=set(), link_rel=None)
_HEADING = re.compile(r"h([1-6])")
_WORD_HEADING = re.compile(r"\bMsoHeading(\d)\b|\bMsoTitle\b|\bHeading(\d)\b")
WORD_LEVEL = re.compile(r"mso-list:\s*l\d+\s+level(\d+)")
_WORD_QUOTE = re.compile(r"\bMso(?:Intense)?Quote\b")
_WEIGHT = re.compile(r"font-weight:\s*(\w+)")
_SLANT = re.compile(r"font-style:\s*(\w+)")
_OUTSIDE = frozenset(["nav", "footer", "button", "figcaption"])
_NUMBERED = re.compile(r"\(?(\d{1,3}|[a-z]{1,4})[.)]", re.IGNORECASE)
_NO_WORDS = Run("")
TITLE_LEVEL = -1  # above all headings of the text


@dataclass(frozen=True, slots=True)
class Look:
    """What an element hands on to the words in it."""

    run: Run = _NO_WORDS
    is_marker: bool = False
    is_preformatted: bool = False
    quotes: int = 0
    is_outside: bool = False


def clean_tree(markup: str) -> html.HtmlElement | None:
    """None where nothing is left of it. Raises RefusalError."""
    cleaned = _CLEANER.clean(markup)
    if not cleaned.strip():
        return None
    try:
        tree = html.fromstring(f"<div>{cleaned}</div>", parser=html.HTMLParser(huge_tree=True))
    except etree.LxmlError as error:
        raise _too_deep() from error
    words = unescape(_WITHOUT_TAGS.clean(cleaned))
    if len("".join(tree.text_content().split())) < len("".join(words.split())):
        raise _too_deep()  # libxml2 leaves out what is below its deepest level
    _mark_outside(tree)
    return tree


def _too_deep() -> RefusalError:
    return RefusalError(
        Message("The text is nested more deeply than any real one. Paste it as plain text.")
    )


def heading_level(element: html.HtmlElement) -> int:
    """0 where it is none."""
    if match := _HEADING.fullmatch(element.tag):
        return TITLE_LEVEL if _is_title(element) else int(match[1])
    if element.get("role") == "heading":
        level = element.get("aria-level", "")
        return int(level) if level.isdigit() else 2
    match = _WORD_HEADING.search(element.get("class", "")) if element.tag == "p" else None
    return int(match[1] or match[2] or TITLE_LEVEL) if match else 0


def _is_title(element: html.HtmlElement) -> bool:
    """Of the whole text, where its class says so."""
    return element.tag == "h1" and "title" in element.get("class", "").split()


def look_of(element: html.HtmlElement, style: str, outer: Look) -> Look:
    tag, run = element.tag, outer.run
    strong = run.strong or tag in ("b", "strong") or (tag == "u" and _is_whole_line(element))
    emphasis = run.emphasis or tag in ("i", "em", "cite")
    if weight := _WEIGHT.search(style):
        strong = weight[1] in ("bold", "bolder") or (weight[1].isdigit() and int(weight[1]) >= 600)
    if slant := _SLANT.search(style):
        emphasis = slant[1] in ("italic", "oblique")
    href = allowed_href(element.get("href", "")) if tag == "a" else run.href
    struck = run.struck or tag in ("s", "del", "strike")
    return Look(
        replace(run, strong=strong, emphasis=emphasis, struck=struck, href=href),
        is_marker=outer.is_marker or "mso-list:ignore" in style.replace(" ", ""),
        is_preformatted=outer.is_preformatted or tag == "pre",
        quotes=outer.quotes + _is_quotation(element),
        is_outside=outer.is_outside
        or tag in _OUTSIDE
        or element.get("role") in ("navigation", "contentinfo"),
    )


def _is_whole_line(element: html.HtmlElement) -> bool:
    """Underlined from end to end: a heading, as mails have them."""
    parent = element.getparent()
    if parent is None or parent.tag not in BLOCKS or parent.tag == "li":
        return False
    return len(parent) == 1 and not (parent.text or "").strip() and not (element.tail or "").strip()


def _is_quotation(element: html.HtmlElement) -> bool:
    return element.tag == "blockquote" or bool(_WORD_QUOTE.search(element.get("class", "")))


def _mark_outside(tree: html.HtmlElement) -> None:
    """Of a whole page, the article counts; what stands around it is left over."""
    articles = tree.findall(".//article") or tree.findall(".//main")
    if len(articles) != 1 or not articles[0].text_content().strip():
        return
    inside = articles[0]
    around = {inside, *inside.iterancestors()}
    for parent in inside.iterancestors():
        for child in parent:
            if child not in around:
                child.set("role", "navigation")


def is_line(element: html.HtmlElement, style: str) -> bool:
    return element.tag == "span" and "display:block" in style.replace(" ", "")


def marker_number(marker: str) -> int | None:
    """Of Word's own "2." or "b."; a bullet has none."""
    match = _NUMBERED.match(marker.strip())
    if match is None or marker.strip() == "o":
        return None
    return int(match[1]) if match[1].isdigit() else 1
