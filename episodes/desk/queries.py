"""What the desk shows besides its board: an episode's trail, people, topics."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Row, func, or_, select

from episodes.accounts.models import AuditEntry
from episodes.catalog.models import Credit, Episode, Person, Topic, episodes_topics
from episodes.db import db


def trail_of(slug: str, limit: int = 200) -> list[AuditEntry]:
    """Newest first, also from before the episode's address changed."""
    trail: list[AuditEntry] = []
    before: int | None = None
    for _ in range(20):  # an address that changed more often than this is not worth the wait
        entries = _entries_about(slug, before, limit)
        trail += entries
        renaming = next((e for e in entries if e.detail.get("was") and e.thing == slug), None)
        if renaming is None or len(trail) >= limit:
            break
        trail = [e for e in trail if e.id >= renaming.id]
        slug, before = renaming.detail["was"], renaming.id
    return trail[:limit]


def _entries_about(slug: str, before: int | None, limit: int) -> list[AuditEntry]:
    entries = select(AuditEntry).where(AuditEntry.thing_kind == "episode", AuditEntry.thing == slug)
    if before is not None:
        entries = entries.where(AuditEntry.id < before)
    return list(db.session.scalars(entries.order_by(AuditEntry.id.desc()).limit(limit)))


def people() -> Sequence[Person]:
    return db.session.scalars(select(Person).order_by(func.lower(Person.name), Person.id)).all()


def people_with_credits() -> Sequence[tuple[Person, int]]:
    count = select(func.count()).where(Credit.person_id == Person.id).scalar_subquery()
    rows = select(Person, count).order_by(func.lower(Person.name), Person.id)
    return [(person, number) for person, number in db.session.execute(rows)]


def topics() -> Sequence[Topic]:
    return db.session.scalars(select(Topic).order_by(func.lower(Topic.name), Topic.id)).all()


def topics_with_episodes() -> Sequence[tuple[Topic, int]]:
    count = select(func.count()).where(episodes_topics.c.topic_id == Topic.id).scalar_subquery()
    rows = select(Topic, count).order_by(func.lower(Topic.name), Topic.id)
    return [(topic, number) for topic, number in db.session.execute(rows)]


def episodes_of_subjects(subjects: Iterable[str]) -> dict[str, Row[int, str, str]]:
    """subjects: of jobs ("episode:12"). Id, slug and title of those that are episodes."""
    numbers = [int(s[8:]) for s in subjects if s.startswith("episode:") and s[8:].isdigit()]
    chosen = select(Episode.id, Episode.slug, Episode.title).where(Episode.id.in_(numbers))
    rows: Iterable[Row[int, str, str]] = db.session.execute(chosen) if numbers else ()
    return {f"episode:{row.id}": row for row in rows}


def episode_choices(limit: int = 200) -> list[tuple[str, str]]:
    """Slug and title, the newest first."""
    rows = db.session.execute(
        select(Episode.slug, Episode.title).order_by(Episode.id.desc()).limit(limit)
    )
    return [(slug, title) for slug, title in rows]


def newest_titles(limit: int = 200) -> Sequence[str]:
    """To choose from while typing."""
    newest = select(Episode.title).order_by(Episode.updated_at.desc(), Episode.id.desc())
    return db.session.scalars(newest.limit(limit)).all()


def episode_by_words(words: str) -> Episode | None:
    """words: its title, or what its address ends with."""
    named = or_(Episode.slug == words, func.lower(Episode.title) == words.lower())
    return db.session.scalar(select(Episode).where(named).order_by(Episode.id.desc()).limit(1))
