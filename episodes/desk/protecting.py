"""What the desk does so that an episode's question points to nobody. Nothing here commits."""

from sqlalchemy import delete, select

from episodes.accounts.models import User
from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.desk.editing import Editing
from episodes.drafts.actions import forget_drafts_of
from episodes.messages import Message
from episodes.questions.asked.redacting import redact_source
from episodes.questions.published.actions import say_it_points_to_nobody
from episodes.questions.published.queries import question_of
from episodes.refusals import RefusalError
from episodes.versions.actions import say_version_points_to_nobody
from episodes.versions.models import Version, VersionKind
from episodes.versions.previews import erase_previews
from episodes.versions.queries import points_to_nobody, shown_version

OUT = (Status.PUBLISHED, Status.WITHDRAWN)


def protect_people(episode: Episode, version: Version, words: frozenset[str], actor: User) -> None:
    """words: what was taken out in this version. It goes from the letter in the inbox too; of what
    was never out, no older version keeps it, nor a link that shows one, nor what somebody typed and
    did not save."""
    redact_source(episode, words, actor=actor)
    if episode.status in OUT:
        return
    older = select(Version).where(
        Version.episode_id == episode.id,
        Version.kind == VersionKind.QUESTION,
        Version.number < version.number,
    )
    for other in db.session.scalars(older).all():
        if any(each in str(other.content) for each in words):
            db.session.execute(delete(Version).where(Version.id == other.id))
    erase_previews(episode.id)
    forget_drafts_of(f"episode:{episode.id}")


def say_so(episode: Episode, version: Version, actor: User) -> None:
    """Somebody read this very version. It holds for what viewers get once they get it."""
    if not points_to_nobody(version):
        say_version_points_to_nobody(version, actor)
    shown = shown_version(episode.id, VersionKind.QUESTION)
    if shown is not None and shown.id == version.id:
        say_it_points_to_nobody(episode, actor=actor)


def require_nobody(question: Editing) -> None:
    """Raises RefusalError where nobody read the version that is about to go out."""
    newest = question.newest
    if newest is None or not question.is_ahead:
        return
    if not points_to_nobody(newest):
        message = Message(
            "Read version %(version)s of the question, and tick that nothing in it points to a"
            " person.",
            version=newest.number,
        )
        raise RefusalError(message)


def is_said_to_point_to_nobody(episode: Episode, question: Editing) -> bool:
    """Of the newest version; where none is written down, of the question itself."""
    if question.newest is not None and question.number == question.newest.number:
        if points_to_nobody(question.newest):
            return True
        if question.is_ahead:
            return False
    stored = question_of(episode.id)
    return stored is not None and stored.points_to_nobody
