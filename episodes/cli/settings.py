"""flask settings."""

from typing import Any

import click
from flask.cli import with_appcontext

from episodes.db import db
from episodes.settings import Settings
from episodes.site import site_settings

HIDDEN = "(hidden)"


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
