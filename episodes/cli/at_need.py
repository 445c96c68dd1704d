"""Commands that are imported when they are called for, as click's documentation does it ("Lazily
Loading Subcommands"): a web process starts without archives, backups and judged searches."""

from collections.abc import Mapping
from importlib import import_module

from click import Command, Context
from flask.cli import AppGroup


class CommandsAtNeed(AppGroup):
    """places: where each command stands, as "module:name"."""

    def __init__(self, places: Mapping[str, str], others: Mapping[str, Command]) -> None:
        super().__init__(commands=dict(others))
        self._places = dict(places)

    def list_commands(self, ctx: Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self._places})

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        if cmd_name not in self._places:
            return super().get_command(ctx, cmd_name)
        module, _, name = self._places[cmd_name].partition(":")
        command: Command = getattr(import_module(module), name)
        return command
