"""Signing in and out, and changing one's password. The blueprint's name and the endpoints login and
logout are those that Flask-Security links to."""

from dataclasses import dataclass, field
from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.wrappers import Response

from episodes.accounts.actions import set_password
from episodes.accounts.brakes import PASSWORD_CHANGES, Attempt
from episodes.accounts.devices import COOKIE_PATH, COOKIE_SECONDS, cookie_name, new_device
from episodes.accounts.forms import PasswordForm, SignInForm
from episodes.accounts.let_ins import MINUTES, is_open_let_in, use_let_in
from episodes.accounts.of_request import (
    accept_repeated,
    let_repeat,
    sign_in_browser,
    sign_in_of_request,
    sign_out_browser,
    token_of_session,
)
from episodes.accounts.passwords import PasswordsBusyError, is_right_password
from episodes.accounts.permissions import Right, may, requires_right
from episodes.accounts.queries import user_by_email
from episodes.accounts.sign_ins import end_sign_in, end_sign_ins, live_sign_ins
from episodes.db import db
from episodes.languages.formats import duration, length_of
from episodes.messages import Message
from episodes.pages import comes_from_own_page, error_page, local_path
from episodes.site import secret_of_site, site_settings
from episodes.typed_words import Again, SignIn, page_with_typed_words

bp = Blueprint("security", __name__)
BUSY_RETRY_S = "2"
# The longest answer, 200,000 letters, as a form writes letters that are not Latin.
LONGEST_TEXT_BYTES = 1_500_000
ALREADY_ENDED = Message("That session had already ended.")


@bp.url_value_preprocessor
def _take_long_text(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """All that a form of the desk held comes along when somebody signs in to save it."""
    if endpoint == "security.sign_in_and_save":
        request.max_content_length = LONGEST_TEXT_BYTES


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
    refusal = _let_in(form.email.data.strip(), form.password.data)
    if refusal is not None:
        return _sign_in_page(form, refusal.message), refusal.status, refusal.headers
    return _let_through(redirect(local_path(form.next.data) or _first_page()))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody is not let in."""

    message: str
    status: int
    headers: dict[str, str] = field(default_factory=dict)


def _let_in(email: str, password: str) -> Refusal | None:
    """Begins a session for who has the password."""
    name = cookie_name(email, secret_of_site())
    attempt = Attempt.of(email, request.cookies.get(name))
    wait_s = attempt.seconds_to_wait()
    if wait_s:
        return Refusal(_wait_words(wait_s), 429, {"Retry-After": str(wait_s)})
    user = user_by_email(email)
    try:
        # Asked also where there is nobody: it takes time.
        is_right = is_right_password(user, password)
    except PasswordsBusyError:
        return Refusal(_busy_words(), 503, {"Retry-After": BUSY_RETRY_S})
    if user is None or not is_right:
        return Refusal(gettext("That email address and password don’t match."), 422)
    attempt.forgive()
    sign_in_browser(user, request.user_agent.string)
    db.session.commit()
    return None


@bp.route("/sign-in/let-in/<key>", methods=["GET", "POST"])
def let_in(key: str) -> ResponseReturnValue:
    """Looking spends nothing: programs that preview links look too."""
    if request.method == "GET":
        return _let_in_page(is_open=is_open_let_in(key))
    user = use_let_in(key)
    if user is None:
        return _let_in_page(is_open=False)
    db.session.commit()
    flash(gettext("This browser may sign in now, however many others try."), "good")
    response = redirect(url_for("security.login"), 303)
    _remember_device(response, user.email)
    return response


def _let_in_page(*, is_open: bool) -> ResponseReturnValue:
    page = render_template("accounts/let-in.html", is_open=is_open, minutes=MINUTES)
    return page, 200 if is_open else 410, {"Cache-Control": "no-store"}


def _let_through(response: Response) -> Response:
    if may(Right.USE_DESK):
        _remember_device(response, current_user.email)
    return response


@bp.post("/sign-in/and-save")
def sign_in_and_save() -> ResponseReturnValue:
    """From the page that gave a form back whose session had ended. The browser sends the same body
    on to where the form was sent first (status 307); its token is good there, once."""
    saves = local_path(request.form.get("sign_in_saves")) or ""
    if not saves.startswith("/desk/"):
        abort(400)
    email, password = (request.form.get(f"sign_in_{name}", "") for name in ("email", "password"))
    token = token_of_session()
    refusal = _let_in(email.strip(), password)
    if refusal is not None:
        page = signed_out_page(saves, email, refusal.message, refusal.status)
        page.headers.extend(refusal.headers)
        return page
    let_repeat(saves.partition("?")[0], token)
    return _let_through(redirect(saves, 307))


@bp.errorhandler(CSRFError)
def give_back_again(error: CSRFError) -> ResponseReturnValue:
    """The page that asked to sign in was open for too long as well."""
    saves = local_path(request.form.get("sign_in_saves")) or ""
    if request.endpoint == "security.sign_in_and_save" and comes_from_own_page() and saves:
        return signed_out_page(saves, request.form.get("sign_in_email", ""))
    return error_page(error)


def signed_out_page(saves: str, email: str = "", message: str = "", status: int = 401) -> Response:
    """Everything that the form held, and a way to sign in that saves it."""
    again = Again(
        Message("Sign in and save"),
        url_for("security.sign_in_and_save"),
        generate_csrf(),
        SignIn(saves, email, message),
    )
    title = Message("You were signed out while you wrote.")
    lead = Message(
        "Nothing is lost: here is what you wrote. Sign in, and it’s saved as a new version."
    )
    return page_with_typed_words(title, lead, status=status, again=again)


bp.before_app_request(accept_repeated)


def _remember_device(response: Response, email: str) -> None:
    secret = secret_of_site()
    response.set_cookie(
        cookie_name(email, secret),
        new_device(email, secret),
        max_age=COOKIE_SECONDS,
        path=COOKIE_PATH,
        httponly=True,
        samesite="Strict",
        secure=site_settings().HTTPS,
    )


@bp.get("/sign-in/token")
def token() -> ResponseReturnValue:
    """For a page that has been open for long: who is signed in now, and what its forms need."""
    person = str(current_user.id) if current_user.is_authenticated else ""
    response = jsonify(person=person, token=generate_csrf())
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/sign-out")
def logout() -> ResponseReturnValue:
    sign_out_browser()
    db.session.commit()
    return redirect(url_for("viewing.home"))


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
            gettext("Too many attempts. Please try again in %(time)s.", time=_minutes(wait_s))
        )
        page = render_template("accounts/password.html", form=form)
        return page, 429, {"Retry-After": str(wait_s)}
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
    sign_in_browser(user, request.user_agent.string)
    db.session.commit()
    flash(gettext("Your password is changed. You’re signed out everywhere else."), "good")
    return redirect(_first_page())


def _wait_words(wait_s: int) -> str:
    return str(
        gettext(
            "Too many attempts. Please try again in %(time)s, or in a browser where you signed in"
            " before. The person who runs the site can let this browser in, too.",
            time=_minutes(wait_s),
        )
    )


def _busy_words() -> str:
    return str(gettext("Too many attempts. Please try again in %(time)s.", time=_minutes(60)))


def _sign_in_page(form: SignInForm, message: str = "") -> str:
    return render_template("accounts/sign-in.html", form=form, message=message)


def _first_page() -> str:
    return url_for("desk.board" if may(Right.USE_DESK) else "viewing.home")


def _minutes(seconds: int) -> str:
    return duration(-(-seconds // 60) * 60_000)
