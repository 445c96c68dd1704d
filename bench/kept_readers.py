"""python -m bench.kept_readers [--seconds N] [--database-url URL]: what it is worth to many readers
at once that finished pages are kept.

64 readers of the public pages, each with a connection that stays, beside 32 writers of jobs and
questions; first on a site that keeps nothing (KEPT_PAGES_BYTES=0), then on the same with its usual
settings. Prints answers a second of both and their ratio. The readers live in a process of their
own, which costs the machine less than a browser each: their requests are made beforehand, of the
answers only the length is read."""

import argparse
import multiprocessing
import selectors
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from flask import Flask

from app import create_app
from bench.content import make_site
from bench.figures import Figures
from bench.job_writers import job_writer
from bench.killed_site import KilledSite
from bench.load import READERS, WRITERS, asker

PAGES = ("/", "/episodes/", "/episodes/short", "/episodes/long", "/episodes/long/answer")
WARM_S = 5
LENGTH = b"content-length: "
PIECE = 256 * 1024


class Reader:
    """Asks for the pages one after the other, for the next when one has come."""

    def __init__(self, port: int, number: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self._requests = [_request(port, page) for page in PAGES]
        self._turn, self._head, self._missing = number, b"", -1

    def ask(self) -> None:
        self._turn += 1
        self.socket.sendall(self._requests[self._turn % len(self._requests)])
        self._head, self._missing = b"", -1

    def read(self) -> bool:
        """Whether the answer is there as a whole. Raises RuntimeError where it is no page."""
        piece = self.socket.recv(PIECE)
        if self._missing < 0:
            self._head += piece
            head, end, rest = self._head.partition(b"\r\n\r\n")
            if not end:
                return False
            if b" 200 " not in head[:16]:
                raise RuntimeError(head[:80].decode())
            length = head.lower().partition(LENGTH)[2]
            self._missing = int(length[: length.index(b"\r\n")] if b"\r\n" in length else length)
            piece = rest
        self._missing -= len(piece)
        return self._missing == 0


def _request(port: int, page: str) -> bytes:
    head = f"GET {page} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: br, gzip\r\n"
    return f"{head}Accept-Language: en\r\n\r\n".encode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--episodes", type=int, default=100)
    parser.add_argument("--web", type=int, default=2, help="web processes")
    parser.add_argument("--database-url", default="", help="of an empty PostgreSQL database")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(make_site(Path(folder), given.episodes, given.database_url))
        words = {"DATA_DIR": folder, "DATABASE_URL": given.database_url, "SECRET_KEY": "b" * 40}
        words |= {"WEB_PROCESSES": str(given.web), "ASK_DAILY_LIMIT": "1000000"}
        without = _pages_a_second(app, words | {"KEPT_PAGES_BYTES": "0"}, given.seconds)
        usual = _pages_a_second(app, words, given.seconds)
    print(f"ratio {usual / without:.1f}")


def _pages_a_second(app: Flask, words: dict[str, str], seconds: float) -> float:
    figures, end = Figures(), threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        site = KilledSite(words, Path(folder) / "log.txt")
        site.start()
        turns: list[Callable[[], None]] = [
            job_writer(app, figures, number) if number % 2 else asker(site.port, figures)
            for number in range(WRITERS)
        ]
        threads = [threading.Thread(target=_repeat, args=(turn, end)) for turn in turns]
        for thread in threads:
            thread.start()
        pages = _read_apart(site.port, seconds)
        end.set()
        for thread in threads:
            thread.join(150)
        site.stop()
    kept = words.get("KEPT_PAGES_BYTES", "usual")
    print(f"kept: {kept}: {pages:,.0f} pages a second to {READERS} readers, beside")
    figures.print(seconds + WARM_S)
    if figures.others:
        sys.exit(1)
    return pages


def _repeat(turn: Callable[[], None], end: threading.Event) -> None:
    while not end.is_set():
        turn()


def _read_apart(port: int, seconds: float) -> float:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_read, args=(port, seconds, theirs)
    )
    process.start()
    theirs.close()
    pages = float(ours.recv())
    process.join()
    return pages


def _read(port: int, seconds: float, told: Connection) -> None:
    """After some seconds that are not counted."""
    waiting = selectors.DefaultSelector()
    for number in range(READERS):
        reader = Reader(port, number)
        waiting.register(reader.socket, selectors.EVENT_READ, reader)
        reader.ask()
    began = time.monotonic() + WARM_S
    pages = 0
    while (now := time.monotonic()) < began + seconds:
        for key, _ in waiting.select(1):
            if key.data.read():
                pages += now >= began
                key.data.ask()
    told.send(pages / seconds)


if __name__ == "__main__":
    main()
