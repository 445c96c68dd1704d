"""The run command as a service manager keeps it: started, killed at its worst moments, started."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
SITE, WEB, WORKER, JOB = "the whole site", "web", "worker", "a job"
START_S = 300


class KilledSite:
    def __init__(self, settings: dict[str, str], log: Path) -> None:
        with socket.socket() as tried:
            tried.bind(("127.0.0.1", 0))
            self.port = int(tried.getsockname()[1])
        self._log = log.open("ab")
        self._environment = os.environ | settings | {"PORT": str(self.port)}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Until it answers. What a killed site leaves running for a moment may hold the port."""
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", "app", "serve"],
                cwd=ROOT, env=self._environment, stdout=self._log, stderr=self._log,
            )  # fmt: skip
            while self._process.poll() is None and time.monotonic() < deadline:
                if self._answers():
                    return
                time.sleep(0.1)
        raise RuntimeError(f"the site does not start: see {self._log.name}")

    def kill(self, chance: random.Random, spared: Callable[[int], bool]) -> str:
        """Which part was killed. A job is spared where it was killed before: crashes are counted
        against it. The kill of web or worker ends the site, which is waited for."""
        assert self._process
        parts = {SITE: [self._process.pid]}
        for pid in children_of(self._process.pid):
            part = name_of(pid).removeprefix("querent-")
            if part in (WEB, WORKER):
                parts[part] = [pid, *(() if part == WORKER else children_of(pid))]
            if part == WORKER:
                jobs = [(child, command_of(child)) for child in children_of(pid)]
                known = [c for c, w in jobs if "run" in w and not spared(job_number(w))]
                parts |= {JOB: known} if known else {}
        part = chance.choice([p for p in (WEB, WEB, WORKER, WORKER, SITE, JOB) if parts.get(p)])
        victim = chance.choice(parts[part])
        if part == JOB:
            spared(-job_number(command_of(victim)))
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:
            return ""
        if part != JOB:
            self._end()
        return part

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(60)

    def _end(self) -> None:
        """Of itself, mostly; a process of web that is killed alone may be replaced by its own."""
        assert self._process
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self.stop()

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.settimeout(10)
                connection.sendall(b"GET /static/icon.svg HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
                return b"200" in connection.recv(20)
        except OSError:
            return False


def children_of(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").glob("*/children"))
        return [int(child) for task in tasks for child in task.read_text().split()]
    except OSError:
        return []


def name_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def command_of(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    except OSError:
        return []


def processes_of_browser(profile: Path) -> list[int]:
    """Of ours with this profile: those that all others of the same browser go down with."""
    return [pid for pid in _below(os.getpid()) if _is_browser(pid, profile)]


def _below(pid: int) -> list[int]:
    below = children_of(pid)
    return [*below, *(each for child in below for each in _below(child))]


def _is_browser(pid: int, profile: Path) -> bool:
    words = command_of(pid)
    return f"--user-data-dir={profile}" in words and not any(w.startswith("--type=") for w in words)


def job_number(command: list[str]) -> int:
    return int(command[command.index("run") + 1])
