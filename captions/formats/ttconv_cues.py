"""From what the child process found with ttconv to a track."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Any, cast

from captions.cue import Track
from captions.extras import require_extra
from captions.formats.collecting import Collector
from captions.guarded import run_guarded
from captions.limits import Limits, guard_cues
from captions.messages import sentence
from captions.report import Report

_LAST_MS = 4_000


Rows = list[list[Any]]


def read_guarded(
    function: str,
    data: bytes,
    report: Report,
    limits: Limits,
    *,
    what: str,
    with_others: Callable[[Rows], Iterable[list[Any]]] = list,
) -> Track:
    """`function` returns {"language": str, "cues": [[start_ms, end_ms or None, text, settings,
    line or None], ...], "notes": [[kind, reason, line or None], ...]}. `what` is the format's name,
    said where ttconv is not installed. `with_others` puts in captions that it did not see."""
    require_extra("ttml", sentence("Reading {name}", name=what))
    answer = cast("dict[str, Any]", run_guarded(function, data, limits))
    rows = list(with_others(answer["cues"]))
    for kind, reason, line in answer["notes"]:
        report.add(kind, reason, line=line)
    guard_cues(len(rows), limits)
    collector = Collector(report, limits)
    cues = sorted(rows, key=lambda cue: cue[0])
    starts = [cue[0] for cue in cues]
    for start_ms, end_ms, text, settings, line in cues:
        if end_ms is None:
            end_ms = _next_start(starts, start_ms)  # noqa: PLW2901 - what the file left open
            reason = sentence("Nothing says when the caption ends; it now lasts until the next.")
            report.add("changed", reason, line=line, cue=collector.next_number)
        collector.add(start_ms, end_ms, text, settings=settings, line=line)
    return Track(cues=collector.cues(), language=answer["language"])


def _next_start(starts: list[int], start_ms: int) -> int:
    following = bisect_right(starts, start_ms)
    return starts[following] if following < len(starts) else start_ms + _LAST_MS


def lost_styles(names: set[str]) -> list[list[Any]]:
    return [
        ["changed", sentence("WebVTT cannot hold {loss}.", loss=name), None]
        for name in sorted(names)
    ]
