"""A passkey in a real browser, whose authenticator is a virtual one."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Site, Watch, add_captioner, violations

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_a_passkey_is_added_asked_for_and_removed(page: Page, site: Site, watch: Watch) -> None:
    # A passkey belongs to a name, never to a bare address of the network.
    watch.host = f"localhost:{urlsplit(site.address).port}"
    home = f"http://{watch.host}"
    person = add_captioner(site, "pat@example.org", role="producer")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    type_password(page, home, person)
    page.wait_for_url("**/desk/")
    page.goto(f"{home}/sign-in/second-steps")
    assert violations(page) == []
    page.get_by_label("Name of the passkey").fill("My laptop")
    page.locator("pass-key").get_by_label("Your password").fill(person.password)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    page.get_by_role("link", name="I’ve put them somewhere safe").click()
    page.get_by_role("heading", name="My laptop").wait_for()

    page.context.clear_cookies()
    type_password(page, home, person)
    page.get_by_role("heading", name="One more step").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/desk/")

    page.goto(f"{home}/sign-in/second-steps")
    page.get_by_text("Remove", exact=True).first.click()
    page.locator("details[open]").get_by_label("Your password").fill(person.password)
    page.locator("details[open]").get_by_role("button", name="Remove").click()
    page.get_by_text("The passkey is removed.").wait_for()


def type_password(page: Page, home: str, person: Site) -> None:
    page.goto(f"{home}/sign-in")
    page.get_by_label("Email").fill(person.producer)
    page.get_by_label("Password", exact=True).fill(person.password)
    page.get_by_role("button", name="Sign in").click()
