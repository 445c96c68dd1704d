"""A transcript that says when each turn starts, as cues that also say when it ends."""

import re
from collections.abc import Iterator
from dataclasses import replace

from captions.cue import Cue
from captions.cuetext import escape
from captions.formats.txt_shapes import Entry
from captions.limits import Limits
from captions.messages import sentence
from captions.report import Report

# People speak at about 15 characters a second; for the one turn whose end nobody wrote down.
_MS_PER_CHAR = 67
_SHORTEST_MS = 1_000
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])\s+|\n")


def timed_cues(
    entries: list[Entry], ends_ms: dict[int, int], report: Report, limits: Limits
) -> list[Cue]:
    """`ends_ms`: the ends that the file itself says, by the start."""
    starts = _starts(entries, report)
    ends = _ends(entries, starts, ends_ms, report)
    cues: list[Cue] = []
    for entry, start_ms, end_ms in zip(entries, starts, ends, strict=True):
        parts = list(_parts(entry.text, limits.cue_chars - 100))
        if len(parts) > 1:
            report.add(
                "changed",
                sentence(
                    "A turn of {count:,} characters became {cues} captions; the times "
                    "between them are estimated.",
                    count=len(entry.text),
                    cues=len(parts),
                ),
                line=entry.line,
                cue=len(cues) + 1,
            )
        spread = _spread(parts, start_ms, end_ms, entry.speaker)
        cues.extend(replace(cue, line=entry.lines[0]) for cue in spread)
    return cues


def _starts(entries: list[Entry], report: Report) -> list[int]:
    """A turn without a time gets the time of the one before it."""
    starts: list[int] = []
    for entry in entries:
        if entry.start_ms is None:
            reason = sentence("This turn has no time, so it was given the time of the turn before.")
            report.add("changed", reason, line=entry.line)
        elif starts and entry.start_ms < starts[-1]:
            report.add(
                "noted",
                sentence("This time is earlier than the time of the turn above."),
                line=entry.line,
            )
        start_ms = entry.start_ms
        starts.append(start_ms if start_ms is not None else (starts[-1] if starts else 0))
    return starts


def _ends(
    entries: list[Entry], starts: list[int], ends_ms: dict[int, int], report: Report
) -> list[int]:
    ends: list[int] = []
    following: int | None = None
    for entry, start_ms in zip(reversed(entries), reversed(starts), strict=True):
        if start_ms in ends_ms:
            ends.append(ends_ms[start_ms])
        elif following is not None and following > start_ms:
            ends.append(following)
        else:
            ends.append(start_ms + max(_SHORTEST_MS, len(entry.text) * _MS_PER_CHAR))
            reason = sentence(
                "Nothing says when the turn ends; its end is estimated from its length."
            )
            report.add("changed", reason, line=entry.line)
        following = start_ms
    return ends[::-1]


def _parts(text: str, most: int) -> Iterator[str]:
    """Text in pieces of at most `most` characters as cue text, cut between sentences."""
    if _size(text) <= most:
        yield text
        return
    held = ""
    for part in filter(None, _SENTENCE_END.split(text)):
        # The longest escape, &amp;, makes one character five.
        for piece in [part] if _size(part) <= most else _hard_cut(part, most // 5):
            if held and _size(held) + 1 + _size(piece) > most:
                yield held
                held = ""
            held = f"{held} {piece}" if held else piece
    yield held


def _size(text: str) -> int:
    return len(escape(text))


def _hard_cut(text: str, most: int) -> Iterator[str]:
    while len(text) > most:
        cut = text.rfind(" ", 0, most)
        cut = cut if cut > 0 else most
        yield text[:cut]
        text = text[cut:].lstrip()
    yield text


def _spread(parts: list[str], start_ms: int, end_ms: int, speaker: str | None) -> Iterator[Cue]:
    total = sum(len(part) for part in parts) or 1
    voice = f"<v {_name(speaker)}>" if speaker else ""
    done = 0
    for part in parts:
        begin_ms = start_ms + (end_ms - start_ms) * done // total
        done += len(part)
        finish_ms = start_ms + (end_ms - start_ms) * done // total
        yield Cue(begin_ms, finish_ms, f"{voice}{escape(part)}")


def _name(speaker: str) -> str:
    return re.sub(r"[<>\s]+", " ", escape(speaker))
