"""What people looked for on the site and did not find, as a list of next episodes."""

from flask import abort, flash, render_template, url_for
from flask_babel import gettext

from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.actions import create_episode
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.desk.forms.base import ConfirmForm
from episodes.desk.views.blueprint import bp, commit_form, see_other, the_actor
from episodes.desk.views.episode import Page
from episodes.questions.asked.inbox import shelf_counts
from episodes.search.missed import ENOUGH_DAYS, dismiss, missed_words
from episodes.search.models import MissedWords


@bp.get("/inbox/not-found")
@requires_right(Right.INBOX)
def missed_searches() -> Page:
    return render_template(
        "desk/missed.html",
        missed=missed_words(),
        enough=ENOUGH_DAYS,
        shelves=shelf_counts(),
    )


@bp.post("/inbox/not-found/<key>/plan")
@requires_right(Right.EDIT)
def plan_missed(key: str) -> Page:
    row = _row_or_404(key)

    def plan() -> Episode:
        episode = create_episode(title=row.words[:1].upper() + row.words[1:], actor=the_actor())
        dismiss(row)
        return episode

    if made := commit_form(ConfirmForm(), plan):
        flash(gettext("Draft created. Next: its question."), "good")
        return see_other(url_for("desk.episode", slug=made.result.slug))
    return see_other(url_for("desk.missed_searches"))


@bp.post("/inbox/not-found/<key>/dismiss")
@requires_right(Right.INBOX)
def dismiss_missed(key: str) -> Page:
    row = _row_or_404(key)
    if commit_form(ConfirmForm(), lambda: dismiss(row)):
        flash(gettext("It won’t be listed again."), "good")
    return see_other(url_for("desk.missed_searches"))


def _row_or_404(key: str) -> MissedWords:
    """Of what is listed: anything else stays unknown."""
    row = db.session.get(MissedWords, key) if key.isalnum() and len(key) == 64 else None
    if row is None or row.days < ENOUGH_DAYS or not row.words:
        abort(404)
    return row
