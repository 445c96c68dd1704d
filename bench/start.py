"""python -m bench.start [STARTS]: seconds from the command to the first page, of `flask serve` on
an empty show and of a bare Flask page on the same server, in turns."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.server import ROOT, SERVE, TARGET

LONGEST_S = 120


def main() -> None:
    starts = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    with TemporaryDirectory() as folder:
        seconds = [(_start_of_site(Path(folder)), _start_of_bare_page()) for _ in range(starts)]
    # The first makes the database and reads code that no start has compiled yet.
    print(f"the first: {seconds[0][0]:.2f} s")
    site, bare = (median(column) for column in zip(*seconds[1:], strict=True))
    print(f"median of {starts - 1} more: site {site:.2f} s, bare page {bare:.2f} s")


def _start_of_site(folder: Path) -> float:
    settings = {"DATA_DIR": str(folder), "DEMO_SEASON": "off"}
    return _seconds_to_page([sys.executable, "-m", "flask", "--app", "app", "serve"], settings)


def _start_of_bare_page() -> float:
    return _seconds_to_page([sys.executable, "-c", SERVE], {TARGET: "bench.hello:app"})


def _seconds_to_page(command: list[str], settings: dict[str, str]) -> float:
    """The server's port is given both ways: as the last word and as a setting."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    words = [*command, str(port)] if TARGET in settings else command
    began = time.monotonic()
    process = subprocess.Popen(
        words, cwd=ROOT, env=dict(os.environ) | settings | {"PORT": str(port)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        while not _has_page(port):
            if process.poll() is not None or time.monotonic() - began > LONGEST_S:
                raise SystemExit(f"{words} gave no page")
            time.sleep(0.01)
        return time.monotonic() - began
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)


def _has_page(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST_S)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    main()
