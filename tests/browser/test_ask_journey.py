"""A person asks, stays unknown, and comes back to the answer: with scripts, by keyboard, without
scripts on a phone."""

import hashlib
import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from episodes.asking.proof import new_challenge, nonce_of
from episodes.questions.asked.identifying_table import script_table
from tests.browser.conftest import NARROW, Watch, violations
from tests.browser.test_producer_journey import add_video
from tests.episodes.questions.asked.identifying_examples import EXAMPLES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

WORRY = (
    "My boyfriend Tom shares my location with his whole family and calls it a phone setting. I"
    " live in Leeds. How do I get my own map back?"
)


def look_over(page: Page, words: str = WORRY) -> None:
    page.goto("/")
    page.get_by_role("link", name="Ask us").first.click()
    page.get_by_label("Your question").fill(words)
    page.get_by_role("button", name="Look it over").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look it over")


def code_on(page: Page) -> str:
    expect(page.get_by_role("heading", level=1)).to_have_text("Your question is with us")
    return "-".join(page.locator(".receipt-code span").all_inner_texts())


def come_back(page: Page, code: str) -> None:
    page.goto("/receipt")
    page.get_by_label("Your code").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Look", exact=True).click()


def test_a_question_goes_from_the_form_to_its_answer(page: Page, desk_page: Page) -> None:
    page.goto("/ask")
    page.get_by_label("Your question").fill(WORRY)
    close = page.locator(".already-one", has_text="Is it just a phone setting?")
    expect(close).to_be_visible()
    expect(page.locator(".ask-marks mark")).to_have_text(["Tom", "Leeds"])
    expect(page.locator(".ask-hints li")).to_have_count(2)
    close.get_by_role("button", name="This is my question too").click()
    expect(close.locator("[tabindex]", has_text="Counted.")).to_be_focused()
    page.get_by_label("You may read my words out").check()
    assert violations(page) == []

    page.get_by_role("button", name="Look it over").click()
    expect(page.locator("blockquote mark")).to_have_text(["Tom", "Leeds"])
    assert violations(page) == []
    page.get_by_role("button", name="Change something").click()
    expect(page.get_by_label("Your question")).to_have_value(WORRY)
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("button", name="Send").dblclick()
    code = code_on(page)
    assert violations(page) == []
    assert page.evaluate("() => ({...localStorage, ...sessionStorage})") == {}
    come_back(page, code)
    expect(page.get_by_role("heading", level=1)).to_have_text("Received")
    assert violations(page) == []

    plan_and_publish(desk_page)
    come_back(page, code)
    expect(page.get_by_role("heading", level=1)).to_have_text("Answered")
    page.get_by_role("link", name="My own map").click()
    expect(page.locator("blockquote").first).to_contain_text("How do I get my own map back?")


def plan_and_publish(page: Page) -> None:
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="Inbox").click()
    page.get_by_role("link", name=re.compile("^My boyfriend Tom")).first.click()
    expect(page.get_by_text("OK to publish")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Title of the episode").fill("My own map")
    page.get_by_role("button", name="Create draft").click()
    page.wait_for_url(lambda url: "/desk/inbox" not in url)
    add_video(page, "my-own-map")
    page.goto("/desk/episodes/my-own-map/warnings")
    page.locator("select[name*=video_headline]").select_option("clean")
    page.locator("select[name*=video_review]").select_option("reviewed_none")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("status").filter(has_text="Saved").first).to_be_visible()
    page.goto("/desk/episodes/my-own-map/question")
    expect(page.locator(".marks q").first).to_have_text("Tom")
    page.get_by_label("I have read it, and nothing here points to a person").check()
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("status").filter(has_text="Saved").first).to_be_visible()
    assert violations(page) == []
    page.goto("/desk/episodes/my-own-map")
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Public since").first).to_be_visible()


def test_a_question_is_asked_by_keyboard(page: Page) -> None:
    page.goto("/ask")
    tab_to(page, "#text")
    page.keyboard.type("How do I tell my flatmate that I hate the candles?", delay=0)
    tab_to(page, "[name=may_edit]")
    page.keyboard.press("Space")
    tab_to(page, "form .button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask/review")
    tab_to(page, "form .button")
    page.keyboard.press("Enter")
    assert len(code_on(page)) == 23


def tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}")


def test_the_whole_way_is_there_on_a_phone_without_scripts(
    new_page: Callable[..., Page], watch: Watch
) -> None:
    watch.expected.append("status of 422")
    page = new_page(NARROW, java_script_enabled=False)
    page.goto("/ask")
    page.get_by_label("Your question").fill(WORRY)
    page.get_by_role("button", name="Was it answered already?").click()
    expect(page.locator(".already-one").first).to_be_visible()
    expect(page.get_by_label("Your question")).to_have_value(WORRY)
    page.get_by_role("button", name="This is my question too").first.click()
    expect(page.get_by_role("alert")).to_contain_text("Counted.")
    page.get_by_role("button", name="Look it over").click()
    assert "A person looks at your question first" in page.content()
    page.get_by_role("button", name="Send").click()
    code = code_on(page)
    page.get_by_role("button", name="Show the code again").click()
    assert code_on(page) == code

    come_back(page, code)
    page.get_by_label("Something that changed").fill("It is his cousin’s map now, too.")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("We’ve added it to your question.")).to_be_visible()
    page.get_by_role("button", name="Erase it").click()
    expect(page.get_by_text("Nothing is erased yet.")).to_be_visible()
    page.get_by_label("Yes, erase my question").check()
    page.get_by_role("button", name="Erase it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Erased")
    come_back(page, code)
    expect(page.get_by_role("alert")).to_contain_text("We have no question with this code.")


def test_pages_that_ask_are_no_wider_than_a_phone(new_page: Callable[..., Page]) -> None:
    page = new_page(NARROW, color_scheme="dark")
    look_over(page, "Long " + "w" * 300 + " words, and my partner.")
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW
    assert violations(page) == []
    page.get_by_role("button", name="Send").click()
    code_on(page)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW


def test_browser_and_server_point_out_the_same(page: Page) -> None:
    page.goto("/receipt")
    found = page.evaluate(
        """async ([texts, json]) => {
          const { identifying, readTable } = await import("/static/js/lib/identifying.js");
          const table = readTable(json);
          const pair = (hint) => [hint.kind, hint.words];
          return texts.map((text) => identifying(text, table).map(pair));
        }""",
        [[text for text, _ in EXAMPLES], script_table()],
    )
    assert [[tuple(hint) for hint in hints] for hints in found] == [hints for _, hints in EXAMPLES]


def test_the_work_can_be_done_where_the_browser_offers_no_hashes(page: Page) -> None:
    page.goto("/receipt")
    challenge, letters = new_challenge("s" * 40), [list(range(n)) for n in (0, 3, 36, 55)]
    hashes, proof = page.evaluate(
        """async ([challenge, messages]) => {
          const { sha256 } = await import("/static/js/lib/sha256.js");
          const { solve } = await import("/static/js/lib/proof.js");
          const hashes = messages.map((bytes) => [...sha256(Uint8Array.from(bytes))]);
          return [hashes, await solve(challenge, { subtle: null })];
        }""",
        [json.loads(challenge), letters],
    )
    assert hashes == [list(hashlib.sha256(bytes(each)).digest()) for each in letters]
    assert nonce_of(proof, "s" * 40) == json.loads(challenge)["parameters"]["nonce"]
