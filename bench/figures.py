"""What requests of each kind took, and what was answered."""

import time
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import quantiles

# 429: a brake held, as it should; 409: a draft that is behind its own newer one.
EXPECTED = frozenset((200, 303, 304, 409, 422, 429))
TOLD_TO_WAIT = 503


@dataclass
class Figures:
    """ms: of each kind's answers but 503. others: statuses that are none of EXPECTED."""

    ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    waits: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    others: list[str] = field(default_factory=list)

    def note(self, kind: str, status: int, began: float) -> None:
        if status == TOLD_TO_WAIT:
            self.waits[kind] += 1
        elif status in EXPECTED:
            self.ms[kind].append((time.monotonic() - began) * 1000)
        else:
            self.others.append(f"{kind}: {status}")

    def print(self, seconds: float) -> None:
        for kind, times in sorted(self.ms.items()):
            cuts = quantiles(times, n=100) if len(times) > 1 else times * 99
            print(f"  {kind:10} {len(times) / seconds:8.1f}/s  p50 {cuts[49]:7.0f} ms"
                  f"  p99 {cuts[98]:7.0f} ms  503: {self.waits[kind]}")  # fmt: skip
        print(f"  errors: {len(self.others)} {sorted(set(self.others))[:5]}")

    def add(self, other: "Figures") -> None:
        """Of another process."""
        for kind, times in other.ms.items():
            self.ms[kind] += times
        for kind, count in other.waits.items():
            self.waits[kind] += count
        self.others += other.others
