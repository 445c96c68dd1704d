"""Reads of a person's own unsaved text."""

from collections.abc import Sequence

from sqlalchemy import select

from episodes.db import db
from episodes.drafts.models import KeptDraft


def open_drafts(user_id: int, thing: str) -> Sequence[KeptDraft]:
    """Neither saved nor thrown away, of all forms of the thing; newest first."""
    return db.session.scalars(
        select(KeptDraft)
        .where(
            KeptDraft.user_id == user_id, KeptDraft.thing == thing, KeptDraft.is_closed.is_(False)
        )
        .order_by(KeptDraft.kept_at.desc(), KeptDraft.id.desc())
    ).all()


def draft_with_key(user_id: int, key: str) -> KeptDraft | None:
    return db.session.scalar(
        select(KeptDraft).where(KeptDraft.user_id == user_id, KeptDraft.key == key)
    )
