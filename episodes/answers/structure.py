"""What an answer is made of, and what in it a reader would stumble over: said while it is typed.
Nothing here refuses a text; `markdown.parse_answer` does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from episodes.answers.errors import MarkdownError
from episodes.answers.markdown import parse_answer
from episodes.answers.pictures import lacks_words, pictures_in
from episodes.answers.reading_time import reading_minutes
from episodes.answers.sanitised import SEEK, tokens_of, words_of
from episodes.messages import Message, Plural

if TYPE_CHECKING:
    from markdown_it.token import Token

_LISTS = ("bullet_list_open", "ordered_list_open")
_REFUSED_ADDRESS = re.compile(r"(?<!!)\[[^\[\]]*\]\(\s*[^()\s]+\s*\)")
# How people begin a line that is meant for each other and not for readers.
_NOTE_TO_SELF = re.compile(
    r"[\[(*_\s]*(?:draft|to ?do|tk|fixme|xxx|note to (?:self|us|ourselves)|borrador|pendiente)\b",
    re.IGNORECASE,
)
_MOST_PROBLEMS = 50
_MOST_CHECKLISTS_NAMED = 3


@dataclass(frozen=True, slots=True)
class StructureProblem:
    """line: of the Markdown, from 1."""

    line: int
    message: Message


@dataclass(frozen=True, slots=True)
class AnswerStructure:
    """checklists: how many boxes each has. lists: that are no checklists."""

    words: int
    minutes: int
    parts: int
    checklists: tuple[int, ...]
    lists: int
    quotations: int
    pictures: int
    problems: tuple[StructureProblem, ...]

    @property
    def made_of(self) -> list[Message]:
        """Such as “3 parts”, “a checklist of 5”, “1 quotation”."""
        counts = [Plural("%(num)s part", "%(num)s parts", self.parts)]
        counts += [
            Plural("a checklist of %(num)s", "a checklist of %(num)s", boxes)
            for boxes in self.checklists[:_MOST_CHECKLISTS_NAMED]
        ]
        if self.lists:
            counts.append(Plural("%(num)s list", "%(num)s lists", self.lists))
        if self.quotations:
            counts.append(Plural("%(num)s quotation", "%(num)s quotations", self.quotations))
        if self.pictures:
            counts.append(Plural("%(num)s picture", "%(num)s pictures", self.pictures))
        return list(counts)


def structure_of(markdown: str) -> AnswerStructure:
    """markdown: as somebody types it, so it may break every rule."""
    tokens = tokens_of(markdown)
    lists = [token for token in tokens if token.type in _LISTS]
    checklists = [token for token in lists if token.attrGet("class") == "checklist"]
    problems = sorted(_problems(markdown, tokens), key=lambda problem: problem.line)
    return AnswerStructure(
        words=sum(len(words_of(token).split()) for token in tokens),
        minutes=reading_minutes(len(markdown)),
        parts=sum(token.type == "heading_open" and token.tag == "h2" for token in tokens),
        checklists=tuple(len(_items(tokens, token)) for token in checklists),
        lists=len(lists) - len(checklists),
        quotations=sum(token.type == "blockquote_open" for token in tokens),
        pictures=sum(1 for _ in pictures_in(markdown)),
        problems=tuple(problems[:_MOST_PROBLEMS]),
    )


def _problems(markdown: str, tokens: Sequence[Token]) -> Iterator[StructureProblem]:
    yield from _heading_problems(tokens)
    yield from _list_problems(tokens)
    yield from _link_problems(tokens, _anchors_of(markdown))
    yield from _notes_to_self(tokens)
    for picture in pictures_in(markdown):
        if picture.lacks_words:
            yield StructureProblem(picture.line, lacks_words(picture.name))


def _anchors_of(markdown: str) -> frozenset[str] | None:
    """Of the parts and of the headings in them; None where it is not yet an answer."""
    try:
        parts = parse_answer(markdown)
    except MarkdownError:
        return None
    inner = re.findall(r'<h\d id="([^"]+)"', "".join(str(part.html) for part in parts))
    return frozenset(part.anchor for part in parts) | frozenset(inner)


def _heading_problems(tokens: Sequence[Token]) -> Iterator[StructureProblem]:
    level = 1  # the page's title
    for place, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        before, level = level, int(token.tag[1])
        if message := _heading_problem(tokens, place, before, level):
            yield StructureProblem(_line(token), message)


def _heading_problem(
    tokens: Sequence[Token], place: int, before: int, level: int
) -> Message | None:
    if not words_of(tokens[place + 1]):
        return Message("This heading has no words. Give the part a title, or remove the line.")
    if level == 1:
        return Message("The page’s title is written with # already. Begin a part with ##.")
    if level > before + 1:
        marks = "#" * (before + 1)
        return Message("This heading skips a level: write it with %(marks)s.", marks=marks)
    following = tokens[place + 3] if place + 3 < len(tokens) else None
    if following is None or (following.type == "heading_open" and int(following.tag[1]) <= level):
        return Message("Nothing stands under this heading yet.")
    return None


def _list_problems(tokens: Sequence[Token]) -> Iterator[StructureProblem]:
    for token in tokens:
        if token.type in _LISTS and len(_items(tokens, token)) == 1:
            yield StructureProblem(
                _line(token), Message("A list of one: add another point, or make it a sentence.")
            )


def _items(tokens: Sequence[Token], opening: Token) -> list[Token]:
    """Its own, without those of the lists in it."""
    start = next(place for place, token in enumerate(tokens) if token is opening) + 1
    inside = takewhile(
        lambda token: not (token.nesting < 0 and token.level == opening.level), tokens[start:]
    )
    return [
        token
        for token in inside
        if token.type == "list_item_open" and token.level == opening.level + 1
    ]


def _link_problems(
    tokens: Sequence[Token], anchors: frozenset[str] | None
) -> Iterator[StructureProblem]:
    for token in tokens:
        for words, message in _links_in(token, anchors):
            before = token.content.partition(words)[0] if words in token.content else ""
            yield StructureProblem(_line(token) + before.count("\n"), message)


def _links_in(token: Token, anchors: frozenset[str] | None) -> Iterator[tuple[str, Message]]:
    """What to look for in the text, and what is wrong with it."""
    children = token.children or []
    typed = "".join(child.content for child in children if child.type == "text")
    for match in _REFUSED_ADDRESS.finditer(typed):
        yield match[0], Message("This is not a link yet: an address begins with https://.")
    for place, child in enumerate(children):
        if child.type != "link_open":
            continue
        href = str(child.attrGet("href") or "")
        if not href:
            yield "]()", Message("This link has no address.")
        elif children[place + 1].type == "link_close":
            yield href, Message("This link has no words.")
        elif anchors is not None and _leads_nowhere(href, anchors):
            yield href, Message("There is no part “%(part)s” to link to.", part=href[1:])


def _leads_nowhere(href: str, anchors: frozenset[str]) -> bool:
    return href.startswith("#") and not SEEK.fullmatch(href) and href[1:] not in anchors


def _notes_to_self(tokens: Sequence[Token]) -> Iterator[StructureProblem]:
    for opening, inline in pairwise(tokens):
        if opening.type == "paragraph_open" and _NOTE_TO_SELF.match(inline.content):
            yield StructureProblem(_line(opening), Message("This reads like a note to yourselves."))


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1
