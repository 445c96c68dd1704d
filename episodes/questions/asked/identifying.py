"""What in a question may tell who wrote it. The browser finds the same by
static/js/lib/identifying.js; a test holds both to the same examples. Nothing found is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    EMAIL = "email"
    LINK = "link"
    HANDLE = "handle"
    PHONE = "phone"
    STREET = "street"
    SCHOOL = "school"
    WORK = "work"
    NAME = "name"
    PLACE = "place"
    AGE = "age"


ADVICE = {
    Kind.EMAIL: "An e-mail address. Leave it out: we never write to anyone.",
    Kind.LINK: "A link. It may lead to somebody’s account or page.",
    Kind.HANDLE: "A user name. Anyone can look it up.",
    Kind.PHONE: "A phone number, or what looks like one.",
    Kind.STREET: "An address. “My street” is enough.",
    Kind.SCHOOL: "A school by its name. “My school” is enough.",
    Kind.WORK: "A workplace by its name. “My job” is enough.",
    Kind.NAME: "A name. Another name, or “my partner”, keeps you both unknown.",
    Kind.PLACE: "A place by its name. “A small town” or “abroad” is enough.",
    Kind.AGE: "An exact age together with a place. “In my twenties” is enough.",
}


@dataclass(frozen=True, slots=True, order=True)
class Hint:
    """start (inclusive) to end (exclusive) count the text's characters."""

    start: int
    end: int
    kind: Kind
    words: str

    @property
    def advice(self) -> str:
        return ADVICE[self.kind]


_WORD = r"[^\W\d_][\w’'-]{0,40}"
_PEOPLE = (
    "boyfriend|girlfriend|husband|wife|partner|friend|bestie|brother|sister|boss|manager|colleague"
    "|coworker|co-worker|roommate|flatmate|housemate|mum|mom|dad|mother|father|stepdad|stepmum"
    "|stepmom|son|daughter|cousin|uncle|aunt|teacher|professor|therapist|doctor|crush|bf|gf|ex|so"
    "|fiancé|fiancée|fiance|fiancee|hubby|neighbour|neighbor|landlord|roomie|bff"
)
_SCHOOLS = (
    "University|College|School|Academy|Institute|Polytechnic|Universität|Université|Universidad"
)
_STREETS = "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Way|Place|Square"

# Group 1 is what is pointed out. A kind in _CAPITAL counts only where that begins with a capital.
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.EMAIL, re.compile(r"([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4})")),
    (Kind.LINK, re.compile(r"((?:https?://|www\.)[^\s<>]{2,300})", re.I)),
    (Kind.HANDLE, re.compile(r"(?<![\w.@/])(@[A-Za-z0-9_][\w.]{1,29}|u/[\w-]{3,20})")),
    (
        Kind.HANDLE,
        re.compile(
            r"\b(?:insta|instagram|snap|snapchat|tiktok|discord|twitter|telegram|reddit|username"
            r"|handle)\s{1,3}(?:is|name is|handle is|:)\s{0,3}([\w.#-]{3,40})",
            re.I,
        ),
    ),
    (Kind.PHONE, re.compile(r"(?<![\w.,])(\+?\(?\d(?:[ ().\-/]{0,3}\d){6,14})(?!\w)")),
    (Kind.STREET, re.compile(rf"\b(\d{{1,5}}\s(?:[A-Z][\w’'-]{{0,30}}\s){{1,3}}(?:{_STREETS}))\b")),
    (
        Kind.SCHOOL,
        re.compile(
            rf"((?:\b[A-Z][\w’'-]{{0,30}}\s){{1,3}}(?:{_SCHOOLS})\b(?:\sof\s[A-Z][\w’'-]{{0,30}})?"
            rf"|\b(?:{_SCHOOLS})\sof\s[A-Z][\w’'-]{{0,30}})"
        ),
    ),
    (
        Kind.WORK,
        re.compile(
            rf"\b(?:work|works|worked|working|job|intern|employed|hired)\s(?:at|for)\s({_WORD}"
            rf"(?:\s[A-Z][\w’'&-]{{0,30}}){{0,3}})"
        ),
    ),
    (
        Kind.NAME,
        re.compile(
            rf"\b[Mm]y\s(?:\w{{2,12}}\s)?(?:{_PEOPLE})(?:\s(?:is\s)?(?:called|named)|,|\s\(|:)?\s?"
            rf"({_WORD})"
        ),
    ),
    (
        Kind.NAME,
        re.compile(rf"\b(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir)\sname(?:\sis|[’']s|:)\s({_WORD})"),
    ),
    (Kind.NAME, re.compile(rf"\b(?:called|named)\s({_WORD})")),
    (
        Kind.PLACE,
        re.compile(
            rf"\b(?:live|lives|lived|living|moved|moving|grew\sup|from|born|based|stay|staying"
            rf"|village|town|city)\s(?:(?:in|to|at|near|of|outside|from)\s)?({_WORD}"
            rf"(?:\s[A-Z][\w’'-]{{0,30}}){{0,2}})"
        ),
    ),
)
_AGE = re.compile(
    r"(?<!\w)((?:[Ii][’']?m|[Ii]\sam|aged?|turned|turning)\s[1-9]\d(?!\d)"
    r"|[1-9]\d(?:[-\s]years?[-\s]old|\s?yo\b|\s?[MFmfX]\b)"
    r"|\(?[MFmf]\s?[1-9]\d\b)"
)
_CAPITAL = {Kind.NAME, Kind.PLACE, Kind.WORK}
# Capitalised in the middle of a sentence, and nobody's name.
_NO_NAMES = """
i i'm i’m i've i’ve i'd i’d i'll i’ll im ok and but so because god christmas easter english french
spanish german monday tuesday wednesday thursday friday saturday sunday january february march april
may june july august september october november december facebook instagram tinder bumble hinge
google whatsapp netflix he she they we it the my his her if when then is was has should would could
who what why how
"""
_NO_NAME = frozenset(_NO_NAMES.split())


def identifying(text: str) -> list[Hint]:
    """In the order of the text; of those that overlap, the first kind in the list above."""
    found: list[Hint] = []
    for hint in _candidates(text):
        if not any(hint.start < other.end and other.start < hint.end for other in found):
            found.append(hint)
    if any(hint.kind is Kind.PLACE for hint in found):
        found += [_hint(Kind.AGE, match) for match in _AGE.finditer(text)]
    return sorted(found)


def _candidates(text: str) -> Iterator[Hint]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            hint = _hint(kind, match)
            if kind not in _CAPITAL or _is_name(hint.words):
                yield hint


def _hint(kind: Kind, match: re.Match[str]) -> Hint:
    return Hint(match.start(1), match.end(1), kind, match[1])


def _is_name(words: str) -> bool:
    return words[0] != words[0].lower() and words.split(maxsplit=1)[0].lower() not in _NO_NAME
