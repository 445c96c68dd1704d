"""What tells who wrote a question: kinds, advice and patterns. The only table of it: the server
reads it here, and the ask page hands it to its script, which looks while somebody writes.

Patterns are Python's, with pieces in angle brackets. Group 1 is what is pointed out."""

import re
from enum import StrEnum
from typing import Any

from episodes.messages import Message


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
    Kind.EMAIL: Message("An email address. Leave it out: we never write to anyone."),
    Kind.LINK: Message("A link. It may lead to somebody’s account or page."),
    Kind.HANDLE: Message("A user name. Anyone can look it up."),
    Kind.PHONE: Message("A phone number, or what looks like one."),
    Kind.STREET: Message("An address. “My street” is enough."),
    Kind.SCHOOL: Message("A school by its name. “My school” is enough."),
    Kind.WORK: Message("A workplace by its name. “My job” is enough."),
    Kind.NAME: Message("A name. Another name, or “my partner”, keeps you both unknown."),
    Kind.PLACE: Message("A place by its name. “A small town” or “abroad” is enough."),
    Kind.AGE: Message("An exact age together with a place. “In my twenties” is enough."),
}
# These count only where they begin with a capital.
CAPITAL = frozenset({Kind.NAME, Kind.PLACE, Kind.WORK})
# Capitalised in the middle of a sentence, and nobody's name.
_NO_NAMES = """
i i'm i’m i've i’ve i'd i’d i'll i’ll im ok and but so because god christmas easter english french
spanish german monday tuesday wednesday thursday friday saturday sunday january february march april
may june july august september october november december facebook instagram tinder bumble hinge
google whatsapp netflix he she they we it the my his her if when then is was has should would could
who what why how
"""
NO_NAMES = frozenset(_NO_NAMES.split())

RELATIONS = (
    "boyfriend|girlfriend|husband|wife|partner|friend|bestie|brother|sister|boss|manager"
    "|colleague|coworker|co-worker|roommate|flatmate|housemate|mum|mom|dad|mother|father|stepdad"
    "|stepmum|stepmom|son|daughter|cousin|uncle|aunt|teacher|professor|therapist|doctor|crush|bf|gf"
    "|ex|so|fiancé|fiancée|fiance|fiancee|hubby|neighbour|neighbor|landlord|roomie|bff"
)
# Every part has a bound, so that no text of any kind takes long to look through.
_PIECES = {
    "start": r"(?<!\w)",
    "end": r"(?!\w)",
    "word": r"[^\W\d_][\w’'-]{0,40}",
    "name": r"[A-Z][\w’'-]{0,30}",
    "people": RELATIONS,
    "school": "University|College|School|Academy|Institute|Polytechnic|Universität|Université"
    "|Universidad",
    "street": "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Way|Place|Square",
}
# Of those that overlap the first counts.
_PATTERNS = (
    (Kind.EMAIL, r"([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4})", ""),
    (Kind.LINK, r"((?:https?://|www\.)[^\s<>]{2,300})", "i"),
    (Kind.HANDLE, r"(?<![\w.@/])(@[A-Za-z0-9_][\w.]{1,29}|u/[\w-]{3,20})", ""),
    (
        Kind.HANDLE,
        r"<start>(?:insta|instagram|snap|snapchat|tiktok|discord|twitter|telegram|reddit|username"
        r"|handle)\s{1,3}(?:is|name is|handle is|:)\s{0,3}([\w.#-]{3,40})",
        "i",
    ),
    (Kind.PHONE, r"(?<![\w.,])(\+?\(?\d(?:[ ().\-/]{0,3}\d){6,14})<end>", ""),
    (Kind.STREET, r"<start>(\d{1,5}\s(?:<name>\s){1,3}(?:<street>))<end>", ""),
    (
        Kind.SCHOOL,
        r"((?:<start><name>\s){1,3}(?:<school>)<end>(?:\sof\s<name>)?"
        r"|<start>(?:<school>)\sof\s<name>)",
        "",
    ),
    (
        Kind.WORK,
        r"<start>(?:work|works|worked|working|job|intern|employed|hired)\s(?:at|for)\s(<word>"
        r"(?:\s[A-Z][\w’'&-]{0,30}){0,3})",
        "",
    ),
    (
        Kind.NAME,
        r"<start>[Mm]y\s(?:\w{2,12}\s)?(?:<people>)(?:\s(?:is\s)?(?:called|named)|,|\s\(|:)?\s?"
        r"(<word>)",
        "",
    ),
    (Kind.NAME, r"<start>(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir)\sname(?:\sis|[’']s|:)\s(<word>)", ""),
    (Kind.NAME, r"<start>(?:called|named)\s(<word>)", ""),
    (
        Kind.PLACE,
        r"<start>(?:live|lives|lived|living|moved|moving|grew\sup|from|born|based|stay|staying"
        r"|village|town|city)\s(?:(?:in|to|at|near|of|outside|from)\s)?(<word>(?:\s<name>){0,2})",
        "",
    ),
)
# Counts only beside a place.
_AGE = (
    r"(?<!\w)((?:[Ii][’']?m|[Ii]\sam|aged?|turned|turning)\s[1-9]\d(?!\d)"
    r"|[1-9]\d(?:[-\s]years?[-\s]old|\s?yo<end>|\s?[MFmfX]<end>)|\(?[MFmf]\s?[1-9]\d<end>)"
)
# What Python means by \w and \d in text; a script's own know English letters only.
_FOR_SCRIPT = {r"\w": r"\p{L}\p{M}\p{N}_", r"\d": r"\p{Nd}"}


def patterns() -> list[tuple[Kind, re.Pattern[str]]]:
    return [
        (kind, re.compile(_spelt_out(source), re.I if flags else 0))
        for kind, source, flags in _PATTERNS
    ]


def age_pattern() -> re.Pattern[str]:
    return re.compile(_spelt_out(_AGE))


def script_table() -> dict[str, Any]:
    """The same as JSON. patterns: kind, source and flags of a regular expression of the script's
    (Unicode) dialect."""
    return {
        "advice": {kind.value: str(advice) for kind, advice in ADVICE.items()},
        "patterns": [
            [kind.value, _in_script(_spelt_out(source)), flags] for kind, source, flags in _PATTERNS
        ],
        "age": _in_script(_spelt_out(_AGE)),
        "capital": sorted(kind.value for kind in CAPITAL),
        "noNames": sorted(NO_NAMES),
    }


def _spelt_out(source: str) -> str:
    return re.sub(r"<(\w+)>", lambda piece: _PIECES[piece[1]], source)


def _in_script(source: str) -> str:
    source = source.replace(r"[^\W\d_]", r"[\p{L}\p{M}]")
    every_second_is_a_class = re.split(r"(\[(?:\\.|[^\]])*\])", source)
    return "".join(
        _replace_all(piece, in_class=bool(place % 2))
        for place, piece in enumerate(every_second_is_a_class)
    )


def _replace_all(piece: str, *, in_class: bool) -> str:
    for python, script in _FOR_SCRIPT.items():
        piece = piece.replace(python, script if in_class else f"[{script}]")
    return piece
