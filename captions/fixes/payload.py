"""Cue text broken and cut with its tags in place. Words are moved, never touched."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from captions.cuetext import plain_text
from captions.layout.atoms import Atom
from captions.layout.lines import Passage
from captions.layout.scripts import parts
from captions.layout.width import width
from captions.voices import split_label

_TOKEN = re.compile(r"(?P<tag><[^>]*>?)|(?P<space>[ \t\r\n\f]+)|[^ \t\r\n\f<]+")
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z]+)[^>]*>")
_OWN_LINE = re.compile(r"[-–—\[♪♫]|>>")
# Where tags carry times or stand over each other, a cut would change what is shown.
_UNCUTTABLE = re.compile(r"<(?:\d|ruby|rt)")


@dataclass(frozen=True, slots=True)
class Words:
    """`forced`: places before which a line must break, since another voice begins there."""

    atoms: tuple[Atom, ...]
    forced: tuple[int, ...]


def words_of(payload: str) -> Words:
    atoms: list[Atom] = []
    forced = []
    lines = plain_text(payload).split("\n")
    last_line = 0
    for raw, line in _raw_words(payload):
        if atoms and line > last_line and _opens_line(lines[line]):
            forced.append(len(atoms))
        last_line = line
        atoms.extend(_atoms(raw))
    return Words(tuple(atoms), tuple(forced))


def _opens_line(line: str) -> bool:
    return bool(_OWN_LINE.match(line.lstrip())) or split_label(line)[0] is not None


def _raw_words(payload: str) -> Iterator[tuple[str, int]]:
    """Each word with the tags that touch it, and the number of its line.

    What shows no text goes with the word after it, at the end with the word before."""
    words: list[tuple[str, int]] = []
    current, shows, line = "", False, 0
    for token in _TOKEN.finditer(payload):
        text = token[0]
        if token["space"] and shows:
            words.append((current, line))
            current, shows = "", False
        elif token["space"]:
            current += " " if current else ""
        else:
            current += text
            shows = shows or bool(plain_text(text))
        if token["space"]:
            line += text.count("\n")
    if shows or not words:
        words.append((current, line))
    else:
        words[-1] = f"{words[-1][0]} {current}".rstrip(), words[-1][1]
    yield from (word for word in words if word[0])


def _atoms(raw: str) -> Iterator[Atom]:
    text = plain_text(raw)
    if text == raw:
        for number, piece in enumerate(parts(raw)):
            yield Atom(piece, piece, has_space=number == 0)
    else:
        # White space around tags is kept as written, but takes no room.
        yield Atom(text.strip() or text, raw)


def _line_text(atoms: Iterable[Atom]) -> str:
    return "".join(f" {atom.raw}" if atom.has_space else atom.raw for atom in atoms).lstrip(" ")


def text_on_fewest_lines(payload: str, language: str, chars: int, most: int) -> str | None:
    """The same words on the fewest lines; None where those are more than `most`."""
    words = words_of(payload)
    if not words.atoms:
        return None
    passage = Passage(words.atoms, language, chars, words.forced)
    lines = passage.lines(0, len(words.atoms), most)
    return None if lines is None else text_of(words.atoms, 0, len(words.atoms), lines[1])


def text_of(atoms: Sequence[Atom], first: int, end: int, breaks: Sequence[int]) -> str:
    return "\n".join(_line_text(atoms[a:b]) for a, b in pairwise([first, *breaks, end]))


def can_be_cut(payload: str) -> bool:
    return _UNCUTTABLE.search(payload) is None


def atoms_with_times(words: Words, start_ms: int, end_ms: int) -> tuple[Atom, ...]:
    """The words share the time of their cue by their width."""
    whole = sum(width(atom.text) for atom in words.atoms) or 1
    atoms, before = [], 0
    for atom in words.atoms:
        after = before + width(atom.text)
        first_ms = start_ms + (end_ms - start_ms) * before // whole
        last_ms = start_ms + (end_ms - start_ms) * after // whole
        atoms.append(Atom(atom.text, atom.raw, atom.has_space, first_ms, last_ms))
        before = after
    return tuple(atoms)


def texts_with_whole_tags(texts: Iterable[str]) -> Iterator[str]:
    """Tags left open at a cut are closed there and opened again after it."""
    open_tags: list[str] = []
    for text in texts:
        before = "".join(open_tags)
        for tag in _TAG.finditer(text):
            if not tag["close"]:
                open_tags.append(tag[0])
            elif open_tags and _name(open_tags[-1]) == tag["name"]:
                open_tags.pop()
        names = [_name(tag) for tag in reversed(open_tags)]
        yield before + text + "".join(f"</{name}>" for name in names if name != "v")


def _name(tag: str) -> str:
    match = _TAG.match(tag)
    return match["name"] if match else ""
