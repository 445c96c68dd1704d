"""Writing down who did what."""

from typing import Any

from episodes.accounts.models import AuditEntry, User
from episodes.db import db


def record(
    actor: User | None, action: str, thing_kind: str, thing: str, **detail: Any
) -> AuditEntry:
    """actor None: a command or a job did it."""
    entry = AuditEntry(
        actor_id=actor.id if actor else None,
        actor_name=(actor.display_name or actor.email) if actor else "command",
        action=action,
        thing_kind=thing_kind,
        thing=thing,
        detail=detail,
    )
    db.session.add(entry)
    return entry
