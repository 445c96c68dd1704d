"""Every command of `flask`, gathered; the features keep their own in commands.py."""

import sys
from collections.abc import Iterator
from typing import Any

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from episodes.accounts.commands import users
from episodes.archive.commands import archive
from episodes.backup.commands import backup, move_from_sqlite, restore_command
from episodes.db import db
from episodes.jobs.commands import jobs
from episodes.known_backups import advice, failure
from episodes.languages.commands import translations
from episodes.media import checking as media_checking
from episodes.media.commands import media
from episodes.private_files import too_open_files
from episodes.search.commands import search_commands
from episodes.search.indexing import checking as search_checking
from episodes.serving.commands import serve, web, worker
from episodes.serving.start import MIGRATIONS
from episodes.settings import Settings
from episodes.site import site_settings
from episodes.warnings.commands import warnings_command

HIDDEN = "(hidden)"


def init_cli(app: Flask) -> None:
    groups = (users, archive, media, search_commands, jobs, translations)
    for command in (
        serve,
        web,
        worker,
        settings,
        *groups,
        check,
        backup,
        restore_command,
        move_from_sqlite,
    ):
        app.cli.add_command(command)
    app.cli.add_command(warnings_command)


@click.command("settings")
@click.option("--markdown", is_flag=True, help="As the table in docs/settings.md, without values.")
@with_appcontext
def settings(*, markdown: bool) -> None:
    """List every setting: name, type, default, value, and what it is for."""
    if markdown:
        click.echo(settings_table(), nl=False)
        return
    current = site_settings()
    for name, field in Settings.model_fields.items():
        click.secho(name, bold=True)
        click.echo(f"  {field.description}")
        click.echo(f"  {_type(name)}, default {_default(field.default)}")
        click.echo(f"  now: {_value_in_words(name, getattr(current, name))}")


def settings_table() -> str:
    lines = ["| setting | type | default | what it is for |", "| --- | --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        cells = (f"`{name}`", _type(name), _default(field.default), str(field.description))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _type(name: str) -> str:
    schema = Settings.model_json_schema()["properties"][name]
    if "enum" in schema:
        return " · ".join(schema["enum"])
    words = {"integer": "whole number", "boolean": "on or off", "array": "list", "string": "text"}
    return "folder" if schema.get("format") == "path" else words[schema["type"]]


def _default(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "empty" if value in ("", []) else str(value)


def _value_in_words(name: str, value: Any) -> str:
    if not value or name not in {"SECRET_KEY", "DATABASE_URL", "MEDIA_STORE_SECRET"}:
        return ", ".join(value) or "empty" if isinstance(value, list) else _default(value)
    if name == "DATABASE_URL":
        return db.engine.url.render_as_string(hide_password=True)
    return HIDDEN


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
            at = set(MigrationContext.configure(connection).get_current_heads())
            damage = _damage(connection)
    except SQLAlchemyError as error:
        return [failure(error, site_settings().DATA_DIR)]
    if damage:
        where = advice(site_settings().DATA_DIR)
        return [f"The database is damaged: {damage}. {where}"]
    heads = set(ScriptDirectory(str(MIGRATIONS)).get_heads())
    if at != heads:
        return ["The database is not migrated: flask db upgrade (flask serve does it by itself)."]
    return []
