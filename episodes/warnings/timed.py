"""Warnings that hold for a part of the video, and where skipping that part leads."""

from collections.abc import Sequence
from dataclasses import dataclass

from episodes.warnings.choices import ViewerChoices
from episodes.warnings.records import AnyWarning
from episodes.warnings.rule import is_said_before
from episodes.warnings.vocabulary import Action
from episodes.warnings.wording import category_label, warning_line

LEAD_MS = 10_000


@dataclass(frozen=True)
class TimedWarning:
    """Times in ms, end exclusive. text: as a friend would say it. is_announced: said ten seconds
    before it begins; else it is a mark on the seek bar and a line in the transcript. is_covered:
    the viewer covers this kind, so the transcript folds it. nearby_labels: of other warnings that
    begin inside what a skip leaves out, or within ten seconds of where it lands."""

    category: str
    label: str
    text: str
    note: str
    start_ms: int
    end_ms: int
    skip_to_ms: int
    is_announced: bool
    is_covered: bool
    is_always_skipped: bool
    nearby_labels: tuple[str, ...] = ()

    @property
    def passage_key(self) -> str:
        """What its passage of the transcript is opened by, where that is folded."""
        return f"passage:{self.start_ms}-{self.category}"

    def folds(self, ms: int, opened_keys: frozenset[str]) -> bool:
        """Whether what is said at that time waits under this warning's note."""
        is_inside = self.start_ms <= ms < self.end_ms
        return self.is_covered and is_inside and self.passage_key not in opened_keys


def timed_warnings(
    warnings: Sequence[AnyWarning], choices: ViewerChoices
) -> tuple[TimedWarning, ...]:
    """In the order of the video, without what the viewer chose to be shown unannounced."""
    timed = [
        (w.start_ms, w.end_ms, w)
        for w in warnings
        if w.start_ms is not None
        and w.end_ms is not None
        and (choices.action_for(w.category) != Action.SHOW or _is_skipped(w, choices))
    ]
    timed.sort(key=lambda t: t[:2])
    return tuple(_timed_warning(w, timed, choices) for _, _, w in timed)


def _timed_warning(
    warning: AnyWarning, timed: Sequence[tuple[int, int, AnyWarning]], choices: ViewerChoices
) -> TimedWarning:
    start_ms, end_ms = next((start, end) for start, end, w in timed if w is warning)
    skip_to_ms = warning.skip_to_ms or end_ms
    is_covered = choices.action_for(warning.category) in (Action.COVER, Action.HIDE)
    nearby = (
        category_label(other.category)
        for other_start, other_end, other in timed
        if other is not warning and other_start < skip_to_ms + LEAD_MS and other_end > start_ms
    )
    return TimedWarning(
        category=warning.category,
        label=category_label(warning.category),
        text=warning_line(warning).text,
        note=warning.note,
        start_ms=start_ms,
        end_ms=end_ms,
        skip_to_ms=skip_to_ms,
        is_announced=is_covered or is_said_before(warning),
        is_covered=is_covered,
        is_always_skipped=_is_skipped(warning, choices),
        nearby_labels=tuple(dict.fromkeys(nearby)),
    )


def _is_skipped(warning: AnyWarning, choices: ViewerChoices) -> bool:
    return warning.category in choices.skipped_categories
