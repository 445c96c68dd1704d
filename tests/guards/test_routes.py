"""Every address of the site: none lost, and none that changes anything without token and right."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from app import create_app
from episodes.accounts.permissions import Right
from episodes.settings import Settings

# People keep and share these; an address that stands here is never taken away.
KEPT_ADDRESSES = {
    "/",
    "/episodes/",
    "/episodes/<slug>",
    "/episodes/<slug>/answer",
    "/search",
    "/api/v1/search",
    "/api/v1/openapi.json",
    "/opensearch.xml",
    "/ask",
    "/receipt",
    "/preferences",
    "/topics/",
    "/topics/<slug>",
    "/people/<slug>",
    "/seasons/<int:number>",
    "/leaving",
    "/desk/",
    "/sign-in",
    "/sign-out",
}
# Anyone who looks at the site may send these; all others need a right.
FOR_STRANGERS = {
    "asking.change",
    "asking.similar",
    "asking.me_too",
    "asking.review",
    "asking.send",
    "asking.show_again",
    "asking.open_receipt",
    "asking.add_to_receipt",
    "asking.withdraw_question",
    "house.forgotten",
    "house.invitation",
    "house.new_password",
    "preferences.choose",
    "preferences.save",
    "preferences.save_captions",
    "preferences.show_once",
    "preferences.undo",
    "security.let_in",
    "security.second_step",
    "security.second_step_by_passkey",
    "security.sign_in_and_save",
    "security.try_login",
    "security.logout",
}
READING = {"GET", "HEAD", "OPTIONS"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(Settings(DATA_DIR=tmp_path_factory.mktemp("data")), TESTING=True)


def write_rules(site: Flask) -> list[Rule]:
    return [rule for rule in site.url_map.iter_rules() if set(rule.methods or ()) - READING]


def test_no_address_that_people_keep_is_lost(site: Flask) -> None:
    assert {rule.rule for rule in site.url_map.iter_rules()} >= KEPT_ADDRESSES


def test_every_write_needs_a_right_or_is_meant_for_strangers(site: Flask) -> None:
    open_to_all = {
        rule.endpoint
        for rule in write_rules(site)
        if not isinstance(
            getattr(site.view_functions[rule.endpoint], "required_right", None), Right
        )
    }
    assert open_to_all <= FOR_STRANGERS


def test_every_address_of_the_desk_needs_a_right_of_who_works_here(site: Flask) -> None:
    rules = [rule for rule in site.url_map.iter_rules() if rule.endpoint.startswith("desk.")]
    rights = {
        rule.endpoint: getattr(site.view_functions[rule.endpoint], "required_right", None)
        for rule in rules
    }
    assert rights
    weak = {e for e, right in rights.items() if right in (None, Right.OWN_ACCOUNT)}
    assert not weak


def test_no_write_is_made_without_a_token(client: FlaskClient) -> None:
    rules = write_rules(client.application)
    assert rules
    for rule in rules:
        for method in set(rule.methods or ()) - READING:
            response = client.open(address_of(rule), method=method)
            assert response.status_code == 400, f"{method} {rule.rule}"


def address_of(rule: Rule) -> str:
    values = {name: 1 if name.endswith("id") else "x" for name in rule.arguments}
    with_types = rule.rule
    for name, value in values.items():
        for form in (f"<int:{name}>", f"<path:{name}>", f"<string:{name}>", f"<{name}>"):
            with_types = with_types.replace(form, str(value if "int:" not in form else 1))
    assert "<" not in with_types, rule.rule
    return with_types
