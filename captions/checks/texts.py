"""Rules of text: how much there is, and where it breaks."""

from collections.abc import Iterator
from itertools import pairwise

from captions.checks.case import Case
from captions.checks.problem import Problem
from captions.layout.sense import BOUND
from captions.layout.width import width


def empty(case: Case) -> Iterator[Problem]:
    if not case.text.strip():
        yield case.problem("empty", "error", "Says nothing.")


def lines(case: Case) -> Iterator[Problem]:
    count, most = len(case.lines), case.rules.lines
    if count > most:
        message = f"{count} lines; at most {most}."
        yield case.problem("lines", "error", message, measured=count, limit=most)


def line_length(case: Case) -> Iterator[Problem]:
    longest, most = max(width(line) for line in case.lines), case.rules.chars_per_line
    if longest > most:
        message = f"A line of {longest} characters; at most {most}."
        yield case.problem("line-length", "warning", message, measured=longest, limit=most)


def line_sense(case: Case) -> Iterator[Problem]:
    words = [words_of_line for line in case.lines if (words_of_line := line.split())]
    for above, below in pairwise(words):
        if case.sense.leans(above[-1]):
            message = f"A line ends in “{above[-1]}”, which belongs to the next one."
        elif case.sense.cost(above[-1], below[0]) == BOUND:
            message = f"“{above[-1]} {below[0]}” belongs together on one line."
        else:
            continue
        yield case.problem("line-sense", "note", message)
        return


def sentence_cut(case: Case) -> Iterator[Problem]:
    words = case.text.split()
    if words and case.sense.leans(words[-1]):
        message = f"Ends in “{words[-1]}”, which belongs to the next caption."
        yield case.problem("sentence-cut", "note", message)
