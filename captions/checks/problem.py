from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]
FixKind = Literal["rolling", "names", "split", "lines", "overlap", "durations", "gaps"]


@dataclass(frozen=True, slots=True)
class Problem:
    """`cue` is 1-based. `measured` and `limit` have the unit that the message names; None where
    the rule counts nothing. `source` is the clause that asks for it. `fix` is the kind of fix that
    captions.fix can try without a change of words."""

    rule: str
    level: Level
    cue: int
    start_ms: int
    message: str
    measured: int | None = None
    limit: int | None = None
    source: str = ""
    fix: FixKind | None = None


# The order is that of fixing: what moves text comes before what moves times.
FIX_OF_RULE: dict[str, FixKind] = {
    "rolling": "rolling",
    "name-spelling": "names",
    "longest": "split",
    "lines": "lines",
    "line-length": "lines",
    "line-sense": "lines",
    "overlap": "overlap",
    "shortest": "durations",
    "reading-speed": "durations",
    "gap": "gaps",
    "flicker": "gaps",
}
