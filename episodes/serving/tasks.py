"""What the worker does by the clock, and what wakes it. Each opens its own app context and commits
by itself."""

import logging
from collections.abc import Callable

from flask import Flask
from huey import Huey, crontab

from episodes.catalog.actions import publish_due
from episodes.db import db, now_utc
from episodes.jobs.queue import answer_wakes
from episodes.jobs.supervising import Supervisor
from episodes.jobs.sweeping import prune, sweep
from episodes.jobs.waking import wake
from episodes.media.storage import storage
from episodes.search.indexing.jobs import catch_up

DAY_SECONDS = 86_400
logger = logging.getLogger(__name__)


def add_tasks(app: Flask, huey: Huey, supervisor: Supervisor) -> None:
    answer_wakes(app, supervisor.run_waiting)

    def by_the_clock(name: str, minute: str, task: Callable[[], object]) -> None:
        def run() -> None:
            with app.app_context():
                task()

        huey.periodic_task(crontab(minute=minute), name=name)(run)

    by_the_clock("publish_scheduled", "*", publish_scheduled)
    by_the_clock("sweep_jobs", "*", lambda: sweep_and_wake(app))
    by_the_clock("prune_jobs", "7", prune)
    by_the_clock("forget_broken_uploads", "23", forget_broken_uploads)
    by_the_clock("catch_up_search", "41", catch_up)


def sweep_and_wake(app: Flask) -> None:
    """Finds what no wake told of: it was lost, or came while nobody listened."""
    sweep(app.extensions["settings"])
    wake(app)


def publish_scheduled() -> list[str]:
    """Publishes what is due; gives the slugs."""
    slugs = [episode.slug for episode in publish_due(now_utc())]
    db.session.commit()
    for slug in slugs:
        logger.info("published %s, as scheduled", slug)
    return slugs


def forget_broken_uploads() -> list[str]:
    """Takes away what uploads left that were killed a day ago or longer; gives the names."""
    store = storage()
    old = [left.name for left in store.leftovers() if left.age_seconds > DAY_SECONDS]
    for name in old:
        store.delete_leftover(name)
    return old
