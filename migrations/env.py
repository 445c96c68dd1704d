"""Runs the migrations on the app's own database, one transaction for all of them."""

from alembic import context
from flask import current_app

database = current_app.extensions["migrate"].db

# What only one kind of database has (full-text indexes) is made by hand-written
# steps and is no model, so a comparison of models with the database must not propose to drop it.
HAND_MADE = ("passage_fts", "passage_vocabulary")


def is_compared(_thing, name, kind, _reflected, _compare_to) -> bool:
    if kind == "table":
        return not name.startswith(HAND_MADE)
    return not (kind in {"column", "index"} and name and "hand_made" in name)


def migrate() -> None:
    with database.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            include_object=is_compared,
            render_as_batch=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()


migrate()
