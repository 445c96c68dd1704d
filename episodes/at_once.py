"""What the server's own loop may answer, without a thread: what lies ready in memory.

The loop calls the site with AT_ONCE in the environment. Whatever would have to wait or to compute
says NeedsThreadError instead, and is called again in a thread, with an environment of its own."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeAlias

WsgiApp: TypeAlias = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# Is awaited in the loop first, for what an answer at once depends on.
Prepare: TypeAlias = Callable[[dict[str, Any]], Awaitable[None]]

AT_ONCE = "querent.at_once"
PREPARES = "prepares_at_once"  # among the app's extensions: its Prepare, if it has one


class NeedsThreadError(Exception):
    """This cannot be answered at once."""


def needs_thread(environ: dict[str, Any]) -> None:
    """Raises NeedsThreadError where the answer is wanted at once."""
    if AT_ONCE in environ:
        raise NeedsThreadError


class OnlyInThread:
    """Around the app itself, within all that may answer for it."""

    def __init__(self, app: WsgiApp) -> None:
        self._app = app

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        needs_thread(environ)
        return self._app(environ, start_response)
