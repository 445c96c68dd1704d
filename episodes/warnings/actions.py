"""Writing what an episode's artifacts contain: all of it, or nothing."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, fields

from sqlalchemy import delete, select

from episodes.catalog.models import Episode
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.warnings.errors import WarningError
from episodes.warnings.models import ContentWarning, Scope, Treatment
from episodes.warnings.vocabulary import CATEGORIES

TIMED_SCOPES = frozenset({Scope.VIDEO_PICTURE, Scope.VIDEO_AUDIO})
NEVER_SHOWN = "child-abuse"
LONGEST_NOTE = 300
LATEST_MS = 2**31 - 1  # the column's last, 24 days
MOST_WARNINGS = 300  # each is compared with each on the watch page


@dataclass(frozen=True)
class WarningDraft:
    """One assertion as somebody typed it; category may still be unknown, times impossible."""

    scope: Scope
    category: str
    treatment: Treatment
    severity: int
    start_ms: int | None = None
    end_ms: int | None = None
    skip_to_ms: int | None = None
    note: str = ""
    part_anchor: str = ""
    resource_slug: str = ""


def replace_warnings(
    episode: Episode,
    drafts: Sequence[WarningDraft],
    *,
    duration_ms: int | None = None,
    parts: Collection[str] | None = None,
    resources: Collection[str] | None = None,
) -> None:
    """Changes nothing where nothing differs. Raises WarningError at the first that cannot stand;
    what is None is not checked against."""
    if len(drafts) > MOST_WARNINGS:
        raise WarningError(MOST_WARNINGS, "category", f"at most {MOST_WARNINGS} for an episode")
    for index, draft in enumerate(drafts):
        check_draft(index, draft, duration_ms)
        _check_target(index, "part_anchor", draft.part_anchor, parts)
        _check_target(index, "resource_slug", draft.resource_slug, resources)
    if current_drafts(episode.id) == list(drafts):
        return
    db.session.execute(delete(ContentWarning).where(ContentWarning.episode_id == episode.id))
    db.session.add_all(ContentWarning(episode_id=episode.id, **asdict(d)) for d in drafts)
    db.session.flush()
    episode_changed.send(episode)


def current_drafts(episode_id: int) -> list[WarningDraft]:
    """What stands now, in the order in which it was written."""
    rows = db.session.scalars(
        select(ContentWarning)
        .where(ContentWarning.episode_id == episode_id)
        .order_by(ContentWarning.id)
    )
    names = [field.name for field in fields(WarningDraft)]
    return [WarningDraft(**{name: getattr(row, name) for name in names}) for row in rows]


def check_draft(index: int, draft: WarningDraft, duration_ms: int | None = None) -> None:
    if draft.category not in CATEGORIES:
        raise WarningError(index, "category", f"unknown category “{draft.category}”")
    if draft.severity not in (1, 2, 3):
        raise WarningError(index, "severity", "must be 1, 2 or 3")
    if draft.category == NEVER_SHOWN and draft.treatment not in (
        Treatment.MENTION,
        Treatment.DISCUSSION,
    ):
        raise WarningError(index, "treatment", "child abuse is only ever mentioned or discussed")
    if len(draft.note) > LONGEST_NOTE:
        raise WarningError(index, "note", f"at most {LONGEST_NOTE} characters")
    if any(ord(c) < 32 or ord(c) == 127 for c in draft.note):
        raise WarningError(index, "note", "one plain line, without control characters")
    _check_owner(index, draft)
    _check_times(index, draft, duration_ms)


def _check_owner(index: int, draft: WarningDraft) -> None:
    if (draft.scope == Scope.ANSWER_PART) != bool(draft.part_anchor):
        raise WarningError(index, "part_anchor", "name the part, and only for a part of the answer")
    if (draft.scope == Scope.RESOURCE) != bool(draft.resource_slug):
        raise WarningError(index, "resource_slug", "name the resource, and only for a resource")


def _check_times(index: int, draft: WarningDraft, duration_ms: int | None) -> None:
    times = (draft.start_ms, draft.end_ms, draft.skip_to_ms)
    if times == (None, None, None):
        return
    if draft.scope not in TIMED_SCOPES:
        raise WarningError(index, "start_ms", "only the video's picture or sound has times")
    if draft.start_ms is None or draft.end_ms is None:
        missing = "start_ms" if draft.start_ms is None else "end_ms"
        raise WarningError(index, missing, "give both the beginning and the end")
    if draft.start_ms < 0:
        raise WarningError(index, "start_ms", "must not be before the video's beginning")
    if draft.end_ms <= draft.start_ms:
        raise WarningError(index, "end_ms", "must be after the beginning")
    if draft.skip_to_ms is not None and draft.skip_to_ms < draft.end_ms:
        raise WarningError(index, "skip_to_ms", "must not be before the end of the part")
    last_ms = LATEST_MS if duration_ms is None else duration_ms
    if draft.end_ms > last_ms:
        raise WarningError(index, "end_ms", "is after the end of the video")
    if draft.skip_to_ms is not None and draft.skip_to_ms > last_ms:
        raise WarningError(index, "skip_to_ms", "is after the end of the video")


def _check_target(index: int, field: str, name: str, targets: Collection[str] | None) -> None:
    if name and targets is not None and name not in targets:
        raise WarningError(index, field, f"there is no “{name}” in this answer")
