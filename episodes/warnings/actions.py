"""Writing what an episode's artifacts contain: all of it, or nothing."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, fields

from sqlalchemy import delete, select

from episodes.catalog.models import Episode
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.messages import Message
from episodes.refusals import RefusalError
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
    """Changes nothing where nothing differs. Raises RefusalError at the first that cannot stand;
    what is None is not checked against."""
    if len(drafts) > MOST_WARNINGS:
        raise RefusalError(
            Message("An episode can have at most %(most)s content notes.", most=MOST_WARNINGS),
            "warnings.category",
            MOST_WARNINGS,
        )
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
        raise RefusalError(
            Message("There is no category “%(category)s”.", category=draft.category),
            "warnings.category",
            index,
        )
    if draft.severity not in (1, 2, 3):
        raise RefusalError(Message("The intensity must be 1, 2 or 3."), "warnings.severity", index)
    if draft.category == NEVER_SHOWN and draft.treatment not in (
        Treatment.MENTION,
        Treatment.DISCUSSION,
    ):
        raise RefusalError(
            Message("Child abuse can only be mentioned or talked about, never shown."),
            "warnings.treatment",
            index,
        )
    if len(draft.note) > LONGEST_NOTE:
        raise RefusalError(
            Message("A note can have at most %(most)s characters.", most=LONGEST_NOTE),
            "warnings.note",
            index,
        )
    if any(ord(c) < 32 or ord(c) == 127 for c in draft.note):
        raise RefusalError(
            Message("A note must be one plain line, without control characters."),
            "warnings.note",
            index,
        )
    _check_owner(index, draft)
    _check_times(index, draft, duration_ms)


def _check_owner(index: int, draft: WarningDraft) -> None:
    if (draft.scope == Scope.ANSWER_PART) != bool(draft.part_anchor):
        raise RefusalError(
            Message("Name the part, and only for a part of the answer."),
            "warnings.part_anchor",
            index,
        )
    if (draft.scope == Scope.RESOURCE) != bool(draft.resource_slug):
        raise RefusalError(
            Message("Name the resource, and only for a resource."), "warnings.resource_slug", index
        )


def _check_times(index: int, draft: WarningDraft, duration_ms: int | None) -> None:
    times = (draft.start_ms, draft.end_ms, draft.skip_to_ms)
    if times == (None, None, None):
        return
    if draft.scope not in TIMED_SCOPES:
        raise RefusalError(
            Message("Only the video’s picture or sound has times."), "warnings.start_ms", index
        )
    if draft.start_ms is None or draft.end_ms is None:
        missing = "start_ms" if draft.start_ms is None else "end_ms"
        raise RefusalError(
            Message("Give both the beginning and the end."), f"warnings.{missing}", index
        )
    if draft.start_ms < 0:
        raise RefusalError(
            Message("It must not start before the video does."), "warnings.start_ms", index
        )
    if draft.end_ms <= draft.start_ms:
        raise RefusalError(
            Message("The end must come after the beginning."), "warnings.end_ms", index
        )
    if draft.skip_to_ms is not None and draft.skip_to_ms < draft.end_ms:
        raise RefusalError(
            Message("A skip must not land before the end of the part."),
            "warnings.skip_to_ms",
            index,
        )
    last_ms = LATEST_MS if duration_ms is None else duration_ms
    if draft.end_ms > last_ms:
        raise RefusalError(Message("This is after the end of the video."), "warnings.end_ms", index)
    if draft.skip_to_ms is not None and draft.skip_to_ms > last_ms:
        raise RefusalError(
            Message("This is after the end of the video."), "warnings.skip_to_ms", index
        )


def _check_target(index: int, field: str, name: str, targets: Collection[str] | None) -> None:
    if name and targets is not None and name not in targets:
        raise RefusalError(
            Message("There is no “%(name)s” in this answer.", name=name), f"warnings.{field}", index
        )
