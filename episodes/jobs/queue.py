"""The queue that wakes the workers: a file in the data folder, or PostgreSQL."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from huey import Huey, PostgresHuey, SqliteHuey
from sqlalchemy import make_url

from episodes.settings import Settings

FILE_NAME = "jobs.sqlite"
NAME = "querent"
WAKE = "wake workers"


def queue_of(app: Flask) -> Huey:
    """Opened at first use: an app that queues nothing needs no queue."""
    if "huey" not in app.extensions:
        huey = open_queue(app.extensions["settings"])

        def run_jobs() -> None:
            app.extensions["run waiting jobs"]()

        app.extensions[WAKE] = huey.task()(run_jobs)
        app.extensions["huey"] = huey
    opened: Huey = app.extensions["huey"]
    return opened


def wake_task(app: Flask) -> Any:
    """Huey's task that lets a worker look for jobs. Only a worker can run it."""
    queue_of(app)
    return app.extensions[WAKE]


def answer_wakes(app: Flask, run: Callable[[], object]) -> None:
    """In a worker: what a wake sets off."""
    app.extensions["run waiting jobs"] = run


def open_queue(settings: Settings) -> Huey:
    if settings.database_url.startswith("sqlite:"):
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        return SqliteHuey(NAME, filename=str(settings.DATA_DIR.resolve() / FILE_NAME))
    address = make_url(settings.database_url).set(drivername="postgresql")
    return PostgresHuey(NAME, dsn=address.render_as_string(hide_password=False))
