"""A claim on a job: the process that holds its token runs it, and no other may write its outcome.
Every statement here names the token, so that a runner which was given up for dead changes
nothing."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Update, insert, select, update

from episodes.db import db, now_utc
from episodes.jobs.models import LONGEST_REASON, Job, JobState
from episodes.jobs.process_identity import this_process
from episodes.messages import Message, stored_form

FIRST_PAUSE_S = 10
PAUSE_GROWS_BY = 6  # ten seconds, a minute, six minutes, ten
LONGEST_PAUSE_S = 600


@dataclass(frozen=True, slots=True)
class Claim:
    """attempt: from 1."""

    job_id: int
    kind: str
    subject: str
    arguments: Mapping[str, Any]
    asked_by_id: int | None
    attempt: int
    token: str


def claim_next(kinds: Iterable[str], background: Iterable[str] = ()) -> Claim | None:
    """The job whose turn it is, from now on ours; None where none of these kinds is due.

    background: those of the kinds that come last."""
    now = now_utc()
    token = f"{this_process()}:{secrets.token_hex(8)}"
    chosen = (
        select(Job.id)
        .where(Job.state == JobState.QUEUED, Job.due_at <= now, Job.kind.in_(list(kinds)))
        .order_by(Job.kind.in_(list(background)), Job.due_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    taken = (
        update(Job)
        .where(Job.id == chosen.scalar_subquery(), Job.state == JobState.QUEUED)
        .values(
            state=JobState.RUNNING, runner=token, attempts=Job.attempts + 1, started_at=now,
            heartbeat_at=now, step="", percent=None, reason="", again=False,
        )
        .returning(*_CLAIMED)
    )  # fmt: skip
    with db.engine.begin() as connection:
        row = connection.execute(taken).first()
    return Claim(*row) if row else None


_CLAIMED = (
    Job.id, Job.kind, Job.subject, Job.arguments, Job.asked_by_id, Job.attempts, Job.runner
)  # fmt: skip


def claim_of(job_id: int, token: str) -> Claim | None:
    """The claim that stands in the row; None where the token does not hold it any more."""
    held = select(*_CLAIMED).where(Job.id == job_id, Job.runner == token)
    with db.engine.begin() as connection:
        row = connection.execute(held).first()
    return Claim(*row) if row else None


def update_under(claim: Claim) -> Update:
    return update(Job).where(
        Job.id == claim.job_id, Job.runner == claim.token, Job.state == JobState.RUNNING
    )


def record_heartbeat(claim: Claim, **shown: Any) -> bool | None:
    """Says that the runner lives, and what it is at. True: it is asked to cancel; None: the claim
    is lost."""
    statement = (
        update_under(claim).values(heartbeat_at=now_utc(), **shown).returning(Job.cancel_asked)
    )
    with db.engine.begin() as connection:
        is_to_cancel: bool | None = connection.execute(statement).scalar()
    return is_to_cancel


def settle_job(
    connection: Connection, claim: Claim, state: JobState, reason: Message | str
) -> bool:
    """In the caller's transaction; False where the claim is lost. What was asked for again while it
    ran waits then as a new job."""
    ended = {
        "state": state,
        "reason": stored_form(reason, LONGEST_REASON),
        "finished_at": now_utc(),
    }
    if state is JobState.DONE:
        ended["percent"] = 100
    settling = update_under(claim).values(runner="", **ended).returning(Job.again, Job.fingerprint)
    row = connection.execute(settling).first()
    if row and row.again:
        connection.execute(
            insert(Job).values(
                kind=claim.kind, subject=claim.subject, arguments=dict(claim.arguments),
                fingerprint=row.fingerprint, state=JobState.QUEUED, asked_by_id=claim.asked_by_id,
            )
        )  # fmt: skip
    return row is not None


def end_job(claim: Claim, state: JobState, reason: Message | str) -> bool:
    with db.engine.begin() as connection:
        return settle_job(connection, claim, state, reason)


def give_back(claim: Claim) -> bool:
    """To begin again at once: it was interrupted, which was not its fault."""
    waits = update_under(claim).values(
        state=JobState.QUEUED, runner="", attempts=Job.attempts - 1, due_at=now_utc()
    )
    with db.engine.begin() as connection:
        return connection.execute(waits).rowcount == 1


def try_later(claim: Claim, reason: Message | str) -> int:
    """After how many seconds it is due again; the pause grows with each attempt."""
    pause_s: int = min(FIRST_PAUSE_S * PAUSE_GROWS_BY ** (claim.attempt - 1), LONGEST_PAUSE_S)
    waits = update_under(claim).values(
        state=JobState.QUEUED, runner="", reason=stored_form(reason, LONGEST_REASON),
        due_at=now_utc() + timedelta(seconds=pause_s),
    )  # fmt: skip
    with db.engine.begin() as connection:
        connection.execute(waits)
    return pause_s
