"""Two tracks side by side: what was added, removed, changed, moved, as data and to read."""

import difflib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from captions.cue import Cue, Track
from captions.timecode import format_vtt

ChangeKind = Literal["added", "removed", "changed", "moved"]
# difflib takes squared time; a cue of more words than this is shown as replaced whole.
_MOST_WORDS = 400
# So many of those that a cue meets are looked at: one may last all through the other track.
_MOST_MET = 8
# Less than this part of the shorter one is the neighbour's.
_LEAST_SHARED = 1 / 3


@dataclass(frozen=True, slots=True)
class WordEdit:
    """`old` was replaced by `new`, where `at` words of the old text went before."""

    at: int
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """moved: the same text at another time. changed: another text, or settings, maybe at another
    time. The numbers are 1-based places of the cues in their tracks."""

    kind: ChangeKind
    old: Cue | None
    new: Cue | None
    old_number: int | None
    new_number: int | None
    words: tuple[WordEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """`same`: how many cues are in both, word for word and at their time."""

    differences: tuple[Difference, ...]
    same: int


def compare(old: Track, new: Track) -> Comparison:
    """In the order of time. Cues are one where their text is, else where their times meet most."""
    pairs = pairs_of(old.cues, new.cues)
    differences = []
    same = 0
    for place, other in pairs.items():
        before, after = old.cues[place], new.cues[other]
        if before == after:
            same += 1
        else:
            differences.append(_difference(before, after, place, other))
    differences += [
        Difference("removed", cue, None, place + 1, None)
        for place, cue in enumerate(old.cues)
        if place not in pairs
    ]
    others = set(pairs.values())
    differences += [
        Difference("added", None, cue, None, place + 1)
        for place, cue in enumerate(new.cues)
        if place not in others
    ]
    return Comparison(tuple(sorted(differences, key=_sort_key)), same)


def _sort_key(difference: Difference) -> tuple[int, int]:
    cue = difference.new or difference.old
    assert cue is not None  # noqa: S101 - a difference is of something
    return cue.start_ms, difference.new_number or 0


def _difference(before: Cue, after: Cue, place: int, other: int) -> Difference:
    words = edits(before.plain_text.split(), after.plain_text.split())
    is_moved = before.text == after.text and before.settings == after.settings
    kind: ChangeKind = "moved" if is_moved and before.id == after.id else "changed"
    return Difference(kind, before, after, place + 1, other + 1, words)


def edits(old: Sequence[str], new: Sequence[str]) -> tuple[WordEdit, ...]:
    if max(len(old), len(new)) > _MOST_WORDS:
        return (WordEdit(0, tuple(old), tuple(new)),) if list(old) != list(new) else ()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return tuple(
        WordEdit(a, tuple(old[a:b]), tuple(new[c:d]))
        for name, a, b, c, d in matcher.get_opcodes()
        if name != "equal"
    )


def pairs_of(old: Sequence[Cue], new: Sequence[Cue]) -> dict[int, int]:
    """Places of the cues of `old` with those of the cues of `new` that they became.

    First those that are the same, then those with the same text, the nearest in time; then those
    that share most of their time.
    """
    pairs: dict[int, int] = {}
    for key in (_whole_cue, _times_and_words, _words):
        _pair_by(key, old, new, pairs)
    _pair_by_time(old, new, pairs)
    return dict(sorted(pairs.items()))


def _whole_cue(cue: Cue) -> Hashable:
    return cue


def _times_and_words(cue: Cue) -> Hashable:
    return cue.start_ms, cue.end_ms, tuple(cue.plain_text.split())


def _words(cue: Cue) -> Hashable:
    return tuple(cue.plain_text.casefold().split())


def _pair_by(
    key: Callable[[Cue], Hashable], old: Sequence[Cue], new: Sequence[Cue], pairs: dict[int, int]
) -> None:
    taken = set(pairs.values())
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place, cue in enumerate(new):
        if place not in taken:
            places[key(cue)].append(place)
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for place, cue in enumerate(old):
        if place not in pairs and key(cue) in places:
            waiting[key(cue)].append(place)
    for shared, old_places in waiting.items():
        pairs.update(_nearest_pairs(old_places, places[shared], old, new))


def _nearest_pairs(
    mine: list[int], others: list[int], old: Sequence[Cue], new: Sequence[Cue]
) -> Iterator[tuple[int, int]]:
    """The same text said several times: one by one, or those nearest in time to the fewer."""
    if len(mine) == len(others):
        yield from zip(mine, others, strict=True)
    elif len(mine) < len(others):
        yield from _closest_pairs(mine, others, old, new)
    else:
        yield from ((place, other) for other, place in _closest_pairs(others, mine, new, old))


def _closest_pairs(
    few: list[int], many: list[int], theirs: Sequence[Cue], cues: Sequence[Cue]
) -> Iterator[tuple[int, int]]:
    ordered = sorted(many, key=lambda place: cues[place].start_ms)
    starts = [cues[place].start_ms for place in ordered]
    for place in few:
        start_ms = theirs[place].start_ms
        at = bisect_left(starts, start_ms)
        if at == len(starts) or (at and start_ms - starts[at - 1] <= starts[at] - start_ms):
            at -= 1
        yield place, ordered.pop(at)
        starts.pop(at)


def _pair_by_time(old: Sequence[Cue], new: Sequence[Cue], pairs: dict[int, int]) -> None:
    """What is left: the longest shared time first."""
    taken = set(pairs.values())
    mine = sorted((p for p in range(len(old)) if p not in pairs), key=lambda p: old[p].start_ms)
    others = sorted((p for p in range(len(new)) if p not in taken), key=lambda p: new[p].start_ms)
    shared = sorted(_shared_times(old, new, mine, others), reverse=True)
    for _, negative_place, negative_other in shared:
        place, other = -negative_place, -negative_other
        if place not in pairs and other not in taken:
            pairs[place] = other
            taken.add(other)


def _shared_times(
    old: Sequence[Cue], new: Sequence[Cue], mine: Iterable[int], others: list[int]
) -> Iterator[tuple[int, int, int]]:
    """(shared ms, place, other), for each cue with some of those that it meets."""
    first = 0
    for place in mine:
        cue = old[place]
        while first < len(others) and new[others[first]].end_ms <= cue.start_ms:
            first += 1
        for other in others[first : first + _MOST_MET]:
            shared_ms = min(cue.end_ms, new[other].end_ms) - max(cue.start_ms, new[other].start_ms)
            shortest_ms = min(cue.end_ms - cue.start_ms, new[other].end_ms - new[other].start_ms)
            if shared_ms > 0 and shared_ms >= shortest_ms * _LEAST_SHARED:
                yield shared_ms, -place, -other


def readable(comparison: Comparison) -> str:
    """One paragraph a difference; [-words that went-] and {+words that came+}."""
    lines = [_paragraph(difference) for difference in comparison.differences]
    lines.append(f"{comparison.same} the same, {len(comparison.differences)} different")
    return "\n".join(lines)


def _paragraph(difference: Difference) -> str:
    cue = difference.new or difference.old
    assert cue is not None  # noqa: S101 - a difference is of something
    head = f"{difference.kind} at {_span(cue)}"
    if difference.old is None or difference.new is None:
        return f"{head}: {' '.join(cue.plain_text.split())}"
    if _span(difference.old) != _span(cue):
        head += f" (was {_span(difference.old)})"
    return f"{head}: {_marked_words(difference.old, difference.words)}"


def _span(cue: Cue) -> str:
    return f"{format_vtt(cue.start_ms)} --> {format_vtt(cue.end_ms)}"


def _marked_words(old: Cue, words: tuple[WordEdit, ...]) -> str:
    text = old.plain_text.split()
    parts, at = [], 0
    for edit in words:
        parts += text[at : edit.at]
        if edit.old:
            parts.append(f"[-{' '.join(edit.old)}-]")
        if edit.new:
            parts.append(f"{{+{' '.join(edit.new)}+}}")
        at = edit.at + len(edit.old)
    return " ".join([*parts, *text[at:]])
