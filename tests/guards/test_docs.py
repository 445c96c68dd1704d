"""The documents say what there is: every setting and every command, as they are."""

from pathlib import Path

import click
import pytest

from app import create_app
from episodes.cli import settings_table
from episodes.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"


def test_every_setting_is_documented_as_it_is_declared() -> None:
    assert settings_table() in (DOCS / "settings.md").read_text()


def commands_of(group: click.Group, path: str) -> list[str]:
    found = []
    for name, command in group.commands.items():
        inner = isinstance(command, click.Group)
        found += commands_of(command, f"{path} {name}") if inner else [f"{path} {name}"]
    return found


def test_every_command_of_ours_is_documented(tmp_path: Path) -> None:
    app = create_app(Settings(DATA_DIR=tmp_path))
    ours = [c for c in commands_of(app.cli, "flask") if not c.startswith("flask db ")]
    documented = (DOCS / "commands.md").read_text()
    assert "flask serve" in ours
    assert [command for command in ours if f"`{command}" not in documented] == []


@pytest.mark.parametrize(
    "name", ["architecture", "archive", "asking", "commands", "operating", "settings"]
)
def test_links_between_the_documents_lead_somewhere(name: str) -> None:
    import re

    text = (DOCS / f"{name}.md").read_text()
    links = [link for link in re.findall(r"\]\(([^)#:\s]+)[^)]*\)", text) if "://" not in link]
    assert [link for link in links if not (DOCS / link).exists()] == []
