"""A server of its own, served as the site is, whose CPU time can be read."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from types import TracebackType

from episodes.memory import hold_little
from episodes.serving.front import Front, front_of

ROOT = Path(__file__).parents[1]
SERVE = """
import sys
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server
port = sys.argv[1]
Server("bench.server:create_front", port=int(port), interface=Interfaces.RSGI, workers=1,
       websockets=False, factory=True, log_level=LogLevels.error).serve()
"""


TARGET = "BENCH_TARGET"


def create_front() -> Front:
    """The target behind what reads requests for the site, too."""
    hold_little()
    module, _, name = os.environ[TARGET].partition(":")
    named = getattr(import_module(module), name)
    app = named() if name.startswith("create_") else named
    served = getattr(app, "wsgi_app", app)
    if module == "app":
        return front_of(app)
    return Front(served, threads=8, body_bytes=11_000_000)


class Served:
    """target: as in `module:name`; a name that begins with create_ is called for the app."""

    def __init__(self, target: str, **settings: str) -> None:
        self._start(["-c", SERVE], **settings, **{TARGET: target})

    def _start(self, arguments: list[str], **settings: str) -> None:
        """Python with these, and the port as the last."""
        with socket.socket() as tried:
            tried.bind(("127.0.0.1", 0))
            self.port = tried.getsockname()[1]
        self._process = subprocess.Popen(
            [sys.executable, *arguments, str(self.port)],
            cwd=ROOT, env=dict(os.environ) | settings, start_new_session=True,
        )  # fmt: skip

    def __enter__(self) -> "Served":
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        self.connection.close()
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait(20)

    def get(self, address: str, headers: dict[str, str]) -> tuple[int, bytes, str]:
        """Status, body, ETag."""
        self.connection.request("GET", address, headers=headers)
        response = self.connection.getresponse()
        return response.status, response.read(), response.getheader("ETag", "")

    def cpu_ms(self) -> float:
        """Of every thread of every process in the server's group."""
        return sum(
            int(schedstat.read_text().split()[0]) / 1e6
            for pid in self._processes()
            for schedstat in Path(f"/proc/{pid}/task").glob("*/schedstat")
        )

    def memory_mb(self) -> float:
        """Proportional set size of the group, so that what its processes share counts once."""
        sizes = (_pss_kb(pid) for pid in self._processes())
        return sum(sizes) / 1024

    def _processes(self) -> list[int]:
        main = self._process.pid
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        return [main, *map(int, children)]


class Datasette(Served):
    """As its own command serves a file of SQLite's. folder: where it was installed into."""

    def __init__(self, folder: str, file: Path) -> None:
        serve = ["-m", "datasette", "serve", str(file), "--setting", "sql_time_limit_ms", "20000"]
        self._start([*serve, "--port"], PYTHONPATH=folder)


def _pss_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
