"""Signing in and out, and changing one's password. The blueprint's name and the endpoints login and
logout are those that Flask-Security links to."""

from flask import (
    Blueprint,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user, login_user, logout_user
from flask_wtf.csrf import generate_csrf

from episodes.accounts.actions import set_password
from episodes.accounts.brakes import sign_in_brake
from episodes.accounts.forms import PasswordForm, SignInForm
from episodes.accounts.models import RoleName
from episodes.accounts.passwords import PasswordsBusyError, is_right_password
from episodes.accounts.permissions import has_role, requires_role
from episodes.accounts.queries import user_by_email
from episodes.db import db
from episodes.languages.formats import duration
from episodes.pages import local_path

bp = Blueprint("security", __name__)
BUSY_RETRY_S = "2"


@bp.get("/sign-in")
def login() -> ResponseReturnValue:
    form = SignInForm()
    form.next.data = local_path(request.args.get("next"))
    if current_user.is_authenticated:
        return redirect(form.next.data or _first_page())
    return _sign_in_page(form)


@bp.post("/sign-in")
def try_login() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form), 422
    email = form.email.data.strip()
    wait_s = sign_in_brake().seconds_to_wait(email)
    if wait_s:
        message = gettext(
            "Too many attempts for this address. Please try again in %(time)s.",
            time=_minutes(wait_s),
        )
        return _sign_in_page(form, message), 429, {"Retry-After": str(wait_s)}
    user = user_by_email(email)
    try:
        # Asked also where there is nobody: it takes time.
        is_right = is_right_password(user, form.password.data)
    except PasswordsBusyError:
        return _sign_in_page(form, _busy_words()), 503, {"Retry-After": BUSY_RETRY_S}
    if user is None or not is_right:
        return _sign_in_page(form, gettext("That email address and password don’t match.")), 422
    sign_in_brake().refill(email)
    session.clear()  # what a stranger did in this browser is not this person's
    login_user(user, remember=False)
    return redirect(local_path(form.next.data) or _first_page())


@bp.get("/sign-in/token")
def token() -> ResponseReturnValue:
    """For a page that has been open for long: who is signed in now, and what its forms need."""
    person = str(current_user.id) if current_user.is_authenticated else ""
    response = jsonify(person=person, token=generate_csrf())
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/sign-out")
def logout() -> ResponseReturnValue:
    logout_user()
    session.clear()
    return redirect(url_for("viewing.home"))


@bp.route("/sign-in/password", methods=["GET", "POST"])
@requires_role(RoleName.VIEWER)
def password() -> ResponseReturnValue:
    form = PasswordForm()
    if not form.validate_on_submit():
        return render_template("accounts/password.html", form=form), 422 if form.errors else 200
    user = current_user._get_current_object()
    wait_s = sign_in_brake().seconds_to_wait(user.email)
    if wait_s:
        form.form_errors.append(
            gettext("Too many attempts. Please try again in %(time)s.", time=_minutes(wait_s))
        )
        return render_template("accounts/password.html", form=form), 429
    try:
        is_right = is_right_password(user, form.current.data)
    except PasswordsBusyError:
        form.form_errors.append(_busy_words())
        page = render_template("accounts/password.html", form=form)
        return page, 503, {"Retry-After": BUSY_RETRY_S}
    if not is_right:
        form.current.errors = [gettext("That’s not your password.")]
        return render_template("accounts/password.html", form=form), 422
    set_password(user, form.password.data, actor=user)
    db.session.commit()
    login_user(user, remember=False)
    flash(gettext("Your password is changed. You’re signed out everywhere else."), "good")
    return redirect(_first_page())


def _busy_words() -> str:
    return str(gettext("Too many attempts. Please try again in %(time)s.", time=_minutes(60)))


def _sign_in_page(form: SignInForm, message: str = "") -> str:
    return render_template("accounts/sign_in.html", form=form, message=message)


def _first_page() -> str:
    captioner = has_role(current_user, RoleName.CAPTIONER)
    return url_for("desk.board" if captioner else "viewing.home")


def _minutes(seconds: int) -> str:
    return duration(-(-seconds // 60) * 60_000)
