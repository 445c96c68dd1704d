"""Two topics, or two people, that are one: everything that names one names the other from now on,
and its address leads there. It cannot be undone. Nothing here commits."""

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    String,
    column,
    delete,
    exists,
    insert,
    select,
    table,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import (
    Credit,
    Episode,
    Person,
    Topic,
    TopicSynonym,
    episodes_topics,
)
from episodes.catalog.signals import episode_changed
from episodes.db import Model, db, primary_key
from episodes.messages import Message
from episodes.refusals import RefusalError

# The feature of this table stands above the catalog, which may not import it.
_ANSWER = table("answer", column("episode_id"), column("author_id"))


class OldAddress(Model):
    """Where the page of a topic or a person was before they were merged into another."""

    __tablename__ = "old_address"
    __table_args__ = (
        CheckConstraint("(topic_id IS NULL) <> (person_id IS NULL)", name="one_thing"),
    )

    id: Mapped[int] = primary_key()
    slug: Mapped[str] = mapped_column(String(80), index=True)
    topic_id: Mapped[int | None] = mapped_column(
        ForeignKey("topic.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )


def new_slug_of_topic(old: str) -> str | None:
    chosen = select(Topic.slug).join(OldAddress, OldAddress.topic_id == Topic.id)
    return db.session.scalar(chosen.where(OldAddress.slug == old).order_by(OldAddress.id.desc()))


def new_slug_of_person(old: str) -> str | None:
    chosen = select(Person.slug).join(OldAddress, OldAddress.person_id == Person.id)
    return db.session.scalar(chosen.where(OldAddress.slug == old).order_by(OldAddress.id.desc()))


def merge_topics(gone: Topic, stays: Topic, actor: User | None) -> None:
    """What was typed for the one is found by the other: its name and synonyms become synonyms.

    Raises RefusalError where both are the same."""
    _require_two(gone.id, stays.id)
    link = episodes_topics
    own = select(link.c.episode_id).where(link.c.topic_id == gone.id)
    numbers = db.session.scalars(own).all()
    there = set(db.session.scalars(select(link.c.episode_id).where(link.c.topic_id == stays.id)))
    new = [
        {"episode_id": number, "topic_id": stays.id} for number in numbers if number not in there
    ]
    if new:
        db.session.execute(insert(link), new)
    names = [synonym.name for synonym in stays.synonyms]
    seen = {name.casefold() for name in [stays.name, *names]}
    for name in [gone.name, *(synonym.name for synonym in gone.synonyms)]:
        if name.casefold() not in seen:
            seen.add(name.casefold())
            names.append(name)
            stays.synonyms.append(TopicSynonym(position=len(names) - 1, name=name))
    _lead_on(OldAddress(slug=gone.slug, topic_id=stays.id), OldAddress.topic_id, gone.id, stays.id)
    record(actor, AuditAction.TOPIC_MERGE, "topic", stays.slug, was=gone.slug, count=len(numbers))
    db.session.delete(gone)
    _tell(numbers)


def merge_people(gone: Person, stays: Person, actor: User | None) -> None:
    """Raises RefusalError where both are the same."""
    _require_two(gone.id, stays.id)
    credited = select(Credit.episode_id).where(Credit.person_id == gone.id)
    wrote = select(_ANSWER.c.episode_id).where(_ANSWER.c.author_id == gone.id)
    numbers = [*db.session.scalars(credited), *db.session.scalars(wrote)]
    mine = Credit.__table__.alias("mine")
    is_double = exists().where(
        mine.c.episode_id == Credit.episode_id,
        mine.c.role == Credit.role,
        mine.c.person_id == stays.id,
    )
    db.session.execute(delete(Credit).where(Credit.person_id == gone.id, is_double))
    db.session.execute(update(Credit).where(Credit.person_id == gone.id).values(person_id=stays.id))
    db.session.execute(
        update(_ANSWER).where(_ANSWER.c.author_id == gone.id).values(author_id=stays.id)
    )
    for name in ("pronouns", "biography", "disclosure", "website"):
        setattr(stays, name, getattr(stays, name) or getattr(gone, name))
    entry = OldAddress(slug=gone.slug, person_id=stays.id)
    _lead_on(entry, OldAddress.person_id, gone.id, stays.id)
    record(actor, AuditAction.PERSON_MERGE, "person", stays.slug, was=gone.slug, count=len(numbers))
    db.session.flush()
    db.session.expire_all()
    db.session.delete(gone)
    _tell(numbers)


def _require_two(one: int, other: int) -> None:
    if one == other:
        raise RefusalError(Message("Choose another one to merge it into."), "into")


def _lead_on(entry: OldAddress, owner: object, gone_id: int, stays_id: int) -> None:
    """What led to the one that goes leads to the one that stays."""
    name = "topic_id" if owner is OldAddress.topic_id else "person_id"
    moved = update(OldAddress).where(getattr(OldAddress, name) == gone_id)
    db.session.execute(moved.values({name: stays_id}))
    db.session.add(entry)
    db.session.flush()


def _tell(numbers: object) -> None:
    db.session.flush()
    db.session.expire_all()
    for episode in db.session.scalars(select(Episode).where(Episode.id.in_(list(numbers)))):  # type: ignore[call-overload]
        episode_changed.send(episode)
