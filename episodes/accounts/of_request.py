"""Which person, by which of their sign-ins, the request's session names."""

from time import time

from flask import Flask, Response, g, request, session
from flask_security import current_user, login_user, logout_user
from sqlalchemy.exc import SQLAlchemyError

from episodes.accounts.models import User
from episodes.accounts.sign_ins import (
    SignedInUser,
    begin_sign_in,
    end_sign_in,
    note_use,
    user_of_sign_in,
)
from episodes.db import db

KEY = "sign_in"  # in the session
TOKEN = "csrf_token"  # noqa: S105  # there too: a name
HALF_WAY = "half_way"  # and there: whose second step is missing
HALF_WAY_S = 600
REPEATED = "repeated"  # and there: which form is sent again, and the token that it carries
_OF_REQUEST = "sign_in_of_request"


def init_sign_ins(app: Flask) -> None:
    app.login_manager.user_loader(_user_of_session)  # type: ignore[attr-defined]
    app.after_request(_note_use)


def sign_in_browser(user: User, user_agent: str) -> None:
    """Begins a sign-in and a session that names it; what a stranger did in this browser before is
    not this person's. The caller commits."""
    session.clear()
    login_user(user, remember=False)
    session[KEY] = begin_sign_in(user, user_agent)


def begin_second_step(user: User, came_for: str) -> None:
    """The password was right; the browser is signed in by nothing yet. What it waits for ends with
    a new password, and after HALF_WAY_S."""
    session.clear()
    session[HALF_WAY] = [user.id, user.fs_uniquifier, int(time()), came_for]


def user_half_way() -> tuple[User, str] | None:
    """Whose password was right in this browser a moment ago, and what they came for."""
    number, uniquifier, at, came_for = session.get(HALF_WAY) or (0, "", 0, "")
    user = db.session.get(User, number) if time() - at < HALF_WAY_S else None
    if user is None or not user.active or user.fs_uniquifier != uniquifier:
        return None
    return user, came_for


def sign_out_browser() -> None:
    """Every copy of the session's cookie is worth nothing, too. The caller commits."""
    current = sign_in_of_request()
    if current is not None:
        end_sign_in(current.user, current.sign_in_id)
    logout_user()
    session.clear()


def sign_in_of_request() -> SignedInUser | None:
    if not current_user.is_authenticated:  # asks the session, once a request
        return None
    current: SignedInUser | None = g.get(_OF_REQUEST)
    return current


def _user_of_session(uniquifier: str) -> User | None:
    key = session.get(KEY)
    signed_in = user_of_sign_in(uniquifier, key) if isinstance(key, str) else None
    setattr(g, _OF_REQUEST, signed_in)
    return signed_in.user if signed_in else None


def _note_use(response: Response) -> Response:
    """After everything else: the request's own transaction is over."""
    current: SignedInUser | None = g.get(_OF_REQUEST)  # where the page asked who it is
    if current is not None and current.is_to_be_noted:
        db.session.rollback()
        try:
            note_use(current.sign_in_id)
        except SQLAlchemyError:  # a database that is away or full; the page was made without it
            db.session.rollback()
    return response


def token_of_session() -> str:
    """What the tokens of this browser's forms are made from."""
    return str(session.get(TOKEN, ""))


def let_repeat(path: str, token: str) -> None:
    """The form that goes there carries a token from before the person signed in."""
    session[REPEATED] = [path, token]


def accept_repeated() -> None:
    """Before the site's guard asks for the token: that of before, for this one form."""
    path, token = session.get(REPEATED) or ("", "")
    if path and request.method == "POST" and request.path == path:
        del session[REPEATED]
        session[TOKEN] = g.repeated_token = token


def renew_repeated_token() -> None:
    """After the guard: a token from before somebody signed in is good for nothing more."""
    if g.pop("repeated_token", None):
        session.pop(TOKEN, None)
        g.pop(TOKEN, None)
