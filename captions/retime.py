"""Times moved: shifted, scaled, counted in other frames, cut and joined with the media.

Exact fractions throughout; a time is rounded once, to the nearest millisecond, halves upwards.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from captions.cue import Block, Cue, Track, Turn
from captions.errors import CaptionError
from captions.messages import sentence
from captions.timecode import MAX_MS, format_vtt, parse

_INLINE_TIME = re.compile(r"<((?:[0-9]{1,10}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3})>")
_Map = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Retimed:
    """`dropped`: cues, with their old times, that have no time left to stand in."""

    track: Track
    dropped: tuple[Cue, ...] = ()


def shifted(track: Track, by_ms: int) -> Retimed:
    """What comes to begin before 0 begins at 0; what comes to end there is dropped."""
    return _with_times_mapped(track, lambda ms: ms + by_ms)


def scaled(track: Track, first: tuple[int, int], second: tuple[int, int]) -> Retimed:
    """So that two known times fall right: each is (what the track says, what it should say), in ms.

    Raises CaptionError where the two points are one, or would turn time around.
    """
    was_ms, becomes_ms = second[0] - first[0], second[1] - first[1]
    if was_ms == 0 or Fraction(becomes_ms, was_ms) <= 0:
        raise CaptionError(
            sentence("These two points do not show how the times should change."),
            hint=sentence("Take two captions far apart, in the same order before and after."),
        )
    slope = Fraction(becomes_ms, was_ms)
    return _with_times_mapped(track, lambda ms: _rounded(first[1] + (ms - first[0]) * slope))


def converted(track: Track, made_for: Fraction, played_at: Fraction) -> Retimed:
    """Times made for a film at one frame rate, for the same frames played at another.

    From 25 to 24000/1001 a film grows longer.
    """
    slope = made_for / played_at
    return _with_times_mapped(track, lambda ms: _rounded(ms * slope))


def snapped(track: Track, rate: Fraction) -> Retimed:
    """Starts and ends on the nearest frame; a cue keeps at least one."""

    def frame(ms: int) -> int:
        return _rounded(ms * rate / 1000)

    def on_frame(number: int) -> int:
        return _rounded(number * 1000 / rate)

    cues = []
    for cue in track.cues:
        start = frame(cue.start_ms)
        end = frame(cue.end_ms)
        if cue.end_ms > cue.start_ms:
            end = max(end, start + 1)
        cues.append(replace(cue, start_ms=on_frame(start), end_ms=on_frame(end)))
    return Retimed(replace(track, cues=tuple(cues)))


def cut(track: Track, start_ms: int, end_ms: int) -> Retimed:
    """The part from start_ms to end_ms, as for media cut there: it begins at 0."""
    _guard_span(start_ms, end_ms)
    limit_ms = end_ms - start_ms
    return _with_times_mapped(track, lambda ms: min(ms - start_ms, limit_ms), start_ms, end_ms)


def without(track: Track, start_ms: int, end_ms: int) -> Retimed:
    """All but that part, as for media from which it was taken out."""
    _guard_span(start_ms, end_ms)

    def closed(ms: int) -> int:
        return ms if ms <= start_ms else max(start_ms, ms - (end_ms - start_ms))

    return _with_times_mapped(track, closed)


def joined(parts: Sequence[tuple[Track, int]]) -> Track:
    """One after another, each (track, length of its media in ms); headers are the first's."""
    cues: list[Cue] = []
    blocks: list[Block] = []
    turns: list[Turn] = []
    offset_ms = 0
    for track, media_ms in parts:
        moved = shifted(track, offset_ms).track
        blocks += [replace(block, before=block.before + len(cues)) for block in track.blocks
                   if block.kind == "note" or not cues]  # fmt: skip
        cues += moved.cues
        turns += moved.turns
        offset_ms += media_ms
    first = parts[0][0] if parts else Track()
    return replace(first, cues=tuple(cues), blocks=tuple(blocks), turns=tuple(turns))


def _guard_span(start_ms: int, end_ms: int) -> None:
    if not 0 <= start_ms < end_ms:
        raise CaptionError(
            sentence("A part must end after it starts."),
            hint=sentence("Give the earlier time first."),
        )


def _rounded(time: Fraction) -> int:
    return floor(time + Fraction(1, 2))


def _with_times_mapped(
    track: Track, to_new: _Map, from_ms: int = 0, until_ms: int = MAX_MS
) -> Retimed:
    """Each time through `to_new`; what lies wholly outside from_ms to until_ms is dropped."""
    cues: list[Cue] = []
    dropped: list[Cue] = []
    places: list[int] = []
    for cue in track.cues:
        places.append(len(cues))
        start_ms, end_ms = _bounded(to_new(cue.start_ms)), _bounded(to_new(cue.end_ms))
        is_outside = cue.end_ms <= from_ms or cue.start_ms >= until_ms
        # A cue without length was none before either, and is not ours to drop.
        if cue.end_ms > cue.start_ms and (end_ms <= start_ms or is_outside):
            dropped.append(cue)
        else:
            text = _INLINE_TIME.sub(lambda match: _inline(match[1], to_new), cue.text)
            cues.append(replace(cue, start_ms=start_ms, end_ms=end_ms, text=text))
    blocks = _blocks_at(track.blocks, places, len(cues))
    turns = tuple(_turn(turn, to_new) for turn in track.turns)
    new = replace(track, cues=tuple(cues), blocks=blocks, turns=turns)
    return Retimed(new, tuple(dropped))


def _bounded(ms: int) -> int:
    return min(max(ms, 0), MAX_MS)


def _inline(text: str, to_new: _Map) -> str:
    return f"<{format_vtt(_bounded(to_new(parse(text))))}>"


def _turn(turn: Turn, to_new: _Map) -> Turn:
    if turn.start_ms is None:
        return turn
    return replace(turn, start_ms=_bounded(to_new(turn.start_ms)))


def _blocks_at(blocks: Iterable[Block], places: list[int], count: int) -> tuple[Block, ...]:
    """Each before the cue it stood before, or the next that is left."""
    return tuple(
        replace(block, before=places[block.before] if block.before < len(places) else count)
        for block in blocks
    )
