"""Sample content for a show that is new: the demo season, without its show. What it brought stands
in the trail, so that it can be taken away whole, and nothing else with it."""

from sqlalchemy import exists, select

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.answers.models import Answer
from episodes.archive.problems import ArchiveError
from episodes.catalog.models import Credit, Episode, Person, Topic, episodes_topics
from episodes.db import db
from episodes.desk.erasing import erase_episode, erase_files
from episodes.house.first_day import ADD_SAMPLE, REMOVE_SAMPLE, sample_entry
from episodes.jobs.registry import JobKind, register
from episodes.jobs.running import JobFailedError, JobRun
from episodes.messages import Message
from episodes.serving.demo import SEASON
from episodes.site import Site

_SECONDS, _MEMORY_BYTES = 900, 1_000_000_000
KINDS: dict[str, type[Episode] | type[Person] | type[Topic]] = {
    "episodes": Episode,
    "people": Person,
    "topics": Topic,
}


def init_sample(app: Site) -> None:
    register(app, JobKind(ADD_SAMPLE, Message("Add sample content"), add, _SECONDS, _MEMORY_BYTES))
    remove_words = Message("Remove the sample content")
    register(app, JobKind(REMOVE_SAMPLE, remove_words, remove, _SECONDS, _MEMORY_BYTES))


def add(run: JobRun) -> Message:
    from episodes.archive.importing import import_archive  # read once in a site's life

    if sample_entry() is not None:
        return Message("The sample content is here already.")
    before = {name: _ids(kind) for name, kind in KINDS.items()}
    if before["episodes"]:
        raise JobFailedError(Message("The show has episodes of its own already."))
    try:
        import_archive(SEASON, with_show=False)
    except ArchiveError as error:
        raise JobFailedError(Message("The sample content can’t be read.")) from error
    brought = {name: sorted(_ids(kind) - before[name]) for name, kind in KINDS.items()}
    record(_actor(run), AuditAction.SAMPLE_ADD, "show", "sample", **brought)
    return Message("The sample content is here.")


def remove(run: JobRun) -> Message:
    entry = sample_entry()
    if entry is None:
        return Message("There is nothing of the sample here.")
    brought = dict(entry.detail)
    keys: set[str] = set()
    for episode in db.session.scalars(select(Episode).where(Episode.id.in_(brought["episodes"]))):
        keys |= erase_episode(episode)
    _remove_what_nobody_uses(brought)
    record(_actor(run), AuditAction.SAMPLE_REMOVE, "show", "sample")
    run.save()
    erase_files(keys)
    return Message("The sample content is gone.")


def _remove_what_nobody_uses(brought: dict[str, list[int]]) -> None:
    """A person or topic of the sample that an episode of the show's own names stays."""
    is_credited = exists().where(Credit.person_id == Person.id)
    has_written = exists().where(Answer.author_id == Person.id)
    people = select(Person).where(Person.id.in_(brought["people"]), ~is_credited, ~has_written)
    is_named = exists().where(episodes_topics.c.topic_id == Topic.id)
    topics = select(Topic).where(Topic.id.in_(brought["topics"]), ~is_named)
    for thing in (*db.session.scalars(people), *db.session.scalars(topics)):
        db.session.delete(thing)
    db.session.flush()


def _ids(kind: type[Episode] | type[Person] | type[Topic]) -> set[int]:
    return set(db.session.scalars(select(kind.id)))


def _actor(run: JobRun) -> User | None:
    return db.session.get(User, run.asked_by_id) if run.asked_by_id else None
