"""The processes that make up a running site, started and stopped as one."""

import contextlib
import ctypes
import gc
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).parents[2]
GRACE_SECONDS = 12
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
FORK = multiprocessing.get_context("fork")
PR_SET_NAME = 15  # linux/prctl.h


class AddressError(ValueError):
    """The address cannot be listened on; the message says which and why."""


class Children:
    """Forked from this process, so they share what it has read: importing the site takes each
    process that begins by itself a second or two, and sixty megabytes. This process must have no
    other thread, and no connection open to the database.

    Each child leads its own process group: Ctrl-C reaches them through us only, and nothing that a
    child started outlives it. Each holds the reading end of a pipe whose writing end closes with
    this process, so that they stop even where this one is killed."""

    def __init__(self) -> None:
        self._children: list[ForkProcess] = []
        self._asked_to_stop = False
        self._pipe = os.pipe()
        gc.collect()
        gc.freeze()  # a collection would write to every page of memory that is shared

    def start(self, name: str, work: Callable[[], object]) -> None:
        """The process ends with the work. name: as `ps -o comm` shows it."""
        child = FORK.Process(target=self._run, args=(name, work), name=name)
        # A signal that came before the child let go of our own handlers would be lost.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        try:
            child.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
        self._children.append(child)
        with contextlib.suppress(OSError):  # the child may have come first
            os.setpgid(_number(child), 0)

    def _run(self, name: str, work: Callable[[], object]) -> None:
        """In the child."""
        with contextlib.suppress(OSError):
            os.setpgid(0, 0)
        for number in STOPPING:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
        reading, writing = self._pipe
        os.close(writing)
        _stop_at_end_of(reading)
        _name_process(f"querent-{name}")
        work()

    def heed_signals(self) -> None:
        for number in STOPPING:
            signal.signal(number, self._ask_to_stop)

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_to_stop = True

    @property
    def are_wanted(self) -> bool:
        """All run, and nobody has asked to stop."""
        return not self._asked_to_stop and self.ended_child() is None

    def ended_child(self) -> ForkProcess | None:
        return next((child for child in self._children if child.exitcode is not None), None)

    def wait(self) -> str:
        """Until someone asks to stop ("") or a child ends by itself (what is to be said of it)."""
        while self.are_wanted:
            time.sleep(0.1)
        child = self.ended_child()
        if self._asked_to_stop or child is None:
            return ""
        return f"The {child.name} process ended by itself (status {child.exitcode})."

    def stop(self) -> None:
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self._children:
            child.join(max(0.0, deadline - time.monotonic()))
        self._signal(signal.SIGKILL)
        for child in self._children:
            child.join()

    def _signal(self, number: signal.Signals) -> None:
        for child in self._children:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(_number(child), number)


def _number(child: ForkProcess) -> int:
    assert child.pid is not None  # noqa: S101  # it was started
    return child.pid


def _stop_at_end_of(pipe: int) -> None:
    """Ends this process as SIGTERM does once the parent is gone."""

    def watch() -> None:
        while os.read(pipe, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def _name_process(name: str) -> None:
    """Of its first 15 letters, where the system has such a thing."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_NAME, name.encode(), 0, 0, 0)


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
