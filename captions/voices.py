"""Who speaks in a cue: `<v Name>`, `NAME:`, `Name:`, `[Name]:`."""

import re
from dataclasses import dataclass
from functools import lru_cache

from captions.cuetext import pieces, plain_text

_LABEL = re.compile(
    r"[ \t]*(?:(?:-|–|—|>>|>>>)[ \t]*)?"
    r"(?:\[(?P<boxed>[^\[\]\n]{1,60})\][ \t]*[:：]|"
    r"(?P<name>[^\s:：\[\]<>(][^:：\n\[\]<>]{0,59})[:：])"
    r"(?P<rest>.*)",
    re.DOTALL,
)
_WORD = re.compile(r"[^\W_][\w.'’\-]*\.?,?|&|\([\w .'’,\-/]+\)")
_PARTICLES = frozenset({
    "and", "da", "de", "del", "der", "di", "du", "el", "la", "le", "of", "och", "the", "und",
    "van", "von", "y", "zu",
})  # fmt: skip
# Words that end in a colon at the start of a line far more often than a person does.
NO_NAMES = frozenset({
    "also", "although", "and", "answer", "attention", "because", "but", "caution", "chapter",
    "credits", "example", "first", "however", "i'm", "important", "it's", "music", "no", "note",
    "notes", "now", "number", "question", "remember", "second", "so", "spoiler", "step", "that's",
    "then", "there's", "third", "this", "tip", "today", "tomorrow", "update", "warning", "well",
    "what", "who", "why", "yes", "you",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speech:
    """Plain text under one voice; speaker is None where the cue names nobody."""

    speaker: str | None
    text: str


# The rules ask it of each caption again and again; a film has some two thousand.
@lru_cache(maxsize=4096)
def voices(payload: str) -> tuple[Speech, ...]:
    """The cue as speeches in order; what is not under `<v>` may be labelled `Name:`."""
    speeches: list[Speech] = []
    for voice, text in _under_voices(payload):
        if voice is not None:
            _append(speeches, Speech(voice, text))
        else:
            for speech in _labelled_speeches(text):
                _append(speeches, speech)
    stripped = (Speech(speech.speaker, speech.text.strip()) for speech in speeches)
    return tuple(speech for speech in stripped if speech.text)


def _under_voices(payload: str) -> list[tuple[str | None, str]]:
    if "<v" not in payload:
        return [(None, plain_text(payload))]
    parts: list[tuple[str | None, str]] = []
    stack: list[str | None] = [None]
    for piece in pieces(payload):
        if piece.kind == "open":
            stack.append(piece.value or None if piece.name == "v" else stack[-1])
        elif piece.kind == "close":
            stack.pop()
        elif piece.kind == "text":
            parts.append((stack[-1], piece.value))
    return parts


def _labelled_speeches(text: str) -> list[Speech]:
    speeches: list[Speech] = []
    for line in text.splitlines(keepends=True):
        name, rest = split_label(line)
        if name is None and speeches:
            last = speeches[-1]
            speeches[-1] = Speech(last.speaker, last.text + rest)
        else:
            speeches.append(Speech(name, rest))
    return speeches


def _append(speeches: list[Speech], speech: Speech) -> None:
    last = speeches[-1] if speeches else None
    if last is not None and last.speaker == speech.speaker:
        speeches[-1] = Speech(last.speaker, last.text + speech.text)
    else:
        speeches.append(speech)


def split_label(line: str) -> tuple[str | None, str]:
    """`Name: text` as its name and its text; (None, line) where the line names nobody."""
    match = _LABEL.match(line)
    if match is None:
        return None, line
    rest = match["rest"]
    if match["boxed"] is not None:
        return match["boxed"].strip(), rest.lstrip(" \t")
    name = match["name"].strip()
    if not is_name(name):
        return None, line
    spoken = rest.strip()
    # A colon inside a word or a time (`10:30`, `https:`) is none; a label alone on its line is
    # believed in capitals only, since any sentence may end in a colon.
    glued = rest[:1] not in (" ", "\t", "\n", "") and match[0][match.start("rest") - 1] == ":"
    if glued or (not spoken and not name.isupper()):
        return None, line
    return name, rest.lstrip(" \t")


def is_name(text: str) -> bool:
    """One to five words as a name has them: capitals, or a script without any."""
    words = text.split()
    if not 1 <= len(words) <= 5 or text.lower() in NO_NAMES or words[0].lower() in NO_NAMES:
        return False
    if not text[:1].isalpha() or text[0].islower():
        return False
    return all(
        word.startswith("(")
        or word.endswith(")")
        or (_WORD.fullmatch(word) and (word in _PARTICLES or not word[0].islower()))
        for word in words
    )
