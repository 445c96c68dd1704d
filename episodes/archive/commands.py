"""`flask archive`: content in and out."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click
from flask.cli import AppGroup

from episodes.archive.problems import ArchiveError, Problem
from episodes.db import db
from episodes.site import site_settings

MOST_SHOWN = 200
archive = AppGroup("archive", help="The archive folder: how content travels (docs/archive.md).")


@archive.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
def import_(folder: Path) -> None:
    """Read FOLDER into the database. If anything is wrong, change nothing and list every reason."""
    from episodes.archive.importing import import_archive

    try:
        outcome = import_archive(folder, progress=_bar)
        db.session.commit()
    except ArchiveError as error:
        db.session.rollback()
        _say(error.problems)
        count = len(error.problems)
        raise click.ClickException(f"Nothing was imported: {_count(count, 'problem')}.") from error
    _say(outcome.remarks)
    click.echo(
        f"{_count(outcome.created, 'episode')} created, {outcome.changed} changed,"
        f" {outcome.unchanged} as they were."
    )


@archive.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace an earlier archive in FOLDER.")
def export(folder: Path, *, force: bool) -> None:
    """Write everything in the database about the show into FOLDER."""
    from episodes.archive.exporting import ExportError, export_archive
    from episodes.archive.importing import limits_of
    from episodes.archive.reading import read_archive

    try:
        export_archive(folder, force=force, progress=lambda slugs: _bar("Writing", slugs))
        limits = limits_of(site_settings())
        written = read_archive(
            folder, limits=limits, progress=lambda slugs: _bar("Checking", slugs)
        )
    except ExportError as error:
        raise click.ClickException(str(error)) from error
    except ArchiveError as error:
        _say(error.problems)
        count = _count(len(error.problems), "problem")
        message = f"The folder is written, but its import would be refused: {count}."
        raise click.ClickException(message) from error
    click.echo(f"{_count(len(written.episodes), 'episode')} in {folder}")


@archive.command("schema")
def print_schema() -> None:
    """Print the JSON Schema of the archive's files."""
    from episodes.archive.json_schema import schema_text

    click.echo(schema_text(), nl=False)


def _bar(doing: str, slugs: list[str]) -> Iterable[str]:
    with click.progressbar(slugs, label=f"{doing:8}", file=sys.stderr) as bar:
        yield from bar


def _say(problems: Iterable[Problem]) -> None:
    listed = list(problems)
    for problem in listed[:MOST_SHOWN]:
        click.echo(str(problem), err=True)
    if len(listed) > MOST_SHOWN:
        click.echo(f"... and {len(listed) - MOST_SHOWN} more.", err=True)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
