"""Which steps a question can take now, and writing down that it took one."""

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.db import db
from episodes.messages import Message
from episodes.questions.asked.inbox import lock_question
from episodes.questions.asked.models import AskedQuestion, AskedState
from episodes.refusals import RefusalError

OVERTAKEN = Message("Somebody did something else with this question first. Look at it again.")
LEADS_TO = {
    AskedState.NEW: {"shortlist", "plan", "merge", "decline", "spam"},
    AskedState.SHORTLISTED: {"plan", "merge", "decline", "spam"},
    AskedState.PLANNED: {"separate"},
    AskedState.DECLINED: {"shortlist", "plan", "merge"},
    AskedState.SPAM: {"shortlist"},
}


def steps_of(asked: AskedQuestion) -> set[str]:
    """What can be done with it now. What went into another question is first taken out again."""
    return {"separate"} if asked.merged_into_id is not None else LEADS_TO[asked.state]


def require_step(asked: AskedQuestion, step: str) -> None:
    """Locks it. Raises RefusalError where its state, as it is now, does not lead there."""
    if lock_question(asked) is None or step not in steps_of(asked):
        raise RefusalError(OVERTAKEN, "state")


def require_there(asked: AskedQuestion) -> None:
    """Locks it. Raises RefusalError where its asker took it back meanwhile."""
    if lock_question(asked) is None:
        raise RefusalError(OVERTAKEN, "state")


def record_step(
    asked: AskedQuestion, action: AuditAction, actor: User | None, **detail: object
) -> None:
    """No words of the asker, and no number of what they wrote beyond the question's own."""
    db.session.flush()
    record(actor, action, "asked question", str(asked.id), **detail)
