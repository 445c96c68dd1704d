"""Markdown to tokens to HTML: parsed by markdown-it, then cleaned by an allow-list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import nh3
from markupsafe import Markup, escape

from episodes.once import once_a_process

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

MEANT_ANCHOR = re.compile(r"\s*\{#([^{}]*)\}\s*$")
WEB = re.compile(r"https?://[^/]", re.IGNORECASE)
ALLOWED = re.compile(r"https?://[^/]|mailto:[^/]|#", re.IGNORECASE)
SEEK = re.compile(r"#t=(\d{1,6})")
PICTURE = re.compile(
    r'!\[(?P<alt>[^\[\]]*)\]\(picture:(?P<name>[a-z0-9-]{1,80})(?P<plain> "decorative")?\)'
)
ALIGNMENTS = ("left", "center", "right")
HEADINGS = ("h3", "h4", "h5", "h6")  # the page's title and the parts' headings stand above

CLEANER = nh3.Cleaner(
    tags={
        *("p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "s", "del", "a"),
        *("ul", "ol", "li", "label", "input", *HEADINGS),
        *("div", "table", "thead", "tbody", "tr", "th", "td", "img"),
    },
    attributes={
        "a": {"data-seek", "href", "rel", "title"},
        "div": {"aria-label", "role", "tabindex"},
        "img": {"alt", "data-picture"},
        "input": {"checked", "id", "type"},
        "ol": {"start"},
        **{tag: {"id"} for tag in HEADINGS},
    },
    allowed_classes={
        "a": {"seek"},
        "div": {"table-scroll"},
        "ol": {"checklist"},
        "ul": {"checklist"},
        **{tag: {f"align-{a}" for a in ALIGNMENTS} for tag in ("td", "th")},
    },
    url_schemes={"http", "https", "mailto"},
    link_rel=None,  # set on links that leave the site only
)


@once_a_process
def _parser() -> MarkdownIt:
    """Imported with the first text: most pages show what was made of theirs when it was saved."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.tasklists import tasklists_plugin

    class Markdown(MarkdownIt):
        def validateLink(self, url: str) -> bool:  # noqa: N802  # the library's name
            """What is refused stays on the page as it was typed, so that its author sees it."""
            return ALLOWED.match(url) is not None

    parser = Markdown("commonmark", {"html": False, "linkify": False})
    parser.enable(["table", "strikethrough"]).disable("image")
    parser.inline.ruler.before("image", "picture", _take_picture)
    parser.add_render_rule("picture", _picture)
    parser.use(tasklists_plugin, enabled=True, label=True)
    parser.core.ruler.before("inline", "meant_anchors", _take_meant_anchors)
    parser.core.ruler.push("finish", _finish)
    parser.add_render_rule("table_open", _table)
    parser.add_render_rule("table_close", _table)
    return parser


def tokens_of(markdown: str) -> list[Token]:
    return _parser().parse(markdown)


def html_of(tokens: Sequence[Token]) -> Markup:
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = max(token.tag, HEADINGS[0])
    html = _parser().renderer.render(tokens, _parser().options, {})
    return Markup(CLEANER.clean(html))  # noqa: S704  # cleaned


def inline_html_of(markdown: str) -> Markup:
    return Markup(CLEANER.clean(_parser().renderInline(markdown)))  # noqa: S704  # cleaned


def words_of(token: Token) -> str:
    """The words of a block, without marks; empty for tokens that carry none."""
    if token.type in ("fence", "code_block"):
        return token.content.strip()
    return " ".join("".join(_words(child) for child in token.children or ()).split())


def _words(child: Token) -> str:
    if child.type in ("softbreak", "hardbreak"):
        return " "
    return child.content if child.type in ("text", "code_inline", "picture") else ""


def raw_html(token: Token) -> list[Token]:
    """Raw HTML is off: what there is comes from the check boxes."""
    return [child for child in token.children or () if child.type == "html_inline"]


def _take_picture(state: StateInline, silent: bool) -> bool:
    """`![words](picture:name)`: one of the episode's own; no other picture is shown. The token's
    content: the words in its place."""
    match = PICTURE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("picture", "img", 0)
        token.content = " ".join(match["alt"].split())
        token.attrs = {"name": match["name"]} | ({"plain": "yes"} if match["plain"] else {})
    state.pos = match.end()
    return True


def _picture(_renderer: object, tokens: Sequence[Token], index: int, *_rest: object) -> str:
    """Its address depends on where the episode stands: `pictures.with_pictures` puts it in."""
    token = tokens[index]
    return f'<img data-picture="{token.attrGet("name")}" alt="{escape(token.content)}">'


def _take_meant_anchors(state: StateCore) -> None:
    """`## Heading {#anchor}`: the anchor leaves the text before its inline parts are read."""
    for opening, inline in pairwise(state.tokens):
        if opening.type == "heading_open" and (meant := MEANT_ANCHOR.search(inline.content)):
            opening.attrSet("id", meant[1])
            inline.content = inline.content[: meant.start()]


def _table(_renderer: object, tokens: Sequence[Token], index: int, *_rest: object) -> str:
    """Wide tables scroll by themselves, and so must be reached by keyboard."""
    opening = '<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table>\n'
    return opening if tokens[index].nesting > 0 else "</table></div>\n"


def _leave_corner_empty(opening: Token, inline: Token, closing: Token) -> None:
    """The corner above the rows' names heads nothing."""
    if opening.type == "th_open" and not inline.content:
        opening.tag = closing.tag = "td"


def _finish(state: StateCore) -> None:
    for three in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        _leave_corner_empty(*three)
    for token in state.tokens:
        if token.type in ("th_open", "td_open"):
            _align_by_class(token)
        if token.attrGet("class") == "contains-task-list":
            token.attrSet("class", "checklist")
        for child in token.children or ():
            if child.type == "link_open":
                _finish_link(child)


def _align_by_class(cell: Token) -> None:
    style = cell.attrs.pop("style", "")  # the site's policy forbids style attributes
    for alignment in ALIGNMENTS:
        if style == f"text-align:{alignment}":
            cell.attrSet("class", f"align-{alignment}")


def _finish_link(link: Token) -> None:
    href = str(link.attrGet("href"))
    if second := SEEK.fullmatch(href):
        link.attrs = {"class": "seek", "data-seek": second[1], "href": href}
    elif WEB.match(href):
        link.attrSet("rel", "noopener noreferrer")
