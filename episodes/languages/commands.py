"""`flask translations`: the catalogues of docs/translation.md."""

import click
from flask.cli import AppGroup

from episodes.languages.extracting import Behind, behind, translated_languages, update_catalogue

translations = AppGroup("translations", help="The languages that the site can be read in.")


@translations.command("update")
def update() -> None:
    """Update every catalogue from the code: add new sentences, drop unused ones."""
    for code in translated_languages():
        update_catalogue(code)
        click.echo(_summary(code, behind(code)))


@translations.command("check")
def check() -> None:
    """List what is not translated yet; status 1 if anything is."""
    states = {code: behind(code) for code in translated_languages()}
    for code, state in states.items():
        for word, sentences in (
            ("missing", state.missing), ("unsure", state.fuzzy), ("unused", state.unused),
        ):  # fmt: skip
            for sentence in sentences:
                click.echo(f"{code} {word}: {sentence}")
        click.echo(_summary(code, state))
    if any(states.values()):
        raise click.exceptions.Exit(1)


def _summary(code: str, state: Behind) -> str:
    counts = f"{len(state.missing)} to translate, {len(state.fuzzy)} unsure"
    return f"{code}: {counts}, {len(state.unused)} unused"
