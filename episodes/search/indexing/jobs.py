"""What search does outside a request: vectors for passages that have none, and which episodes are
related. Both may be run at any time, and do only what is missing."""

from sqlalchemy import func, select

from episodes.db import db, rows_of
from episodes.jobs.actions import enqueue
from episodes.jobs.registry import JobKind, register
from episodes.jobs.running import JobRun
from episodes.messages import Message
from episodes.search.meaning.making import make_vectors
from episodes.search.meaning.process import meaning
from episodes.search.meaning.relating import relate
from episodes.search.models import PassageVector
from episodes.site import Site

EMBED = "embed_passages"
RELATE = "relate_episodes"
_HOUR_S = 3_600
_MOST_S = 12 * _HOUR_S  # for a million passages; a job goes on from where another ended
_MEMORY_BYTES = 3_000_000_000


def init_search_jobs(app: Site) -> None:
    embed_kind = JobKind(
        EMBED, Message("Read the meaning of new text"), embed, _MOST_S, _MEMORY_BYTES,
        is_background=True,
    )  # fmt: skip
    relate_kind = JobKind(
        RELATE,
        Message("Find related episodes"),
        find_related,
        _HOUR_S,
        _MEMORY_BYTES,
        is_background=True,
    )
    register(app, embed_kind)
    register(app, relate_kind)


def passages_changed() -> None:
    """In the transaction that changed them: kept with it, or gone with it."""
    enqueue(EMBED if meaning().is_on else RELATE, again=True)


def catch_up() -> None:
    """By the clock: what came before there was a model, or since another one was set, and which
    episodes are related since something was taken away. Commits."""
    if not meaning().is_on:
        return
    enqueue(EMBED)
    vectors = tuple(rows_of(_VECTORS).one())
    if vectors != meaning().compared:
        enqueue(RELATE, again=True)
        meaning().compared = vectors
    db.session.commit()


_VECTORS = select(func.count(), func.coalesce(func.max(PassageVector.id), 0))


def embed(run: JobRun) -> Message:
    def report(done: int, total: int) -> None:
        step = Message("Passages read: %(done)s of %(total)s", done=done, total=total)
        run.report(step, done / total if total else None)

    made = make_vectors(run.save, report)
    if made or meaning().why_not:
        enqueue(RELATE, again=True)
    if meaning().why_not:
        return Message("Search goes on by words only: %(reason)s.", reason=meaning().why_not)
    return Message("Passages read: %(count)s.", count=made)


def find_related(run: JobRun) -> Message:
    def report(done: int, total: int) -> None:
        step = Message("Episodes compared: %(done)s of %(total)s", done=done, total=total)
        run.report(step, done / total)

    changed = relate(run.save, report)
    return Message("Episodes with new related ones: %(count)s.", count=changed)
