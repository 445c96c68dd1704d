"""The job that asks every address of a resource whether it still leads somewhere."""

from episodes.answers.library import addresses_to_check, forget_other_checks, keep_answer
from episodes.answers.looking_at_links import LinkAnswer, LinkState, link_answer
from episodes.db import now_utc
from episodes.jobs.actions import enqueue
from episodes.jobs.models import Job
from episodes.jobs.registry import JobKind, register
from episodes.jobs.running import JobRun
from episodes.messages import Message
from episodes.site import Site, site_settings

CHECK_LINKS = "check_links"
SAVED_EACH = 20  # addresses, so that little is asked twice where the job is broken off
NIGHT_HOUR = 3  # UTC


def check_links(run: JobRun) -> Message:
    addresses = addresses_to_check()
    count = dict.fromkeys(LinkState, 0)
    answers: list[tuple[str, LinkAnswer]] = []
    for number, address in enumerate(addresses):
        run.report(Message("Asking the addresses"), number / len(addresses))
        answers.append((address, link_answer(address)))
        count[answers[-1][1].state] += 1
        if len(answers) == SAVED_EACH:
            _keep(answers)
            run.save()
            answers = []
    _keep(answers)
    forget_other_checks()
    return Message(
        "%(fine)s work, %(moved)s have moved, %(dead)s lead nowhere, %(unclear)s gave no clear"
        " answer.",
        fine=count[LinkState.FINE],
        moved=count[LinkState.MOVED],
        dead=count[LinkState.DEAD],
        unclear=count[LinkState.UNCLEAR],
    )


def _keep(answers: list[tuple[str, LinkAnswer]]) -> None:
    today = now_utc().date()
    for address, answer in answers:
        keep_answer(address, answer, today)


# 500 addresses that all wait for both of their time-outs take less than three hours.
KIND = JobKind(
    CHECK_LINKS, Message("Check links"), check_links, seconds=10_800, memory_bytes=600_000_000
)


def init_link_checks(app: Site) -> None:
    register(app, KIND)


def ask_for_link_check(*, asked_by_id: int | None = None) -> Job:
    return enqueue(CHECK_LINKS, asked_by_id=asked_by_id)


def is_link_check_due() -> bool:
    """At night, and only with the operator’s leave: a site asks no other by itself."""
    return site_settings().CHECK_LINKS_AT_NIGHT and now_utc().hour == NIGHT_HOUR
