"""A warning in words that a person can weigh."""

from dataclasses import dataclass

from episodes.warnings.models import Scope, Treatment
from episodes.warnings.records import AnyWarning
from episodes.warnings.vocabulary import CATEGORIES

SEVERITIES = {1: "minor", 2: "moderate", 3: "graphic"}
TREATMENTS = {
    Treatment.MENTION: "mentioned",
    Treatment.DISCUSSION: "talked about",
    Treatment.DESCRIBED: "described",
    Treatment.DEPICTED: "shown",
}
HEARD = "heard"


@dataclass(frozen=True)
class WarningLine:
    """text: "Strong language: heard, moderate". Times only for the video's picture and sound."""

    category: str
    label: str
    text: str
    note: str = ""
    start_ms: int | None = None
    end_ms: int | None = None
    skip_to_ms: int | None = None


def warning_line(warning: AnyWarning) -> WarningLine:
    label = category_label(warning.category)
    severity = SEVERITIES.get(warning.severity, "")
    return WarningLine(
        category=warning.category,
        label=label,
        text=f"{label}: {_treatment(warning)}, {severity}",
        note=warning.note,
        start_ms=warning.start_ms,
        end_ms=warning.end_ms,
        skip_to_ms=warning.skip_to_ms,
    )


def category_label(category: str) -> str:
    entry = CATEGORIES.get(category)
    return entry.label if entry else category


def _treatment(warning: AnyWarning) -> str:
    if warning.treatment == Treatment.DEPICTED and warning.scope == Scope.VIDEO_AUDIO:
        return HEARD
    return TREATMENTS[warning.treatment]
