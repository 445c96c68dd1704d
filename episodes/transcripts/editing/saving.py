"""From a log of edits to a version: what somebody else saved meanwhile is brought in first.

Nothing here commits."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from captions.compare import pairs_of
from captions.editing import Edit, Sheet, merge_edit
from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.transcripts.actions import add_version
from episodes.transcripts.editing.log import (
    SITE,
    append_edit,
    last_number,
    newest_version,
    sheet_of,
    sheet_of_version,
)
from episodes.transcripts.editing.models import EditSession
from episodes.transcripts.models import CaptionTrack, CaptionVersion


@dataclass(frozen=True, slots=True)
class Saved:
    """version: None where captions stand in conflict, and then nothing was saved. merged: what came
    in from others, already in the log."""

    version: CaptionVersion | None
    merged: Edit | None
    conflicts: list[dict[str, Any]]
    number: int


def save_session(
    session: EditSession, user: User, *, note: str = "", settled: Collection[str] = ()
) -> Saved:
    """settled: captions in conflict about which the person has decided. Raises CaptionError."""
    track = db.session.get_one(CaptionTrack, session.track_id)
    waiting = [each for each in session.conflicts if each["id"] not in settled]
    merged, new_conflicts = _merge_newest(session)
    conflicts = [*waiting, *new_conflicts]
    session.conflicts = conflicts
    db.session.flush()
    number = last_number(session.id)
    if conflicts:
        return Saved(None, merged, conflicts, number)
    version = _version(track, session, user, note)
    session.merged_version_id = version.id
    session.merged_number = session.saved_number = number
    db.session.flush()
    return Saved(version, merged, [], number)


def _merge_newest(session: EditSession) -> tuple[Edit | None, list[dict[str, Any]]]:
    newest = newest_version(session.track_id)
    if newest is None or newest.id == session.merged_version_id or not newest.is_timed:
        return None, []
    mine = sheet_of(session)
    merged = merge_edit(_sheet_merged_last(session, mine), mine, sheet_of_version(newest.id).cues)
    if not merged.edit.is_empty:
        append_edit(session, merged.edit, SITE)
    session.merged_version_id = newest.id
    session.merged_number = None
    return merged.edit, [asdict(conflict) for conflict in merged.conflicts]


def _sheet_merged_last(session: EditSession, mine: Sheet) -> Sheet:
    """The last version that this work knew, its rows called as those of mine that they became."""
    if session.merged_number is not None:
        return sheet_of(session, until=session.merged_number)
    sheet = sheet_of_version(session.merged_version_id)
    names = {old: mine.rows[new].id for old, new in pairs_of(sheet.cues, mine.cues).items()}
    rows = (
        replace(row, id=names.get(place, f"gone-{place}")) for place, row in enumerate(sheet.rows)
    )
    return replace(sheet, rows=tuple(rows))


def _version(track: CaptionTrack, session: EditSession, user: User, note: str) -> CaptionVersion:
    """The newest itself where it says the same."""
    data = sheet_of(session).text.encode()
    newest = newest_version(track.id)
    if newest is not None and newest.source == data:
        return newest
    name = newest.source_name if newest else f"{track.language}.vtt"
    name = PurePosixPath(name).stem + ".vtt"
    version = add_version(track, data, name, author=user, note=note)
    episode = db.session.get_one(Episode, track.episode_id)
    detail = {"language": track.language, "kind": track.kind.value, "version": version.number}
    record(user, AuditAction.CAPTIONS_EDIT, "episode", episode.slug, **detail)
    return version
