"""What an episode offers to search, place by place. Pure: rows come in as values."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from captions import Track
from episodes.search.indexing.speech import spoken_passages
from episodes.search.models import PlaceKind

PART_CHARACTERS = 1_500
ALSO_ASKED = "also-asked"
_GAP = re.compile(r"((?<=[.!?…])\s+|\n\s*)")


@dataclass(frozen=True, slots=True)
class PassageDraft:
    kind: PlaceKind
    language: str
    body: str
    heading: str = ""
    speaker: str = ""
    start_ms: int | None = None
    end_ms: int | None = None
    cue_starts: tuple[tuple[int, int, str], ...] = ()
    anchor: str = ""


def question_passages(language: str, text: str, also_asked: Iterable[str]) -> list[PassageDraft]:
    wordings = [PassageDraft(PlaceKind.QUESTION, language, chunk) for chunk in chunks(text)]
    others = (PassageDraft(PlaceKind.QUESTION, language, t, anchor=ALSO_ASKED) for t in also_asked)
    return [*wordings, *others]


def episode_passage(
    language: str, title: str, summary: str, topics: Iterable[str], people: Iterable[str]
) -> PassageDraft:
    """topics: names and synonyms."""
    names = [", ".join(dict.fromkeys(group)) for group in (topics, people)]
    body = "\n".join(filter(None, [summary, *names]))
    return PassageDraft(PlaceKind.EPISODE, language, body, heading=title)


def speech_passages(language: str, track: Track, version_id: int) -> list[PassageDraft]:
    return [
        PassageDraft(
            PlaceKind.SPEECH,
            language,
            spoken.body,
            speaker=spoken.speaker[:200],
            start_ms=spoken.start_ms,
            end_ms=spoken.end_ms,
            cue_starts=spoken.cue_starts,
            anchor=speech_anchor(version_id),
        )
        for spoken in spoken_passages(track)
    ]


def speech_anchor(version_id: int) -> str:
    return f"v{version_id}"


def part_passages(language: str, anchor: str, heading: str, plain: str) -> list[PassageDraft]:
    return [
        PassageDraft(PlaceKind.ANSWER, language, chunk, heading=heading, anchor=anchor)
        for chunk in chunks(plain) or ([heading] if heading else [])
    ]


def resource_passage(language: str, slug: str, title: str, creator: str, note: str) -> PassageDraft:
    body = "\n".join(filter(None, [creator, note]))
    return PassageDraft(PlaceKind.RESOURCE, language, body, heading=title, anchor=slug)


def chunks(text: str) -> list[str]:
    """The text whole, or cut at the ends of sentences where it is longer than PART_CHARACTERS."""
    if len(text) <= PART_CHARACTERS:
        return [text] if text.strip() else []
    pieces = [""]
    for gap, words in _sentences(text):
        for at in range(0, len(words), PART_CHARACTERS):
            piece = words[at : at + PART_CHARACTERS]
            if pieces[-1] and len(pieces[-1]) + len(gap) + len(piece) > PART_CHARACTERS:
                pieces.append("")
            pieces[-1] = f"{pieces[-1]}{gap}{piece}".strip()
    return [chunk for chunk in pieces if chunk]


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Each with what stands before it: a space, the end of a line, or an empty line."""
    pieces = _GAP.split(text)
    for gap, words in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        yield "\n" * min(gap.count("\n"), 2) or " ", words
