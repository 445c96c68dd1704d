"""The run command as a person uses it: real processes, real signals."""

import contextlib
import os
import signal
import socket
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from episodes.settings import SettingsError, read_settings
from tests.waiting import DEADLINE_S, wait_until

ROOT = Path(__file__).parents[3]
Serve = Callable[..., "subprocess.Popen[str]"]

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@pytest.fixture
def serve(tmp_path: Path, port: int) -> Iterator[Serve]:
    """Starts `flask serve` on an empty show; keywords are settings."""
    started = []

    def start(command: str = "serve", **settings: str) -> "subprocess.Popen[str]":
        environment = {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path / "data"),
            "PORT": str(port),
            "DEMO_SEASON": "off",
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", command],
            cwd=ROOT, env=environment | settings, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=DEADLINE_S)


def said_until(process: "subprocess.Popen[str]", words: str) -> str:
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    pytest.fail(f"it ended without {words!r}: {said}")


def children_of(pid: int) -> set[int]:
    """And theirs."""
    direct = {int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}
    return direct.union(*map(children_of, direct))


def name_of(pid: int) -> str:
    return Path(f"/proc/{pid}/comm").read_text().strip()


def alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if Path(f"/proc/{pid}").exists()}


def is_there(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def status_of(address: str) -> int:
    with urllib.request.urlopen(address, timeout=DEADLINE_S) as response:  # noqa: S310  # our own server
        return int(response.status)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_says_where_and_stops_without_a_trace(
    serve: Serve, port: int, number: signal.Signals
) -> None:
    process = serve()
    said = said_until(process, "Ctrl-C")
    assert f"http://127.0.0.1:{port}\n" in said
    assert "flask users add" in said
    assert status_of(f"http://127.0.0.1:{port}/sign-in") == 200
    children = children_of(process.pid)
    process.send_signal(number)
    rest, _ = process.communicate(timeout=DEADLINE_S)
    assert (process.returncode, rest) == (0, "Stopped.\n")
    assert alive(children) == set()


def test_it_serves_where_python_starts_processes_in_its_newer_way(
    serve: Serve, port: int, tmp_path: Path
) -> None:
    """As Python 3.14 does by itself."""
    newer = "import multiprocessing\nmultiprocessing.set_start_method('forkserver')\n"
    (tmp_path / "sitecustomize.py").write_text(newer)
    process = serve(PYTHONPATH=str(tmp_path))
    said_until(process, "Ctrl-C")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=DEADLINE_S)
    web = serve("web", PYTHONPATH=str(tmp_path))
    wait_until(lambda: web.poll() is not None or is_there(port), "the pages")
    assert status_of(f"http://127.0.0.1:{port}/sign-in") == 200


def test_it_leaves_nothing_running_where_it_is_killed(serve: Serve) -> None:
    process = serve()
    said_until(process, "Ctrl-C")
    children = children_of(process.pid)
    process.kill()
    assert len(children) >= 3
    wait_until(lambda: not alive(children), "the end of all its processes")


def test_when_a_child_dies_the_other_is_stopped_and_the_status_says_so(serve: Serve) -> None:
    process = serve()
    said_until(process, "Ctrl-C")
    children = children_of(process.pid)
    worker = next(pid for pid in children if name_of(pid) == "querent-worker")
    os.kill(worker, signal.SIGKILL)
    rest, _ = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 1
    assert "worker process ended by itself" in rest
    assert "Traceback" not in rest
    assert alive(children) == set()


def test_the_processes_share_what_the_first_of_them_read(serve: Serve, port: int) -> None:
    process = serve(WEB_PROCESSES="2")
    said_until(process, "Ctrl-C")
    assert status_of(f"http://127.0.0.1:{port}/sign-in") == 200
    names = sorted(map(name_of, children_of(process.pid)))
    assert names == ["querent-web"] * 3 + ["querent-worker"]
    command = Path(f"/proc/{process.pid}/cmdline").read_bytes()
    for child in children_of(process.pid):  # none began by itself, with its own copy of the site
        assert Path(f"/proc/{child}/cmdline").read_bytes() == command


def test_a_taken_port_is_one_clear_line(serve: Serve, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        process = serve()
        said, _ = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 1
    assert said.splitlines() == [
        f"Error: Cannot listen on 127.0.0.1, port {port}: Address already in use."
        " Set PORT to another."
    ]


BAD_SETTINGS = [
    ("PORT", "many"),
    ("WEB_THREADS", "0"),
    ("DATABASE_URL", "mysql://host/name"),
    ("SECRET_KEY", "short"),
    ("DEMO_SEASON", "perhaps"),
    ("DATA_DIR", "/proc/nothing/here"),
]


@pytest.mark.parametrize(("name", "value"), BAD_SETTINGS)
def test_a_bad_setting_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str
) -> None:
    for each, of_each in ({"DATA_DIR": str(tmp_path)} | {name: value}).items():
        monkeypatch.setenv(each, of_each)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert str(refused.value).startswith(f"{name}: ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("name", "value"), [BAD_SETTINGS[0], BAD_SETTINGS[-1]])
def test_a_bad_setting_stops_the_start_with_one_line_that_names_it(
    serve: Serve, name: str, value: str
) -> None:
    process = serve(**{name: value})
    said, _ = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 2
    assert len(said.splitlines()) == 1
    assert said.startswith(f"Error: {name}: ")


def test_a_database_that_does_not_answer_is_one_clear_line(serve: Serve) -> None:
    process = serve(DATABASE_URL="postgresql://nobody:secret@127.0.0.1:1/nothing")
    said, _ = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 1
    assert "The database does not answer" in said
    assert "secret" not in said
    assert "Traceback" not in said


def test_the_demo_season_comes_with_a_producer_once(serve: Serve, tmp_path: Path) -> None:
    first = serve(DEMO_SEASON="on")
    said = said_until(first, "Ctrl-C")
    kept = tmp_path / "data" / "demo-producer.txt"
    password = kept.read_text().split("password: ")[1].strip()
    assert password in said
    assert "database is locked" not in said  # by its own start
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=DEADLINE_S)
    second = serve(DEMO_SEASON="on")
    said_again = said_until(second, "Ctrl-C")
    assert "demo-producer.txt" in said_again
    assert password not in said_again
    assert kept.read_text().split("password: ")[1].strip() == password


def test_nothing_that_is_kept_or_said_tells_who_visited(
    serve: Serve, tmp_path: Path, port: int
) -> None:
    process = serve(LOG_LEVEL="debug", PROXIES="1", TRUSTED_HOSTS="127.0.0.1")
    said = said_until(process, "Querent is at")
    visitor = {"User-Agent": "Peculiar/77", "X-Forwarded-For": "203.0.113.77"}
    for path in ("/", "/search?q=my+secret+question", "/nowhere", "/sign-in", "/episodes/%00"):
        for method in ("GET", "POST"):
            asked = urllib.request.Request(
                f"http://127.0.0.1:{port}{path}", headers=visitor, method=method
            )
            with contextlib.suppress(urllib.error.HTTPError):
                urllib.request.urlopen(asked, timeout=DEADLINE_S).close()  # noqa: S310
    process.send_signal(signal.SIGTERM)
    said += process.communicate(timeout=DEADLINE_S)[0]
    kept = [p.read_bytes() for p in (tmp_path / "data").rglob("*") if p.is_file()]
    assert kept
    for trace in ("Peculiar", "203.0.113.77", "secret question", "secret+question"):
        assert trace not in said
        assert not any(trace.encode() in data for data in kept)
