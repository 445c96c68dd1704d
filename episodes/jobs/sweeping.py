"""What a worker looks after each minute and when it starts: jobs whose runner died, and what is old
enough to go."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Row, delete, select, update

from episodes.db import db, now_utc
from episodes.jobs.models import LONGEST_REASON, Job, JobState
from episodes.jobs.process_identity import is_dead, is_of_this_machine
from episodes.jobs.queries import OPEN_STATES
from episodes.jobs.scratch import remove_all_but, scratch_folders
from episodes.messages import Message, stored_form
from episodes.settings import Settings

STALE = timedelta(seconds=90)
# A process of this machine is seen to be alive; then silence means a database that is very busy.
STALE_BUT_ALIVE = timedelta(minutes=15)
MOST_INTERRUPTIONS = 20
DAYS_KEPT = 30
logger = logging.getLogger(__name__)

_WATCHED = (Job.id, Job.runner, Job.heartbeat_at, Job.interruptions, Job.cancel_asked)


def take_back_lost_jobs(settings: Settings) -> int:
    """How many jobs were taken from dead runners."""
    folders = scratch_folders(settings)
    with db.engine.begin() as connection:
        running = connection.execute(select(*_WATCHED).where(Job.state == JobState.RUNNING)).all()
    lost = [row for row in running if _is_lost(row.runner, row.heartbeat_at)]
    for row in lost:
        _take_back(row)
    remove_all_but(folders, {row.runner for row in running} - {row.runner for row in lost})
    return len(lost)


def _is_lost(runner: str, heartbeat_at: datetime) -> bool:
    silence = now_utc() - heartbeat_at
    return is_dead(runner) or silence > (STALE_BUT_ALIVE if is_of_this_machine(runner) else STALE)


def _take_back(row: Row[int, str, datetime | None, int, bool]) -> None:
    """It waits again, its attempt not counted, unless it is always there when a worker dies."""
    now = now_utc()
    taken = update(Job).where(Job.id == row.id, Job.runner == row.runner)
    if row.cancel_asked:
        taken = taken.values(state=JobState.CANCELLED, reason="Cancelled.", finished_at=now)
    elif row.interruptions + 1 >= MOST_INTERRUPTIONS:
        reason = Message(
            "The worker ended %(times)s times while this ran, so we stopped trying.",
            times=MOST_INTERRUPTIONS,
        )
        stored_reason = stored_form(reason, LONGEST_REASON)
        taken = taken.values(state=JobState.FAILED, reason=stored_reason, finished_at=now)
    else:
        taken = taken.values(
            state=JobState.QUEUED, attempts=Job.attempts - 1,
            interruptions=Job.interruptions + 1, due_at=now,
        )  # fmt: skip
    with db.engine.begin() as connection:
        if connection.execute(taken.values(runner="")).rowcount:
            logger.warning("job %s was taken from a runner that is gone", row.id)


def forget_old_jobs() -> int:
    """Takes away what finished long ago; gives how many."""
    old = delete(Job).where(
        Job.state.not_in(OPEN_STATES), Job.finished_at < now_utc() - timedelta(days=DAYS_KEPT)
    )
    with db.engine.begin() as connection:
        return connection.execute(old).rowcount
