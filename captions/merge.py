"""Two people's changes to one track put together; where they disagree, both are kept as data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from captions.compare import pairs_of
from captions.cue import Block, Cue, Track
from captions.messages import Message, sentence

_T = TypeVar("_T")
ConflictKind = Literal["text", "times", "settings", "id", "removed", "added", "header"]

_BOTH_CHANGED: dict[ConflictKind, Message] = {
    "times": sentence("Both changed the times."),
    "text": sentence("Both changed the text."),
    "settings": sentence("Both changed the position."),
    "id": sentence("Both changed the name of the caption."),
}
_BOTH_CHANGED_TRACK = {
    "language": sentence("Both changed the language; ours stays."),
    "kind": sentence("Both changed the kind of track; ours stays."),
    "header": sentence("Both changed the first line; ours stays."),
    "metadata": sentence("Both changed the facts at the head of the file; ours stay."),
    "turns": sentence("Both changed who says what; ours stays."),
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the two sides made of one cue of the base; None where it was not, or is no longer.

    The merged track has ours in such a field, and what was removed on one side only but changed on
    the other. `cue` is the 1-based number there; None for what concerns the whole track.
    """

    kind: ConflictKind
    message: str
    cue: int | None = None
    base: Cue | None = None
    ours: Cue | None = None
    theirs: Cue | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    track: Track
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A cue of the outcome, and where it stands on each side."""

    cue: Cue
    our_place: int | None = None
    their_place: int | None = None
    conflicts: tuple[Conflict, ...] = ()


def merge(base: Track, ours: Track, theirs: Track) -> Merged:
    """What one side changed is taken; what both changed alike, once; the rest is a conflict.

    Cues come out in the order of their start. No cue is lost: each is in the outcome, or was
    removed or changed by one side alone, or is in a conflict.
    """
    entries = sorted(_entries(base, ours, theirs), key=lambda entry: entry.cue.start_ms)
    conflicts = [
        replace(conflict, cue=number)
        for number, entry in enumerate(entries, start=1)
        for conflict in entry.conflicts
    ]
    track, about_track = _track_fields(base, ours, theirs)
    blocks = _blocks(base, ours, theirs, entries)
    cues = tuple(entry.cue for entry in entries)
    return Merged(replace(track, cues=cues, blocks=blocks), (*about_track, *conflicts))


def _entries(base: Track, ours: Track, theirs: Track) -> Iterator[_Entry]:
    our_places = pairs_of(base.cues, ours.cues)
    their_places = pairs_of(base.cues, theirs.cues)
    for place, cue in enumerate(base.cues):
        our_place, their_place = our_places.get(place), their_places.get(place)
        our_cue = None if our_place is None else ours.cues[our_place]
        their_cue = None if their_place is None else theirs.cues[their_place]
        merged, conflicts = _merged_cue(cue, our_cue, their_cue)
        if merged is not None:
            yield _Entry(merged, our_place, their_place, conflicts)
    our_new = _places_without_pair(ours, set(our_places.values()))
    their_new = _places_without_pair(theirs, set(their_places.values()))
    yield from _entries_added(ours.cues, our_new, theirs.cues, their_new)


def _places_without_pair(track: Track, paired: set[int]) -> list[int]:
    return [place for place in range(len(track.cues)) if place not in paired]


def _merged_cue(
    base: Cue, ours: Cue | None, theirs: Cue | None
) -> tuple[Cue | None, tuple[Conflict, ...]]:
    if theirs in (ours, base):
        return ours, ()
    if ours == base:
        return theirs, ()
    if ours is None or theirs is None:
        message = sentence("One side removed what the other changed.")
        return ours or theirs, (Conflict("removed", message, None, base, ours, theirs),)
    return _fields(base, ours, theirs)


def _fields(base: Cue, ours: Cue, theirs: Cue) -> tuple[Cue, tuple[Conflict, ...]]:
    conflicts: list[Conflict] = []

    def chosen(kind: ConflictKind, was: _T, our: _T, their: _T) -> _T:
        if their in (our, was):
            return our
        if our != was:
            conflicts.append(Conflict(kind, _BOTH_CHANGED[kind], None, base, ours, theirs))
            return our
        return their

    times = chosen("times", _times(base), _times(ours), _times(theirs))
    text = chosen("text", base.text, ours.text, theirs.text)
    settings = chosen("settings", base.settings, ours.settings, theirs.settings)
    name = chosen("id", base.id, ours.id, theirs.id)
    return Cue(*times, text, name, settings), tuple(conflicts)


def _times(cue: Cue) -> tuple[int, int]:
    return cue.start_ms, cue.end_ms


def _entries_added(
    ours: Sequence[Cue], our_new: list[int], theirs: Sequence[Cue], their_new: list[int]
) -> Iterator[_Entry]:
    """What both added alike comes once; what meets in time is a conflict, with both kept."""
    alike = pairs_of([ours[place] for place in our_new], [theirs[place] for place in their_new])
    doubled = set()
    for at, place in enumerate(our_new):
        other = their_new[alike[at]] if at in alike else None
        if other is None:
            yield _Entry(ours[place], place)
        elif ours[place] == theirs[other]:
            doubled.add(other)
            yield _Entry(ours[place], place, other)
        else:
            message = sentence("Both added a caption here.")
            conflict = Conflict("added", message, None, None, ours[place], theirs[other])
            yield _Entry(ours[place], place, None, (conflict,))
    for place in their_new:
        if place not in doubled:
            yield _Entry(theirs[place], None, place)


def _track_fields(base: Track, ours: Track, theirs: Track) -> tuple[Track, list[Conflict]]:
    merged = ours
    conflicts = []
    for name, message in _BOTH_CHANGED_TRACK.items():
        was, our, their = (getattr(track, name) for track in (base, ours, theirs))
        if our == was:
            merged = replace(merged, **{name: their})
        elif their not in (our, was):
            conflicts.append(Conflict("header", message))
    return merged, conflicts


def _blocks(
    base: Track, ours: Track, theirs: Track, entries: Sequence[_Entry]
) -> tuple[Block, ...]:
    """Notes, styles and regions stay before their cue. What one side removed is gone."""
    was, our, their = (
        {(block.kind, block.text) for block in track.blocks} for track in (base, ours, theirs)
    )
    our_places = {e.our_place: at for at, e in enumerate(entries) if e.our_place is not None}
    their_places = {e.their_place: at for at, e in enumerate(entries) if e.their_place is not None}
    blocks = [
        replace(block, before=_place(block.before, our_places, len(ours.cues), len(entries)))
        for block in ours.blocks
        if (block.kind, block.text) in their or (block.kind, block.text) not in was
    ]
    blocks += [
        replace(block, before=_place(block.before, their_places, len(theirs.cues), len(entries)))
        for block in theirs.blocks
        if (block.kind, block.text) not in was | our
    ]
    return tuple(sorted(blocks, key=lambda block: block.before))


def _place(before: int, places: dict[int, int], count: int, end: int) -> int:
    if before == 0:
        return 0
    return next((places[place] for place in range(before, count) if place in places), end)
