"""The worker process: runs the jobs that are due, some at the same time, and what runs by the
clock, until it is told to stop."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from sqlalchemy.exc import SQLAlchemyError

from episodes.db import db
from episodes.jobs.bell import LOOK_BETWEEN_RINGS_S, Bell, pass_on_rings, seconds_between_looks
from episodes.jobs.supervising import Supervisor
from episodes.serving.tasks import run_tasks
from episodes.site import Site

NOTICE_S = 0.2
# Nobody waits longer for an episode whose time has come; what is asked each time is one row.
FREQUENT_S = 5
# A job's process is killed within a tenth of a second; its row is given back after that.
SECONDS_TO_STOP = 8.0
logger = logging.getLogger(__name__)


class Worker:
    """at_once: how many jobs may run at the same time."""

    def __init__(self, app: Site, app_name: str, at_once: int) -> None:
        self._app, self._at_once = app, at_once
        self._stopping = False
        self._bell = Bell()
        self._supervisor = Supervisor(app, app_name, self.is_stopping)

    def is_stopping(self) -> bool:
        return self._stopping

    def heed_signals(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        # Only this: a lock taken within a signal may be one that its own thread holds.
        self._stopping = True

    def run(self) -> None:
        """Jobs that run when it ends begin again elsewhere, or at the next start."""
        threads = [self._in_thread(self._run_jobs) for _ in range(self._at_once)]
        with self._app.app_context():
            rings_by_itself = db.engine.dialect.name == "postgresql"
        if rings_by_itself:
            threads.append(self._in_thread(self._listen))
        self._keep_the_clock()
        self._bell.ring()
        deadline = time.monotonic() + SECONDS_TO_STOP
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _in_thread(self, run: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        return thread

    def _run_jobs(self) -> None:
        with self._app.app_context():
            pause_s = seconds_between_looks()
        while not self._stopping:
            rings = self._bell.rings
            try:
                self._supervisor.run_due()
            except SQLAlchemyError as error:
                logger.warning("the jobs cannot be read, trying again soon: %s", error)
                time.sleep(LOOK_BETWEEN_RINGS_S)
            except Exception:  # a thread that ended here would leave all jobs waiting for ever
                logger.exception("the jobs could not be run, trying again soon")
                time.sleep(LOOK_BETWEEN_RINGS_S)
            self._bell.wait(rings, pause_s)

    def _listen(self) -> None:
        with self._app.app_context():
            pass_on_rings(self._bell, self.is_stopping)

    def _keep_the_clock(self) -> None:
        """Runs the tasks of each minute once, those of the first at once, and the frequent ones
        between."""
        last_turn = last_minute = None
        while not self._stopping:
            turn = int(time.time() // FREQUENT_S)
            minute = turn * FREQUENT_S // 60
            if minute != last_minute:
                run_tasks(self._app, minute % 60)
                self._bell.ring()  # the sweep may have given jobs back
            elif turn != last_turn:
                run_tasks(self._app, None)
            last_turn, last_minute = turn, minute
            time.sleep(NOTICE_S)
