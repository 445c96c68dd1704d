from dataclasses import dataclass
from functools import cached_property

from captions.checks.problem import FIX_OF_RULE, Level, Problem
from captions.cue import Cue
from captions.layout.sense import Sense
from captions.profiles import Profile


@dataclass(frozen=True)
class Case:
    """A cue under the rules of a house; `number` is 1-based."""

    cue: Cue
    number: int
    rules: Profile
    sense: Sense

    @property
    def lasts_ms(self) -> int:
        return self.cue.end_ms - self.cue.start_ms

    @cached_property
    def text(self) -> str:
        return self.cue.plain_text

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def problem(
        self,
        rule: str,
        level: Level,
        message: str,
        *,
        measured: int | None = None,
        limit: int | None = None,
    ) -> Problem:
        source, fix = self.rules.source(rule), FIX_OF_RULE.get(rule)
        start_ms = self.cue.start_ms
        return Problem(rule, level, self.number, start_ms, message, measured, limit, source, fix)
