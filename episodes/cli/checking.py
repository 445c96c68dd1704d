"""flask check."""

import sys
from collections.abc import Iterator

import click
from flask.cli import with_appcontext
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from episodes.db import db
from episodes.known_backups import advice, failure
from episodes.media import checking as media_checking
from episodes.private_files import too_open_files
from episodes.search.indexing import checking as search_checking
from episodes.serving.migrating import is_migrated
from episodes.site import site_settings


@click.command("check")
@with_appcontext
def check() -> None:
    """Check the database, every file by its size and SHA-256, who may read them, and search."""
    count = 0
    for problem in _problems():
        click.echo(problem)
        count += 1
    db.session.rollback()  # nothing was changed, and reading locks SQLite too
    if count:
        raise click.ClickException(f"{count} found wrong.")
    click.echo("All well.")


def _problems() -> Iterator[str]:
    yield from _problems_of_access()
    database = _problems_of_database()
    yield from database
    if not database:  # without its tables nothing else can be asked
        yield from _problems_of_media()
        yield from search_checking.problems()


def _problems_of_access() -> Iterator[str]:
    paths = too_open_files(site_settings())
    if paths:
        others = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        folder = site_settings().DATA_DIR
        whom = "o" if site_settings().MEDIA_X_ACCEL else "go"
        yield (
            f"Other accounts of this machine may read or change {paths[0]}{others}:"
            f" chmod -R {whom}-rwx {folder}"
        )


def _problems_of_media() -> Iterator[str]:
    """With a bar where somebody watches: reading gigabytes takes its time."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(
        length=1, label="Reading media files", file=sys.stderr, hidden=hidden
    ) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        problems = list(media_checking.problems(progress))
    yield from problems


def _damage(connection: Connection) -> str:
    """What SQLite finds wrong with its file; PostgreSQL looks after its own."""
    if connection.dialect.name != "sqlite":
        return ""
    answer = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    return "" if answer == "ok" else str(answer)


def _problems_of_database() -> list[str]:
    try:
        with db.engine.connect() as connection:
            is_current = is_migrated(connection)
            damage = _damage(connection)
    except SQLAlchemyError as error:
        return [failure(error, site_settings().DATA_DIR)]
    if damage:
        where = advice(site_settings().DATA_DIR)
        return [f"The database is damaged: {damage}. {where}"]
    if not is_current:
        return ["The database is not migrated: flask db upgrade (flask serve does it by itself)."]
    return []
