"""Which words of two texts are the same, in order: quick where both are long and much alike."""

import difflib
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

_RUN = 4
# difflib takes squared time; what lies between two sure places is rarely longer.
_MOST_BETWEEN = 600
_AROUND = re.compile(r"^\W+|\W+$")


def bare(word: str) -> str:
    """Without case and punctuation; what has nothing else stays as it is."""
    return _AROUND.sub("", word).casefold() or word


def same_words(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Places in `old` with those in `new`, both rising."""
    pairs: dict[int, int] = {}
    last_old = last_new = 0
    for place, other, count in [*_sure_runs(old, new), (len(old), len(new), 0)]:
        # A run may reach back into the one before it.
        skip = max(0, last_old - place, last_new - other)
        if skip > count:
            continue
        pairs |= _between(old, new, (last_old, place + skip), (last_new, other + skip))
        pairs |= {place + k: other + k for k in range(skip, count)}
        last_old, last_new = place + count, other + count
    return pairs


def _between(
    old: Sequence[str], new: Sequence[str], mine: tuple[int, int], theirs: tuple[int, int]
) -> dict[int, int]:
    if max(mine[1] - mine[0], theirs[1] - theirs[0]) > _MOST_BETWEEN:
        return {}
    matcher = difflib.SequenceMatcher(None, old[slice(*mine)], new[slice(*theirs)], autojunk=False)
    return {
        mine[0] + a + k: theirs[0] + b + k
        for a, b, count in matcher.get_matching_blocks()
        for k in range(count)
    }


def _sure_runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """(place in old, place in new, words) of runs that each text has once, in rising order."""
    there = _once(new)
    pairs = [(place, there[run]) for run, place in _once(old).items() if run in there]
    for place, other in _rising(sorted(pairs)):
        yield place, other, _RUN


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    places: dict[tuple[str, ...], int] = {}
    twice = set()
    for place in range(len(words) - _RUN + 1):
        run = tuple(words[place : place + _RUN])
        if run in places:
            twice.add(run)
        places[run] = place
    return {run: place for run, place in places.items() if run not in twice}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs in which the second number rises as well."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int | None] = []
    for place, (_, other) in enumerate(pairs):
        level = bisect_left(tails, other)
        tails[level : level + 1] = [other]
        at[level : level + 1] = [place]
        before.append(at[level - 1] if level else None)
    chosen = []
    step = at[-1] if at else None
    while step is not None:
        chosen.append(pairs[step])
        step = before[step]
    return chosen[::-1]
