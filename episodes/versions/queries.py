"""Reads of versions and of what was decided on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, cast, exists, func, select

from episodes.accounts.models import User
from episodes.catalog.readiness import APPROVED, POINTS_TO_NOBODY
from episodes.db import db
from episodes.versions.models import Judgement, JudgementKind, Version, VersionKind


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One line of a history. author: empty for a command. is_shown: the site shows this one.
    verdict: of the last review of this very version, empty where nobody reviewed it."""

    number: int
    note: str
    author: str
    created_at: datetime
    is_shown: bool
    verdict: str


def newest_version(episode_id: int, kind: VersionKind) -> Version | None:
    return db.session.scalar(
        select(Version)
        .where(Version.episode_id == episode_id, Version.kind == kind)
        .order_by(Version.number.desc())
        .limit(1)
    )


def version_numbered(episode_id: int, kind: VersionKind, number: int) -> Version | None:
    return db.session.scalar(
        select(Version).where(
            Version.episode_id == episode_id, Version.kind == kind, Version.number == number
        )
    )


def shown_version(episode_id: int, kind: VersionKind) -> Version | None:
    """What the site shows; None where nothing of the kind was ever shown."""
    return db.session.scalar(
        select(Version)
        .join(Judgement, Judgement.version_id == Version.id)
        .where(
            Version.episode_id == episode_id,
            Version.kind == kind,
            Judgement.kind == JudgementKind.SHOWN,
        )
        .order_by(Judgement.id.desc())
        .limit(1)
    )


def review_of(version: Version) -> Judgement | None:
    """The last review of this very version for what it may need to warn of, or to approve it."""
    return db.session.scalar(
        select(Judgement)
        .where(Judgement.version_id == version.id, Judgement.kind == JudgementKind.REVIEW)
        .where(Judgement.verdict != POINTS_TO_NOBODY)
        .order_by(Judgement.id.desc())
        .limit(1)
    )


def points_to_nobody(version: Version) -> bool:
    """Somebody read this very version of a question, and says so."""
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    Judgement.version_id == version.id, Judgement.verdict == POINTS_TO_NOBODY
                )
            )
        )
    )


def is_approved_by_another(version: Version) -> bool:
    """By somebody else than who wrote it."""
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    Judgement.version_id == version.id,
                    Judgement.verdict == APPROVED,
                    Judgement.judge_id.is_distinct_from(version.author_id),
                )
            )
        )
    )


def reviewed_number(episode_id: int, kind: VersionKind) -> int | None:
    """The last version that anybody reviewed."""
    return db.session.scalar(
        select(func.max(Version.number))
        .join(Judgement, Judgement.version_id == Version.id)
        .where(
            Version.episode_id == episode_id,
            Version.kind == kind,
            Judgement.kind == JudgementKind.REVIEW,
            Judgement.verdict != POINTS_TO_NOBODY,
        )
    )


def kinds_ahead(episode_id: int) -> list[VersionKind]:
    """The kinds of which there is a version newer than the one that the site shows."""
    numbers = (
        select(
            Version.kind,
            func.max(Version.number).label("newest"),
            func.max(Version.number).filter(_was_shown()).label("shown"),
        )
        .where(Version.episode_id == episode_id)
        .group_by(Version.kind)
    )
    ahead = {
        row.kind
        for row in db.session.execute(numbers)
        if row.shown is None or row.newest > row.shown
    }
    return [kind for kind in VersionKind if kind in ahead]


def version_lines(episode_id: int, kind: VersionKind) -> Sequence[VersionLine]:
    """Newest first."""
    shown = shown_version(episode_id, kind)
    verdict = (
        select(Judgement.verdict)
        .where(Judgement.version_id == Version.id, Judgement.kind == JudgementKind.REVIEW)
        .order_by(Judgement.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    who = (User.display_name, User.email)
    rows = db.session.execute(
        select(Version.number, Version.note, *who, Version.created_at, verdict.label("verdict"))
        .outerjoin(User, User.id == Version.author_id)
        .where(Version.episode_id == episode_id, Version.kind == kind)
        .order_by(Version.number.desc())
    )
    return [
        VersionLine(
            row.number,
            row.note,
            row.display_name or row.email or "",
            row.created_at,
            shown is not None and shown.number == row.number,
            row.verdict or "",
        )
        for row in rows
    ]


def _was_shown() -> exists:  # type: ignore[valid-type]
    return exists().where(Judgement.version_id == Version.id, Judgement.kind == JudgementKind.SHOWN)


def has_version_saying(episode_id: int, kind: VersionKind, words: str) -> bool:
    """Whether any version of it holds these words, as JSON writes them."""
    versions = select(Version.id).where(
        Version.episode_id == episode_id,
        Version.kind == kind,
        cast(Version.content, Text).contains(words, autoescape=True),
    )
    return db.session.scalar(versions.limit(1)) is not None
