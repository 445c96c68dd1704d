"""python -m bench.strangers [--seconds N]: what strangers who mean no good can do to other people's
pages: how long a page that is kept, and one that is not, take meanwhile.

The real server with its usual settings. First nobody; then sixteen clients that sign in with ever
new addresses; then slow sockets, each of which announces a form and sends a byte now and then:
eight, which is one for each thread, and a hundred."""

import argparse
import http.client
import re
import socket
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from bench.content import make_site
from bench.killed_site import KilledSite

EPISODES, FLOODERS = 30, 16
SLOW = (8, 100)
FORM_BYTES, A_BYTE_EACH_S = 50_000, 1.0
KEPT, NOT_KEPT = "/", "/episodes/short?rare"
PAUSE_S = 0.05
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=15)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        make_site(Path(folder), EPISODES)
        site = KilledSite({"DATA_DIR": folder, "SECRET_KEY": "b" * 40}, Path(folder) / "log.txt")
        site.start()
        stack.callback(site.stop)
        print("| meanwhile | kept page p50 | longest | not kept p50 | longest | they were told |")
        print("| --- | ---: | ---: | ---: | ---: | --- |")
        _print_row(site.port, seconds, "nobody", [], Counter())
        told: Counter[str] = Counter()
        floods = [_flooder(site.port, number, told) for number in range(FLOODERS)]
        _print_row(site.port, seconds, f"{FLOODERS} sign in with new addresses", floods, told)
        for count in SLOW:
            told = Counter()
            slow = [_dribbler(site.port, told) for _ in range(count)]
            _print_row(site.port, seconds, f"{count} slow sockets", slow, told)


def _print_row(
    port: int, seconds: float, name: str, strangers: list[Callable[[], None]], told: Counter[str]
) -> None:
    end = threading.Event()
    threads = [threading.Thread(target=_repeat, args=(one, end)) for one in strangers]
    for thread in threads:
        thread.start()
    time.sleep(1)  # until they are all under way
    cells = [_times(port, page, seconds / 2) for page in (KEPT, NOT_KEPT)]
    end.set()
    for thread in threads:
        thread.join(60)
    answers = ", ".join(f"{status}: {n}" for status, n in sorted(told.items()))
    print(f"| {name} | {' | '.join(cells)} | {answers} |", flush=True)


def _repeat(turn: Callable[[], None], end: threading.Event) -> None:
    while not end.is_set():
        turn()


def _times(port: int, page: str, seconds: float) -> str:
    """Median and longest in milliseconds, each page on a connection of its own."""
    until, times = time.monotonic() + seconds, []
    while time.monotonic() < until:
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        connection.request("GET", page)
        response = connection.getresponse()
        response.read()
        assert response.status == 200, response.status
        connection.close()
        times.append((time.monotonic() - began) * 1000)
        time.sleep(PAUSE_S)
    return f"{quantiles(times, n=2)[0]:.0f} ms | {max(times):.0f} ms"


def _flooder(port: int, number: int, told: Counter[str]) -> Callable[[], None]:
    """As a machine does it: the token once, then one guess after the other."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", "/sign-in")
    response = connection.getresponse()
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', response.read().decode())
    assert token
    cookie = (response.getheader("Set-Cookie") or "").partition(";")[0]
    turn = [0]

    def guess() -> None:
        turn[0] += 1
        fields = {"csrf_token": token[1], "email": f"x{number}.{turn[0]}@example.org"}
        body = urlencode(fields | {"password": "a guess of many"})
        connection.request("POST", "/sign-in", body, FORM | {"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        told[str(answer.status)] += 1

    return guess


def _dribbler(port: int, told: Counter[str]) -> Callable[[], None]:
    """Begins again where it was told off."""
    state: list[socket.socket] = []

    def dribble() -> None:
        if not state:
            begun = socket.create_connection(("127.0.0.1", port), timeout=A_BYTE_EACH_S)
            head = f"POST /preferences HTTP/1.1\r\nHost: x\r\nContent-Length: {FORM_BYTES}\r\n\r\n"
            begun.sendall(head.encode())
            state.append(begun)
        with suppress(OSError):
            state[0].sendall(b"x")
        with suppress(TimeoutError):
            answer = state[0].recv(4096)
            told[answer[9:12].decode() or "closed"] += 1
            state.pop().close()

    return dribble


if __name__ == "__main__":
    main()
