"""What reading or writing did to a file, note by note."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from captions.messages import sentence

Kind = Literal["dropped", "repaired", "changed", "noted"]

# A file of half a million broken blocks is one problem, not half a million notes in memory.
_MOST_NOTES = 10_000


@dataclass(frozen=True, slots=True)
class Note:
    """dropped: it is gone. repaired: it broke the rules and was mended. changed: said otherwise.
    noted: as it was, but worth a look. `line` and `cue` are 1-based; `cue` counts what was read."""

    line: int | None
    cue: int | None
    kind: Kind
    reason: str


class Report:
    """`frame_rate`: what the caller said of times that count frames; None: nothing."""

    def __init__(self, frame_rate: Fraction | None = None) -> None:
        self.frame_rate = frame_rate
        self._notes: list[Note] = []
        self._unlisted: dict[Kind, int] = {}

    def add(
        self, kind: Kind, reason: str, *, line: int | None = None, cue: int | None = None
    ) -> None:
        if len(self._notes) < _MOST_NOTES:
            self._notes.append(Note(line, cue, kind, reason))
        else:
            self._unlisted[kind] = self._unlisted.get(kind, 0) + 1

    def notes(self) -> tuple[Note, ...]:
        """Sorted by line; what concerns the whole file comes first."""
        reasons = [
            sentence("{count:,} more of this kind are not listed one by one.", count=count)
            for count in self._unlisted.values()
        ]
        unlisted = [
            Note(None, None, kind, reason)
            for kind, reason in zip(self._unlisted, reasons, strict=True)
        ]
        return tuple(sorted([*unlisted, *self._notes], key=lambda note: note.line or 0))
