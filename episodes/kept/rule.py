"""What may be kept: answers to GET that are the same for every stranger who chose the same.

Never the desk, asking, a receipt, the API, or what somebody typed; never an answer that holds a
token, sets a cookie or shows a message to one person."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl
from zlib import decompressobj
from zlib import error as zlib_error

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header, parse_cookie

from episodes.languages.names import LANGUAGES, SOURCE
from episodes.preferences.look import LOOK_COOKIE
from episodes.warnings.choices import CHOICES_COOKIE

ADDRESSES = re.compile(
    r"/|/(?:episodes|topics|people|seasons)(?:/[^.]*|/.*\.(?:vtt|srt|txt))?"
    r"|/preferences/captions\.css|/look/[0-9a-f]+\.css|/opensearch\.xml"
)
# A name that no page reads would make as many copies of one page as somebody likes to ask for.
PARAMETERS = frozenset(
    ("topic", "season", "person", "language", "lang", "captions", "transcript", "answer",
     "video_safe", "text_safe", "before", "t", "video")
)  # fmt: skip
LONGEST_QUERY = 300
LONGEST_SESSION = 10_000  # bytes, unpacked
KINDS = ("text/html", "text/vtt", "text/css", "text/plain", "application/x-subrip",
         "application/opensearchdescription+xml")  # fmt: skip
LARGEST_BYTES = 4 * 2**20
# Of a visitor's cookies a page depends on these, and on who they are.
CHOICE_COOKIES = (CHOICES_COOKIE, LOOK_COOKIE)
SESSION_COOKIE, REMEMBER_COOKIE = "session", "remember_token"
NOBODYS = frozenset(("_fresh", "csrf_token"))  # what the session of a stranger may hold
KEEP = "querent.may_keep"  # in the WSGI environment: the app's own word that it is nobody's


class Key(NamedTuple):
    host: str
    scheme: str
    script: str
    path: str
    query: str
    choices: tuple[str, ...]
    fragment: str
    language: str


def is_public_page(environ: Mapping[str, Any]) -> bool:
    """Also one that is not kept, for what it is asked with or who asks."""
    return environ["REQUEST_METHOD"] == "GET" and bool(ADDRESSES.fullmatch(environ["PATH_INFO"]))


def key_of(environ: Mapping[str, Any]) -> Key | None:
    """What the answer depends on; None where it must not be kept."""
    path = environ["PATH_INFO"]
    if not is_public_page(environ) or "HTTP_RANGE" in environ:
        return None
    query = environ.get("QUERY_STRING", "")
    choices = _choices(environ.get("HTTP_COOKIE", ""))
    if choices is None or not _is_expected(query):
        return None
    return Key(
        environ.get("HTTP_HOST", ""),
        environ["wsgi.url_scheme"],
        environ.get("SCRIPT_NAME", ""),
        path,
        query,
        choices,
        environ.get("HTTP_X_FRAGMENT", ""),
        _best_language(environ.get("HTTP_ACCEPT_LANGUAGE", "")),
    )


def _is_expected(query: str) -> bool:
    if not query:
        return True
    if len(query) > LONGEST_QUERY:
        return False
    return all(name in PARAMETERS for name, _ in parse_qsl(query, keep_blank_values=True))


def _choices(header: str) -> tuple[str, ...] | None:
    """The cookies that choose, None where another may name a person."""
    if not header:
        return ("",) * len(CHOICE_COOKIES)
    cookies = parse_cookie(header)
    if REMEMBER_COOKIE in cookies or not _is_nobodys(cookies.get(SESSION_COOKIE, "")):
        return None
    return tuple(cookies.get(name, "") for name in CHOICE_COOKIES)


def _is_nobodys(session_cookie: str) -> bool:
    """Read without its signature: anyone who forges one gets what strangers get."""
    if not session_cookie:
        return True
    is_packed = session_cookie.startswith(".")
    try:
        payload = session_cookie.removeprefix(".").split(".")[0]
        text = urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
        session = json.loads(
            decompressobj().decompress(text, LONGEST_SESSION) if is_packed else text
        )
    except (ValueError, RecursionError, zlib_error):
        return False
    return isinstance(session, dict) and session.keys() <= NOBODYS


@lru_cache(maxsize=512)
def _best_language(accept_language: str) -> str:
    """Of those that the site speaks, the one that this browser gets, unless a cookie chose."""
    accepted = parse_accept_header(accept_language, LanguageAccept)
    return accepted.best_match(list(LANGUAGES), default=SOURCE) or SOURCE


def may_be_kept(environ: Mapping[str, Any], status: str, headers: Mapping[str, str]) -> bool:
    """headers: by lower-case name."""
    return (
        bool(environ.get(KEEP))
        and status.startswith("200")
        and "set-cookie" not in headers
        and "content-encoding" not in headers
        and "no-store" not in headers.get("cache-control", "")
        and headers.get("content-type", "").startswith(KINDS)
        and int(headers.get("content-length", LARGEST_BYTES + 1)) <= LARGEST_BYTES
    )
