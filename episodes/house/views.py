"""Where a letter's link leads: to an account that waits, or to a new password."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext
from flask_wtf import FlaskForm

from episodes.accounts.queries import plain_email, user_by_email
from episodes.db import db
from episodes.house.actions import accept_invitation, ask_for_reset, use_reset
from episodes.house.forms import AcceptForm, ForgottenForm, NewPasswordForm
from episodes.house.links import INVITATION_DAYS, RESET_MINUTES, is_open_link, user_of_link
from episodes.house.models import LinkKind
from episodes.languages.formats import duration
from episodes.limits.bucket import Bucket

bp = Blueprint("house", __name__)
NOT_KEPT = {"Cache-Control": "no-store"}

# A letter each five minutes at most to one address, whether somebody has it or not: else anyone
# could fill somebody's mailbox. Together a flood fills neither the queue nor the mail server.
BY_ADDRESS = Bucket("letters by address", 3, 300.0)
TOGETHER = Bucket("letters together", 20, 30.0)


@bp.route("/sign-in/forgotten", methods=["GET", "POST"])
def forgotten() -> ResponseReturnValue:
    """The same answer for every address: it tells nobody who has an account."""
    form = ForgottenForm()
    if not form.validate_on_submit():
        return _page("accounts/forgotten.html", form, 422 if form.errors else 200)
    email = form.email.data
    wait_s = BY_ADDRESS.seconds_to_wait(plain_email(email)) or TOGETHER.seconds_to_wait()
    if wait_s:
        minutes = duration(-(-wait_s // 60) * 60_000)
        form.email.errors = [
            gettext("Too many attempts. Please try again in %(time)s.", time=minutes)
        ]
        page, status, headers = _page("accounts/forgotten.html", form, 429)
        return page, status, headers | {"Retry-After": str(wait_s)}
    locale = get_locale()
    ask_for_reset(user_by_email(email), locale.language if locale else "en")
    db.session.commit()
    return render_template("accounts/forgotten.html", form=None, minutes=RESET_MINUTES)


@bp.route("/sign-in/new-password/<key>", methods=["GET", "POST"])
def new_password(key: str) -> ResponseReturnValue:
    """Looking spends nothing: programs that preview links look too."""
    if not is_open_link(LinkKind.RESET, key):
        return _ended("accounts/link-ended.html")
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return _page("accounts/new-password.html", form, 422 if form.errors else 200)
    user = use_reset(key, form.password.data)
    db.session.commit()
    if user is None:
        return _ended("accounts/link-ended.html")
    flash(gettext("You have a new password. Sign in with it."), "good")
    return redirect(url_for("security.login"), 303)


@bp.route("/invitation/<key>", methods=["GET", "POST"])
def invitation(key: str) -> ResponseReturnValue:
    user = user_of_link(LinkKind.INVITATION, key)
    if user is None:
        return _ended("accounts/invitation-ended.html")
    form = AcceptForm(data={"name": user.display_name})
    if not form.validate_on_submit():
        return _page("accounts/invitation.html", form, 422 if form.errors else 200, user.email)
    accepted = accept_invitation(key, form.name.data.strip(), form.password.data)
    db.session.commit()
    if accepted is None:
        return _ended("accounts/invitation-ended.html")
    flash(gettext("Welcome. Sign in with your email address and your new password."), "good")
    return redirect(url_for("security.login"), 303)


def _page(
    template: str, form: FlaskForm, status: int, email: str = ""
) -> tuple[str, int, dict[str, str]]:
    page = render_template(template, form=form, email=email)
    return page, status, NOT_KEPT


def _ended(template: str) -> ResponseReturnValue:
    page = render_template(template, days=INVITATION_DAYS, minutes=RESET_MINUTES)
    return page, 410, NOT_KEPT
