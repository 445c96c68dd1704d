"""The processes that make up a running site, started and stopped as one."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).parents[2]
GRACE_SECONDS = 12
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class AddressError(ValueError):
    """The address cannot be listened on; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Child:
    name: str
    process: subprocess.Popen[bytes]


class Children:
    """Each child leads its own process group: Ctrl-C reaches them through us only, and nothing
    that a child started outlives it. Each holds the reading end of a pipe whose writing end closes
    with this process, so that they stop even where this one is killed."""

    def __init__(self, app_name: str) -> None:
        self._app_name = app_name
        self._children: list[Child] = []
        self._asked_to_stop = False

    def start(self, name: str, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "flask", "--app", self._app_name, name, "--supervised"]
        process = subprocess.Popen(  # noqa: S603  # our own command
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, start_new_session=True
        )
        self._children.append(Child(name, process))

    def heed_signals(self) -> None:
        for number in STOPPING:
            signal.signal(number, self._ask_to_stop)

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_to_stop = True

    @property
    def are_wanted(self) -> bool:
        """All run, and nobody has asked to stop."""
        return not self._asked_to_stop and self.ended_child() is None

    def ended_child(self) -> Child | None:
        return next((c for c in self._children if c.process.poll() is not None), None)

    def wait(self) -> str:
        """Until someone asks to stop ("") or a child ends by itself (what is to be said of it)."""
        while self.are_wanted:
            time.sleep(0.1)
        child = self.ended_child()
        if self._asked_to_stop or child is None:
            return ""
        return f"The {child.name} process ended by itself (status {child.process.returncode})."

    def stop(self) -> None:
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self._children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.0, deadline - time.monotonic()))
        self._signal(signal.SIGKILL)
        for child in self._children:
            child.process.wait()

    def _signal(self, number: signal.Signals) -> None:
        for child in self._children:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.process.pid, number)


def stop_with_parent() -> None:
    """In a child: ends this process as SIGTERM does once the parent is gone."""

    def watch() -> None:
        while os.read(0, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen: a number, a port, and the socket that keeps others away from there."""

    host: str
    port: int
    reservation: socket.socket


def reserve(host: str, port: int) -> Place:
    """For the web process, which may listen beside the reservation (SO_REUSEPORT); a second starter
    may not.

    Raises AddressError where nobody can listen there, or somebody does."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
        reservation = socket.socket(family, kind, protocol)
        reservation.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        reservation.bind(address)
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "HOST" if isinstance(error, socket.gaierror) else "PORT"
        raise AddressError(
            f"Cannot listen on {host}, port {port}: {reason}. Set {hint} to another."
        ) from error
    return Place(str(address[0]), port, reservation)


def is_answering(host: str, port: int) -> bool:
    """Somebody listens there."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False
