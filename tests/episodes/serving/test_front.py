"""Requests on their way in: what is slow, large or broken takes nobody's thread."""

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.waiting import listens, wait_until

ROOT = Path(__file__).parents[3]
BODY_BYTES, THREADS = 100_000, 2  # as front_app.py has them
SERVE = """
import sys
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server
Server("front_app:create_front", port=int(sys.argv[1]), websockets=False,
       interface=Interfaces.RSGI, workers=1, factory=True, log_level=LogLevels.error).serve()
"""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SERVE, str(port)]
    process = subprocess.Popen(command, cwd=Path(__file__).parent, env=environment)
    try:
        wait_until(lambda: listens(port) or process.poll() is not None, "listening")
        yield port
    finally:
        process.terminate()
        process.wait(60)


def request(
    port: int, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    answer = response.status, response.read()
    connection.close()
    return answer


def begin(port: int, length: int, path: str = "/echo", sent: bytes = b"x") -> socket.socket:
    """A request whose body does not come."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=120)
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n"
    connection.sendall(head.encode() + sent)
    return connection


def status_of(connection: socket.socket) -> int:
    with connection:
        line = connection.recv(12)
    return int(line.split()[1]) if line else 0


def test_a_body_comes_whole_in_memory_or_by_the_disk(port: int) -> None:
    for size in (1, 50_000, BODY_BYTES):
        assert request(port, "POST", "/echo", b"y" * size) == (200, b"y" * size)


def test_bodies_that_dribble_leave_every_thread_to_pages_and_are_told_off(port: int) -> None:
    slow = [begin(port, 50_000) for _ in range(10)]
    assert request(port, "GET", "/page")[0] == 200
    assert request(port, "POST", "/echo", b"quick") == (200, b"quick")
    assert [status_of(connection) for connection in slow] == [408] * 10


def test_where_all_places_are_taken_the_slowest_gives_way(port: int) -> None:
    slow = [begin(port, BODY_BYTES) for _ in range(12)]
    wait_until(lambda: request(port, "POST", "/echo", b"quick")[0] == 200, "a place")
    assert sorted({status_of(connection) for connection in slow}) == [408]


def test_a_body_that_lies_about_its_length_is_cut_off(port: int) -> None:
    connection = socket.create_connection(("127.0.0.1", port), timeout=120)
    connection.sendall(b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    piece = b"%x\r\n" % 60_000 + b"z" * 60_000 + b"\r\n"
    connection.sendall(piece * 2)
    assert status_of(connection) == 413


def test_an_upload_is_read_by_its_own_threads_as_it_comes(port: int) -> None:
    assert request(port, "POST", "/length", b"u" * 3_000_000) == (200, b"3000000")


def test_uploads_that_do_not_come_leave_pages_alone_and_the_next_is_asked_to_wait(
    port: int,
) -> None:
    stuck = [begin(port, 10_000_000, "/length") for _ in range(2)]
    wait_until(lambda: request(port, "POST", "/length", b"u" * 200_000)[0] == 503, "being full")
    assert request(port, "GET", "/page")[0] == 200
    for connection in stuck:
        connection.close()
    wait_until(lambda: request(port, "POST", "/length", b"u" * 200_000)[0] == 200, "room again")


def test_an_upload_that_the_app_does_not_want_is_answered_before_it_has_come(port: int) -> None:
    assert status_of(begin(port, 4_000_000_000, "/unwanted")) == 200


def test_what_the_app_is_told_is_what_was_asked(port: int) -> None:
    status, words = request(
        port, "GET", "/a%20b/%C3%A9?q=%00&x=1", **{"X-A": "1", "Cookie": "a=1; b=2"}
    )
    assert status == 200
    assert words.decode().splitlines() == [
        "'GET'", repr("/a b/é".encode().decode("latin-1")), "'q=%00&x=1'", "'a=1; b=2'", "'1'",
    ]  # fmt: skip


def test_a_long_answer_goes_by_the_disk(port: int) -> None:
    assert request(port, "GET", "/long") == (200, b"l" * 9_000_000)


def test_an_app_that_breaks_answers_500_and_the_next_request_is_served(port: int) -> None:
    assert request(port, "GET", "/breaks")[0] == 500
    assert request(port, "HEAD", "/page") == (200, b"")


def test_a_reader_who_does_not_read_takes_no_thread_and_no_memory(
    port: int, tmp_path: Path
) -> None:
    film = tmp_path / "film"
    film.write_bytes(os.urandom(1_000_000) * 60)
    idle = []
    for _ in range(8):
        connection = socket.create_connection(("127.0.0.1", port), timeout=120)
        connection.sendall(f"GET /file?{film} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        idle.append(connection)
    assert all(connection.recv(12) == b"HTTP/1.1 200" for connection in idle)
    assert request(port, "GET", "/page")[0] == 200
    assert request(port, "GET", f"/file?{film}") == (200, film.read_bytes())
    for connection in idle:
        connection.close()


def test_what_lies_ready_is_answered_while_every_thread_waits(port: int, tmp_path: Path) -> None:
    with ThreadPoolExecutor() as readers:
        waiting = [
            readers.submit(request, port, "GET", f"/wait?{tmp_path}") for _ in range(THREADS)
        ]
        wait_until(lambda: len(list(tmp_path.glob("*.waits"))) == THREADS, "every thread")
        assert request(port, "GET", "/ready") == (200, b"ready")
        (tmp_path / "go").touch()
        assert [one.result()[0] for one in waiting] == [200] * THREADS
