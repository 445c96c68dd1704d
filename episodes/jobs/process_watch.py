"""Watches the process of one job until it ends, and ends it where it must not go on."""

import logging
import subprocess
import time
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from episodes.jobs.claims import Claim, end_job, give_back, record_heartbeat
from episodes.jobs.models import JobState
from episodes.jobs.queries import is_any_due
from episodes.jobs.registry import JobKind
from episodes.languages.formats import duration
from episodes.messages import Message

LOOK_S = 0.1
BEAT_S = 2.0
SECONDS_TO_CANCEL = 5.0
LEFT_OVER = "job %s has ended or has another runner: its process went on for %d s, and was ended"
logger = logging.getLogger(__name__)


class Watch:
    """stopping: the worker ends. others: kinds of jobs to which this one gives way."""

    def __init__(
        self, claim: Claim, kind: JobKind, process: "subprocess.Popen[str]", *,
        stopping: Callable[[], bool], others: list[str],
    ) -> None:  # fmt: skip
        self._claim, self._kind, self._process = claim, kind, process
        self._stopping, self._others = stopping, others
        self._beaten_at = time.monotonic()
        self._deadline = time.monotonic() + kind.seconds
        self._cancel_at: float | None = None

    def until_it_ends(self) -> bool:
        """True where it was ended from here, which is then in its row."""
        while True:
            try:
                self._process.wait(LOOK_S)
            except subprocess.TimeoutExpired:
                verdict = self._verdict()
                if verdict is None:
                    continue
                self._process.kill()
                self._process.wait()
                verdict()
                return True
            return False

    def _verdict(self) -> Callable[[], object] | None:
        claim, now = self._claim, time.monotonic()
        if self._stopping():
            return lambda: give_back(claim)
        if now > self._deadline:
            return lambda: end_job(claim, JobState.FAILED, too_much_time(self._kind))
        if self._cancel_at is not None and now > self._cancel_at:
            return lambda: end_job(claim, JobState.CANCELLED, Message("Cancelled."))
        if now - self._beaten_at > BEAT_S:
            self._beaten_at = now
            return self._asked_of_the_database()
        return None

    def _asked_of_the_database(self) -> Callable[[], object] | None:
        claim = self._claim
        try:
            cancel_asked = record_heartbeat(claim)
            gives_way = bool(self._others) and is_any_due(self._others)
        except SQLAlchemyError:
            logger.warning("job %s: its heartbeat could not be kept", claim.job_id)
            return None
        if cancel_asked is None and not self._ends_soon():
            return lambda: logger.warning(LEFT_OVER, claim.job_id, SECONDS_TO_CANCEL)
        if cancel_asked and self._cancel_at is None:
            self._cancel_at = time.monotonic() + SECONDS_TO_CANCEL
        return (lambda: give_back(claim)) if gives_way else None

    def _ends_soon(self) -> bool:
        """It has no claim any more where it has just finished, too."""
        try:
            self._process.wait(SECONDS_TO_CANCEL)
        except subprocess.TimeoutExpired:
            return False
        return True


def too_much_time(kind: JobKind) -> Message:
    time = duration(kind.seconds * 1000)
    return Message("It took longer than %(time)s and was stopped.", time=time)
