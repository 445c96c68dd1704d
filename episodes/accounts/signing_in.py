"""Flask-Security, of which the site uses the sessions, the user loading, argon2 and second steps.

Its own blueprint is not registered: beside signing in it brings pages that nobody needs here, JSON
answers that hand out tokens, and a folder of static files."""

from typing import Any

from flask_security import Security, SQLAlchemyUserDatastore

from episodes.accounts.models import Passkey, Role, User
from episodes.accounts.of_request import init_sign_ins
from episodes.accounts.second_steps import OnceTotp, second_step_settings
from episodes.accounts.views import bp
from episodes.db import db, now_utc
from episodes.site import Site

SECURITY_SETTINGS: dict[str, Any] = {
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},  # no second, keyed hash around it
    "SECURITY_REGISTERABLE": False,
    "SECURITY_RECOVERABLE": False,
    "SECURITY_TRACKABLE": False,  # no log-in times, no network addresses
    "SECURITY_FLASH_MESSAGES": False,
    "SECURITY_CLI_USERS_NAME": False,  # the commands are our own
    "SECURITY_CLI_ROLES_NAME": False,
}


def init_accounts(app: Site) -> None:
    own = SECURITY_SETTINGS | second_step_settings(app.config["SECRET_KEY"])
    for key, value in own.items():
        app.config.setdefault(key, value)
    # Flask-Security insists on a salt, which SINGLE_HASH leaves unused.
    app.config.setdefault("SECURITY_PASSWORD_SALT", app.config["SECRET_KEY"])
    people = SQLAlchemyUserDatastore(db, User, Role, Passkey)
    security = Security(app, people, register_blueprint=False, totp_cls=OnceTotp)
    security.datetime_factory = now_utc  # its own has no zone, which our columns refuse
    security.login_manager.request_loader(lambda _request: None)  # sessions only, no tokens
    init_sign_ins(app)
    # It would load the session and the person for every request, static files and captions too.
    security.principal.identity_loaders.clear()
    app.register_blueprint(bp)
