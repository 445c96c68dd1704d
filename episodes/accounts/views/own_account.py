"""What people do with their own accounts: where they are signed in, and their password."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user

from episodes.accounts.actions import set_password
from episodes.accounts.brakes import PASSWORD_CHANGES
from episodes.accounts.forms import PasswordForm
from episodes.accounts.of_request import sign_in_browser, sign_in_of_request
from episodes.accounts.passwords import PasswordsBusyError, is_right_password
from episodes.accounts.permissions import Right, requires_right
from episodes.accounts.sign_ins import end_sign_in, end_sign_ins, live_sign_ins
from episodes.accounts.views.signing_in import (
    BUSY_RETRY_S,
    bp,
    busy_words,
    first_page,
    logout,
    minutes_of,
)
from episodes.db import db
from episodes.languages.formats import length_of
from episodes.messages import Message
from episodes.site import site_settings

ALREADY_ENDED = Message("That session had already ended.")


@bp.get("/sign-in/sessions")
@requires_right(Right.OWN_ACCOUNT)
def sessions() -> str:
    current = sign_in_of_request()
    return render_template(
        "accounts/sessions.html",
        sign_ins=live_sign_ins(current_user),
        current_id=current.sign_in_id if current else None,
        hours=length_of(site_settings().SIGN_IN_IDLE_HOURS, "hour"),
        days=length_of(site_settings().SIGN_IN_DAYS, "day"),
    )


@bp.post("/sign-in/sessions/<int:number>/end")
@requires_right(Right.OWN_ACCOUNT)
def end_session(number: int) -> ResponseReturnValue:
    current = sign_in_of_request()
    if current is not None and current.sign_in_id == number:
        return logout()
    is_ended = end_sign_in(current_user, number)
    db.session.commit()
    message = gettext("You’re signed out there.") if is_ended else ALREADY_ENDED
    flash(str(message), "good")
    return redirect(url_for("security.sessions"), 303)


@bp.post("/sign-in/sessions/end")
@requires_right(Right.OWN_ACCOUNT)
def end_sessions() -> ResponseReturnValue:
    end_sign_ins(current_user)
    return logout()


@bp.route("/sign-in/password", methods=["GET", "POST"])
@requires_right(Right.OWN_ACCOUNT)
def password() -> ResponseReturnValue:
    form = PasswordForm()
    if not form.validate_on_submit():
        return render_template("accounts/password.html", form=form), 422 if form.errors else 200
    user = current_user._get_current_object()
    wait_s = PASSWORD_CHANGES.seconds_to_wait(str(user.id))
    if wait_s:
        form.form_errors.append(
            gettext("Too many attempts. Please try again in %(time)s.", time=minutes_of(wait_s))
        )
        page = render_template("accounts/password.html", form=form)
        return page, 429, {"Retry-After": str(wait_s)}
    try:
        is_right = is_right_password(user, form.current.data)
    except PasswordsBusyError:
        form.form_errors.append(busy_words())
        page = render_template("accounts/password.html", form=form)
        return page, 503, {"Retry-After": BUSY_RETRY_S}
    if not is_right:
        form.current.errors = [gettext("That’s not your password.")]
        return render_template("accounts/password.html", form=form), 422
    set_password(user, form.password.data, actor=user)
    sign_in_browser(user, request.user_agent.string)
    db.session.commit()
    flash(gettext("Your password is changed. You’re signed out everywhere else."), "good")
    return redirect(first_page())
