"""The library: what all episodes name to watch, read or call, and whether its addresses still
lead there."""

from flask import render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.permissions import Right, requires_right
from episodes.answers.library import library as library_entries
from episodes.answers.link_job import CHECK_LINKS, ask_for_link_check
from episodes.answers.looking_at_links import LinkState
from episodes.desk.views.blueprint import bp, commit_press, see_other, the_actor
from episodes.jobs.queries import latest_job
from episodes.site import site_settings

ENTRIES_A_PAGE = 100
LONGEST_WORDS = 100


@bp.get("/library")
@requires_right(Right.EDIT)
def library() -> str:
    words = request.args.get("q", "").strip()[:LONGEST_WORDS]
    entries = library_entries(words)
    page = min(max(request.args.get("page", 1, type=int), 1), 10_000)
    start = (page - 1) * ENTRIES_A_PAGE
    job = latest_job(CHECK_LINKS, "")
    return render_template(
        "desk/library.html",
        words=words,
        count=len(entries),
        entries=entries[start : start + ENTRIES_A_PAGE],
        next_page=page + 1 if len(entries) > start + ENTRIES_A_PAGE else None,
        job=job,
        dead=[entry for entry in entries if entry.check and entry.check.state == LinkState.DEAD],
        is_nightly=site_settings().CHECK_LINKS_AT_NIGHT,
    )


@bp.post("/library/check")
@requires_right(Right.EDIT)
def check_links() -> Response:
    actor = the_actor()

    def ask() -> None:
        record(actor, AuditAction.RESOURCES_CHECK_LINKS, "show", "")
        ask_for_link_check(asked_by_id=actor.id)

    commit_press(ask, gettext("The addresses are being asked. You can leave this page."))
    return see_other(url_for("desk.library"))
