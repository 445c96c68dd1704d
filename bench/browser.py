"""python -m bench.browser [WORDS]: what a page costs a slow phone's browser, beside the same page
written plainly (bench.reference) in the same run.

Chromium with its processor slowed down four times, 360 x 740, a new profile for each load; median
of several rounds, after one that is not counted, in which every page takes its turn. A transcript
is usable when its lines answer to the keyboard (ours), or when the page has been read to its end
(the plain one, which has words only). Slow 3G: 400 kbit/s, and 400 ms to the server and back, with
the processor as it is; a second view has what the first left in the browser. requests: what
was sent; own: pages, stylesheets, scripts and faces, also from the browser's own store (the others
are pictures, film and caption files). WORDS: only cases whose name has them."""

import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from app import create_app
from bench.content import COMMON, an_episode, captions, make_site
from bench.reference import DATABASE
from bench.server import Served
from episodes.settings import Settings

EPISODES, ROUNDS, SLOWER = 60, 3, 4
LONGEST = 5000  # four hours of talk
PATIENT_MS = 120_000
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
WATCHED = """
window.seen = { shift: 0, largest: 0, blocked: 0, longest: 0, usable: 0 };
const watch = (type, each) => new PerformanceObserver((list) => list.getEntries().forEach(each))
  .observe({ type, buffered: true });
watch("layout-shift", (one) => { if (!one.hadRecentInput) seen.shift += one.value; });
watch("largest-contentful-paint", (one) => { seen.largest = one.startTime; });
watch("longtask", (one) => {
  seen.blocked += Math.max(0, one.duration - 50);
  seen.longest = Math.max(seen.longest, one.duration);
});
const look = () => {
  if (document.querySelector('.lines a[tabindex="0"]')) seen.usable = performance.now();
  else if (document.readyState !== "complete") requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
READ = """() => {
  const first = performance.getEntriesByName("first-contentful-paint")[0];
  const end = performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd;
  return { ...seen, first: first ? first.startTime : 0, usable: seen.usable || end };
}"""
DONE = """() => document.readyState === "complete"
  && performance.getEntriesByName("first-contentful-paint").length > 0"""
COLUMNS = (
    "first", "largest", "usable", "blocked", "longest", "shift", "kilobytes", "requests", "own",
)  # fmt: skip
OWN = frozenset(("Document", "Stylesheet", "Script", "Font"))
# As Chromium's own tools have it, without what these take off for their own cost.
SLOW_3G = {
    "offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000,
}  # fmt: skip
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """brings: whether the whole of a long transcript is then asked for, and that is measured.
    is_far: whether by slow 3G; is_second: whether the second view is measured."""

    name: str
    server: str
    address: str
    brings: bool = False
    is_far: bool = False
    is_second: bool = False


CASES = [
    *(
        Case(f"{name}", server, address)
        for name, address in (
            ("catalog", "/episodes/"),
            ("search", f"/search?q={COMMON.replace(' ', '+')}"),
            ("watch, 1,500 captions", "/episodes/long"),
            ("watch, 5,000 captions", "/episodes/longest"),
        )
        for server in ("site", "plain")
    ),
    *(
        Case(
            f"watch, 1,500 captions, slow 3G{view}",
            server,
            "/episodes/long",
            is_far=True,
            is_second=bool(view),
        )
        for view in ("", ", second view")
        for server in ("site", "plain")
    ),
    Case("home", "site", "/"),
    Case("answer", "site", "/episodes/long/answer"),
    Case("all of 1,500 captions, from the press", "site", "/episodes/long", brings=True),
    Case("all of 5,000 captions, from the press", "site", "/episodes/longest", brings=True),
]


def main() -> None:
    cases = [case for case in CASES if " ".join(sys.argv[1:]) in case.name]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        settings = _make_site(Path(folder))
        site = Served("app:create_app", DATA_DIR=folder, SECRET_KEY=str(settings.SECRET_KEY))
        plain = Served("bench.reference:create_app", **{DATABASE: settings.database_url})
        ports = {"site": stack.enter_context(site).port, "plain": stack.enter_context(plain).port}
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        rounds = [
            {case: _measured(browser, case, ports) for case in cases} for _ in range(ROUNDS + 1)
        ]
        browser.close()
    print(f"{'page':40}{'server':8}" + "".join(f"{name:>11}" for name in COLUMNS))
    for case in cases:
        middle = {name: median(one[case][name] for one in rounds[1:]) for name in COLUMNS}
        cells = (
            f"{middle[name]:11.3f}" if name == "shift" else f"{middle[name]:11.0f}"
            for name in COLUMNS
        )
        print(f"{case.name:40}{case.server:8}" + "".join(cells))


def executable() -> str:
    return next(filter(None, map(shutil.which, NAMES)))


def _make_site(data: Path) -> Settings:
    settings = make_site(data, EPISODES)
    with create_app(settings).app_context():
        words = captions(LONGEST, Random(9))  # noqa: S311  # the same words each time
        an_episode("longest", captions=words, answer="## So\n\nYes.\n", video=True)
    return settings


def _measured(browser: Browser, case: Case, ports: dict[str, int]) -> Figures:
    """Times in milliseconds since the page was asked for; bytes as they were sent."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(PATIENT_MS)
    context.add_init_script(WATCHED)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    sizes: list[float] = []
    kinds: list[str] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.on("Network.responseReceived", lambda event: kinds.append(event["type"]))
    wire.send("Network.enable")
    if case.is_far:
        wire.send("Network.emulateNetworkConditions", SLOW_3G)
    else:
        wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    for _ in range(1 + case.is_second):
        sizes.clear()
        kinds.clear()
        page.goto(f"http://127.0.0.1:{ports[case.server]}{case.address}", wait_until="networkidle")
        page.wait_for_function(DONE)
    figures = dict(page.evaluate(READ))
    if case.brings:
        figures |= _bring_whole(page)
    context.close()
    own = sum(kind in OWN for kind in kinds)
    return figures | {
        "kilobytes": sum(sizes) / 1000,
        "requests": sum(size > 0 for size in sizes),
        "own": own,
    }


def _bring_whole(page: Page) -> Figures:
    """usable: from the press to the last line."""
    script = """async () => {
      seen.blocked = seen.longest = 0;
      const from = performance.now();
      const panel = document.querySelector("ep-transcript");
      await panel.loadWhole();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return { usable: performance.now() - from, blocked: seen.blocked, longest: seen.longest };
    }"""
    return dict(page.evaluate(script))


if __name__ == "__main__":
    main()
