"""Warnings that hold for a part of the video, and where skipping that part leads."""

from collections.abc import Sequence
from dataclasses import dataclass

from episodes.warnings.choices import ViewerChoices
from episodes.warnings.records import AnyWarning
from episodes.warnings.vocabulary import Action
from episodes.warnings.wording import category_label

LEAD_MS = 10_000


@dataclass(frozen=True)
class TimedWarning:
    """Times in ms, end exclusive. nearby_labels: of other warnings that begin inside what a skip
    leaves out, or are met within ten seconds of where it lands, so that no skip swallows them."""

    category: str
    label: str
    note: str
    start_ms: int
    end_ms: int
    skip_to_ms: int
    is_always_skipped: bool
    nearby_labels: tuple[str, ...] = ()


def timed_warnings(
    warnings: Sequence[AnyWarning], choices: ViewerChoices
) -> tuple[TimedWarning, ...]:
    """In the order of the video, without what the viewer chose to be shown unannounced."""
    timed = [
        (w.start_ms, w.end_ms, w)
        for w in warnings
        if w.start_ms is not None
        and w.end_ms is not None
        and choices.action_for(w.category) != Action.SHOW
    ]
    timed.sort(key=lambda t: t[:2])
    return tuple(
        TimedWarning(
            category=w.category,
            label=category_label(w.category),
            note=w.note,
            start_ms=start,
            end_ms=end,
            skip_to_ms=w.skip_to_ms or end,
            is_always_skipped=w.category in choices.skipped_categories,
            nearby_labels=tuple(
                dict.fromkeys(
                    category_label(other.category)
                    for other_start, other_end, other in timed
                    if other is not w
                    and other_start < (w.skip_to_ms or end) + LEAD_MS
                    and other_end > start
                )
            ),
        )
        for start, end, w in timed
    )
