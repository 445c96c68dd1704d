"""Cues as they come out of a reader, each judged once for its time, its text and its size."""

from captions.cue import Cue
from captions.limits import Limits, bounded_text, guard_words, too_many_cues
from captions.messages import sentence
from captions.report import Report
from captions.timecode import MAX_MS


class Collector:
    def __init__(self, report: Report, limits: Limits) -> None:
        self.report = report
        self.limits = limits
        self._cues: list[Cue] = []

    @property
    def next_number(self) -> int:
        """1-based, of the cue that `add` would make."""
        return len(self._cues) + 1

    def guard_words(self, count: int, line: int | None = None) -> None:
        """`count` characters, before they are made into cue text: no film says so much at once."""
        guard_words(count, self.limits, line, self.next_number)

    def add(
        self,
        start_ms: int,
        end_ms: int,
        text: str,
        *,
        line: int | None = None,
        settings: str = "",
        id: str = "",  # noqa: A002 - the field's word
    ) -> bool:
        """False where it is not a cue, which is then in the report. `text` is WebVTT cue text."""
        number = self.next_number
        reason = _why_no_cue(start_ms, end_ms, text)
        if reason:
            self.report.add("dropped", reason, line=line)
            return False
        if number > self.limits.cues:
            raise too_many_cues(number, self.limits)
        if start_ms < 0:
            reason = sentence("The caption starts before the film: it now starts with it.")
            self.report.add("repaired", reason, line=line, cue=number)
        if end_ms <= start_ms:
            reason = sentence(
                "The caption ends before it starts, or at the same moment, so it is never shown."
            )
            self.report.add("noted", reason, line=line, cue=number)
        text = bounded_text(text, self.report, self.limits, line, number)
        self._cues.append(Cue(max(0, start_ms), max(0, end_ms), text, id, settings))
        return True

    def cues(self) -> tuple[Cue, ...]:
        if not self._cues:
            self.report.add("noted", sentence("There is no caption in the file."))
        return tuple(self._cues)


def _why_no_cue(start_ms: int, end_ms: int, text: str) -> str:
    if not text.strip():
        return sentence("A caption without text.")
    if start_ms < 0 and end_ms <= 0:
        return sentence("A caption that is over before the film starts.")
    if max(start_ms, end_ms) > MAX_MS:
        return sentence("A caption later than any time code can say.")
    return ""
