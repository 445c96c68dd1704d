"""The log of one person's edits: what is acknowledged stays, in the order in which it was made.

Nothing here commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import undefer

from captions.editing import Edit, EditError, Sheet, edit_from_json, open_sheet
from captions.editing import Session as Replay
from episodes.accounts.models import User
from episodes.db import db, now_utc
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.transcripts.editing.models import CaptionEdit, EditSession
from episodes.transcripts.models import CaptionTrack, CaptionVersion

# A page says that it is open four times in this time.
PRESENT = timedelta(seconds=60)
MOST_EDITS_AT_ONCE = 500
_STEPS = ("undo", "redo")
# Who else writes into a log; no page's script calls itself so.
SITE, FORM = "site", "form"


class BehindError(RefusalError):
    """The log has gone on in another tab, or was closed: the page has to load it first."""

    def __init__(self) -> None:
        super().__init__(Message("These captions were changed in another tab."))


class OutOfOrderError(RefusalError):
    """An edit that comes after a later one, or before one that is missing."""

    def __init__(self, expected: int) -> None:
        super().__init__(Message("This change came too late or too early."))
        self.expected = expected


@dataclass(frozen=True, slots=True)
class SentEdit:
    number: int
    content: dict[str, Any]


def sent_edits(values: Any) -> list[SentEdit]:
    """[{"n": 7, "edit": {...}}], from a browser that is not trusted. Raises captions' EditError."""
    if not isinstance(values, list) or not 0 < len(values) <= MOST_EDITS_AT_ONCE:
        raise EditError
    return [_sent_edit(value) for value in values]


def _sent_edit(value: Any) -> SentEdit:
    if not isinstance(value, Mapping) or not isinstance(value.get("edit"), Mapping):
        raise EditError
    number, content = value.get("n"), value["edit"]
    if type(number) is not int or not 0 < number < 2**31:
        raise EditError
    if content.get("kind") in _STEPS:
        return SentEdit(number, {"kind": content["kind"]})
    return SentEdit(number, edit_from_json(content).as_json())


def open_session(track: CaptionTrack, user: User) -> EditSession | None:
    return db.session.scalar(
        select(EditSession).where(
            EditSession.track_id == track.id,
            EditSession.user_id == user.id,
            EditSession.closed_at.is_(None),
        )
    )


def session_to_continue(track: CaptionTrack, user: User) -> EditSession | None:
    """The open one; none where all of it is saved and no page shows it any more."""
    session = open_session(track, user)
    if session is None:
        return None
    is_left = session.seen_at < now_utc() - PRESENT
    return None if is_left and session.saved_number == last_number(session.id) else session


def ensure_session(
    track: CaptionTrack, user: User, version: CaptionVersion | None = None
) -> EditSession:
    """The one to continue, else one over that version (None: the newest).

    Raises RefusalError where the track has nothing to edit."""
    session = session_to_continue(track, user)
    if session is not None:
        return session
    version = version or editable_version(track.id)
    if (left := open_session(track, user)) is not None:
        left.closed_at = now_utc()
        db.session.flush()
    session = EditSession(
        track_id=track.id,
        user_id=user.id,
        base_version_id=version.id,
        merged_version_id=version.id,
    )
    db.session.add(session)
    db.session.flush()
    return session


def editable_version(track_id: int) -> CaptionVersion:
    """Raises RefusalError."""
    newest = newest_version(track_id)
    if newest is None or not newest.is_timed:
        raise RefusalError(Message("There are no captions with times here to edit."))
    return newest


def discard_session(session: EditSession) -> None:
    """The log stays, for anyone who wants to know what was thrown away; nobody is led to it."""
    session.closed_at = now_utc()
    db.session.flush()


def add_edits(session: EditSession, client: str, edits: Sequence[SentEdit], *, after: int) -> int:
    """The log's last number. What is there already is acknowledged again and changes nothing.

    after: the last number that the page knew of. Raises BehindError, OutOfOrderError."""
    _lock(session)
    if session.closed_at is not None:
        raise BehindError
    last = last_number(session.id)
    present = _contents_sent(session.id, client, [edit.number for edit in edits])
    new = [edit for edit in edits if present.get(edit.number) != edit.content]
    expected = last_of_client(session.id, client) + 1
    if [edit.number for edit in new] != list(range(expected, expected + len(new))):
        raise OutOfOrderError(expected)
    # Of what was sent, some may have come the first time, with the answer lost on its way.
    if new and last not in (after, after + len(edits) - len(new)):
        raise BehindError
    for place, edit in enumerate(new, start=1):
        _append(session, client, edit, last + place)
    session.seen_at = now_utc()
    db.session.flush()
    return last + len(new)


def append_edit(session: EditSession, edit: Edit, client: str) -> None:
    """client: SITE for what others changed, FORM for what came without script."""
    _lock(session)
    number = last_of_client(session.id, client) + 1
    _append(session, client, SentEdit(number, edit.as_json()), last_number(session.id) + 1)
    session.seen_at = now_utc()
    db.session.flush()


def _append(session: EditSession, client: str, edit: SentEdit, number: int) -> None:
    db.session.add(
        CaptionEdit(
            session_id=session.id,
            number=number,
            client=client,
            client_number=edit.number,
            content=edit.content,
        )
    )


def _lock(session: EditSession) -> None:
    """Two tabs wait for each other; SQLite has locked already, when the transaction began."""
    db.session.execute(select(EditSession.id).where(EditSession.id == session.id).with_for_update())
    db.session.refresh(session)


def _contents_sent(session_id: int, client: str, numbers: list[int]) -> dict[int, Any]:
    rows = db.session.execute(
        select(CaptionEdit.client_number, CaptionEdit.content).where(
            CaptionEdit.session_id == session_id,
            CaptionEdit.client == client,
            CaptionEdit.client_number.between(min(numbers), max(numbers)),
        )
    )
    return {row.client_number: row.content for row in rows}


def last_of_client(session_id: int, client: str) -> int:
    last = select(func.max(CaptionEdit.client_number)).where(
        CaptionEdit.session_id == session_id, CaptionEdit.client == client
    )
    return db.session.scalar(last) or 0


def last_number(session_id: int) -> int:
    last = select(func.max(CaptionEdit.number)).where(CaptionEdit.session_id == session_id)
    return db.session.scalar(last) or 0


def entries_of(session_id: int, *, until: int | None = None) -> list[dict[str, Any]]:
    query = select(CaptionEdit.content).where(CaptionEdit.session_id == session_id)
    if until is not None:
        query = query.where(CaptionEdit.number <= until)
    return list(db.session.scalars(query.order_by(CaptionEdit.number)))


def note_presence(session: EditSession) -> None:
    db.session.execute(
        update(EditSession).where(EditSession.id == session.id).values(seen_at=now_utc())
    )


def others_at(track_id: int, user_id: int) -> list[str]:
    """Names of who else has the track open."""
    rows = db.session.execute(
        select(User.display_name, User.email)
        .join(EditSession, EditSession.user_id == User.id)
        .where(
            EditSession.track_id == track_id,
            EditSession.user_id != user_id,
            EditSession.closed_at.is_(None),
            EditSession.seen_at > now_utc() - PRESENT,
        )
        .order_by(EditSession.id)
    )
    return [name or email for name, email in rows]


def base_sheet(session: EditSession) -> Sheet:
    return sheet_of_version(session.base_version_id)


def sheet_of_version(version_id: int) -> Sheet:
    version = db.session.get_one(
        CaptionVersion, version_id, options=[undefer(CaptionVersion.source)]
    )
    return open_sheet(version.source, version.source_name)


def sheet_of(session: EditSession, *, until: int | None = None) -> Sheet:
    """As the log has it, or had it at that number."""
    return Replay(base_sheet(session)).replay(entries_of(session.id, until=until)).sheet


def newest_version(track_id: int) -> CaptionVersion | None:
    return db.session.scalar(
        select(CaptionVersion)
        .where(CaptionVersion.track_id == track_id)
        .order_by(CaptionVersion.number.desc())
        .limit(1)
    )
