"""What every page has: headers, error pages, and the filters that templates use."""

from typing import Any

from flask import Flask, Response, abort, current_app, jsonify, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError, NoResultFound, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionLeftError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import BadRequest, HTTPException, SecurityError
from werkzeug.routing import IntegerConverter, Map

from captions.timecode import clock
from episodes.db import RowGoneError, db, reads_only
from episodes.known_backups import advice
from episodes.messages import Message
from episodes.outages import DAMAGED, Outage, outage_of
from episodes.site import site_settings
from episodes.typed_words import page_with_typed_words

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "media-src 'self' https:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
SIGNED_IN = "_user_id"  # in the session, by Flask-Login
# What browsers send where a page's address is kept from others, as ours is (Referrer-Policy).
NO_ORIGIN = "null"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST_FORM_BYTES = 100_000
# What the database and its objects say where a row that was there a moment ago is gone, or points
# to one that is.
OVERTAKEN = (RowGoneError, ObjectDeletedError, StaleDataError, NoResultFound, IntegrityError)
NUMBER_TOO_LARGE = "22003"  # PostgreSQL's SQLSTATE
ERROR_HEADERS = frozenset({"Allow", "Retry-After"})


# In a request's environment: a value that differs whenever what the public sees may have changed;
# absent where that is not known.
PUBLIC_VERSION = "querent.public_version"


# Of a row in PostgreSQL. What is greater names none, and SQLite's driver would not take it.
GREATEST_NUMBER = 2**31 - 1


class RowNumberConverter(IntegerConverter):
    """Of an address: <int:number>."""

    def __init__(self, url_map: Map, **options: Any) -> None:
        super().__init__(url_map, **({"max": GREATEST_NUMBER} | options))


def init_pages(app: Flask) -> None:
    app.url_map.converters["int"] = RowNumberConverter
    app.url_value_preprocessor(_take_little)
    app.before_request(_refuse_nul)
    app.before_request(_promise_to_read)
    app.after_request(_add_headers)
    app.teardown_request(_forget_promise)
    app.register_error_handler(HTTPException, error_page)
    app.register_error_handler(CSRFError, error_page)
    for kind in (DBAPIError, NoConnectionLeftError, OSError):
        app.register_error_handler(kind, answer_outage)
    for unreadable in (RecursionError, OverflowError):
        app.register_error_handler(unreadable, refuse_unreadable)
    for overtaken in OVERTAKEN:
        app.register_error_handler(overtaken, answer_overtaken)
    app.add_template_filter(clock, "clock")


def _take_little(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Before anything reads the body: ten megabytes of fields cost seconds to take apart, and
    strangers may send as many as they like. A part of the site that takes more says so itself."""
    most = current_app.config["MAX_CONTENT_LENGTH"]
    request.max_content_length = min(most, LARGEST_FORM_BYTES)


def _refuse_nul() -> None:
    """No name, word or file of ours holds one, and PostgreSQL's text cannot."""
    query = request.query_string
    if "\0" in request.path or b"%00" in query or b"\0" in query:
        abort(400, gettext("The address holds a NUL character."))


def _promise_to_read() -> None:
    reads_only.set(request.method in SAFE_METHODS)


def _forget_promise(_error: BaseException | None) -> None:
    reads_only.set(False)


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if current_app.config["SESSION_COOKIE_SECURE"]:  # reached by https only
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if response.mimetype == "text/html":
        response.vary.update(("Cookie", "Accept-Language"))
        headers.setdefault("Cache-Control", "private, no-cache")
    return response


def error_page(error: HTTPException) -> ResponseReturnValue:
    """A page in words; a redirect raised as an exception stays what it is."""
    if error.response is not None and error.code and error.code < 400:
        return error.get_response()
    if isinstance(error, SecurityError):  # for a host that is not ours no address can be built
        return Response("This site is not known under that name.\n", 400, mimetype="text/plain")
    # What a handler of errors raises comes here as the cause of a 500, past the other handlers.
    outage = outage_of(getattr(error, "original_exception", None))
    if outage is not None:
        return outage_page(outage)
    _forget_transaction()
    if is_api_request():
        problem = {"title": error.name, "status": error.code or 500, "detail": error.description}
        response = problem_response({"type": "about:blank"} | problem)
        response.headers.extend(_own_headers(error))
        return response
    return render_template("error.html", error=error), error.code or 500, _own_headers(error)


def _own_headers(error: HTTPException) -> dict[str, str]:
    """What else the answer must say: which methods there are, when to come again."""
    return {name: value for name, value in error.get_headers() if name in ERROR_HEADERS}


def refuse_unreadable(error: Exception) -> ResponseReturnValue:
    """What only a program sends: JSON within itself a thousand times, a number of a hundred digits
    where a row is chosen."""
    current_app.logger.warning("unreadable: %s", type(error).__name__)
    words = gettext("A number in what was sent is too large, or it is nested too deeply to read.")
    return error_page(BadRequest(words))


def answer_outage(error: Exception) -> ResponseReturnValue:
    """Of errors of the database and the disk, those that are nobody's fault; the others stay."""
    outage = outage_of(error)
    if getattr(getattr(error, "orig", None), "sqlstate", "") == NUMBER_TOO_LARGE:
        return refuse_unreadable(error)
    if outage is None:
        raise error
    current_app.logger.error("the database is %s: %s", outage.name, getattr(error, "orig", error))
    if outage is DAMAGED:
        current_app.logger.error(advice(site_settings().DATA_DIR))
    return outage_page(outage)


def outage_page(outage: Outage) -> Response:
    """Asks the database for nothing, and loses nothing that was typed. Who works here is told by
    what the session claims: whether it still holds, only the database knows."""
    _forget_transaction()
    lead = (outage.desk_lead if SIGNED_IN in session else None) or outage.lead
    if is_api_request():
        problem = {"title": "Service Unavailable", "status": 503, "detail": str(lead)}
        response = problem_response({"type": "about:blank"} | problem)
    else:
        is_written = request.method not in SAFE_METHODS
        title = Message("Nothing is saved yet") if is_written else Message("Please try again soon")
        response = page_with_typed_words(title, lead, status=503)
    response.headers["Retry-After"] = str(outage.retry_after_s)
    return response


def answer_overtaken(error: Exception) -> Response:
    """Two people did something with the same thing at one moment, and this one came second."""
    current_app.logger.warning("overtaken: %s", error)
    _forget_transaction()
    title = Message("Somebody else was faster")
    lead = Message(
        "While you were doing this, the same thing was changed or removed, so nothing was saved."
        " Look at how it is now, then decide."
    )
    if is_api_request():
        problem = {"title": "Conflict", "status": 409, "detail": str(lead)}
        return problem_response({"type": "about:blank"} | problem)
    return page_with_typed_words(title, lead, status=409)


def _forget_transaction() -> None:
    try:
        db.session.rollback()
    except SQLAlchemyError:  # the connection is gone, and its transaction with it
        db.session.remove()


def is_api_request() -> bool:
    return request.path.startswith("/api/")


def problem_response(problem: dict[str, Any]) -> Response:
    """For programs that ask: what is wrong in the form of RFC 9457."""
    response = jsonify(problem)
    response.status_code = problem["status"]
    response.mimetype = "application/problem+json"
    response.headers["Cache-Control"] = "no-store"
    return response


def is_fragment_request() -> bool:
    """The page's own script asks for a part of the page only."""
    return bool(request.headers.get("X-Fragment"))


def comes_from_own_page() -> bool:
    """The browser says that a page of this site sent it, and no other site's."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == request.host_url.rstrip("/")


def comes_from_another_site() -> bool:
    """The browser says so: no page of this site can have sent it, and nobody typed its address."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("cross-site", "same-site")
    origin = request.headers.get("Origin", NO_ORIGIN)
    return origin not in (NO_ORIGIN, request.host_url.rstrip("/"))


def wants_json() -> bool:
    """A script of the page asks, and shows the answer in place."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def local_path(address: str | None) -> str | None:
    """The address where it leads to a page of this site, else None.

    Browsers read a backslash as a slash, drop tabs and newlines, and take //host for a host."""
    if not address or not address.startswith("/") or address.startswith("//"):
        return None
    if "\\" in address or any(ord(c) < 33 or ord(c) == 127 for c in address):
        return None
    return address
