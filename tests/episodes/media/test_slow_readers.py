"""The real server with people who read slowly: pages must not wait for them."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from flask_migrate import upgrade

from app import create_app
from episodes.db import db
from episodes.media.actions import set_video_file
from episodes.settings import Settings
from tests.episodes.media.films import a_film
from tests.factories import a_show, an_episode
from tests.waiting import DEADLINE_S, listens, wait_until

ROOT = Path(__file__).parents[3]
READERS = 8
FILM = "/episodes/film/video.mp4"
# More than the system keeps for a connection that nobody reads.
SIZE = 24 * 2**20

pytestmark = pytest.mark.timeout(180)


def long_film() -> bytes:
    """A film, and after it a box that players pass over."""
    film = a_film()
    rest = SIZE - len(film)
    return film + rest.to_bytes(4) + b"free" + bytes(rest - 8)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Of `flask web` with fewer threads than there are slow readers."""
    data_dir = tmp_path_factory.mktemp("data")
    app = create_app(Settings(DATA_DIR=data_dir, SECRET_KEY="t" * 40))
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        a_show()
        set_video_file(an_episode("film"), BytesIO(long_film()), limit_bytes=SIZE)
        db.session.commit()
        db.engine.dispose()
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        number = int(tried.getsockname()[1])
    settings = {"DATA_DIR": str(data_dir), "SECRET_KEY": "t" * 40, "PORT": str(number)}
    command = [sys.executable, "-m", "flask", "--app", "app", "web"]
    environment = {"PATH": os.environ["PATH"], "WEB_THREADS": "4"} | settings
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        wait_for(number, process)
        yield number
        process.send_signal(signal.SIGTERM)


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    wait_until(lambda: listens(port) or process.poll() is not None, "the server")
    assert process.poll() is None, "the server ended by itself"


def slow_reader(port: int) -> socket.socket:
    """Asks for the film, reads the first line of the answer, and no more."""
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    reader.connect(("127.0.0.1", port))
    reader.sendall(f"GET {FILM} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    return reader


def status(reader: socket.socket) -> int:
    return int(reader.recv(12).split()[1])


def answer(port: int, address: str) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=DEADLINE_S)) as connection:
        connection.request("GET", address)
        response = connection.getresponse()
        return response.status, response.read()


def test_people_who_read_slowly_keep_nobody_from_pages_or_from_the_film(port: int) -> None:
    readers = [slow_reader(port) for _ in range(READERS)]
    assert [status(reader) for reader in readers] == [200] * READERS
    for address in ("/episodes/", "/", "/episodes/film"):
        assert answer(port, address)[0] == 200
    for _ in range(2):
        assert answer(port, FILM)[1][:12] == a_film()[:12]
    assert readers[0].fileno() > 0  # they are all still there
    for reader in readers:
        reader.close()
