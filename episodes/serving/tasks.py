"""The jobs that run by the clock. Each opens its own app context and commits by itself."""

import logging

from flask import Flask
from huey import Huey, crontab

from episodes.catalog.actions import publish_due
from episodes.db import db, now_utc

logger = logging.getLogger(__name__)


def add_tasks(app: Flask, huey: Huey) -> None:
    def each_minute() -> None:
        with app.app_context():
            publish_scheduled()

    huey.periodic_task(crontab(minute="*"), name="publish_scheduled")(each_minute)


def publish_scheduled() -> list[str]:
    """Publishes what is due; gives the slugs."""
    slugs = [episode.slug for episode in publish_due(now_utc())]
    db.session.commit()
    for slug in slugs:
        logger.info("published %s, as scheduled", slug)
    return slugs
