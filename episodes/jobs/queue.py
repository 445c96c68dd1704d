"""The queue of work that outlives a request: a file in the data folder, or PostgreSQL."""

from flask import Flask
from huey import Huey, PostgresHuey, SqliteHuey
from sqlalchemy import make_url

from episodes.settings import Settings

FILE_NAME = "jobs.sqlite"
NAME = "querent"


def queue_of(app: Flask) -> Huey:
    """Opened at first use: an app that queues nothing needs no queue."""
    if "huey" not in app.extensions:
        app.extensions["huey"] = open_queue(app.extensions["settings"])
    huey: Huey = app.extensions["huey"]
    return huey


def open_queue(settings: Settings) -> Huey:
    if settings.database_url.startswith("sqlite:"):
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        return SqliteHuey(NAME, filename=str(settings.DATA_DIR.resolve() / FILE_NAME))
    address = make_url(settings.database_url).set(drivername="postgresql")
    return PostgresHuey(NAME, dsn=address.render_as_string(hide_password=False))
