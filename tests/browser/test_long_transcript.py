"""A transcript of four hours: 5,000 lines beside a video, of which the page has the first only."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

EPISODE = "/episodes/the-list-on-the-fridge"
COUNT, FIRST = 5000, 40
PATIENT_MS = 90_000  # 5,000 lines are put in piece by piece; a starved machine takes its time
LINES = re.compile(r'(<ol class="lines"[^>]*>).*?(</ol>)', re.DOTALL)


def line(number: int) -> str:
    """Said for 2.88 seconds, so that 5,000 are four hours; one in a thousand has a rare word."""
    start = number * 2880
    words = "Ese número es mío." if number % 1000 == 999 else f"Line number {number}."
    return (
        f'<li class="line" id="line-{number}" data-start="{start}" data-end="{start + 2880}">'
        f'<a href="?t={start // 1000}" data-ms="{start}"><time>0:00</time>'
        f'<span class="said">{words}</span></a></li>'
    )


def open_long(page: Page) -> None:
    def answer(route: Route) -> None:
        if "transcript=whole" in route.request.url:
            return route.fulfill(body="".join(map(line, range(COUNT))), content_type="text/html")
        response = route.fetch()
        more = (
            f'<p><a data-whole href="{EPISODE}?transcript=whole">Show the whole transcript</a></p>'
        )
        lines = "".join(map(line, range(FIRST)))
        html = LINES.sub(lambda match: f"{match[1]}{lines}{match[2]}{more}", response.text())
        return route.fulfill(response=response, body=html)

    page.route(re.compile(re.escape(EPISODE) + r"(\?.*)?$"), answer)
    page.goto(EPISODE)


def test_four_hours_of_words_are_found_in_place_and_one_stop_of_the_tab_key(page: Page) -> None:
    open_long(page)
    expect(page.locator(".line")).to_have_count(FIRST)
    page.get_by_role("searchbox", name="Find in the transcript").fill("numero es")
    bar = page.locator(".find-bar")
    expect(bar).to_contain_text("1 of 5 for “numero es”", timeout=PATIENT_MS)
    expect(page.locator(".line")).to_have_count(COUNT)
    expect(page.locator("#line-999 mark")).to_be_in_viewport()
    page.get_by_role("button", name="The one before").click()
    expect(bar).to_contain_text("5 of 5")
    expect(page.locator("#line-4999 mark")).to_be_in_viewport()
    assert page.url.endswith(EPISODE)

    stops = page.locator('.lines a:not([tabindex="-1"]), .lines-box[tabindex="0"]')
    expect(stops).to_have_count(1)
    stops.focus()
    page.keyboard.press("End")
    expect(page.locator("#line-4999 a")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#line-4998 a")).to_be_focused()
    page.keyboard.press("Tab")  # past all of it
    assert page.evaluate("() => document.activeElement.closest('.lines')") is None
    assert page.evaluate("() => Boolean(document.activeElement.closest('.lines-foot'))")

    expect(page.locator(".lines-block")).to_have_count(COUNT // 100)
    page.evaluate(AXE_SCRIPT)
    rules = "() => axe.run(document, {runOnly: ['list', 'listitem']})"
    assert page.evaluate(rules)["violations"] == []

    saying = "(seconds) => document.getElementById('player').dispatchEvent("
    page.evaluate(
        f"{saying}new CustomEvent('ep-time', {{ detail: {{ seconds }} }}))", 2500 * 2.88 + 1
    )
    expect(page.locator('.line[aria-current="true"]')).to_have_attribute("id", "line-2500")
