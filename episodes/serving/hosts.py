"""What a request calls this site. A name that is none makes libraries below fail at odd places (an
empty label, or one over 63 characters, in the codec for names), so it is refused before them."""

import re
from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?", re.IGNORECASE)
_IPV6 = re.compile(r"\[[0-9a-f:.]{2,45}\]", re.IGNORECASE)
_PORT = re.compile(r"[0-9]{1,5}")
LONGEST_NAME = 253  # RFC 1035
GREATEST_PORT = 65_535
WORDS = b"This site is not known under that name.\n"


class HostCheck:
    """Stands around the app, within what takes a proxy's word for the host."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        host = environ.get("HTTP_HOST")
        if host is None or is_host(host):
            return self._app(environ, start_response)
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(WORDS))),
            ("Cache-Control", "no-store"),
        ]
        start_response("400 Bad Request", headers)
        return [WORDS]


def is_host(host: str) -> bool:
    """A name or address, with or without a port, as a Host header may have it (RFC 9110, 7.2)."""
    name, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        name, port = host, "80"
    if not _PORT.fullmatch(port) or int(port) > GREATEST_PORT:
        return False
    is_name = _NAME.fullmatch(name) and len(name.rstrip(".")) <= LONGEST_NAME
    return bool(is_name or _IPV6.fullmatch(name))
