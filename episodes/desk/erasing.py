"""Deleting an episode that was never public, with all that was made for it. Commits nothing."""

from sqlalchemy import delete, select

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.drafts.models import KeptDraft
from episodes.media.checking import recorded_files, replaced_files
from episodes.media.models import Video
from episodes.media.storage import storage
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.search.indexing.erasing import erase_question_traces
from episodes.versions.models import Version, VersionKind

_KEYS = ("original_key", "storage_key", "poster_key", "storyboard_key", "waveform_key")


def may_be_deleted(episode: Episode) -> bool:
    """What was ever public stays: people may have linked to it."""
    return episode.status == Status.DRAFT and episode.published_at is None


def delete_episode(episode: Episode, typed: str, actor: User) -> set[str]:
    """The keys of its files, for `erase_files` once it is committed. typed: its title, as somebody
    typed it to say that they mean it. What its askers wrote goes back to the inbox.

    Raises RefusalError."""
    if not may_be_deleted(episode):
        message = Message(
            "It was public, or will be: people may have linked to it. Withdraw it and put it into"
            " the archive instead."
        )
        raise RefusalError(message)
    if typed.split() != episode.title.split():
        raise RefusalError(Message("Type the title exactly as it is above."), "title")
    record(actor, AuditAction.EPISODE_DELETE, "episode", episode.slug)
    return erase_episode(episode)


def erase_episode(episode: Episode) -> set[str]:
    """Whatever it is. The keys of its files, as from delete_episode."""
    keys = _keys_of(episode.id)
    db.session.execute(delete(KeptDraft).where(KeptDraft.thing == f"episode:{episode.id}"))
    db.session.delete(episode)
    db.session.flush()
    erase_question_traces()
    return keys


def erase_files(keys: set[str]) -> None:
    """Those that no other episode names."""
    named = {file.key for file in recorded_files()} | replaced_files()
    db.session.rollback()
    for key in keys - named:
        storage().delete(key)


def _keys_of(episode_id: int) -> set[str]:
    videos = db.session.scalars(select(Video).where(Video.episode_id == episode_id))
    keys = {getattr(video, name) for video in videos for name in _KEYS}
    contents = db.session.scalars(
        select(Version.content).where(
            Version.episode_id == episode_id, Version.kind == VersionKind.VIDEO
        )
    )
    return (keys | {content.get("original_key", "") for content in contents}) - {""}
