"""Puts the wrapper around the app, and lets the app say which answers are nobody's."""

from typing import Any

from flask import Flask, Response, g, request, session

from episodes.at_once import PREPARES
from episodes.db import db
from episodes.kept.rule import KEEP
from episodes.kept.stamp import Versions
from episodes.kept.wsgi import KeptPages


def init_kept(app: Flask, most_bytes: int) -> None:
    """most_bytes: of kept answers in each web process; 0: nothing is kept."""
    if not most_bytes:
        return
    app.after_request(_mark_nobodys)
    with app.app_context():
        versions = Versions(db.engine)
        if not versions.is_local:
            from episodes.kept.together import VersionsTogether  # a site on SQLite runs without

            app.extensions[PREPARES] = VersionsTogether(db.engine, versions).prepare
    app.wsgi_app = KeptPages(  # type: ignore[method-assign]
        app.wsgi_app, versions.current, most_bytes, answers_at_once=versions.is_local
    )


def _mark_nobodys(response: Response) -> Response:
    """The same for every stranger: no token in a form, nothing written into the session."""
    holds_token = "csrf_token" in g
    request.environ[KEEP] = not holds_token and not _is_changed(session)
    return response


def _is_changed(a_session: Any) -> bool:
    return bool(a_session.modified)
