"""flask search ..."""

import click
from flask.cli import AppGroup
from sqlalchemy import select, text

from episodes.catalog.models import Episode
from episodes.db import db
from episodes.search.index import reindex

search_commands = AppGroup("search", help="The search index.")
AT_ONCE = 100


@search_commands.command("reindex")
def reindex_all() -> None:
    """Read every episode again and correct what search knows of it."""
    numbers = db.session.scalars(select(Episode.id).order_by(Episode.id)).all()
    with click.progressbar(numbers, label="Indexing episodes") as bar:
        for count, number in enumerate(bar, start=1):
            episode = db.session.get(Episode, number)
            if episode is not None:
                reindex(episode, anew=True)
            if count % AT_ONCE == 0:
                db.session.commit()
                db.session.expunge_all()
    _tidy()
    db.session.commit()
    click.echo(f"Episodes indexed: {len(numbers):,}")


def _tidy() -> None:
    """Merges FTS5's segments, or lets PostgreSQL's planner know which words are common."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("ANALYZE passage"))
    else:
        db.session.execute(text("INSERT INTO passage_fts(passage_fts) VALUES ('optimize')"))
