"""Between granian and the app: an RSGI callable that runs a WSGI app in threads, once the request
is there as a whole. Why: docs/decisions/server.md."""

import asyncio
import io
import logging
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from episodes.at_once import AT_ONCE, PREPARES, NeedsThreadError, Prepare, WsgiApp
from episodes.media.serving import SENDS_FILES
from episodes.memory import hold_little
from episodes.serving.bodies import Bodies, BodyError, StreamedBody
from episodes.site import Site, settings_of

# Of requests for each thread: at 30 ms a page the last of them waits for a second.
WAITING_FOR_EACH_THREAD = 32
UPLOADS_AT_ONCE = 2
RETRY_AFTER_S = "3"
MEMORY_ANSWER_BYTES = 8 * 2**20  # players take 4 MB at a time
SECONDS_TO_OPEN = 60.0
PLAIN = ("Content-Type", "text/plain; charset=utf-8")
WORDS = {
    400: "The request cannot be read.\n",
    408: "The request did not arrive in time. Please send it again.\n",
    413: "That is more than can be taken.\n",
    500: "Something went wrong here. Please try again later.\n",
    503: "Very many people are here just now. Please try again in a few seconds.\n",
    507: "The disk of this site is full, so nothing was taken. Please try again later.\n",
}
ENVIRON: dict[str, Any] = {
    "SCRIPT_NAME": "",
    "wsgi.errors": sys.stderr,
    "wsgi.version": (1, 0),
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
    "wsgi.input_terminated": True,
    SENDS_FILES: True,
}
# A thread that comes back from the database waits for each busy one as long as this, at each step
# of SQLite's, and holds the lock that writers share meanwhile. Python's own is 5 ms: just started,
# beside 64 readers, drafts took two to three times as long (docs/performance.md).
SWITCH_S = 0.0005
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Answer:
    """file: path, start and stop of what the server sends by itself, instead of the body.
    is_temporary: the file goes once the server has opened it."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes = b""
    file: tuple[Path, int, int] | None = None
    is_temporary: bool = False


class Front:
    """threads: for pages; uploads have a few of their own. body_bytes: the largest body that is
    gathered before a thread is taken; what is longer is an upload. at_once: is asked first, in the
    loop, for what has no body (episodes/at_once.py); prepare: is awaited before."""

    def __init__(
        self,
        app: WsgiApp,
        *,
        threads: int,
        body_bytes: int,
        bodies: Bodies | None = None,
        at_once: WsgiApp | None = None,
        prepare: Prepare | None = None,
    ) -> None:
        self._app, self._body_bytes = app, body_bytes
        self._at_once, self._prepare = at_once, prepare
        self._bodies = bodies or Bodies(body_bytes)
        self._pool = ThreadPoolExecutor(threads, "page")
        self._upload_pool = ThreadPoolExecutor(UPLOADS_AT_ONCE, "upload")
        self._most_waiting = threads * WAITING_FOR_EACH_THREAD
        self._waiting = self._uploading = 0

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        if scope.proto != "http":
            return
        try:
            answer = await self._answer(scope, protocol)
        except BodyError as error:
            answer = in_words(error.status)
        _send(answer, protocol)

    async def _answer(self, scope: Any, protocol: Any) -> Answer:
        """Raises BodyError."""
        environ = environ_of(scope)
        length = _length_of(environ)
        if length is not None and length > self._body_bytes:
            return await self._take_upload(environ, protocol)
        if length or "HTTP_TRANSFER_ENCODING" in environ:
            environ["wsgi.input"] = await self._bodies.read(protocol, length)
        elif answer := await self._answer_at_once(environ):
            return answer
        if self._waiting >= self._most_waiting:
            return in_words(503)
        self._waiting += 1
        try:
            return await _in_thread(self._pool, self._app, environ)
        finally:
            self._waiting -= 1
            environ["wsgi.input"].close()

    async def _answer_at_once(self, environ: dict[str, Any]) -> Answer | None:
        if self._at_once is None:
            return None
        if self._prepare:
            await self._prepare(environ)
        return answer_at_once(self._at_once, environ)

    async def _take_upload(self, environ: dict[str, Any], protocol: Any) -> Answer:
        if self._uploading >= UPLOADS_AT_ONCE:
            return in_words(503)
        self._uploading += 1
        stream = StreamedBody(protocol, asyncio.get_running_loop())
        environ["wsgi.input"] = io.BufferedReader(stream, 256 * 1024)
        try:
            return await _in_thread(self._upload_pool, self._app, environ)
        finally:
            self._uploading -= 1


def front_of(app: Site) -> Front:
    """What the server runs of a site. Called within the process that will serve it."""
    hold_little()
    sys.setswitchinterval(SWITCH_S)
    site, body_bytes = app.wsgi_app, int(app.config["MAX_CONTENT_LENGTH"])
    threads = settings_of(app).WEB_THREADS
    return Front(
        site, threads=threads, body_bytes=body_bytes, at_once=site,
        prepare=app.extensions.get(PREPARES),
    )  # fmt: skip


async def _in_thread(pool: ThreadPoolExecutor, app: WsgiApp, environ: dict[str, Any]) -> Answer:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool, answer_of, app, environ)


def answer_of(app: WsgiApp, environ: dict[str, Any]) -> Answer:
    """What the app says, gathered. A part of a file is left to the server, which reads it as fast
    as its reader does, without a thread."""
    try:
        return _ask(app, environ)
    except Exception:
        logger.exception("the app failed")
        return in_words(500)


def answer_at_once(app: WsgiApp, environ: dict[str, Any]) -> Answer | None:
    """None where it takes a thread; the environment is left as it was."""
    try:
        return _ask(app, environ | {AT_ONCE: True})
    except NeedsThreadError:
        return None
    except Exception:
        logger.exception("it could not be answered at once")
        return None


def _ask(app: WsgiApp, environ: dict[str, Any]) -> Answer:
    answer = Answer(500, [])

    def start_response(status: str, headers: list[tuple[str, str]], _exc: Any = None) -> None:
        answer.status, answer.headers = int(status[:3]), headers

    pieces = app(environ, start_response)
    try:
        answer.file = getattr(pieces, "file_range", None)
        if answer.file is None:
            _gather(answer, pieces)
    finally:
        if close := getattr(pieces, "close", None):
            close()
    return answer


def _gather(answer: Answer, pieces: Iterable[bytes]) -> None:
    """What is long goes to the disk and not into memory: a film from an object store."""
    length = dict(answer.headers).get("Content-Length", "0")
    if not length.isdecimal() or int(length) <= MEMORY_ANSWER_BYTES:
        answer.body = b"".join(pieces)
        return
    with tempfile.NamedTemporaryFile(prefix="querent-answer-", delete=False) as file:
        for piece in pieces:
            file.write(piece)
        answer.file, answer.is_temporary = (Path(file.name), 0, file.tell()), True


def _send(answer: Answer, protocol: Any) -> None:
    if answer.file is None:
        protocol.response_bytes(answer.status, answer.headers, answer.body)
        return
    path, start, stop = answer.file
    protocol.response_file_range(answer.status, answer.headers, str(path), start, stop)
    if answer.is_temporary:
        asyncio.get_running_loop().call_later(SECONDS_TO_OPEN, path.unlink, True)


def in_words(status: int) -> Answer:
    headers = [PLAIN, ("Cache-Control", "no-store")]
    if status == 503:
        headers.append(("Retry-After", RETRY_AFTER_S))
    if status in (400, 408, 413):
        headers.append(("Connection", "close"))  # what is left of the body is not waited for
    return Answer(status, headers, WORDS[status].encode())


def environ_of(scope: Any) -> dict[str, Any]:
    """As PEP 3333 says, apart from the body, which is empty."""
    host, _, port = scope.server.rpartition(":")
    environ = ENVIRON | {
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(),
    }
    for name, value in scope.headers.items():
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        joint = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value
    if "HTTP_HOST" not in environ and scope.authority:
        environ["HTTP_HOST"] = scope.authority
    return environ


def _length_of(environ: dict[str, Any]) -> int | None:
    length = environ.get("CONTENT_LENGTH", "")
    return int(length) if length.isdecimal() else None
