"""The wrapper around the app: gives a kept answer again while its version is the current one."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from threading import Lock
from typing import Any, TypeAlias

from episodes.at_once import WsgiApp, needs_thread
from episodes.kept.rule import Key, is_public_page, key_of, may_be_kept
from episodes.kept.stamp import Version
from episodes.kept.store import Entry, Store
from episodes.packing import SMALLEST_BYTES, encoding_for
from episodes.pages import PUBLIC_VERSION

Environ: TypeAlias = dict[str, Any]
Headers: TypeAlias = list[tuple[str, str]]

OWN_HEADERS = frozenset(("content-length", "etag", "vary"))


class KeptPages:
    """current: what the public sees now; None where that cannot be known, and nothing is kept.
    answers_at_once: whether that is known without waiting for another machine."""

    def __init__(
        self,
        app: WsgiApp,
        current: Callable[[], Version | None],
        most: int,
        *,
        answers_at_once: bool = False,
    ) -> None:
        self._app, self._current, self._answers_at_once = app, current, answers_at_once
        self._store = Store(most)
        self._making: dict[Key, Lock] = {}

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        key = key_of(environ)
        version: Version | None = environ.get(PUBLIC_VERSION)  # asked since the request came
        if key is None or not (version or self._answers_at_once):
            needs_thread(environ)
        if version is None and (key or is_public_page(environ)):
            version = self._current()
        if version is not None:
            environ[PUBLIC_VERSION] = version
        if key is None or version is None:
            return self._app(environ, start_response)
        entry = self._current_entry(key, version)
        if entry is None:
            needs_thread(environ)
            made = self._make_once(key, version, environ)
            if isinstance(made, Passing):
                start_response(*made.start)
                return made.pieces
            entry = made
        return self._answer(key, entry, environ, start_response)

    def _make_once(self, key: Key, version: Version, environ: Environ) -> "Entry | Passing":
        """Readers who come together wait for the one that makes it."""
        with self._making.setdefault(key, Lock()):
            try:
                return self._current_entry(key, version) or self._make(key, version, environ)
            finally:
                self._making.pop(key, None)

    def _current_entry(self, key: Key, version: Version) -> Entry | None:
        entry = self._store.get(key)
        return entry if entry is not None and entry.version == version else None

    def _make(self, key: Key, version: Version, environ: Environ) -> "Entry | Passing":
        condition = environ.pop("HTTP_IF_NONE_MATCH", None)  # a 304 has no body to keep
        starts: list[tuple[Any, ...]] = []
        pieces = self._app(environ, lambda *start: starts.append(start))
        if condition is not None:
            environ["HTTP_IF_NONE_MATCH"] = condition
        status, headers = starts[0][0], starts[0][1]
        names = {name.lower(): value for name, value in headers}
        if not may_be_kept(environ, status, names):
            return Passing(starts[0], pieces)
        try:
            body = b"".join(pieces)
        finally:
            getattr(pieces, "close", lambda: None)()
        entry = Entry(version, _etag(names, body), _headers_to_keep(headers), body)
        self._store.put(key, entry)
        return entry

    def _answer(self, key: Key, entry: Entry, environ: Environ, start_response: Any) -> list[bytes]:
        condition = environ.get("HTTP_IF_NONE_MATCH", "")
        if condition and (entry.etag in condition or condition.strip() == "*"):
            start_response("304 Not Modified", [*entry.headers, ("ETag", entry.etag)])
            return []
        encoding = ""
        if entry.is_asked_again and len(entry.body) >= SMALLEST_BYTES:
            encoding = encoding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        body = entry.body
        headers = [*entry.headers, ("ETag", entry.etag)]
        if encoding:
            is_first = encoding not in entry.forms
            if is_first:
                needs_thread(environ)
            body = entry.form(encoding)
            if is_first:
                self._store.grown(key, entry, len(body))
            headers.append(("Content-Encoding", encoding))
        headers.append(("Content-Length", str(len(body))))
        start_response("200 OK", headers)
        return [body]


class Passing:
    """An answer that is not kept: what to start it with, and its pieces."""

    def __init__(self, start: tuple[Any, ...], pieces: Iterable[bytes]) -> None:
        self.start, self.pieces = start, pieces


def _etag(headers: dict[str, str], body: bytes) -> str:
    """Weak: the same words, however packed (RFC 9110, 8.8.1)."""
    own = headers.get("etag", "").removeprefix("W/").strip('"')
    return f'W/"{own or sha256(body).hexdigest()[:32]}"'


def _headers_to_keep(headers: Headers) -> Headers:
    same = [(n, v) for n, v in headers if n.lower() not in OWN_HEADERS]
    vary = [value for name, value in headers if name.lower() == "vary"]
    return [*same, ("Vary", ", ".join([*vary, "Accept-Encoding"]))]
