"""Whether the database stands where this version needs it, told without Alembic."""

from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import text

from episodes.db import db
from episodes.serving.migrating import MIGRATIONS, is_migrated, newest_revision


def test_the_newest_revision_is_the_one_that_alembic_ends_with() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [newest_revision()]


def test_a_database_is_migrated_at_the_newest_revision_only(app: Flask) -> None:
    with db.engine.connect() as connection:
        assert is_migrated(connection)
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        assert not is_migrated(connection)
        connection.execute(text("DROP TABLE alembic_version"))
        assert not is_migrated(connection)
        connection.rollback()
    with db.engine.connect() as connection:
        assert is_migrated(connection)
