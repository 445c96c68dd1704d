from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Problem:
    """`cue` is 1-based. `measured` and `limit` have the unit that the message names; None where
    the rule counts nothing. `source` is the clause that asks for it."""

    rule: str
    level: Level
    cue: int
    start_ms: int
    message: str
    measured: int | None = None
    limit: int | None = None
    source: str = ""
