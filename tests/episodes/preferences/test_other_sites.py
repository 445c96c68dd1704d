"""Forms that carry no token of a session: nobody's page but ours can send them."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from episodes.preferences.views import WITHOUT_TOKEN
from tests.episodes.hardening.forms_on_pages import form_with
from tests.factories import csrf_token

pytestmark = pytest.mark.one_database

OURS = {"Sec-Fetch-Site": "same-origin"}
# By endpoint: the fields that change something, as a page of ours sends them.
FORMS = {
    "preferences.choose": {"name": "self-harm", "action": "hide"},
    "preferences.save_captions": {"size": "150"},
    "preferences.show_once": {"slug": "oat-milk", "key": "video", "always": "self-harm"},
    "preferences.undo": {},
}
EVIL = "https://evil.example"
OF_OTHER_SITES = {
    "another site": {"Sec-Fetch-Site": "cross-site", "Origin": EVIL},
    "a neighbour under the same domain": {"Sec-Fetch-Site": "same-site", "Origin": EVIL},
    "a frame without an origin": {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    "one that claims our origin": {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    "another site in an older browser": {"Origin": EVIL},
}
OF_NOBODY = {
    "an older browser": {},
    "an older browser that hides where it was": {"Origin": "null"},
    "the browser itself": {"Sec-Fetch-Site": "none"},
}


def address(app: Flask, endpoint: str) -> str:
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
    return rule.rule


@pytest.fixture
def browser(client: FlaskClient) -> FlaskClient:
    """In which somebody made a choice that can be taken back."""
    covered = {"name": "grief", "action": "cover"}
    assert client.post("/preferences/choice", data=covered, headers=OURS).status_code == 303
    return client


def state(browser: FlaskClient) -> tuple[dict[str, str], dict[str, object]]:
    """What its cookies say of its choices."""
    with browser.session_transaction() as session:
        values = {key: session[key] for key in ("undo", "shown") if key in session}
    cookies = {c.key: c.value for c in browser._cookies.values() if c.key != "session"}
    return cookies, values


def test_a_form_of_each_address_is_tried() -> None:
    assert set(FORMS) == WITHOUT_TOKEN


@pytest.mark.parametrize("sender", OF_OTHER_SITES)
@pytest.mark.parametrize("endpoint", FORMS)
def test_another_site_changes_nothing_and_is_not_offered_to(
    browser: FlaskClient, endpoint: str, sender: str
) -> None:
    before = state(browser)
    response = browser.post(
        address(browser.application, endpoint), data=FORMS[endpoint], headers=OF_OTHER_SITES[sender]
    )
    assert response.status_code == 400
    assert "Another site sent this" in response.text
    assert "csrf_token" not in response.text
    assert state(browser) == before


@pytest.mark.parametrize("sender", OF_NOBODY)
@pytest.mark.parametrize("endpoint", FORMS)
def test_a_browser_that_does_not_say_confirms_and_loses_nothing(
    browser: FlaskClient, endpoint: str, sender: str
) -> None:
    where, before = address(browser.application, endpoint), state(browser)
    asked = browser.post(where, data=FORMS[endpoint], headers=OF_NOBODY[sender])
    assert asked.status_code == 400
    assert state(browser) == before
    fields = form_with(asked.text, "csrf_token")
    assert fields.items() >= FORMS[endpoint].items()
    confirmed = browser.post(where, data=fields, headers=OF_NOBODY[sender])
    assert confirmed.status_code == 303
    assert state(browser) != before


@pytest.mark.parametrize("endpoint", FORMS)
def test_the_token_of_another_browser_opens_nothing(browser: FlaskClient, endpoint: str) -> None:
    stolen = csrf_token(browser.application.test_client(), "/preferences")
    before = state(browser)
    data = FORMS[endpoint] | {"csrf_token": stolen}
    assert browser.post(address(browser.application, endpoint), data=data).status_code == 400
    assert state(browser) == before


@pytest.mark.parametrize("endpoint", FORMS)
def test_our_own_page_needs_nothing_more(browser: FlaskClient, endpoint: str) -> None:
    before, where = state(browser), address(browser.application, endpoint)
    assert browser.post(where, data=FORMS[endpoint], headers=OURS).status_code == 303
    assert state(browser) != before


def writes(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]


def test_every_other_address_asks_even_our_own_pages_for_the_token(client: FlaskClient) -> None:
    """Whatever is exempt from the token stands in the list above, and so has its tests."""
    protection = client.application.extensions["csrf"]
    exempt = {
        rule.endpoint
        for rule in writes(client.application)
        if (view := client.application.view_functions[rule.endpoint])
        and f"{view.__module__}.{view.__name__}" in protection._exempt_views
    }
    assert exempt == WITHOUT_TOKEN
    assert not protection._exempt_blueprints
