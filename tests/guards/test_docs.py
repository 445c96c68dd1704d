"""The documents say what there is: every setting and every command, as they are."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from app import create_app
from captions.command import command_parser
from episodes.archive import directory_schema, schema
from episodes.cli.settings import settings_table
from episodes.settings import Settings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "captions").rglob("*.md"), *DOCS.rglob("*.md")], key=str
)


def test_every_setting_is_documented_as_it_is_declared() -> None:
    is_there = settings_table() in (DOCS / "settings.md").read_text()
    assert is_there, "Put what `flask settings --markdown` prints into docs/settings.md."


def members_of(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command, name
        yield name, command


def commands_of(group: click.Group, path: str) -> list[str]:
    found = []
    for name, command in members_of(group):
        inner = isinstance(command, click.Group)
        found += commands_of(command, f"{path} {name}") if inner else [f"{path} {name}"]
    return found


def test_every_command_of_ours_is_documented(tmp_path: Path) -> None:
    app = create_app(Settings(DATA_DIR=tmp_path))
    ours = [c for c in commands_of(app.cli, "flask") if not c.startswith("flask db ")]
    documented = (DOCS / "commands.md").read_text()
    assert "flask serve" in ours
    assert [command for command in ours if f"`{command}" not in documented] == []


def verbs_of_captions() -> dict[str, argparse.ArgumentParser]:
    parser = command_parser()
    (verbs,) = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(verbs.choices)


@pytest.mark.parametrize("verb", sorted(verbs_of_captions()))
def test_every_verb_of_the_caption_command_is_documented_with_its_options(verb: str) -> None:
    documented = (DOCS / "captions.md").read_text()
    rows = re.findall(rf"^\| `{verb} .*$", documented, re.M)
    assert rows, f"docs/captions.md has no row for `{verb}`"
    common = documented.split("each verb takes the same way")[0].splitlines()[-1]
    options = {
        max(action.option_strings, key=len)
        for action in verbs_of_captions()[verb]._actions
        if action.option_strings and "--help" not in action.option_strings
    }
    words = set(re.findall(r"--[a-z-]+", f"{rows[0]} {common}"))
    assert sorted(options - words) == []


def test_every_verb_of_the_caption_command_is_in_the_list_of_commands() -> None:
    documented = (DOCS / "commands.md").read_text()
    verbs = verbs_of_captions()
    assert [verb for verb in verbs if f"`python -m captions {verb}" not in documented] == []


@pytest.mark.parametrize(
    "path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix().removesuffix(".md")
)
def test_links_between_the_documents_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", path.read_text(), flags=re.DOTALL)
    links = re.findall(r"\]\((?![a-z]+:)([^)#\s]+)[^)]*\)", text)
    assert [link for link in links if not (path.parent / link).exists()] == []


def parameters_of(group: click.Group, path: str) -> Iterator[tuple[str, click.Parameter]]:
    for name, command in members_of(group):
        if isinstance(command, click.Group):
            yield from parameters_of(command, f"{path} {name}")
        else:
            yield from ((f"{path} {name}", parameter) for parameter in command.params)


def test_every_option_of_a_command_says_what_it_is_for(tmp_path: Path) -> None:
    app = create_app(Settings(DATA_DIR=tmp_path))
    silent = [
        f"{path} {option.name}"
        for path, option in parameters_of(app.cli, "flask")
        if isinstance(option, click.Option) and not (option.help or option.hidden)
    ]
    silent += [
        f"{verb} {action.dest}"
        for verb, parser in verbs_of_captions().items()
        for action in parser._actions
        if not action.help
    ]
    assert [option for option in silent if not option.startswith("flask db ")] == []


def test_every_field_of_the_archive_is_documented() -> None:
    written = (DOCS / "archive.md").read_text()
    models = [
        value
        for module in (schema, directory_schema)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, BaseModel)
    ]
    fields = {field for model in models for field in model.model_fields}
    assert len(fields) > 50
    assert [field for field in sorted(fields) if not re.search(rf"\b{field}\b", written)] == []
