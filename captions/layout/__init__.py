"""Words into captions and lines."""

from collections.abc import Iterable
from itertools import pairwise

from captions.cue import Cue
from captions.cuetext import escape
from captions.layout.atoms import Atom, TimedWord, atoms_of_words, joined
from captions.layout.cues import Piece, Weights, pieces
from captions.layout.lines import Passage, break_lines
from captions.layout.sense import is_new_voice
from captions.layout.times import spans
from captions.layout.width import width
from captions.profiles import Profile, profile_named

_WEIGHTS = Weights()


def layout(
    words: Iterable[TimedWord],
    profile: str | Profile = "default",
    *,
    language: str = "en",
    weights: Weights = _WEIGHTS,
) -> tuple[Cue, ...]:
    """Captions of timed words, by the rules of a house; captions.layout.cues says what is best.

    Words and their order never change; times never overlap. A speaker becomes `<v Name>`. Raises
    CaptionError for an unknown profile.
    """
    rules = profile_named(profile)
    atoms = atoms_of_words(words)
    if not atoms:
        return ()
    pairs = list(enumerate(pairwise(atoms), start=1))
    voices = [place for place, (left, right) in pairs if is_new_voice(left.text, right.text)]
    passage = Passage(atoms, language, rules.chars_per_line, voices)
    walls = [place for place, (left, right) in pairs if left.speaker != right.speaker]
    chosen = pieces(passage, rules, weights, walls)
    times = spans(passage, chosen, rules)
    return tuple(
        Cue(start_ms, end_ms, _text(atoms, piece))
        for piece, (start_ms, end_ms) in zip(chosen, times, strict=True)
    )


def _text(atoms: tuple[Atom, ...], piece: Piece) -> str:
    edges = [piece.first, *piece.breaks, piece.end]
    text = escape("\n".join(joined(atoms[a:b]) for a, b in pairwise(edges)))
    speaker = atoms[piece.first].speaker
    return f"<v {_annotation(speaker)}>{text}" if speaker else text


def _annotation(speaker: str) -> str:
    return " ".join(escape(speaker).replace(">", "&gt;").split())


__all__ = ["TimedWord", "Weights", "break_lines", "layout", "width"]
