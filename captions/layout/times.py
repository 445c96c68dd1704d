"""When each caption stands: from its first word, until read, clear of the next."""

from collections.abc import Sequence

from captions.layout.atoms import Atom
from captions.layout.cues import Piece
from captions.layout.lines import Passage
from captions.profiles import Profile


def spans(passage: Passage, pieces: Sequence[Piece], rules: Profile) -> list[tuple[int, int]]:
    """(start_ms, end_ms) for each piece, in order, never overlapping, never empty."""
    times: list[tuple[int, int]] = []
    earliest_ms = 0
    for number, piece in enumerate(pieces):
        start_ms = max(passage.atoms[piece.first].start_ms, earliest_ms)
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        next_ms = passage.atoms[following.first].start_ms if following else None
        end_ms = end_of(start_ms, _spoken_until(passage, piece, rules, start_ms), next_ms, rules)
        times.append((start_ms, end_ms))
        # Words without a time of their own still follow each other.
        earliest_ms = end_ms
    return times


def _spoken_until(passage: Passage, piece: Piece, rules: Profile, start_ms: int) -> int:
    """Until it is both said and read."""
    atoms = passage.atoms[piece.first : piece.end]
    said_ms = max(atom.end_ms for atom in atoms)
    columns = passage.width(piece.first, piece.end)
    return max(said_ms, start_ms + rules.needed_ms(columns, _words(atoms)))


def _words(atoms: Sequence[Atom]) -> int:
    return sum(1 for atom in atoms[1:] if atom.has_space) + 1


def end_of(start_ms: int, wanted_ms: int, next_ms: int | None, rules: Profile) -> int:
    """The best end near `wanted_ms`: not into the next caption, not too long, and no gap that
    flickers."""
    longest_ms = rules.longest_ms
    if next_ms is not None:
        wanted_ms = _clear_of_next(start_ms, wanted_ms, next_ms, rules)
    if longest_ms is not None:
        wanted_ms = min(wanted_ms, start_ms + longest_ms)
    return max(wanted_ms, start_ms + 1)


def _clear_of_next(start_ms: int, wanted_ms: int, next_ms: int, rules: Profile) -> int:
    gap_ms = rules.gap_ms or 0
    leaves_ms = next_ms if rules.may_touch else next_ms - gap_ms
    flicker_ms = max(rules.flicker_ms or 0, rules.close_ms or 0, gap_ms)
    if next_ms - wanted_ms >= flicker_ms and wanted_ms <= leaves_ms:
        return wanted_ms
    # Two captions that touch look like one; a short gap is better where there is time for it.
    apart_ms = next_ms - gap_ms
    if rules.may_touch and (wanted_ms > apart_ms or gap_ms >= flicker_ms):
        return next_ms
    return max(apart_ms, start_ms + 1)
