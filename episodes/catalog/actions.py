"""Making, changing and publishing episodes. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Unpack

from sqlalchemy import column, exists, select, table

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.checks import PUBLIC, EpisodeFields, OtherFields, check_fields, slug_is_taken
from episodes.catalog.errors import Blocker, NotPublishableError
from episodes.catalog.models import Chapter, Credit, CreditRole, Episode, Person, Status, Topic
from episodes.catalog.readiness import blockers_of, facts_of
from episodes.catalog.signals import episode_changed
from episodes.catalog.slugs import free_slug, slug_of
from episodes.db import db, now_utc
from episodes.messages import Message
from episodes.refusals import RefusalError

# The feature of this table stands above the catalog, which may not import it.
_ANSWER = table("answer", column("episode_id"))


@dataclass(frozen=True, slots=True)
class CreditDraft:
    person: Person
    role: CreditRole


@dataclass(frozen=True, slots=True)
class ChapterDraft:
    start_ms: int
    title: str


def create_episode(
    *,
    title: str,
    slug: str | None = None,
    language: str = "en",
    actor: User | None = None,
    **others: Unpack[OtherFields],
) -> Episode:
    """A draft. Without slug, one is made from the title.

    Raises RefusalError."""
    wanted = slug or free_slug(slug_of(title), slug_is_taken)
    fields: EpisodeFields = {"title": title, "slug": wanted, "language": language, **others}
    episode = Episode(status=Status.DRAFT)
    check_fields(episode, fields)
    _assign(episode, fields)
    db.session.add(episode)
    return _finish(episode, AuditAction.EPISODE_CREATE, actor)


def update_episode(
    episode: Episode, *, actor: User | None = None, **fields: Unpack[EpisodeFields]
) -> Episode:
    """Changes what is named and leaves the rest. The address of what was ever public stays.

    Raises RefusalError."""
    check_fields(episode, fields)
    changed = {name: value for name, value in fields.items() if getattr(episode, name) != value}
    if not changed:
        return episode
    was = {"was": episode.slug} if "slug" in changed else {}
    _assign(episode, fields)
    return _finish(episode, AuditAction.EPISODE_CHANGE, actor, fields=sorted(changed), **was)


def replace_topics(episode: Episode, topics: Sequence[Topic]) -> None:
    episode.topics = list(topics)
    db.session.flush()
    episode_changed.send(episode)


def replace_credits(episode: Episode, drafts: Sequence[CreditDraft]) -> None:
    """Raises RefusalError where one person stands twice in one role."""
    pairs = [(draft.person.id, draft.role) for draft in drafts]
    if len(set(pairs)) < len(pairs):
        raise RefusalError(Message("One person is named twice in the same role."), "credits")
    episode.credits.clear()
    db.session.flush()  # the old rows go first: each person and role may stand once only
    episode.credits.extend(
        Credit(person=draft.person, person_id=draft.person.id, role=draft.role, position=position)
        for position, draft in enumerate(drafts)
    )
    db.session.flush()
    episode_changed.send(episode)


def replace_chapters(episode: Episode, drafts: Sequence[ChapterDraft]) -> None:
    """Raises RefusalError where two begin at the same time or one has no title."""
    starts = [draft.start_ms for draft in drafts]
    if len(set(starts)) < len(starts):
        raise RefusalError(Message("Two chapters begin at the same time."), "chapters")
    if any(not 1 <= len(draft.title) <= 200 for draft in drafts):
        raise RefusalError(
            Message("Each chapter needs a title of 1 to 200 characters."), "chapters"
        )
    episode.chapters.clear()
    db.session.flush()  # the old rows go first: one chapter a second
    in_order = sorted(drafts, key=lambda draft: draft.start_ms)
    episode.chapters.extend(Chapter(start_ms=d.start_ms, title=d.title) for d in in_order)
    db.session.flush()
    episode_changed.send(episode)


def publish(episode: Episode, *, at: datetime | None = None, actor: User | None = None) -> Episode:
    """Public from now on, the written answer with it. A time of publication that has passed stays:
    what was withdrawn does not come back as new. Published already: nothing happens.

    Raises NotPublishableError; RefusalError where `at` lies in the future."""
    if episode.status == Status.PUBLISHED:
        return episode
    _require_publishable(episode)
    now = now_utc()
    if at and at > now:
        raise RefusalError(Message("To publish later, schedule the episode."), "published_at")
    passed = episode.published_at if episode.published_at and episode.published_at <= now else now
    return _put_out(episode, at or passed, actor)


def publish_answer(episode: Episode, *, actor: User | None = None) -> Episode:
    """For an answer that was written after its episode went out.

    Raises NotPublishableError where there is no answer, or none that was reviewed."""
    _require_publishable(episode)
    if not _has_answer(episode):
        raise NotPublishableError(
            [Blocker("answer", Message("There is no written answer yet."), "answer")]
        )
    if episode.answer_published_at is not None:
        return episode
    episode.answer_published_at = now_utc()
    return _finish(episode, AuditAction.ANSWER_PUBLISH, actor)


def schedule(episode: Episode, at: datetime, actor: User | None = None) -> Episode:
    """Raises NotPublishableError, and RefusalError where the time has passed or it is public."""
    if episode.status == Status.PUBLISHED:
        raise RefusalError(Message("The episode is already published."), "published_at")
    if at <= now_utc():
        raise RefusalError(Message("The time must be in the future."), "published_at")
    _require_publishable(episode)
    episode.published_at = at
    episode.status = Status.SCHEDULED
    return _finish(episode, AuditAction.EPISODE_SCHEDULE, actor, at=at.isoformat())


def withdraw(episode: Episode, actor: User | None = None) -> Episode:
    """Published: nobody outside sees it any more. Scheduled: a draft again.

    Raises RefusalError where it is neither."""
    if episode.status not in PUBLIC:
        raise RefusalError(
            Message("The episode is not published, so there is nothing to undo."), "status"
        )
    if episode.status == Status.SCHEDULED:
        episode.status = Status.DRAFT
        episode.published_at = None
        return _finish(episode, AuditAction.EPISODE_UNSCHEDULE, actor)
    episode.status = Status.WITHDRAWN
    return _finish(episode, AuditAction.EPISODE_WITHDRAW, actor)


def publish_due(now: datetime) -> list[Episode]:
    """Publishes what is scheduled for `now` or earlier. What something blocks stays scheduled, and
    the desk shows why."""
    due = select(Episode).where(Episode.status == Status.SCHEDULED, Episode.published_at <= now)
    episodes = db.session.scalars(
        due.order_by(Episode.published_at, Episode.id).with_for_update(skip_locked=True)
    )
    publishable = [episode for episode in episodes.all() if not blockers_of(facts_of(episode))]
    return [_put_out(episode, episode.published_at or now, None) for episode in publishable]


def _put_out(episode: Episode, at: datetime, actor: User | None) -> Episode:
    episode.published_at = at
    episode.status = Status.PUBLISHED
    if episode.answer_published_at is None and _has_answer(episode):
        episode.answer_published_at = at
    return _finish(episode, AuditAction.EPISODE_PUBLISH, actor)


def _assign(episode: Episode, fields: EpisodeFields) -> None:
    for name, value in fields.items():
        setattr(episode, name, str(value).strip() if name in ("title", "summary") else value)


def _has_answer(episode: Episode) -> bool:
    return bool(db.session.scalar(select(exists().where(_ANSWER.c.episode_id == episode.id))))


def _require_publishable(episode: Episode) -> None:
    db.session.flush()  # the facts are the database's
    if blockers := blockers_of(facts_of(episode)):
        raise NotPublishableError(blockers)


def _finish(episode: Episode, action: AuditAction, actor: User | None, **detail: object) -> Episode:
    db.session.flush()
    record(actor, action, "episode", episode.slug, **detail)
    episode_changed.send(episode)
    return episode
