"""A warning as pages that only show it read it: values to decide by, never to save."""

from dataclasses import dataclass, fields

from episodes.warnings.models import ContentWarning, Scope, Treatment


@dataclass(frozen=True, slots=True)
class WarningRecord:
    """The fields bear the columns' names."""

    id: int
    scope: Scope
    category: str
    treatment: Treatment
    severity: int
    start_ms: int | None
    end_ms: int | None
    skip_to_ms: int | None
    note: str
    part_anchor: str
    resource_slug: str


AnyWarning = ContentWarning | WarningRecord
WARNING_COLUMNS = tuple(getattr(ContentWarning, field.name) for field in fields(WarningRecord))
