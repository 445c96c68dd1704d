"""What is made from the words of a question, and goes when they go. Nothing here commits."""

from sqlalchemy import column, delete, table

from episodes.db import db
from episodes.drafts.actions import forget_drafts_of
from episodes.versions.actions import erase_versions
from episodes.versions.models import VersionKind

# Search stands above the inbox, and its table goes with the words that it was made from.
_VECTOR = table("asked_vector", column("asked_id"))


def erase_what_letter_left(asked_id: int) -> None:
    """Of a question in the inbox: its meaning, and what people of the desk typed about it."""
    db.session.execute(delete(_VECTOR).where(_VECTOR.c.asked_id == asked_id))
    forget_drafts_of(f"asked:{asked_id}")


def erase_what_draft_left(episode_id: int) -> None:
    """Of the question of an episode that was never out: its versions, the links that show them, and
    what nobody saved."""
    erase_versions(episode_id, VersionKind.QUESTION)
    forget_drafts_of(f"episode:{episode_id}")
