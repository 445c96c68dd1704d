"""What comes out of a sync: when each word is said, how well that is known, and what is left."""

from dataclasses import asdict, dataclass
from typing import Any

from captions.sync.matching.kinds import Kind


@dataclass(frozen=True, slots=True)
class SyncedWord:
    """`line` is the 1-based line of the transcript. Times are None where none was found.

    `confidence` goes from 0 to 1."""

    text: str
    line: int
    start_ms: int | None
    end_ms: int | None
    kind: Kind
    confidence: float
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Somebody speaks, and the transcript is silent."""

    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Unspoken:
    """Words first to last, both among them, that nobody is heard to say; counted from 0."""

    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class Synced:
    """`found_percent`: of the words that are to be spoken, those heard. `remarks`: whole sentences
    for the person who reads the result."""

    words: tuple[SyncedWord, ...]
    gaps: tuple[Gap, ...]
    unspoken: tuple[Unspoken, ...]
    duration_ms: int
    language: str
    method: str
    found_percent: int
    remarks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """All of it; `from_json` makes the same again."""
        return asdict(self)

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> "Synced":
        return cls(
            words=tuple(
                SyncedWord(**word | {"kind": Kind(word["kind"])}) for word in facts["words"]
            ),
            gaps=tuple(Gap(**gap) for gap in facts["gaps"]),
            unspoken=tuple(Unspoken(**words) for words in facts["unspoken"]),
            duration_ms=facts["duration_ms"],
            language=facts["language"],
            method=facts["method"],
            found_percent=facts["found_percent"],
            remarks=tuple(facts["remarks"]),
        )

    def for_others(self) -> dict[str, Any]:
        """What other programs get: words, gaps and unspoken words, as docs/sync.md has it."""
        words = [
            {
                "text": word.text,
                "line": word.line,
                "start_ms": word.start_ms,
                "end_ms": word.end_ms,
                "kind": word.kind.value,
                "confidence": word.confidence,
            }
            for word in self.words
        ]
        gaps = [asdict(gap) for gap in self.gaps]
        return {"words": words, "gaps": gaps, "unspoken": [asdict(run) for run in self.unspoken]}
