"""Setting up a second step to sign in, and taking it."""

from typing import cast

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user
from flask_security.webauthn import WebAuthnRegisterResponseForm, WebAuthnSigninResponseForm
from flask_wtf import FlaskForm
from markupsafe import Markup

from episodes.accounts import second_steps as steps
from episodes.accounts.brakes import PASSWORD_CHANGES, SECOND_STEPS
from episodes.accounts.forms import AppForm, CodeForm, CurrentPasswordForm, PasskeyForm
from episodes.accounts.models import Passkey, User
from episodes.accounts.of_request import user_half_way
from episodes.accounts.passkeys import (
    handle_of,
    new_challenge,
    options_to_make_one,
    options_to_sign_in,
    transports_in,
)
from episodes.accounts.passwords import PasswordsBusyError, is_right_password
from episodes.accounts.permissions import Right, requires_right
from episodes.accounts.views.signing_in import (
    bp,
    busy_words,
    enter,
    first_page,
    let_through,
    minutes_of,
    second_step_refusal,
)
from episodes.db import db
from episodes.refusals import RefusalError
from episodes.site import this_site

NOT_KEPT = {"Cache-Control": "no-store"}
CHALLENGE, APP_SECRET = "challenge", "app_secret"  # in the session: names


@bp.route("/sign-in/second-step", methods=["GET", "POST"])
def second_step() -> ResponseReturnValue:
    half = user_half_way()
    if half is None:
        return _begin_again()
    user, came_for = half
    form = CodeForm()
    if not form.validate_on_submit():
        return _step_page(user, form, status=422 if form.errors else 200)
    refusal = second_step_refusal(user, form.code.data)
    if refusal is not None:
        return _step_page(user, form, refusal.message, refusal.status)
    return _let_in(user, came_for)


@bp.post("/sign-in/second-step/passkey")
def second_step_by_passkey() -> ResponseReturnValue:
    half = user_half_way()
    if half is None:
        return _begin_again()
    user, came_for = half
    wait_s = SECOND_STEPS.seconds_to_wait(str(user.id))
    if wait_s:
        words = gettext("Too many attempts. Please try again in %(time)s.", time=minutes_of(wait_s))
        return _step_page(user, CodeForm(formdata=None), words, 429)
    form = WebAuthnSigninResponseForm()
    form.challenge, form.user_verification = session.pop(CHALLENGE, ""), False
    form.is_secondary, form.is_verify = True, False
    is_right = bool(form.challenge) and form.validate_on_submit()
    passkey = cast("Passkey | None", form.cred)
    if not is_right or passkey is None or passkey.user_id != user.id:
        db.session.rollback()
        words = gettext("That passkey didn’t work here. Try again, or use a code.")
        return _step_page(user, CodeForm(formdata=None), words, 422)
    steps.note_passkey_use(passkey, form.authentication_verification.new_sign_count)
    return _let_in(user, came_for)


def _begin_again() -> ResponseReturnValue:
    flash(gettext("That took too long. Please sign in again."), "warning")
    return redirect(url_for("security.login"), 303)


def _let_in(user: User, came_for: str) -> ResponseReturnValue:
    enter(user)
    return let_through(redirect(came_for or first_page(), 303))


def _step_page(
    user: User, form: FlaskForm, message: str = "", status: int = 200
) -> ResponseReturnValue:
    options = ""
    if user.webauthn:
        options = options_to_sign_in(user, _host(), _remember_challenge())
    page = render_template(
        "accounts/second-step.html",
        form=form,
        message=message,
        options=options,
        has_app=bool(user.tf_totp_secret),
    )
    return page, status, NOT_KEPT


@bp.get("/sign-in/second-steps")
@requires_right(Right.OWN_ACCOUNT)
def second_steps() -> ResponseReturnValue:
    user = _myself()
    options = options_to_make_one(user, _host(), _remember_challenge())
    page = render_template(
        "accounts/second-steps.html",
        person=user,
        form=PasskeyForm(formdata=None),
        options=options,
        codes_left=steps.recovery_codes_left(user),
        is_full=len(user.webauthn) >= steps.MOST_PASSKEYS,
    )
    return page, 200, NOT_KEPT


@bp.route("/sign-in/second-steps/app", methods=["GET", "POST"])
@requires_right(Right.OWN_ACCOUNT)
def set_up_app() -> ResponseReturnValue:
    user, form = _myself(), AppForm()
    secret = session.get(APP_SECRET) or steps.new_app_secret()
    session[APP_SECRET] = secret
    if form.validate_on_submit() and _is_allowed(user, form):
        try:
            steps.turn_app_on(_myself(), secret, form.code.data)
        except RefusalError as error:
            db.session.rollback()
            form.code.errors = [str(error)]
        else:
            session.pop(APP_SECRET)
            return _codes_page()
    page = render_template(
        "accounts/second-step-app.html",
        form=form,
        picture=Markup(steps.qr_picture(_myself(), secret)),  # noqa: S704  # drawn by us
        key=steps.app_key(secret),
    )
    return page, 422 if form.errors else 200, NOT_KEPT


@bp.post("/sign-in/second-steps/passkeys")
@requires_right(Right.OWN_ACCOUNT)
def add_passkey() -> ResponseReturnValue:
    form = PasskeyForm()
    challenge = session.pop(CHALLENGE, "")
    if not form.validate_on_submit() or not _is_allowed(_myself(), form):
        return _say(_words_of(form))
    user = _myself()
    answer = WebAuthnRegisterResponseForm()
    answer.challenge, answer.name, answer.usage = challenge, form.name.data, "secondary"
    answer.user_verification = False
    if not challenge or len(user.webauthn) >= steps.MOST_PASSKEYS or not answer.validate():
        db.session.rollback()
        return _say(gettext("The passkey wasn’t added. Choose another name, and try again."))
    transports = transports_in(form.credential.data)
    is_first = not steps.has_second_step(user)
    registration = answer.registration_verification
    steps.add_passkey(user, form.name.data, handle_of(user), registration, transports)
    if is_first:
        return _codes_page()
    db.session.commit()
    flash(gettext("The passkey is added."), "good")
    return redirect(url_for("security.second_steps"), 303)


@bp.post("/sign-in/second-steps/passkeys/<int:number>/remove")
@requires_right(Right.OWN_ACCOUNT)
def remove_passkey(number: int) -> ResponseReturnValue:
    form = CurrentPasswordForm()
    if not form.validate_on_submit() or not _is_allowed(_myself(), form):
        return _say(_words_of(form))
    user = _myself()
    passkey = next((each for each in user.webauthn if each.id == number), None) or abort(404)
    steps.remove_passkey(user, passkey)
    db.session.commit()
    flash(gettext("The passkey is removed."), "good")
    return redirect(url_for("security.second_steps"), 303)


@bp.post("/sign-in/second-steps/app/remove")
@requires_right(Right.OWN_ACCOUNT)
def turn_app_off() -> ResponseReturnValue:
    form = CurrentPasswordForm()
    if not form.validate_on_submit() or not _is_allowed(_myself(), form):
        return _say(_words_of(form))
    steps.turn_app_off(_myself())
    db.session.commit()
    flash(gettext("Codes of the app are not asked for any more."), "good")
    return redirect(url_for("security.second_steps"), 303)


@bp.post("/sign-in/second-steps/codes")
@requires_right(Right.OWN_ACCOUNT)
def make_recovery_codes() -> ResponseReturnValue:
    form = CurrentPasswordForm()
    if not form.validate_on_submit() or not _is_allowed(_myself(), form):
        return _say(_words_of(form))
    if not steps.has_second_step(_myself()):
        abort(409)
    return _codes_page()


def _codes_page() -> ResponseReturnValue:
    """The only time that they are shown."""
    codes = steps.new_recovery_codes(_myself())
    page = render_template("accounts/recovery-codes.html", codes=codes)
    db.session.commit()
    return page, 200, NOT_KEPT


def _is_allowed(user: User, form: FlaskForm) -> bool:
    """Somebody who finds the browser open does not change how its person signs in. False: the form
    says why."""
    wait_s = PASSWORD_CHANGES.seconds_to_wait(str(user.id))
    if wait_s:
        form.current.errors = [
            gettext("Too many attempts. Please try again in %(time)s.", time=minutes_of(wait_s))
        ]
        return False
    try:
        is_right = is_right_password(_myself(), form.current.data)
    except PasswordsBusyError:
        form.current.errors = [busy_words()]
        return False
    if not is_right:
        form.current.errors = [gettext("That’s not your password.")]
        return False
    PASSWORD_CHANGES.refill(str(_myself().id))
    return True


def _say(words: str) -> ResponseReturnValue:
    flash(words, "danger")
    return redirect(url_for("security.second_steps"), 303)


def _words_of(form: FlaskForm) -> str:
    return " ".join(str(each) for messages in form.errors.values() for each in messages)


def _remember_challenge() -> str:
    session[CHALLENGE] = challenge = new_challenge(this_site().extensions["security"].webauthn_util)
    return challenge


def _host() -> str:
    return request.host.partition(":")[0]


def _myself() -> User:
    user: User = current_user._get_current_object()
    return user
