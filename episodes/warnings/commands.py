"""The vocabulary, for anyone who writes an archive by hand."""

import click
from flask.cli import with_appcontext

from episodes.warnings.vocabulary import GROUPS


@click.command("warnings")
@with_appcontext
def warnings_command() -> None:
    """List the categories that a content warning may name."""
    for group in GROUPS.values():
        click.echo(click.style(group.label, bold=True))
        for category in group.categories:
            click.echo(f"  {category.id:<22} {category.label}: {category.description}")
