"""python -m bench.week [--kills 20]: a producer's week in a real browser on the real site.

Two letters come in; they are merged, what points to people is changed, an episode is planned, its
video sent, its transcript synced, corrected and approved, a long answer pasted and linked, content
notes made while watching, then it is scheduled, goes out by the clock, is seen, corrected and
withdrawn. Prints what the producer pressed and filled in, the minutes of hands and reading (see
bench.week_hand), and how late the clock was.

--kills N: kill -9 of browser, web, worker or the whole site in the middle of N acts; each act is
then looked at, and done again where it is not done. Ends with status 1 where what was done is not
there any more, or where a stranger ever sees a part of the episode."""

import argparse
import os
import random
import signal
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from app import create_app
from bench.browser import ARGUMENTS, executable
from bench.killed_site import KilledSite, processes_of_browser
from bench.week_hand import Hand, Tally
from bench.week_state import LETTER, NAMES, OTHER_LETTER, the_episode
from bench.week_story import (
    ACTS,
    EMAIL,
    PASSWORD,
    PUBLIC,
    USUAL_S,
    Act,
    Week,
    sign_in,
)  # fmt: skip
from episodes.accounts.actions import add_user
from episodes.accounts.models import RoleName
from episodes.catalog.models import Show
from episodes.db import db
from episodes.settings import Settings

BROWSER = "the browser"
WAIT_MS = 180_000  # a busy computer is waited for; what is counted is the hand's work
TRIES = 5
LONGEST_BEFORE_KILL_S = 1.5
SETTLE_S = 5  # what was taken before the kill is in the database by then


@dataclass
class Bench:
    """wrong: what must not be. lates: seconds between the minute and the first look at which the
    episode was out."""

    playwright: Playwright
    site: KilledSite
    week: Week
    profile: Path
    chance: random.Random
    wrong: list[str] = field(default_factory=list)
    killed: Counter[str] = field(default_factory=Counter)
    context: BrowserContext | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.site.port}"

    def open(self) -> Page:
        """A browser whose profile outlives it."""
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.profile), executable_path=executable(), args=ARGUMENTS, base_url=self.address,
            viewport={"width": 1280, "height": 900},
        )  # fmt: skip
        self.context.set_default_timeout(WAIT_MS)
        return self.context.new_page()

    def do(self, act: Act, *, kills: bool) -> None:
        week = self.week
        week.hand.begin(act.step)
        killer = threading.Thread(target=self._kill) if kills else None
        if killer:
            killer.start()
        for _ in range(TRIES):
            is_cut_short = kills and act.seconds <= USUAL_S
            try:
                act.do(week)
            except PlaywrightError as error:
                if not kills and not self._is_busy():
                    raise
                is_cut_short = act.seconds <= USUAL_S
                print(f"  {act.do.__name__}: {str(error).splitlines()[0][:100]}")
            if killer:
                killer.join()
                killer = None
                self._go_on()
            if self._comes_true(act, SETTLE_S if is_cut_short else act.seconds):
                week.resumes = False
                return
            week.resumes = True
        raise SystemExit(f"{act.do.__name__} never came true")

    def _is_busy(self) -> bool:
        """Its page says so, and to try again: another program had the computer."""
        return self.week.page.get_by_role("heading", name="Please try again soon").count() > 0

    def _comes_true(self, act: Act, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.week.asks(act.is_done):
                return True
            time.sleep(0.2)
        return False

    def _kill(self) -> None:
        """Runs beside the act. The browser's driver belongs to the other thread."""
        time.sleep(self.chance.uniform(0, LONGEST_BEFORE_KILL_S))
        if self.chance.random() < 0.3:
            for pid in processes_of_browser(self.profile):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.killed[BROWSER] += 1
        elif part := self.site.kill(self.chance, lambda _job: True):
            self.killed[part] += 1
            self.site.start()

    def _go_on(self) -> None:
        """With a browser, after what was killed is there again."""
        self.look_as_stranger()
        with suppress(PlaywrightError):
            self.week.page.title()
            return
        with suppress(PlaywrightError):
            assert self.context
            self.context.close()
        self.week.hand.page = self.open()
        self.week.resumes = True

    def look_as_stranger(self) -> None:
        """All of the episode, or nothing of it."""
        status, page = got(self.site.port, PUBLIC)
        whole = {"video": "<ep-player", "captions": "en.captions.vtt", "answer": "fridge"}
        if status == 200:
            self.wrong += [
                f"public without {name}" for name, words in whole.items() if words not in page
            ]
        elif status != 404:
            self.wrong.append(f"a stranger gets {status}")
        self.wrong += [f"a stranger reads {name}" for name in NAMES if name in page]


def got(port: int, address: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", address)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    expect.set_options(timeout=WAIT_MS)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        data.mkdir()
        site = KilledSite(
            {"DATA_DIR": str(data), "DEMO_SEASON": "off", "DATABASE_URL": ""}, data / "log.txt"
        )
        site.start()
        app = create_app(Settings(DATA_DIR=data))
        with app.app_context():
            db.session.merge(Show(id=1, name="Week"))
            add_user(EMAIL, PASSWORD, RoleName.PRODUCER)
            db.session.commit()
        chance = random.Random(given.seed)  # noqa: S311  # no secret
        bench = Bench(playwright, site, Week(app, Hand(None)), Path(folder) / "profile", chance)  # type: ignore[arg-type]
        try:
            work(bench, given.kills)
        finally:
            site.stop()
            if bench.wrong:
                print((data / "log.txt").read_text()[-6000:])
    print_table(bench.week.hand.tallies)
    if bench.killed:
        print("killed:", ", ".join(f"{part} {n}" for part, n in bench.killed.most_common()))
    print("\n".join(bench.wrong) or "Nothing was lost, nothing was half public.")
    raise SystemExit(bool(bench.wrong))


def work(bench: Bench, kills: int) -> None:
    week = bench.week
    week.hand.page = bench.open()
    for letter in (LETTER, OTHER_LETTER):
        ask(week.page, letter)
    week.hand.begin("sign in")
    sign_in(week)
    killed_at = Counter(bench.chance.choices(range(len(ACTS)), k=kills))
    for place, act in enumerate(ACTS):
        for _ in range(max(killed_at[place], 1)):
            if bench.week.asks(act.is_done):
                break
            bench.do(act, kills=killed_at[place] > 0)
        if act.step == "published by the clock":
            print(f"the clock was {lateness_s(bench):.1f} s late")
        bench.look_as_stranger()
        bench.wrong += [
            f"{earlier.do.__name__} is not done any more"
            for earlier in ACTS[: place + 1]
            if not week.asks(earlier.is_done) and act.step != "withdrawn"
        ]
    status, _page = got(bench.site.port, PUBLIC)
    bench.wrong += [] if status == 404 else [f"withdrawn, and a stranger gets {status}"]


def ask(page: Page, letter: str) -> None:
    """As a stranger does."""
    page.goto("/ask")
    page.get_by_label("Your question").fill(letter)
    page.get_by_label("You may read my words out").check()
    page.get_by_label("You may shorten or reword").check()
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("button", name="Send").click()
    page.locator(".receipt-code").wait_for()


def lateness_s(bench: Bench) -> float:
    with bench.week.app.app_context():
        episode = the_episode()
        assert episode
        assert episode.published_at
        return time.time() - episode.published_at.timestamp()


def print_table(tallies: list[Tally]) -> None:
    print(f"{'step':34}{'clicks':>8}{'fields':>8}{'keys':>6}{'minutes':>9}{'watched':>9}")
    whole = Tally("all")
    for each in [*tallies, whole]:
        cells = f"{each.clicks:8}{each.fields:8}{each.keys:6}{each.hands_s / 60:9.1f}"
        print(f"{each.name:34}{cells}{each.watched_s / 60:9.1f}")
        whole.clicks, whole.fields = whole.clicks + each.clicks, whole.fields + each.fields
        whole.keys, whole.hands_s = whole.keys + each.keys, whole.hands_s + each.hands_s
        whole.watched_s += each.watched_s


if __name__ == "__main__":
    main()
