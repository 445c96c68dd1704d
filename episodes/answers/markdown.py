"""The Markdown of the show's people, as parts and as HTML.

What a template gets: HTML without scripts, styles, pictures or addresses other than http, https,
mailto and `#...`. A link to a second of the video stands as
`<a class="seek" data-seek="42" href="#t=42">`; `with_watch_address` makes its href lead to the
watch page, so that the stored HTML does not depend on where the episode stands. A check box is
`<label><input id="check-..." type="checkbox"> its words</label>` in `<ul class="checklist">`, its
id made from its part and words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from episodes.answers.errors import MarkdownError
from episodes.answers.sanitised import html_of, inline_html_of, raw_html, tokens_of, words_of
from episodes.catalog.slugs import free_slug, slug_of
from episodes.messages import Message

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_CHARACTERS = 200_000
MAX_HEADING = 200
MAX_CHECK_BOX = 1000
MAX_HEADINGS = MAX_CHECK_BOXES = 500
OPENING = "opening"
SEEK_HREF = re.compile(r'(<a (?:class="seek" |data-seek="\d+" ){2}href=")#t=(\d+)"')


@dataclass(frozen=True, slots=True)
class ParsedPart:
    """heading: plain text, empty for the opening. html: what stands below the heading, sanitised.
    plain: the words of html, a line a paragraph. checklist: the words of each check box."""

    anchor: str
    heading: str
    html: Markup
    plain: str
    checklist: tuple[str, ...]


def parse_answer(markdown: str) -> tuple[ParsedPart, ...]:
    """One part a heading of level two; what stands before the first is the opening.

    Raises MarkdownError where the text is too long or a part's heading has no words."""
    _check_text(markdown)
    tokens = tokens_of(markdown)
    _check_counts(tokens)
    sections = _sections(tokens)
    anchors = _Anchors()
    named = [(anchors.take(s.meant, s.otherwise), s) for s in sections]  # parts before headings
    return tuple(_part(anchor, section, anchors) for anchor, section in named)


def render_block(markdown: str) -> Markup:
    """Paragraphs, for a biography or the description of the show."""
    return html_of(tokens_of(markdown[:MAX_CHARACTERS]))


def render_inline(markdown: str) -> Markup:
    """One line without a paragraph around it."""
    return inline_html_of(markdown[:MAX_CHARACTERS])


def with_watch_address(html: str, address: str) -> Markup:
    """The same HTML, its links to seconds leading to `{address}?t=42`."""
    target = str(escape(address)).replace("\\", r"\\")
    return Markup(SEEK_HREF.sub(rf'\g<1>{target}?t=\g<2>"', str(html)))  # noqa: S704


@dataclass(frozen=True, slots=True)
class _Section:
    """meant: the words that its anchor is made from; otherwise: its anchor where they make none."""

    heading: str
    meant: str
    otherwise: str
    body: Sequence[Token]


class _Anchors:
    """Hands out anchors: slugs, each once in an answer."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def take(self, wanted: str, otherwise: str) -> str:
        anchor = free_slug(slug_of(wanted, otherwise), self.taken.__contains__)
        self.taken.add(anchor)
        return anchor


def _check_text(markdown: str) -> None:
    if len(markdown) > MAX_CHARACTERS:
        raise MarkdownError(
            Message("The answer is longer than %(most)s characters.", most=MAX_CHARACTERS)
        )
    if "\0" in markdown:
        line = markdown[: markdown.index("\0")].count("\n") + 1
        raise MarkdownError(Message("There is a NUL character in the text."), line=line)


def _check_counts(tokens: Sequence[Token]) -> None:
    if sum(token.type == "heading_open" for token in tokens) > MAX_HEADINGS:
        raise MarkdownError(Message("There are more than %(most)s headings.", most=MAX_HEADINGS))
    if sum(_is_check_box(token) for token in tokens) > MAX_CHECK_BOXES:
        raise MarkdownError(
            Message("There are more than %(most)s check boxes.", most=MAX_CHECK_BOXES)
        )


def _sections(tokens: Sequence[Token]) -> list[_Section]:
    starts = [i for i, token in enumerate(tokens) if _opens_part(token)]
    ends = [*starts[1:], len(tokens)]
    opening = tokens[: starts[0]] if starts else tokens
    sections = [_Section("", OPENING, OPENING, opening)] if opening else []
    for number, (start, end) in enumerate(zip(starts, ends, strict=bool(starts)), start=1):
        heading = _heading(tokens[start], tokens[start + 1])
        meant = str(tokens[start].attrGet("id") or heading)
        sections.append(_Section(heading, meant, f"part-{number}", tokens[start + 3 : end]))
    return sections


def _opens_part(token: Token) -> bool:
    return token.type == "heading_open" and token.tag == "h2" and token.level == 0


def _heading(opening: Token, inline: Token) -> str:
    heading = words_of(inline)
    line = opening.map[0] + 1 if opening.map else None
    if not heading:
        raise MarkdownError(Message("The heading of a part has no words."), line=line)
    if len(heading) > MAX_HEADING:
        message = Message("The heading is longer than %(most)s characters.", most=MAX_HEADING)
        raise MarkdownError(message, line=line)
    return heading


def _part(anchor: str, section: _Section, anchors: _Anchors) -> ParsedPart:
    boxes = [token for token in section.body if _is_check_box(token)]
    _name_headings(section.body, anchors)
    _name_boxes(boxes, anchor)
    return ParsedPart(
        anchor=anchor,
        heading=section.heading,
        html=html_of(section.body),
        plain="\n".join(filter(None, map(words_of, section.body))),
        checklist=tuple(words_of(token)[:MAX_CHECK_BOX] for token in boxes),
    )


def _name_headings(tokens: Sequence[Token], anchors: _Anchors) -> None:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            wanted = str(opening.attrGet("id") or words_of(inline))
            opening.attrSet("id", anchors.take(wanted, "heading"))


def _is_check_box(token: Token) -> bool:
    return any("<input" in child.content for child in raw_html(token))


def _name_boxes(boxes: Sequence[Token], anchor: str) -> None:
    """From the words, so that what a reader ticked stays ticked when boxes around it change."""
    taken: set[str] = set()
    for token in boxes:
        digest = sha256(words_of(token).encode("utf-8", "replace")).hexdigest()[:8]
        name = free_slug(f"check-{anchor[:60]}-{digest}", taken.__contains__)
        taken.add(name)
        for child in raw_html(token):
            child.content = child.content.replace("<input", f'<input id="{name}"')
