"""Every command of `flask`, gathered; the features keep their own in commands.py."""

from flask import Flask

from episodes.cli.at_need import CommandsAtNeed

PLACES = {
    "answers": "episodes.answers.commands:answers",
    "archive": "episodes.archive.commands:archive",
    "backup": "episodes.backup.commands:backup",
    "check": "episodes.cli.checking:check",
    "db": "flask_migrate.cli:db",
    "jobs": "episodes.jobs.commands:jobs",
    "media": "episodes.media.commands:media",
    "move-from-sqlite": "episodes.backup.commands:move_from_sqlite",
    "restore": "episodes.backup.commands:restore_command",
    "search": "episodes.search.commands:search_commands",
    "serve": "episodes.serving.commands:serve",
    "settings": "episodes.cli.settings:settings",
    "translations": "episodes.languages.commands:translations",
    "users": "episodes.accounts.commands:users",
    "warnings": "episodes.warnings.commands:warnings_command",
    "web": "episodes.serving.commands:web",
    "worker": "episodes.serving.commands:worker",
}


def init_cli(app: Flask) -> None:
    app.cli = CommandsAtNeed(PLACES, app.cli.commands)
