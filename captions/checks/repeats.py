"""Rules between a caption and the one before it, other than of times."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from captions.checks.case import Case
from captions.checks.problem import Problem
from captions.messages import sentence

# Fewer words are said again: "No. No!"
_FEWEST_WORDS = 3
# After a longer silence it is a refrain.
_LONGEST_PAUSE_MS = 2_000


def repeated(cases: Sequence[Case]) -> Iterator[Problem]:
    """What is shown twice in a row, whole or as a line: left over from copying."""
    for case in cases:
        lines = [" ".join(line.split()) for line in case.lines]
        if any(above == below and _is_long(above) for above, below in pairwise(lines)):
            message = sentence("The same line stands twice in this caption.")
            yield case.problem("repeated", "warning", message)
    for before, case in pairwise(cases):
        words = case.text.split()
        pause_ms = case.cue.start_ms - before.cue.end_ms
        if (
            words == before.text.split()
            and _is_long(case.text)
            and 0 <= pause_ms <= _LONGEST_PAUSE_MS
        ):
            message = sentence("This caption says the same as the one before it.")
            yield case.problem("repeated", "warning", message)


def _is_long(text: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS
