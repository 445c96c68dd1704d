"""Tells the workers that there is something to do, once it is committed. What is told here may be
lost: they look for themselves as well, each minute and when they start."""

import logging

from flask import Flask, current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from episodes.jobs.queue import wake_task

_WAKE = "jobs wait"
logger = logging.getLogger(__name__)


def wake_after_commit(session: Session) -> None:
    session.info[_WAKE] = True
    if not event.contains(Session, "after_commit", _wake):
        event.listen(Session, "after_commit", _wake)
        event.listen(Session, "after_rollback", _forget)


def _wake(session: Session) -> None:
    if not session.in_nested_transaction() and session.info.pop(_WAKE, False):
        wake(current_app._get_current_object())  # type: ignore[attr-defined]


def _forget(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(_WAKE, None)


def wake(app: Flask, delay_s: int = 0) -> None:
    """Lets a worker look for jobs, now or later."""
    if app.testing:  # there is no worker; run_pending() runs them
        return
    try:
        task = wake_task(app)
        task.schedule(delay=delay_s) if delay_s else task()
    except Exception:
        # The job is committed; a full disk or a busy queue must not fail the request that asked.
        logger.warning("the workers could not be woken; they will find the job", exc_info=True)
