"""A small app behind the site's own front, whose patience tests can see the end of."""

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from episodes.at_once import NeedsThreadError
from episodes.serving.bodies import Bodies
from episodes.serving.front import Front

BODY_BYTES = 100_000
GRACE_S = 1.0
THREADS = 2


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """/echo gives the body back, /length its length, /refused reads nothing of it."""
    path = environ["PATH_INFO"]
    start_response(
        "200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
    )
    if path == "/echo":
        return [environ["wsgi.input"].read()]
    if path == "/length":
        return [str(sum(map(len, iter(lambda: environ["wsgi.input"].read(65536), b"")))).encode()]
    if path == "/breaks":
        raise RuntimeError("of this app")
    if path == "/slow":
        time.sleep(float(environ["QUERY_STRING"]))
    if path == "/wait":
        folder = Path(environ["QUERY_STRING"])
        (folder / f"{threading.get_ident()}.waits").touch()
        while not (folder / "go").exists():
            threading.Event().wait(0.02)
    if path == "/long":
        start_response("200 OK", [("Content-Length", str(9_000_000))])
        return (b"l" * 1_000_000 for _ in range(9))
    if path == "/file":
        return FilePart(Path(environ["QUERY_STRING"]))
    words = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "HTTP_COOKIE", "HTTP_X_A")
    return ["\n".join(repr(environ.get(word)) for word in words).encode()]


def ready(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """What needs no thread: /ready."""
    if environ["PATH_INFO"] != "/ready":
        raise NeedsThreadError
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ready"]


class FilePart:
    def __init__(self, path: Path) -> None:
        self.file_range = (path, 0, path.stat().st_size)

    def __iter__(self) -> Any:
        raise AssertionError("the server sends it")


def create_front() -> Front:
    bodies = Bodies(BODY_BYTES, most_at_once=12, grace_s=GRACE_S, safe_for_s=0.2)
    return Front(app, threads=THREADS, body_bytes=BODY_BYTES, bodies=bodies, at_once=ready)
