"""The process that one job runs in: it has its own limits, and dies with its watcher."""

import contextlib
import ctypes
import os
import resource
import signal
import sys
import threading
from pathlib import Path

from episodes.jobs.claims import claim_of
from episodes.jobs.process_identity import process_number
from episodes.jobs.registry import JobKind, kinds_of
from episodes.jobs.running import run_claimed
from episodes.site import Site

PR_SET_PDEATHSIG = 1
POLITENESS = 10  # of 19: pages come first
KILLED_FIRST = "500"  # of 1000, where the machine has no memory left


def run_alone(app: Site, job_id: int, token: str) -> None:
    """Does nothing where the token does not hold the job any more."""
    die_with(process_number(token))
    claim = claim_of(job_id, token)
    if claim is not None:
        bound_resources(kinds_of(app)[claim.kind])
        run_claimed(app, claim)


def die_with(parent: int) -> None:
    """Linux kills this process when its parent ends, whatever it is at; elsewhere the pipe from the
    parent, which closes then, does it as soon as Python runs."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we could ask
        _end_at_once()
    threading.Thread(target=_end_with_the_pipe, daemon=True).start()


def _end_with_the_pipe() -> None:
    while os.read(0, 1):
        pass
    _end_at_once()


def _end_at_once() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def bound_resources(kind: JobKind) -> None:
    """Time is measured by the process that watches: by the clock, also where this process waits."""
    resource.setrlimit(resource.RLIMIT_DATA, (kind.memory_bytes, kind.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # it would hold people's words
    os.nice(POLITENESS)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(KILLED_FIRST)
