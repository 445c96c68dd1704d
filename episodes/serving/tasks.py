"""What the worker does by the clock. Each task commits by itself."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from episodes.accounts.let_ins import forget_ended_let_ins
from episodes.accounts.sign_ins import forget_ended_sign_ins
from episodes.answers.link_job import ask_for_link_check, is_link_check_due
from episodes.catalog.actions import publish_due
from episodes.db import db, now_utc, refresh_statistics
from episodes.drafts.actions import forget_old_drafts
from episodes.house.links import forget_ended_links
from episodes.jobs.sweeping import forget_old_jobs, take_back_lost_jobs
from episodes.limits.bucket import forget_empty_buckets
from episodes.media.storage import storage
from episodes.outages import outage_of
from episodes.questions.asked.receiving import forget_journal
from episodes.questions.asked.sealing import erase_old_letters
from episodes.search.indexing.erasing import erase_traces
from episodes.search.indexing.jobs import catch_up
from episodes.search.meaning.letters import read_letters
from episodes.search.missed import forget_missed
from episodes.site import Site, site_settings
from episodes.versions.previews import forget_ended_previews

DAY_SECONDS = 86_400
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ClockTask:
    """minute: of each hour; None: each minute. is_frequent: also every few seconds between."""

    run: Callable[[], object]
    minute: int | None = None
    is_frequent: bool = False


def tasks_due(minute: int | None) -> list[ClockTask]:
    """minute: of the hour, where one begins; None: between."""
    if minute is None:
        return [task for task in CLOCK_TASKS if task.is_frequent]
    return [task for task in CLOCK_TASKS if task.minute in (None, minute)]


def run_tasks(app: Site, minute: int | None) -> None:
    """Those that are due, as in `tasks_due`. One that fails does not keep the others."""
    for task in tasks_due(minute):
        try:
            with app.app_context():
                task.run()
        except Exception as error:
            is_ours = outage_of(error) is None  # else the driver's words say all
            logger.error(
                "%s failed, and is tried again when its time comes: %s",
                task.run.__name__, error, exc_info=is_ours,
            )  # fmt: skip


def sweep_jobs() -> None:
    take_back_lost_jobs(site_settings())


def publish_scheduled() -> list[str]:
    """Publishes what is due; gives the slugs."""
    slugs = [episode.slug for episode in publish_due(now_utc())]
    db.session.commit()
    for slug in slugs:
        logger.info("published %s, as scheduled", slug)
    return slugs


def forget_broken_uploads() -> list[str]:
    """Takes away what uploads left that were killed a day ago or longer; gives the names."""
    store = storage()
    old = [left.name for left in store.leftovers() if left.age_seconds > DAY_SECONDS]
    for name in old:
        store.delete_leftover(name)
    return old


def read_new_letters() -> None:
    read_letters()
    db.session.commit()


def erase_sealed_letters() -> None:
    """What SQLite's journal still holds of them goes too."""
    erased = erase_old_letters()
    db.session.commit()
    if erased:
        forget_journal()


def forget_missed_words() -> None:
    forget_missed()
    db.session.commit()


def forget_unsaved_text() -> None:
    forget_old_drafts()
    db.session.commit()


def end_previews() -> None:
    forget_ended_previews()
    db.session.commit()


def check_links_at_night() -> None:
    if is_link_check_due():
        ask_for_link_check()
        db.session.commit()


# At odd minutes, so that they do not meet what machines do at the full hour.
CLOCK_TASKS = (
    ClockTask(sweep_jobs),
    ClockTask(publish_scheduled, is_frequent=True),
    ClockTask(forget_empty_buckets),
    ClockTask(read_new_letters),
    ClockTask(forget_old_jobs, minute=7),
    ClockTask(forget_unsaved_text, minute=11),
    ClockTask(forget_ended_sign_ins, minute=13),
    ClockTask(forget_ended_let_ins, minute=17),
    ClockTask(forget_ended_links, minute=19),
    ClockTask(forget_broken_uploads, minute=23),
    ClockTask(erase_sealed_letters, minute=29),
    ClockTask(end_previews, minute=31),
    ClockTask(forget_missed_words, minute=37),
    ClockTask(catch_up, minute=41),
    ClockTask(check_links_at_night, minute=47),
    ClockTask(erase_traces, minute=53),
    ClockTask(refresh_statistics, minute=11),
)
