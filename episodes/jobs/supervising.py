"""Runs each waiting job in a process of its own, watches it, and says what became of it where the
job itself cannot: it crashed, took too long, or did not listen when it was asked to stop."""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import IO

from episodes.jobs.claims import Claim, claim_next, claim_of
from episodes.jobs.process_watch import Watch
from episodes.jobs.queries import is_any_due
from episodes.jobs.registry import JobKind, background_kinds, foreground_kinds, kinds_of
from episodes.jobs.running import fail, tells_of_memory, too_much_memory
from episodes.jobs.scratch import scratch_folder
from episodes.messages import Message
from episodes.site import Site, settings_of

ROOT = Path(__file__).parents[2]
NOT_RUN = Message("The worker couldn’t run it. Its log has more. Perhaps the disk is full.")
LAST_LINES = 50  # of what a job that crashed had printed
SECONDS_FOR_LAST_LINES = 5
logger = logging.getLogger(__name__)


class Supervisor:
    """app_name: where the jobs' processes find the app (flask --app). is_stopping: the worker is to
    end, and what runs is to begin again elsewhere."""

    def __init__(self, app: Site, app_name: str, is_stopping: Callable[[], bool]) -> None:
        self._app, self._app_name, self._is_stopping = app, app_name, is_stopping

    def run_due(self) -> None:
        """One job after the other, until none is due that another does not hold. May be called by
        several threads at once."""
        kinds = kinds_of(self._app)
        with self._app.app_context():
            # Looks before it claims: a claim takes SQLite's write lock, also where it gets nothing.
            while not self._is_stopping() and is_any_due(kinds):
                claim = claim_next(kinds, background_kinds(self._app))
                if claim is None:
                    return
                self._run(claim)

    def _run(self, claim: Claim) -> None:
        try:
            self._watch_over(claim)
        except Exception:
            logger.exception("job %s (%s) could not be run", claim.job_id, claim.kind)
            fail(self._app, claim, NOT_RUN, retry=True)

    def _watch_over(self, claim: Claim) -> None:
        kind = kinds_of(self._app)[claim.kind]
        with scratch_folder(settings_of(self._app), claim.token) as folder:
            process = self._start(claim, folder)
            last_lines: deque[str] = deque(maxlen=LAST_LINES)
            reader = threading.Thread(
                target=_pass_on, args=(process.stdout, last_lines), daemon=True
            )
            reader.start()
            try:
                others = foreground_kinds(self._app) if kind.is_background else []
                watch = Watch(claim, kind, process, stopping=self._is_stopping, others=others)
                ended_by_us = watch.until_it_ends()
            finally:
                process.kill()
                process.wait()
                reader.join(timeout=SECONDS_FOR_LAST_LINES)
                for pipe in (process.stdin, process.stdout):
                    if pipe:
                        pipe.close()
            if not ended_by_us and claim_of(claim.job_id, claim.token):
                self._tell_crash(claim, kind, process.returncode, "".join(last_lines))

    def _start(self, claim: Claim, folder: Path) -> "subprocess.Popen[str]":
        flask = [sys.executable, "-m", "flask", "--app", self._app_name]
        settings = settings_of(self._app)
        environment = os.environ | {
            "TMPDIR": str(folder),
            "DATA_DIR": str(settings.DATA_DIR.resolve()),
        }
        return subprocess.Popen(  # noqa: S603  # our own command
            [*flask, "jobs", "run", str(claim.job_id), "--token", claim.token],
            cwd=ROOT, env=environment, text=True, errors="replace", start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def _tell_crash(self, claim: Claim, kind: JobKind, status: int, last_words: str) -> None:
        logger.error("job %s (%s) ended with status %s", claim.job_id, claim.kind, status)
        if tells_of_memory(last_words):
            fail(self._app, claim, too_much_memory(kind), retry=False)
        else:
            fail(self._app, claim, crash_in_words(status), retry=True)


def _pass_on(pipe: IO[str], last_lines: "deque[str]") -> None:
    """What the process says goes to the log as it comes; its last lines are kept."""
    for line in pipe:
        last_lines.append(line)
        sys.stderr.write(line)


def crash_in_words(status: int) -> Message:
    if status == -signal.SIGKILL:
        return Message(
            "It was killed from outside, perhaps because the machine had no memory left."
        )
    if status < 0:
        return Message("It crashed (%(signal)s).", signal=signal.Signals(-status).name)
    return Message("It ended without saying why (status %(status)s).", status=str(status))
