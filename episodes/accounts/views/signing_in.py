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

from episodes.accounts.brakes import SECOND_STEPS, Attempt
from episodes.accounts.devices import COOKIE_PATH, COOKIE_SECONDS, cookie_name, new_device
from episodes.accounts.forms import SignInForm
from episodes.accounts.let_ins import MINUTES, is_open_let_in, use_let_in
from episodes.accounts.models import User
from episodes.accounts.of_request import (
    accept_repeated,
    begin_second_step,
    let_repeat,
    sign_in_browser,
    sign_out_browser,
    token_of_session,
)
from episodes.accounts.passwords import PasswordsBusyError, is_right_password
from episodes.accounts.permissions import Right, may
from episodes.accounts.queries import user_by_email
from episodes.accounts.second_steps import has_second_step, use_code
from episodes.db import db
from episodes.languages.formats import duration
from episodes.messages import Message
from episodes.pages import comes_from_own_page, error_page, local_path
from episodes.site import secret_of_site, site_settings
from episodes.typed_words import Again, SignIn, page_with_typed_words

bp = Blueprint("security", __name__)
BUSY_RETRY_S = "2"
# The longest answer, 200,000 letters, as a form writes letters that are not Latin.
LONGEST_TEXT_BYTES = 1_500_000


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
        return redirect(form.next.data or first_page())
    return _sign_in_page(form)


@bp.post("/sign-in")
def try_login() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form), 422
    refusal = _let_in(form.email.data.strip(), form.password.data)
    if refusal is not None and refusal.waiting is not None:
        begin_second_step(refusal.waiting, local_path(form.next.data) or "")
        return redirect(url_for("security.second_step"), 303)
    if refusal is not None:
        return _sign_in_page(form, refusal.message), refusal.status, refusal.headers
    return let_through(redirect(local_path(form.next.data) or first_page()))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody is not let in."""

    message: str
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    waiting: User | None = None  # whose password was right, and whose second step is missing


def _let_in(email: str, password: str, code: str = "") -> Refusal | None:
    """Begins a session for who has the password, and the second step where they set one up."""
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
        return Refusal(busy_words(), 503, {"Retry-After": BUSY_RETRY_S})
    if user is None or not is_right:
        return Refusal(gettext("That email address and password don’t match."), 422)
    attempt.forgive()
    if has_second_step(user):
        if not code:
            return Refusal(gettext("Enter the code of your second step, too."), 401, waiting=user)
        if refusal := second_step_refusal(user, code):
            return refusal
    enter(user)
    return None


def enter(user: User) -> None:
    """After everything that was asked of them."""
    sign_in_browser(user, request.user_agent.string)
    db.session.commit()
    if has_second_step(user):
        SECOND_STEPS.refill(str(user.id))


def second_step_refusal(user: User, code: str) -> Refusal | None:
    """None where the code is right, which is used up then and not committed yet."""
    person = str(user.id)
    wait_s = SECOND_STEPS.seconds_to_wait(person)
    if wait_s:
        words = gettext("Too many attempts. Please try again in %(time)s.", time=minutes_of(wait_s))
        return Refusal(words, 429, {"Retry-After": str(wait_s)}, waiting=user)
    if not use_code(user, code):
        db.session.rollback()
        return Refusal(gettext("That code isn’t right, or was used already."), 422, waiting=user)
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


def let_through(response: Response) -> Response:
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
    email, password, code = (
        request.form.get(f"sign_in_{name}", "") for name in ("email", "password", "code")
    )
    token = token_of_session()
    refusal = _let_in(email.strip(), password, code)
    if refusal is not None:
        page = signed_out_page(
            saves, email, refusal.message, refusal.status, asks_code=refusal.waiting is not None
        )
        page.headers.extend(refusal.headers)
        return page
    let_repeat(saves.partition("?")[0], token)
    return let_through(redirect(saves, 307))


@bp.errorhandler(CSRFError)
def give_back_again(error: CSRFError) -> ResponseReturnValue:
    """The page that asked to sign in was open for too long as well."""
    saves = local_path(request.form.get("sign_in_saves")) or ""
    if request.endpoint == "security.sign_in_and_save" and comes_from_own_page() and saves:
        return signed_out_page(saves, request.form.get("sign_in_email", ""))
    return error_page(error)


def signed_out_page(
    saves: str, email: str = "", message: str = "", status: int = 401, *, asks_code: bool = False
) -> Response:
    """Everything that the form held, and a way to sign in that saves it."""
    again = Again(
        Message("Sign in and save"),
        url_for("security.sign_in_and_save"),
        generate_csrf(),
        SignIn(saves, email, message, asks_code),
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


def _wait_words(wait_s: int) -> str:
    return str(
        gettext(
            "Too many attempts. Please try again in %(time)s, or in a browser where you signed in"
            " before. The person who runs the site can let this browser in, too.",
            time=minutes_of(wait_s),
        )
    )


def busy_words() -> str:
    return str(gettext("Too many attempts. Please try again in %(time)s.", time=minutes_of(60)))


def _sign_in_page(form: SignInForm, message: str = "") -> str:
    return render_template("accounts/sign-in.html", form=form, message=message)


def first_page() -> str:
    return url_for("desk.board" if may(Right.USE_DESK) else "viewing.home")


def minutes_of(seconds: int) -> str:
    return duration(-(-seconds // 60) * 60_000)
