"""Whether search knows what there is: for `flask check`."""

from collections.abc import Iterator

from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from episodes.catalog.models import Episode
from episodes.db import db
from episodes.jobs.queries import unfinished_jobs
from episodes.search.indexing.index import difference
from episodes.search.indexing.jobs import EMBED
from episodes.search.meaning.making import missing
from episodes.search.meaning.process import meaning

REMEDY = "flask search reindex puts it right"


def problems() -> Iterator[str]:
    """A sentence for each. Reads every episode and its captions."""
    for number, slug in db.session.execute(select(Episode.id, Episode.slug).order_by(Episode.id)):
        yield from _of_episode(number, slug)
    yield from _of_the_words()
    yield from _of_the_meaning()


def _of_episode(number: int, slug: str) -> Iterator[str]:
    episode = db.session.get(Episode, number)
    if episode is None:
        return
    lacking, left = difference(episode)
    if lacking or left:
        yield (
            f"Search lacks {lacking} places of the episode {slug} and has {left} that are not"
            f" there any more: {REMEDY}."
        )
    db.session.expunge_all()


def _of_the_words() -> Iterator[str]:
    if db.engine.dialect.name == "postgresql":
        return  # the words are a column that the database itself makes
    check = "INSERT INTO passage_fts(passage_fts, rank) VALUES ('integrity-check', 1)"
    try:
        with db.session.begin_nested():
            db.session.execute(text(check))
    except DatabaseError:
        yield (
            "The full-text index is not what the passages say: stop the site and run"
            " INSERT INTO passage_fts(passage_fts) VALUES ('rebuild') on the database."
        )


def _of_the_meaning() -> Iterator[str]:
    if not meaning().is_on:
        return
    if meaning().model() is None:
        yield f"Search goes on by words: {meaning().why_not}."
    lacking = missing()
    if lacking and not any(job.kind == EMBED for job in unfinished_jobs()):
        yield f"The meaning of {lacking} passages was not read: {REMEDY}."
