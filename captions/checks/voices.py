"""Rules of who speaks and what sounds."""

import re
from collections.abc import Iterator

from captions.checks.case import Case
from captions.checks.problem import Problem
from captions.messages import sentence
from captions.voices import split_label

_DASHED = re.compile(r"\s*(?:-|–|—|>>)\s*\S")
_TWO_ON_ONE_LINE = re.compile(r"[.!?…] +[-–] ?\w")
_MARKED = re.compile(r"\s*(?:>>>?|[-–—])?\s*([(\[*])([^()\[\]*\n]+)([)\]*])\s*")
_CLOSING = {"(": ")", "[": "]", "*": "*"}
_PARENTHESISED = re.compile(r"\s*(?:[-–—]|>>)?\s*\(\w")
_MOST_SPEAKERS = 2
_MUSIC = "♪♫#"


def speaker(case: Case) -> Iterator[Problem]:
    """A change of voice that nobody is named at, in the manner of the house."""
    if case.rules.speakers == "dashes":
        if any(_TWO_ON_ONE_LINE.search(line) for line in case.lines):
            message = sentence(
                "Two people speak on one line; give each a line that starts with a dash."
            )
            yield case.problem("speaker", "note", message)
        return
    dashed = [line for line in case.lines if _DASHED.match(line)]
    changes = len(dashed) > 1 or any(line.lstrip().startswith(">>") for line in dashed)
    if changes and not _is_named(case, dashed):
        yield case.problem(
            "speaker", "note", sentence("Several people speak, but the caption names none of them.")
        )


def dual_speakers(case: Case) -> Iterator[Problem]:
    """Two people at most, each on lines of their own."""
    speeches = case.cue.speeches
    names = {speech.speaker for speech in speeches if speech.speaker}
    if len(names) > _MOST_SPEAKERS:
        message = sentence(
            "{count} people speak in this caption; the most allowed is {most}.",
            count=len(names), most=_MOST_SPEAKERS,
        )  # fmt: skip
        yield case.problem("dual-speakers", "warning", message)
    elif len(names) > 1 and len(speeches) > sum(bool(line.strip()) for line in case.lines):
        message = sentence("Two people speak on one line; give each a line.")
        yield case.problem("dual-speakers", "warning", message)
    elif len(names) > 1 and case.rules.speakers == "dashes":
        dashed = sum(_DASHED.match(line) is not None for line in case.lines)
        if dashed < len(names):
            message = sentence("Two people speak; begin the line of each with a dash.")
            yield case.problem("dual-speakers", "note", message)


def _is_named(case: Case, dashed: list[str]) -> bool:
    if case.rules.speakers == "colours" and "<c." in case.cue.text:
        return True
    if case.rules.speakers == "parentheses" and any(map(_PARENTHESISED.match, dashed)):
        return True
    return case.cue.speaker is not None


def sound(case: Case) -> Iterator[Problem]:
    """A line of its own in brackets of any kind is a sound; it has the house's own form."""
    for line in case.lines:
        _, words = split_label(line)
        match = _MARKED.fullmatch(words)
        if match is None or _CLOSING[match[1]] != match[3]:
            continue
        inner = match[2].strip()
        wanted = _house_form(case, match[1], inner)
        if wanted is not None and inner.strip(_MUSIC + " "):
            message = sentence(
                "Write the sound {match} as {wanted}.", match=match[0].strip(), wanted=wanted
            )
            yield case.problem("sound", "note", message)
            return


def _house_form(case: Case, mark: str, inner: str) -> str | None:
    """The form to write it in; None where it has it already."""
    style = case.rules.sounds
    if style == "capitals":
        return None if inner.isupper() else inner.upper()
    if mark != "[":
        # In parentheses a name may stand, or what someone says aside.
        is_sound = mark == "*" or inner[0].islower()
        return f"[{inner.lower()}]" if is_sound else None
    if style == "lower-brackets" and inner != inner.lower() and inner.isupper():
        return f"[{inner.lower()}]"
    return None
