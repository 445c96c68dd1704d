"""The pure modules of static/js/lib, tried in a browser without the site: a page of tests each."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
HOST = "http://lib.test"
SENTENCE = re.compile(r'^test\("([^"]+)"', re.MULTILINE)
TYPES = {".js": "text/javascript", ".html": "text/html"}

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def _every_test() -> list[tuple[str, str]]:
    files = sorted(HERE.glob("*.test.js"))
    return [(path.name, name) for path in files for name in SENTENCE.findall(path.read_text())]


@pytest.fixture(scope="module")
def lib_page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    page = context.new_page()
    page.route(f"{HOST}/**", _serve)
    page.goto(f"{HOST}/")
    yield page
    context.close()


def _serve(route: Route) -> None:
    path = route.request.url.removeprefix(HOST)
    if path == "/":
        return route.fulfill(body="<!doctype html><title>Tests</title>", content_type="text/html")
    file = ROOT / path[1:] if path.startswith("/static/") else HERE / path[1:]
    return route.fulfill(body=file.read_text(), content_type=TYPES[file.suffix])


@pytest.mark.parametrize(("file", "sentence"), _every_test())
def test_lib(lib_page: Page, file: str, sentence: str) -> None:
    problem = lib_page.evaluate(
        """async ([file, sentence]) => {
            await import(`/${file}`);
            const { tests } = await import("/harness.js");
            try { await tests.get(sentence)(); } catch (error) { return error.message; }
            return "";
        }""",
        [file, sentence],
    )
    assert problem == ""
