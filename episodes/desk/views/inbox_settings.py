"""How the inbox stands, and what the show often writes to askers."""

from flask import flash, render_template, url_for
from flask_babel import gettext

from episodes.accounts.permissions import Right, requires_right
from episodes.desk.forms.inbox import InboxSettingsForm
from episodes.desk.views.blueprint import bp, look_for_drafts, see_other, the_actor
from episodes.desk.views.episode import Page
from episodes.desk.views.saving import save_over
from episodes.questions.asked.inbox import settings_of_inbox
from episodes.site import site_settings


@bp.route("/inbox/settings", methods=["GET", "POST"])
@requires_right(Right.PUBLISH)
def inbox_settings() -> Page:
    look_for_drafts("inbox")
    present = settings_of_inbox()
    form = InboxSettingsForm.of(present)
    if save_over(form, lambda: form.save(the_actor()), InboxSettingsForm.of, present):
        flash(gettext("Saved. The ask page shows it now."), "good")
        return see_other(url_for("desk.inbox_settings"))
    usual = site_settings().ASK_DAILY_LIMIT
    return render_template("desk/inbox-settings.html", form=form, usual=usual), form.status
