"""The pictures of an answer: which ones its text names, and where a page finds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from markupsafe import Markup, escape

from episodes.answers.errors import MarkdownError
from episodes.answers.sanitised import tokens_of
from episodes.messages import Message

_IMAGE = re.compile(r'<img data-picture="([a-z0-9-]+)" alt="([^"]*)">')


@dataclass(frozen=True, slots=True)
class NamedPicture:
    """line: of the Markdown, from 1. alt: the words in its place. is_plain: said to be a mere
    ornament, which needs none."""

    name: str
    alt: str
    is_plain: bool
    line: int

    @property
    def lacks_words(self) -> bool:
        return not self.alt and not self.is_plain


def pictures_in(markdown: str) -> Iterator[NamedPicture]:
    for token in tokens_of(markdown):
        for child in token.children or ():
            if child.type == "picture":
                name, is_plain = str(child.attrGet("name")), bool(child.attrGet("plain"))
                line = token.map[0] + 1 if token.map else 1
                yield NamedPicture(name, child.content, is_plain, line)


def check_pictures(markdown: str, names: Collection[str]) -> None:
    """names: of the pictures that the episode has. Raises MarkdownError."""
    for picture in pictures_in(markdown):
        if picture.name not in names:
            raise MarkdownError(
                Message("There is no picture “%(name)s” here.", name=picture.name),
                line=picture.line,
            )
        if picture.lacks_words:
            raise MarkdownError(lacks_words(picture.name), line=picture.line)


def lacks_words(name: str) -> Message:
    return Message(
        "The picture “%(name)s” has no words in its place. Write between the brackets what it"
        " shows, or add “decorative” after its name.",
        name=name,
    )


class ShownPicture(Protocol):
    """Of the episode, or as a preview link keeps it."""

    @property
    def name(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


Picture = TypeVar("Picture", bound=ShownPicture)


def with_pictures(
    html: str,
    pictures: Collection[Picture],
    address_of: Callable[[Picture], str],
    cover: Callable[[str], str] | None = None,
) -> Markup:
    """html: of a part, as `parse_answer` makes it. cover: what stands in a picture's place, made of
    its words, where the viewer has not opened the pictures of this answer."""
    by_name = {picture.name: picture for picture in pictures}

    def image_of(match: re.Match[str]) -> str:
        picture = by_name.get(match[1])
        if picture is None:
            return match[2]
        if cover is not None:
            return cover(match[2])
        return (
            f'<img class="answer-picture" src="{escape(address_of(picture))}" alt="{match[2]}"'
            f' width="{picture.width}" height="{picture.height}" loading="lazy" decoding="async">'
        )

    return Markup(_IMAGE.sub(image_of, str(html)))  # noqa: S704  # of cleaned HTML, with our own in it
