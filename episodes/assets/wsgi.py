"""The wrapper around the app that sends them from memory, without waking the app."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from episodes.assets.files import Asset, Assets
from episodes.at_once import needs_thread
from episodes.packing import encoding_for

Headers: TypeAlias = list[tuple[str, str]]

PREFIX = "/static/"
FOREVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"  # an address without a digest may hold something else tomorrow
PROTECTING: Headers = [
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
]


class AssetServer:
    """more_headers: for every answer, as the rest of the site has them."""

    def __init__(
        self, app: Callable[..., Iterable[bytes]], assets: Assets, more_headers: Headers
    ) -> None:
        self._app, self._assets, self._more = app, assets, more_headers
        self._current = f"{assets.digest}/"

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path: str = environ["PATH_INFO"]
        if not path.startswith(PREFIX) or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._app(environ, start_response)
        name = path.removeprefix(PREFIX)
        is_current = name.startswith(self._current)
        asset = self._assets.asset(name.removeprefix(self._current)) or self._old(name)
        if asset is None:
            return self._app(environ, start_response)
        lasts = FOREVER if is_current else ASK_EACH_TIME
        headers = [("Cache-Control", lasts), *PROTECTING, *self._more]
        return _send(asset, headers, environ, start_response)

    def _old(self, name: str) -> Asset | None:
        """A page that was opened before an update asks by the former digest."""
        digest, _, rest = name.partition("/")
        is_digest = len(digest) == len(self._assets.digest)
        return self._assets.asset(rest) if is_digest else None


def _send(
    asset: Asset, headers: Headers, environ: dict[str, Any], start_response: Any
) -> list[bytes]:
    headers += [("Content-Type", _with_charset(asset.media_type)), ("ETag", asset.etag)]
    encoding = ""
    if asset.is_packable:
        headers.append(("Vary", "Accept-Encoding"))
        encoding = encoding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
    if asset.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response("304 Not Modified", headers)
        return []
    if encoding and encoding not in asset.forms:
        needs_thread(environ)  # packing takes its time
    body = asset.form(encoding) if encoding else asset.body
    if encoding:
        headers.append(("Content-Encoding", encoding))
    headers.append(("Content-Length", str(len(body))))
    start_response("200 OK", headers)
    return [body] if environ["REQUEST_METHOD"] == "GET" else []


def _with_charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
