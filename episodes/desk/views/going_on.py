"""What comes after a page of an episode is saved: by a button of the same form, its next step."""

from flask import request, url_for

from episodes.accounts.permissions import Right, may
from episodes.catalog.models import Status
from episodes.desk.board import standing_of
from episodes.desk.steps import NextStep, step_after
from episodes.desk.views.blueprint import may_open_page

NEXT_PAGES = frozenset(
    ("desk.question", "desk.video", "desk.captions", "desk.warnings", "desk.answer",
     "desk.edit_episode", "desk.episode")
)  # fmt: skip


def next_step(slug: str, here: str) -> NextStep | None:
    """For the page `here`. None where the episode is out: then nothing is next."""
    standing = standing_of(slug)
    if standing is None or standing.status in (Status.PUBLISHED, Status.WITHDRAWN):
        return None
    return step_after(standing, here, may_open=may_open_page, may_publish=may(Right.PUBLISH))


def page_after_save(slug: str, here: str) -> str:
    """The address of the page that the pressed button names, or of the same page again."""
    wanted = request.form.get("then", "")
    return url_for(wanted if wanted in NEXT_PAGES else f"desk.{here}", slug=slug)
