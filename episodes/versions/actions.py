"""Writing versions down and deciding on them. Nothing here commits."""

from typing import Any

from sqlalchemy import delete

from episodes.accounts.models import User
from episodes.catalog.readiness import APPROVED, POINTS_TO_NOBODY
from episodes.db import db
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.versions.models import LONGEST_NOTE, Judgement, JudgementKind, Version, VersionKind
from episodes.versions.previews import erase_previews
from episodes.versions.queries import newest_version, shown_version


def add_version(
    episode_id: int,
    kind: VersionKind,
    content: dict[str, Any],
    *,
    author: User | None,
    note: str = "",
) -> Version:
    """The newest version itself where it says the same."""
    newest = newest_version(episode_id, kind)
    if newest is not None and newest.content == content:
        return newest
    version = Version(
        episode_id=episode_id,
        kind=kind,
        number=newest.number + 1 if newest else 1,
        content=content,
        author_id=author.id if author else None,
        note=note.strip()[:LONGEST_NOTE],
    )
    db.session.add(version)
    db.session.flush()
    return version


def review_version(version: Version, verdict: str, *, judge: User | None) -> None:
    _judge(version, JudgementKind.REVIEW, verdict, judge)


def approve_version(version: Version, judge: User) -> None:
    """Raises RefusalError where the judge wrote it."""
    if version.author_id == judge.id:
        raise RefusalError(Message("You wrote this version, so somebody else has to approve it."))
    _judge(version, JudgementKind.REVIEW, APPROVED, judge)


def say_version_points_to_nobody(version: Version, judge: User) -> None:
    """Of a question: somebody read this very version."""
    _judge(version, JudgementKind.REVIEW, POINTS_TO_NOBODY, judge)


def show_version(version: Version, *, judge: User | None) -> None:
    """The site shows it from now on; going back to an older one is the same call."""
    shown = shown_version(version.episode_id, version.kind)
    if shown is None or shown.id != version.id:
        _judge(version, JudgementKind.SHOWN, "", judge)


def erase_versions(episode_id: int, kind: VersionKind) -> None:
    """For words that somebody takes back: nothing of them stays, nor a link that shows them."""
    erase_previews(episode_id)
    db.session.execute(
        delete(Version).where(Version.episode_id == episode_id, Version.kind == kind)
    )


def _judge(version: Version, kind: JudgementKind, verdict: str, judge: User | None) -> None:
    judge_id = judge.id if judge else None
    db.session.add(Judgement(version_id=version.id, kind=kind, verdict=verdict, judge_id=judge_id))
    db.session.flush()
