"""A real Chromium on the real site: the run command with the demo season, on a free port.

A page fails its test where the browser's console shows an error, where a script throws, and where
anything is asked of another host."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    Response,
    Route,
    sync_playwright,
)

from tests.conftest import absent
from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",  # as root, in a container, it has none to enter
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
)
WIDE, NARROW = 1280, 360


@dataclass(frozen=True, slots=True)
class Site:
    address: str
    producer: str
    password: str
    data: Path


@dataclass  # no slots: Playwright hangs something on the object whose method it calls
class Watch:
    """What went wrong on the pages of one test. expected: patterns of messages that are meant."""

    host: str
    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def on(self, page: Page) -> None:
        page.on("console", lambda m: self._note(m.type == "error", f"console: {m.text}"))
        page.on("pageerror", lambda error: self._note(True, f"script: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        elsewhere = parts.scheme in {"http", "https"} and parts.netloc != self.host
        self._note(elsewhere, f"request to another host: {request.url}")

    def _response(self, response: Response) -> None:
        self._note(response.status >= 500, f"status {response.status}: {response.url}")

    def _note(self, is_fault: bool, words: str) -> None:
        if is_fault and not any(re.search(pattern, words) for pattern in self.expected):
            self.faults.append(words)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        absent("chromium", f"none of {', '.join(NAMES)} is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Shared by the session: a test that changes content makes its own episode."""
    data, port = tmp_path_factory.mktemp("site"), free_port()
    environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment |= {"DATA_DIR": str(data), "PORT": str(port)}
    with (data / "output.txt").open("w+") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", "serve"],
            cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            wait_for("Ctrl-C stops it", data / "output.txt", server)
            lines = (data / "demo-producer.txt").read_text().splitlines()
            kept = dict(line.split(": ", 1) for line in lines)
            yield Site(f"http://127.0.0.1:{port}", kept["e-mail"], kept["password"], data)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)


@pytest.fixture
def watch(site: Site) -> Iterator[Watch]:
    """Ask for it to name messages that a test expects."""
    watch = Watch(urlsplit(site.address).netloc)
    yield watch
    assert watch.faults == []


@pytest.fixture
def new_page(chromium: Browser, site: Site, watch: Watch) -> Iterator[Callable[..., Page]]:
    """A page of a new person's browser. Keywords: those of Browser.new_context, such as
    java_script_enabled=False or color_scheme="dark"."""
    contexts: list[BrowserContext] = []

    def make(width: int = WIDE, **options: object) -> Page:
        viewport = {"width": width, "height": 900}
        context = chromium.new_context(
            base_url=site.address, viewport=viewport, reduced_motion="reduce", **options
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.on("page", watch.on)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A stranger's page, 1280 px wide."""
    return new_page()


@pytest.fixture
def desk_page(new_page: Callable[..., Page], site: Site) -> Page:
    """The demo producer's page, on the desk."""
    page = new_page()
    sign_in(page, site)
    return page


def add_captioner(site: Site, email: str, role: str = "captioner") -> Site:
    """The same site, to be signed in to as somebody else."""
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(site.data)}
    command = [sys.executable, "-m", "flask", "--app", "app", "users", "add", email]
    added = subprocess.run(
        [*command, "--role", role, "--name", email.partition("@")[0], "--every-episode"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return replace(site, producer=email, password=added.stdout.split()[-1])


def sign_in(page: Page, site: Site) -> None:
    page.goto("/sign-in")
    page.get_by_label("Email").fill(site.producer)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/desk/")


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it is: rule, and the elements it found."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: " + ", ".join(str(node["target"]) for node in rule["nodes"])
        for rule in found["violations"]
    ]


def violations_in_every_look(page: Page) -> list[str]:
    """Light and dark, narrow and wide; also where the page is wider than its window."""
    found = []
    for scheme in ("light", "dark"):
        for width in (NARROW, WIDE):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            look = f"{page.url} {scheme} {width}"
            found += [f"{look}: {violation}" for violation in violations(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{look}: scrolls sideways")
    return found


def first_held(page: Page, held: list[Route]) -> Route:
    """Of `held_requests`, once it has come: a request is told of before it is held."""
    while not held:
        page.context.cookies()  # while it is asked anything, Playwright hears of what has come
    return held[0]


def held_requests(page: Page, pattern: str | re.Pattern[str]) -> list[Route]:
    """Filled with what the page asks of these addresses; a test answers when it likes."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(pattern, hold)
    return held


def small_targets(page: Page) -> list[str]:
    """What can be pressed and is smaller than 44 by 44 pixels, with its size."""
    script = Path(__file__).with_name("small-targets.js").read_text()
    return list(page.evaluate(script[script.index("() =>") :]))


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def wait_for(words: str, path: Path, process: "subprocess.Popen[bytes]") -> None:
    def is_said_or_ended() -> bool:
        return words in path.read_text() or process.poll() is not None

    wait_until(is_said_or_ended, f"“{words}”")
    assert process.poll() is None, path.read_text()
