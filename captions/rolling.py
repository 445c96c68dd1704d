"""Rolling captions, as YouTube makes them: each line is shown twice, at the bottom and moved up."""

from dataclasses import replace
from itertools import pairwise

from captions.cue import Cue, Track
from captions.cuetext import plain_text

# In automatic captions nearly every cue begins with the line that the one before ended with; in
# captions by people hardly one in a hundred does.
_ROLLING_SHARE = 0.6
_MOVED_SHARE = 0.3


def is_rolling(track: Track) -> bool:
    # One line cannot move up for another: most files are done with here.
    if sum("\n" in cue.text for cue in track.cues) < max(2, (len(track) - 1) * _MOVED_SHARE / 2):
        return False
    shown = [[plain for plain, _ in _lines(cue)] for cue in track.cues]
    shown = [lines for lines in shown if lines]
    rolled = [below for above, below in pairwise(shown) if above[-1] == below[0]]
    # A line that comes again alone is only said again; one that makes room for the next rolls.
    moved_up = sum(len(set(lines)) > 1 for lines in rolled)
    pairs = len(shown) - 1
    return len(rolled) >= pairs * _ROLLING_SHARE and moved_up >= max(2, pairs * _MOVED_SHARE)


def _lines(cue: Cue) -> list[tuple[str, str]]:
    """(plain, as written), of the lines that show something."""
    lines = ((" ".join(plain_text(line).split()), line) for line in cue.text.split("\n"))
    return [line for line in lines if line[0]]


def unrolled(track: Track) -> Track:
    """Each line once, at the time when it first appears; a track that does not roll, as it is."""
    if not is_rolling(track):
        return track
    cues: list[Cue] = []
    shown: list[str] = []
    places: list[int] = []
    for cue in track.cues:
        places.append(len(cues))
        lines = _lines(cue)
        new = lines[_repeated(shown, [plain for plain, _ in lines]) :]
        if new:
            cues.append(replace(cue, text="\n".join(line for _, line in new)))
        elif cues and lines:
            cues[-1] = replace(cues[-1], end_ms=max(cues[-1].end_ms, cue.end_ms))
        shown = [plain for plain, _ in lines]
    for place, (cue, following) in enumerate(pairwise(list(cues))):
        if cue.start_ms < following.start_ms < cue.end_ms:
            cues[place] = replace(cue, end_ms=following.start_ms)
    blocks = tuple(
        replace(block, before=places[block.before] if block.before < len(places) else len(cues))
        for block in track.blocks
    )
    return replace(track, cues=tuple(cues), blocks=blocks)


def _repeated(shown: list[str], lines: list[str]) -> int:
    """How many lines at the top were the last ones shown before."""
    for count in range(min(len(shown), len(lines)), 0, -1):
        if shown[-count:] == lines[:count]:
            return count
    return 0
