"""What no break divides: a word, or a piece of one where the writing has no spaces."""

from collections.abc import Iterable
from dataclasses import dataclass

from captions.layout.scripts import joins_without_space, parts
from captions.layout.width import width


@dataclass(frozen=True, slots=True)
class TimedWord:
    """`text` is plain, without space around it. `has_space`: whether a space stands before it; None
    lets the writing decide (none between two Japanese words)."""

    text: str
    start_ms: int
    end_ms: int
    speaker: str | None = None
    has_space: bool | None = None


@dataclass(frozen=True, slots=True)
class Atom:
    """`raw` is the same as cue text, with its tags and escapes."""

    text: str
    raw: str
    has_space: bool = True
    start_ms: int = 0
    end_ms: int = 0
    speaker: str | None = None


def atoms_of_text(text: str) -> tuple[Atom, ...]:
    return tuple(
        Atom(piece, piece, has_space=number == 0)
        for word in text.split()
        for number, piece in enumerate(parts(word))
    )


def atoms_of_words(words: Iterable[TimedWord]) -> tuple[Atom, ...]:
    """In reading order; times that go backwards are held at the latest one before."""
    atoms: list[Atom] = []
    latest_ms = 0
    last = ""
    for word in words:
        has_space = word.has_space
        if has_space is None:
            has_space = not joins_without_space(last, word.text)
        latest_ms = max(latest_ms, word.start_ms)
        for atom in _atoms_of_word(word, has_space, latest_ms):
            atoms.append(atom)
            latest_ms = atom.start_ms
        last = word.text or last
    return tuple(atoms)


def _atoms_of_word(word: TimedWord, has_space: bool, start_ms: int) -> Iterable[Atom]:
    """The pieces share the time of their word by their width."""
    end_ms = max(word.end_ms, start_ms)
    pieces = [piece for chunk in word.text.split() for piece in _pieces_of_chunk(chunk)]
    whole = sum(width(text) for text, _ in pieces) or 1
    before = 0
    for number, (text, opens) in enumerate(pieces):
        after = before + width(text)
        first_ms = start_ms + (end_ms - start_ms) * before // whole
        last_ms = start_ms + (end_ms - start_ms) * after // whole
        own = has_space if number == 0 else opens
        yield Atom(text, text, own, first_ms, last_ms, word.speaker)
        before = after


def _pieces_of_chunk(chunk: str) -> list[tuple[str, bool]]:
    return [(piece, number == 0) for number, piece in enumerate(parts(chunk))]


def joined(atoms: Iterable[Atom]) -> str:
    """The plain text of one line."""
    return "".join(f" {atom.text}" if atom.has_space else atom.text for atom in atoms).strip()
