"""Rules of text: how much there is, and where it breaks."""

from collections.abc import Iterator
from itertools import pairwise

from captions.checks.case import Case
from captions.checks.problem import Problem
from captions.layout.sense import BOUND
from captions.layout.width import width
from captions.messages import sentence


def empty(case: Case) -> Iterator[Problem]:
    if not case.text.strip():
        yield case.problem("empty", "error", sentence("This caption has no text."))


def lines(case: Case) -> Iterator[Problem]:
    count, most = len(case.lines), case.rules.lines
    if count > most:
        message = sentence(
            "This caption has {count} lines; the most allowed is {most}.", count=count, most=most
        )
        yield case.problem("lines", "error", message, measured=count, limit=most)


def line_length(case: Case) -> Iterator[Problem]:
    longest, most = max(width(line) for line in case.lines), case.rules.chars_per_line
    if longest > most:
        message = sentence(
            "A line has {longest} characters; the most allowed is {most}.",
            longest=longest,
            most=most,
        )
        yield case.problem("line-length", "warning", message, measured=longest, limit=most)


def line_sense(case: Case) -> Iterator[Problem]:
    words = [words_of_line for line in case.lines if (words_of_line := line.split())]
    for above, below in pairwise(words):
        if case.sense.leans(above[-1]):
            message = sentence(
                "A line ends in “{above}”, which belongs to the next one.", above=above[-1]
            )
        elif case.sense.cost(above[-1], below[0]) == BOUND:
            message = sentence(
                "“{above} {below}” belongs together on one line.", above=above[-1], below=below[0]
            )
        else:
            continue
        yield case.problem("line-sense", "note", message)
        return


def sentence_cut(case: Case) -> Iterator[Problem]:
    words = case.text.split()
    if words and case.sense.leans(words[-1]):
        message = sentence("Ends in “{words}”, which belongs to the next caption.", words=words[-1])
        yield case.problem("sentence-cut", "note", message)
