"""Who puts jobs down beside a site, as its commands do.

In a process of its own: in the client's, whose hundred threads all want to run, the lock that
writers on SQLite share would be held for as long as the one who has it waits for its turn."""

import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app import create_app
from bench.figures import TOLD_TO_WAIT, Figures
from episodes.db import db
from episodes.jobs.actions import cancel, enqueue
from episodes.outages import outage_of
from episodes.search.indexing.jobs import RELATE
from episodes.settings import Settings

SPAWN = multiprocessing.get_context("spawn")
# SQLite lets those who wait for its lock sleep up to 0.1 s: a writer that never pauses, as no
# process of the site does, would have it for itself.
PAUSE_S = 0.02


@contextmanager
def job_writers(settings: Settings, count: int) -> Iterator[Figures]:
    """They write until the context ends; then the figures are there."""
    figures, end, told = Figures(), SPAWN.Event(), SPAWN.Queue()
    process = SPAWN.Process(target=_write_until, args=(settings, count, end, told), daemon=True)
    process.start()
    told.get(timeout=60)  # they are ready
    try:
        yield figures
    finally:
        end.set()
        figures.add(told.get(timeout=60))
        process.join()


def _write_until(settings: Settings, count: int, end: Any, told: Any) -> None:
    app, figures = create_app(settings), Figures()
    told.put("ready")

    def work(write: Callable[[], None]) -> None:
        while not end.is_set():
            write()

    writers = [job_writer(app, figures, number) for number in range(count)]
    threads = [threading.Thread(target=work, args=(write,)) for write in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.put(figures)


def job_writer(app: Flask, figures: Figures, number: int) -> Callable[[], None]:
    """As a command does it, beside the site: asked for and taken back in one transaction, so that
    what jobs themselves cost is left out."""
    turn = [0]

    def write() -> None:
        turn[0] += 1
        began, status = time.monotonic(), 200
        with app.app_context():
            try:
                cancel(enqueue(RELATE, subject=f"{number}-{turn[0]}"))
                db.session.commit()
            except SQLAlchemyError as error:
                status = TOLD_TO_WAIT if outage_of(error) else 500
            db.session.remove()
        figures.note("job", status, began)
        time.sleep(PAUSE_S)

    return write
