"""python -m bench.load: readers beside writers of questions, drafts and jobs on the real server,
for a set time; then twice as many of both.

Prints for each kind of request how many, p50, p99 and what else was answered, and the memory of the
server's processes before and after. Ends with status 1 where an answer was an error but 503. What
the client itself costs is on the same machine: the figures say whether the site stands, not how
fast it is."""

import argparse
import http.client
import json
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

from app import create_app
from bench.content import RARE, make_site
from bench.desk_person import Person
from bench.figures import Figures
from bench.job_writers import job_writers
from bench.killed_site import KilledSite, children_of
from episodes.accounts.actions import add_user
from episodes.accounts.models import RoleName
from episodes.db import db
from episodes.settings import Settings

EMAIL, PASSWORD = "producer@example.org", "correct horse battery"
READERS, WRITERS = 64, 32
PAGES = ("/", "/episodes/", "/episodes/short", "/episodes/long", f"/search?q={RARE}",
         "/episodes/short?rare", "/episodes/short/captions/en.captions.vtt")  # fmt: skip


class Client:
    """One browser with a connection that stays."""

    def __init__(self, port: int) -> None:
        self._port, self.cookies = port, dict[str, str]()
        self._open()

    def _open(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
        """Status 0 where no answer came."""
        headers["Cookie"] = "; ".join(f"{n}={v}" for n, v in self.cookies.items())
        try:
            self._connection.request(method, path, body or None, headers)
            response = self._connection.getresponse()
            text = response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            self._open()
            return 0, ""
        for line in response.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--episodes", type=int, default=100)
    parser.add_argument("--web", type=int, default=2, help="web processes")
    parser.add_argument("--database-url", default="", help="of an empty PostgreSQL database")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        settings = make_site(data, given.episodes, given.database_url)
        app = create_app(settings)
        person_id = _add_producer(app)
        words = {"DATA_DIR": folder, "DATABASE_URL": given.database_url, "SECRET_KEY": "b" * 40}
        limits = {"WEB_PROCESSES": str(given.web), "ASK_DAILY_LIMIT": "1000000"}
        site = KilledSite(words | limits, data / "log.txt")
        site.start()
        print(f"{given.episodes} episodes, {settings.database_url.split(':')[0]}, {given.web} web")
        rounds = [_round(settings, site.port, times, given.seconds, person_id) for times in (1, 2)]
        is_well = all(rounds)
        site.stop()
        if not is_well:
            print((data / "log.txt").read_text()[-4000:], file=sys.stderr)
    raise SystemExit(not is_well)


def _add_producer(app: Flask) -> int:
    with app.app_context():
        user = add_user(EMAIL, PASSWORD, RoleName.PRODUCER)
        db.session.commit()
        number = user.id
        db.session.remove()
    return number


def _round(settings: Settings, port: int, times: int, seconds: float, person_id: int) -> bool:
    figures, end = Figures(), threading.Event()
    before = memory_mb()
    desk = Person(port, EMAIL, PASSWORD)
    desk.sign_in()
    turns: list[Callable[[], None]] = [_reader(port, figures, n) for n in range(READERS * times)]
    job_count = WRITERS * times // 4
    for number in range(job_count):
        turns.append(_draft_writer(port, figures, desk, person_id, number))
        turns += [asker(port, figures), asker(port, figures)]

    def work(turn: Callable[[], None]) -> None:
        while not end.is_set():
            turn()

    threads = [threading.Thread(target=work, args=(turn,), daemon=True) for turn in turns]
    with job_writers(settings, job_count) as of_jobs:
        for thread in threads:
            thread.start()
        end.wait(seconds)
        end.set()
    memory = memory_mb()
    for thread in threads:
        thread.join(150)
    figures.add(of_jobs)
    print(f"{READERS * times} readers, {WRITERS * times} writers, {seconds:.0f} s:")
    figures.print(seconds)
    print(f"  memory: {before:.0f} MB before, {memory:.0f} MB after")
    return not figures.others


def _reader(port: int, figures: Figures, number: int) -> Callable[[], None]:
    client, place = Client(port), [number]

    def read() -> None:
        place[0] += 1
        began = time.monotonic()
        figures.note("page", client.ask("GET", PAGES[place[0] % len(PAGES)])[0], began)

    return read


def asker(port: int, figures: Figures) -> Callable[[], None]:
    def ask() -> None:
        client, began = Client(port), time.monotonic()
        status, page = client.ask("GET", "/ask")
        if status != 200:
            figures.note("question", status, began)
            return
        tokens = {name: _value(page, name) for name in ("csrf_token", "token")}
        fields = tokens | {"text": f"Is it me, or the dishwasher? {tokens['token']}"}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        began = time.monotonic()
        status, _ = client.ask("POST", "/ask/send", urlencode(fields), **kind)
        figures.note("question", status, began)

    return ask


def _draft_writer(
    port: int, figures: Figures, desk: Person, person_id: int, number: int
) -> Callable[[], None]:
    client, sequence = Client(port), [0]
    client.cookies = dict(desk.cookies)
    page = client.ask("GET", "/desk/episodes/short/question")[1]
    token, names = _value(page, "csrf_token"), _keeper(page)

    def keep() -> None:
        sequence[0] += 1
        draft = {
            "person": person_id, "key": f"{number:032x}", "form": names[0], "thing": names[1],
            "sequence": sequence[0], "made_from": 1, "fields": [["text", "Words " * 200]],
        }  # fmt: skip
        headers = {"Content-Type": "application/json", "X-CSRFToken": token}
        began = time.monotonic()
        status, _ = client.ask("POST", "/desk/drafts", json.dumps(draft), **headers)
        figures.note("draft", status, began)

    return keep


def _value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*? value="([^"]*)"', page)
    assert found, f"no {name} on the page"
    return found[1]


def _keeper(page: str) -> tuple[str, str]:
    found = re.search(r'<draft-keeper form="(\w+)" thing="([^"]+)"', page)
    assert found, "no keeper of drafts on the page"
    return found[1], found[2]


def memory_mb() -> float:
    """Proportional set sizes of all that this process started."""

    def below(pid: int) -> list[int]:
        return [pid, *(inner for child in children_of(pid) for inner in below(child))]

    pids = [pid for child in children_of(os.getpid()) for pid in below(child)]
    return sum(map(_pss_kb, pids)) / 1024


def _pss_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
