"""What stands on an episode's cover. Nothing here commits."""

from dataclasses import dataclass

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Accent, Episode
from episodes.messages import Message
from episodes.refusals import RefusalError

LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class CoverDraft:
    """line: empty for the question. said_ms: None where it is written, not said."""

    accent: Accent
    line: str = ""
    said_by: str = ""
    said_ms: int | None = None


def set_cover(episode: Episode, draft: CoverDraft, *, actor: User | None = None) -> None:
    """Raises RefusalError."""
    line = " ".join(draft.line.split())
    if len(line) > LONGEST_LINE:
        raise RefusalError(Message("At most %(limit)s characters.", limit=LONGEST_LINE), "line")
    episode.accent = draft.accent
    episode.cover_line = line
    episode.cover_said_by = draft.said_by if line else ""
    episode.cover_said_ms = draft.said_ms if line else None
    record(actor, AuditAction.EPISODE_CHANGE, "episode", episode.slug, fields=["cover"])


def usual_accent(episode_id: int) -> Accent:
    """The one that an episode keeps for good where none was chosen."""
    accents = tuple(Accent)
    return accents[episode_id % len(accents)]
