"""Every command of `flask`, gathered; the features keep their own in commands.py."""

from typing import Any

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from episodes.accounts.commands import users
from episodes.archive.commands import archive
from episodes.db import db
from episodes.jobs.commands import jobs
from episodes.media.models import Video
from episodes.search.commands import search_commands
from episodes.serving.commands import serve, web, worker
from episodes.serving.start import MIGRATIONS
from episodes.settings import Settings
from episodes.warnings.commands import warnings_command

HIDDEN = "(hidden)"


def init_cli(app: Flask) -> None:
    for command in (serve, web, worker, settings, users, archive, search_commands, jobs, check):
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
    current: Settings = current_app.extensions["settings"]
    for name, field in Settings.model_fields.items():
        click.secho(name, bold=True)
        click.echo(f"  {field.description}")
        click.echo(f"  {_type(name)}, default {_default(field.default)}")
        click.echo(f"  now: {_shown(name, getattr(current, name))}")


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


def _shown(name: str, value: Any) -> str:
    if not value or name not in {"SECRET_KEY", "DATABASE_URL"}:
        return ", ".join(value) or "empty" if isinstance(value, list) else _default(value)
    if name == "DATABASE_URL":
        return db.engine.url.render_as_string(hide_password=True)
    return HIDDEN


@click.command("check")
@with_appcontext
def check() -> None:
    """Check that the database answers and is migrated, and that no media file is missing."""
    problems = list(_problems())
    for problem in problems:
        click.echo(problem)
    if problems:
        raise click.ClickException(f"{len(problems)} found wrong.")
    click.echo("All well.")


def _problems() -> list[str]:
    try:
        with db.engine.connect() as connection:
            at = set(MigrationContext.configure(connection).get_current_heads())
    except SQLAlchemyError as error:
        return [f"The database does not answer: {error.__cause__ or error}"]
    heads = set(ScriptDirectory(str(MIGRATIONS)).get_heads())
    if at != heads:
        return ["The database is not migrated: flask db upgrade (flask serve does it by itself)."]
    return _missing_files()


def _missing_files() -> list[str]:
    from episodes.media.storage import storage

    store = storage()
    keys = [
        (video.episode_id, key)
        for video in db.session.scalars(select(Video).order_by(Video.id))
        for key in (video.original_key, video.storage_key, video.poster_key)
        if key
    ]
    return [
        f"Episode {episode_id}: the file {key} is missing."
        for episode_id, key in keys
        if not store.has(key)
    ]
