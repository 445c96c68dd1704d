"""The database's tables, brought up to what this version of the site needs.

Alembic takes a quarter of a second to import, with the parsers of code that it reads along: so it
is only where there is something to do."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from episodes.db import db, reading_only
from episodes.site import Site

MIGRATIONS = Path(__file__).parents[2] / "migrations"
_OF_FLASK_MIGRATE = "migrate"


class _MigrateAtNeed:
    """Stands where Flask-Migrate keeps what it knows of the app, until it looks there."""

    def __init__(self, app: Site) -> None:
        self._app = app

    def __getattr__(self, name: str) -> Any:
        from flask_migrate import Migrate

        Migrate(self._app, db)
        return getattr(self._app.extensions[_OF_FLASK_MIGRATE], name)


def init_migrations(app: Site) -> None:
    app.extensions[_OF_FLASK_MIGRATE] = _MigrateAtNeed(app)


def migrate_database() -> None:
    with reading_only(), db.engine.connect() as connection:
        if is_migrated(connection):
            return
    from flask_migrate import upgrade

    upgrade(directory=str(MIGRATIONS))


def is_migrated(connection: Connection) -> bool:
    """It stands at the newest migration, and at no other."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    at = connection.scalars(text("SELECT version_num FROM alembic_version")).all()
    return list(at) == [newest_revision()]


def newest_revision() -> str:
    """Each takes the number after the one before, which its file's name begins with."""
    return max(file.name for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))[:4]
