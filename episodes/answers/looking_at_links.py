"""Whether an address still leads somewhere: asked once, without following where it sends on, and
never of this machine or a network that is not public."""

import http.client
import ipaddress
import socket
import ssl
import threading
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from episodes.messages import Message

# To look a name up, connect and answer, all together: neither a resolver nor a server that sends
# a letter now and then has an end of its own.
DEADLINE_SECONDS = 10
PORTS = {"http": 80, "https": 443}
GONE = frozenset((404, 410))
MOVED = frozenset((301, 308))  # for good; what is only sent on for now is where it was
# What servers answer to a HEAD that they do not like, and take back when they are asked in full.
ASK_IN_FULL = frozenset((400, 401, 403, 404, 405, 406, 410, 429, 500, 501, 502, 503))
LONGEST_ADDRESS = 1000
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")  # RFC 4291, section 2.4
_HEADERS = {"User-Agent": "Querent link check", "Accept": "*/*", "Range": "bytes=0-0"}


class LinkState(StrEnum):
    """UNCLEAR: no answer that says either way, such as “forbidden” or “too busy”."""

    FINE = "fine"
    MOVED = "moved"
    DEAD = "dead"
    UNCLEAR = "unclear"

    @property
    def label(self) -> Message:
        return _LABELS[self]


_LABELS = {
    LinkState.FINE: Message("works"),
    LinkState.MOVED: Message("has moved"),
    LinkState.DEAD: Message("leads nowhere"),
    LinkState.UNCLEAR: Message("no clear answer"),
}


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """status: of HTTP, where there was one. moved_to: where it has moved for good."""

    state: LinkState
    status: int | None = None
    moved_to: str = ""


class NotPublicError(OSError):
    """The name leads to this machine, or into a network that is not public."""


def link_answer(address: str) -> LinkAnswer:
    """Takes twenty seconds at the most."""
    try:
        parts = urlsplit(address)
        if parts.scheme not in PORTS or (parts.port or PORTS[parts.scheme]) != PORTS[parts.scheme]:
            return LinkAnswer(LinkState.UNCLEAR)
        status, place = _ask(parts, "HEAD")
        if status in ASK_IN_FULL:
            status, place = _ask(parts, "GET")
    except NotPublicError:
        return LinkAnswer(LinkState.UNCLEAR)
    except socket.gaierror as error:
        # Where no name server answers, the fault is as likely to be on this side.
        is_ours = error.errno == socket.EAI_AGAIN
        return LinkAnswer(LinkState.UNCLEAR if is_ours else LinkState.DEAD)
    except (ConnectionRefusedError, ssl.SSLCertVerificationError):
        return LinkAnswer(LinkState.DEAD)
    except (OSError, http.client.HTTPException, ValueError):  # a URL that nobody can read, too
        return LinkAnswer(LinkState.UNCLEAR)
    return LinkAnswer(_state_of(status), status, place if status in MOVED else "")


def _state_of(status: int) -> LinkState:
    if status in GONE:
        return LinkState.DEAD
    if status in MOVED:
        return LinkState.MOVED
    return LinkState.FINE if status < 400 else LinkState.UNCLEAR


def _ask(parts: SplitResult, method: str) -> tuple[int, str]:
    """The status, and where it sends on. Nothing of the body is read. Raises TimeoutError."""
    make = _SafeHTTPS if parts.scheme == "https" else _SafeHTTP
    connection = make(parts.hostname or "", PORTS[parts.scheme], timeout=DEADLINE_SECONDS)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    asking: Future[tuple[int, str]] = Future()

    def ask() -> None:
        try:
            connection.request(method, path, headers=_HEADERS)
            response = connection.getresponse()
            place = (response.getheader("Location") or "")[:LONGEST_ADDRESS]
            asking.set_result((response.status, place))
        except Exception as error:
            asking.set_exception(error)

    # A pool would wait for its threads at the end of the process, also for one that hangs.
    threading.Thread(target=ask, daemon=True).start()
    try:
        return asking.result(DEADLINE_SECONDS)
    finally:
        _hang_up(connection)


def _hang_up(connection: http.client.HTTPConnection) -> None:
    """Also where another thread still reads from it, which ends then."""
    if connection.sock:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)
    connection.close()


def public_address(host: str, port: int) -> tuple[str, int]:
    """Where the name leads; looked up once, and connected to as it is, so that a second look at
    the name cannot lead elsewhere. Raises NotPublicError, OSError."""
    entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [str(entry[4][0]) for entry in entries]
    if not numbers or not all(map(is_public, numbers)):
        raise NotPublicError(host)
    return numbers[0], port


def is_public(number: str) -> bool:
    """Not what leads to another machine in the guise of an IPv6 address, such as 6to4."""
    address = ipaddress.ip_address(number)
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global
    is_guise = address.sixtofour is not None or address.teredo is not None
    return address.is_global and address in _GLOBAL_UNICAST and not is_guise


class _SafeHTTP(http.client.HTTPConnection):
    def connect(self) -> None:
        self.sock = socket.create_connection(public_address(self.host, self.port), self.timeout)


class _SafeHTTPS(http.client.HTTPSConnection):
    def connect(self) -> None:
        plain = socket.create_connection(public_address(self.host, self.port), self.timeout)
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(plain, server_hostname=self.host)
