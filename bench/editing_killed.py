"""python -m bench.editing_killed: kill -9 of browser, web, worker and the whole site at random
moments of an hour of editing, in a real browser: captions in the caption editor, an episode's
question in its form. Then looks whether everything that the site had acknowledged is still there.

Prints its counts, and ends with status 1 where something acknowledged was lost."""

import argparse
import json
import os
import random
import shutil
import signal
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import BrowserContext, Page, Playwright, Response, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from sqlalchemy import select

from app import create_app
from bench.captions import vtt
from bench.killed_site import KilledSite, processes_of_browser
from episodes.accounts.actions import add_user
from episodes.accounts.models import RoleName
from episodes.catalog.models import Episode, Show
from episodes.db import db
from episodes.drafts.models import KeptDraft
from episodes.questions.published.actions import save_question
from episodes.settings import Settings
from episodes.transcripts.actions import add_version, ensure_track
from episodes.transcripts.editing.log import sheet_of
from episodes.transcripts.editing.models import CaptionEdit, EditSession
from episodes.transcripts.models import TrackKind

EMAIL, PASSWORD = "producer@example.org", "correct horse battery"
BROWSER = "the browser"
CAPTIONS = 500
# What an hour at the desk comes to: a caption put right every eighteen seconds.
EDITS_AN_HOUR = 200
# A machine that does other things too is slow, and slow is not lost.
SETTLE_S = 300
TRIES = 4
WAIT_MS = 90_000


@dataclass
class Acknowledged:
    """What the site said it had. edits: content by (page, number); drafts: the words by (key,
    sequence)."""

    edits: dict[tuple[str, int], Any] = field(default_factory=dict)
    drafts: dict[tuple[str, int], str] = field(default_factory=dict)

    def note(self, response: Response) -> None:
        request = response.request
        if request.method != "POST" or response.status != 200:
            return
        if request.url.endswith("/edits"):
            sent = json.loads(request.post_data or "{}")
            for edit in sent["edits"]:
                self.edits[sent["client"], edit["n"]] = edit["edit"]
        elif request.url.endswith("/desk/drafts"):
            sent = json.loads(request.post_data or "{}")
            words = dict(sent["fields"]).get("text", "")
            self.drafts[sent["key"], sent["sequence"]] = words


class Desk:
    """A person at a browser whose profile outlives it."""

    def __init__(self, playwright: Playwright, site: str, profile: Path, track: str) -> None:
        self.acknowledged = Acknowledged()
        self.loaded_again = 0
        self._playwright, self._site, self._profile, self._track = playwright, site, profile, track
        self.context: BrowserContext | None = None

    def open(self) -> None:
        """Raises TimeoutError."""
        path = shutil.which("chromium") or shutil.which("google-chrome")
        self.context = self._playwright.chromium.launch_persistent_context(
            str(self._profile), executable_path=path, args=["--no-sandbox"], base_url=self._site
        )
        self.context.set_default_timeout(WAIT_MS)
        self.context.on("response", self.acknowledged.note)
        self.editor, self.form = self.context.new_page(), self.context.new_page()
        self._go(self.form, "/desk/episodes/long/question")
        self._go(self.editor, self._track)
        for _ in range(TRIES):
            with suppress(PlaywrightError):
                return self.editor.locator("caption-editor[data-ready]").wait_for()
            self.loaded_again += 1
            print("loaded again:", " ".join(self.editor.locator("main").inner_text().split())[:300])
            self.editor.reload()
        raise TimeoutError("the caption editor never got ready")

    def type(self, number: int) -> None:
        """One caption put right, and a word more in the question."""
        row = self.editor.locator("table tr[data-id]").nth(number % CAPTIONS)
        row.scroll_into_view_if_needed()
        row.click()
        words = self.editor.locator(".captions-table textarea")
        words.press("End")
        words.press_sequentially(f" Edit {number}.", delay=20)
        self.form.locator("#text").press_sequentially(f" {number}", delay=20)

    def settle(self, number: int) -> None:
        """Until the last edit that was typed is acknowledged, and so all before it."""
        deadline = time.monotonic() + SETTLE_S
        while f"Edit {number}." not in str(self.acknowledged.edits):
            if time.monotonic() > deadline:
                raise TimeoutError("the last edit was never acknowledged")
            self.editor.wait_for_timeout(200)

    def kill(self) -> bool:
        """The browser's own process, so that nothing of it says goodbye."""
        pids = processes_of_browser(self._profile)
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with suppress(PlaywrightError):
            assert self.context
            self.context.close()
        return bool(pids)

    def _go(self, page: Page, address: str) -> None:
        page.goto(address)
        if "/sign-in" in page.url:
            page.get_by_label("Email").fill(EMAIL)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url("**/desk/**")
            page.goto(address)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--edits", type=int, default=EDITS_AN_HOUR)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database-url", default="", help="of an empty PostgreSQL database")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        data.mkdir()
        words = {"DATA_DIR": str(data), "DEMO_SEASON": "off", "DATABASE_URL": given.database_url}
        site = KilledSite(words, data / "log.txt")
        site.start()
        app = create_app(Settings(DATA_DIR=data, DATABASE_URL=given.database_url))
        track = seed(app)
        desk = Desk(playwright, f"http://127.0.0.1:{site.port}", Path(folder) / "profile", track)
        try:
            killed = edit_for_an_hour(desk, site, given.kills, given.edits, given.seed)
        except (PlaywrightError, TimeoutError, RuntimeError):
            print((data / "log.txt").read_text()[-6000:])
            raise
        site.stop()
        wrong = judge(app, desk.acknowledged)
        if wrong:
            print((data / "log.txt").read_text()[-6000:])
    print("killed:", ", ".join(f"{part} {times}" for part, times in killed.most_common()))
    print(f"editors loaded again by hand {desk.loaded_again}")
    print(f"edits acknowledged {len(desk.acknowledged.edits)}")
    print(f"autosaves of a form acknowledged {len(desk.acknowledged.drafts)}")
    print("\n".join(wrong) or "Nothing acknowledged was lost.")
    raise SystemExit(bool(wrong))


def seed(app: Flask) -> str:
    """The editor's address."""
    with app.app_context():
        db.session.add(Show(id=1, name="Killed"))
        add_user(EMAIL, PASSWORD, RoleName.PRODUCER)
        episode = Episode(slug="long", title="Long", language="en")
        db.session.add(episode)
        db.session.flush()
        save_question(episode, text="Who buys the oat milk?", asked_by="a friend")
        track = ensure_track(episode, language="en", kind=TrackKind.CAPTIONS, label="English")
        add_version(track, vtt(CAPTIONS), "long.vtt", author=None)
        db.session.commit()
        return f"/desk/episodes/long/captions/tracks/{track.id}"


def edit_for_an_hour(
    desk: Desk, site: KilledSite, kills: int, edits: int, seed: int
) -> Counter[str]:
    chance = random.Random(seed)  # noqa: S311  # no secret
    at = set(chance.sample(range(edits), kills))
    killed: Counter[str] = Counter()
    desk.open()
    for number in range(edits):
        with suppress(PlaywrightError):  # a page that is just being killed
            desk.type(number)
        if number not in at:
            continue
        time.sleep(chance.uniform(0, 1.5))  # before, while and after it is sent
        if chance.random() < 0.4:
            killed.update([BROWSER] if desk.kill() else [])
            desk.open()
        else:
            part = site.kill(chance, lambda _job: True)
            killed.update([part] if part else [])
            time.sleep(chance.uniform(0, 3))  # typing goes on with nobody there
            site.start()
    desk.type(edits)
    desk.settle(edits)
    assert desk.context
    desk.context.close()
    return killed


def judge(app: Flask, acknowledged: Acknowledged) -> list[str]:
    """What is wrong."""
    wrong = [] if acknowledged.edits and acknowledged.drafts else ["nothing was acknowledged"]
    with app.app_context():
        rows = db.session.execute(
            select(CaptionEdit.client, CaptionEdit.client_number, CaptionEdit.content)
        )
        there = {(row.client, row.client_number): row.content for row in rows}
        drafts = {draft.key: draft for draft in db.session.scalars(select(KeptDraft))}
        for session in db.session.scalars(select(EditSession)):
            sheet_of(session)  # the log can be played again from its beginning
    for key, content in acknowledged.edits.items():
        if there.get(key) != content:
            wrong.append(f"edit {key[1]} of page {key[0]}: {there.get(key)}, was {content}")
    for (key, sequence), words in acknowledged.drafts.items():
        draft = drafts.get(key)
        if draft is None or draft.sequence < sequence:
            wrong.append(f"autosave {sequence} of {key} is gone")
        elif draft.sequence == sequence and dict(draft.fields).get("text") != words:
            wrong.append(f"autosave {sequence} of {key} says something else")
    return wrong


if __name__ == "__main__":
    os.nice(10)
    main()
