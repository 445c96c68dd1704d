"""Nothing that is typed on the desk is lost, whatever ends the sitting."""

import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.conftest import Site, Watch, sign_in, violations_in_every_look
from tests.browser.test_producer_journey import make_episode

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

WORDS = "Who waters the plants while everybody is away?"
WITHIN_MS = 10_000  # what the desk promises, not how fast it is


@pytest.fixture
def page(desk_page: Page, watch: Watch) -> Iterator[Page]:
    """The question's form of an episode of its own, opened and not yet touched."""
    watch.expected += ["Failed to load resource", "status 500", "status 503"]
    slug = make_episode(desk_page, "Who waters the plants?")
    desk_page.goto(f"/desk/episodes/{slug}/question")
    yield desk_page


def question(page: Page) -> Locator:
    return page.get_by_label("Question", exact=True)


def write(page: Page, words: str = WORDS) -> None:
    question(page).fill(words)


def state(page: Page) -> Locator:
    return page.locator(".draft-state [role=status]")


def leave(page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())


def sign_out_elsewhere(context: BrowserContext) -> Page:
    other = context.new_page()
    other.goto("/desk/")
    other.get_by_role("button", name="Sign out").click()
    other.wait_for_url("**/")
    return other


def test_a_closed_tab_is_offered_again_and_saving_ends_it(page: Page) -> None:
    write(page)
    expect(state(page)).to_have_text("Not saved yet, but kept for you.", timeout=WITHIN_MS)
    again = page.context.new_page()
    again.goto(page.url)
    page.close()
    expect(again.get_by_text("You have unsaved text of")).to_be_visible()
    again.get_by_role("link", name="Take it").click()
    expect(question(again)).to_have_value(WORDS)
    again.get_by_role("button", name="Save", exact=True).last.click()
    expect(again.get_by_text("Saved.", exact=True)).to_be_visible()
    again.goto(again.url)
    expect(question(again)).to_have_value(WORDS)
    expect(again.get_by_text("You have unsaved text of")).to_have_count(0)


def test_a_browser_that_dies_within_a_second_of_the_site_keeps_the_text(page: Page) -> None:
    leave(page)
    page.route("**/desk/drafts", lambda route: route.abort())
    write(page)
    page.wait_for_function("() => Object.keys(localStorage).some((k) => k.startsWith('querent'))")
    page.reload()
    # On a busy machine the dying page kept it twice: either will do.
    page.get_by_role("button", name="Take it").first.click()
    expect(question(page)).to_have_value(WORDS)


def test_a_site_that_fails_is_said_and_the_text_survives_a_reload(page: Page) -> None:
    leave(page)
    page.route("**/desk/drafts", lambda route: route.fulfill(status=500, body="no"))
    write(page)
    expect(state(page)).to_contain_text("Not saved: the site didn’t answer", timeout=WITHIN_MS)
    page.reload()
    page.get_by_role("button", name="Take it").click()
    expect(question(page)).to_have_value(WORDS)


def test_a_lost_network_is_said_and_saving_waits_for_it(page: Page) -> None:
    write(page)
    page.context.set_offline(True)
    expect(state(page)).to_contain_text("Not saved: there’s no connection", timeout=WITHIN_MS)
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(question(page)).to_have_value(WORDS)
    page.context.set_offline(False)
    expect(state(page)).to_have_text("Not saved yet, but kept for you.", timeout=WITHIN_MS)
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()


def test_signed_out_in_mid_edit_saving_goes_on_after_signing_in_elsewhere(
    page: Page, site: Site
) -> None:
    other = sign_out_elsewhere(page.context)
    write(page)
    expect(state(page)).to_contain_text("Not saved: you were signed out", timeout=WITHIN_MS)
    sign_in(other, site)
    expect(state(page)).to_have_text("Not saved yet, but kept for you.", timeout=WITHIN_MS)
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()


def test_a_save_of_somebody_who_was_signed_out_signs_in_on_the_page_and_saves(
    page: Page, site: Site
) -> None:
    sign_out_elsewhere(page.context)
    write(page)
    page.get_by_role("button", name="Save", exact=True).last.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Password").fill("not the password")
    dialog.get_by_label("Email").fill(site.producer)
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("Password").fill(site.password)
    dialog.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(question(page)).to_have_value(WORDS)


def test_without_script_a_save_after_the_session_comes_back_and_is_saved_by_signing_in(
    new_page: Callable[..., Page], site: Site, watch: Watch
) -> None:
    watch.expected += ["Failed to load resource"]
    page = new_page(java_script_enabled=False)
    sign_in(page, site)
    slug = make_episode(page, "Who feeds the cat?")
    page.goto(f"/desk/episodes/{slug}/question")
    write(page)
    sign_out_elsewhere(page.context)
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "You were signed out while you wrote."
    )
    page.get_by_label("Email").fill(site.producer)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in and save").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(question(page)).to_have_value(WORDS)


def test_the_page_that_gives_a_form_back_can_be_used_by_everybody(page: Page, site: Site) -> None:
    sign_out_elsewhere(page.context)
    write(page)
    page.evaluate(
        "() => HTMLFormElement.prototype.submit.call(document.querySelector('.desk-form'))"
    )
    page.wait_for_function("() => document.querySelector('[name=sign_in_email]')")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as text").click()
    assert WORDS in download.value.path().read_text()
    assert violations_in_every_look(page) == []


def test_the_browser_asks_before_unsaved_text_is_left(page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    question(page).press_sequentially("x")
    page.get_by_role("link", name="Cast and guests").click()
    page.wait_for_url("**/desk/people")
    assert asked == ["beforeunload"]


def test_an_autosave_that_comes_late_changes_nothing_on_the_page(page: Page) -> None:
    answers: list[int] = []

    def late(route: Route) -> None:
        answers.append(409 if not answers else 200)
        route.fulfill(status=answers[-1], json={"sequence": 99, "closed": False})

    page.route("**/desk/drafts", late)
    write(page)
    question(page).evaluate("field => field.setSelectionRange(4, 4)")
    expect(state(page)).to_have_text("Not saved yet, but kept for you.", timeout=WITHIN_MS)
    caret = "field => [field.value, field.selectionStart]"
    assert question(page).evaluate(caret) == [WORDS, 4]
    assert answers[:2] == [409, 200]


def test_fifty_autosaves_at_once_are_all_kept_or_told_to_wait(page: Page, site: Site) -> None:
    keeper = page.locator("draft-keeper").first
    names = ("form", "thing", "person")
    draft = {name: keeper.get_attribute(name) for name in names} | {"made_from": 1}
    token = page.locator("input[name=csrf_token]").first.input_value()
    cookies = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
    headers = {"X-CSRFToken": token, "Cookie": cookies, "Content-Type": "application/json"}

    def keep(number: int) -> int:
        connection = HTTPConnection(re.sub("^http://", "", site.address), timeout=60)
        sent = draft | {"key": f"{number % 20:016x}", "sequence": number, "fields": [["text", "x"]]}
        try:
            connection.request("POST", "/desk/drafts", json.dumps(sent), headers)
            return connection.getresponse().status
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as threads:
        statuses = list(threads.map(keep, range(50)))
    assert set(statuses) <= {200, 409}
    assert statuses.count(200) >= 20


def test_the_offer_and_the_state_can_be_read_by_everybody(page: Page) -> None:
    write(page)
    expect(state(page)).to_have_text("Not saved yet, but kept for you.", timeout=WITHIN_MS)
    again = page.context.new_page()
    again.goto(page.url)
    again.get_by_text("See what is different").click()
    assert violations_in_every_look(again) == []
