"""flask users, as it is typed."""

import pytest
from flask import Flask
from sqlalchemy import select

from episodes.accounts.models import AuditEntry
from episodes.accounts.passwords import is_right_password
from episodes.accounts.queries import user_by_email
from episodes.db import db
from episodes.site import settings_of


def run(app: Flask, *words: str, typed: str = ""):
    """The command's own outcome."""
    db.session.commit()
    return app.test_cli_runner().invoke(args=words, input=typed)


def audit_actions() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_the_first_admin_is_added_with_a_password_that_is_printed_once(app: Flask) -> None:
    outcome = run(app, "users", "add", "Alice@Example.org", "--role", "admin", "--name", "Alice")
    assert outcome.exit_code == 0
    password = outcome.output.split("Password: ")[1].strip()
    alice = user_by_email("alice@example.org")
    assert ([role.name for role in alice.roles], alice.display_name) == (["admin"], "Alice")
    assert is_right_password(alice, password)
    assert alice.password.startswith("$argon2id$")
    assert audit_actions() == ["user.add"]


def test_a_password_may_be_typed_instead(app: Flask) -> None:
    typed = "a long enough one\n" * 2
    outcome = run(
        app, "users", "add", "bob@example.org", "--role", "producer", "--ask", typed=typed
    )
    assert outcome.exit_code == 0
    assert "a long enough one" not in outcome.output
    assert is_right_password(user_by_email("bob@example.org"), "a long enough one")


@pytest.mark.parametrize(
    ("words", "typed", "message"),
    [
        (("nobody", "--role", "admin"), "", "is not an email address"),
        (("a@example.org", "--role", "king"), "", "'king' is not one of"),
        (("a@example.org", "--role", "admin", "--ask"), "short\nshort\n", "12 to 200 characters"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nobody_is_added(
    app: Flask, words: tuple[str, ...], typed: str, message: str
) -> None:
    outcome = run(app, "users", "add", *words, typed=typed)
    assert outcome.exit_code != 0
    assert message in outcome.output
    assert run(app, "users", "list").output == ""


def test_an_address_is_added_once(app: Flask) -> None:
    run(app, "users", "add", "alice@example.org", "--role", "viewer")
    again = run(app, "users", "add", "ALICE@example.org", "--role", "admin")
    assert (again.exit_code, "There is already an account for" in again.output) == (1, True)


def test_a_role_is_changed_and_a_person_deactivated_on_the_record(app: Flask) -> None:
    run(app, "users", "add", "alice@example.org", "--role", "viewer")
    run(app, "users", "role", "alice@example.org", "captioner")
    assert "captioner\tactive" in run(app, "users", "list").output
    run(app, "users", "password", "alice@example.org")
    run(app, "users", "deactivate", "alice@example.org")
    assert "captioner\tdeactivated" in run(app, "users", "list").output
    assert audit_actions() == ["user.add", "user.set_role", "user.set_password", "user.deactivate"]


def test_somebody_unknown_is_named(app: Flask) -> None:
    outcome = run(app, "users", "role", "nobody@example.org", "admin")
    assert (outcome.exit_code, "nobody@example.org" in outcome.output) == (1, True)


def test_settings_show_no_secret(app: Flask) -> None:
    outcome = run(app, "settings")
    secret = settings_of(app).SECRET_KEY
    assert (outcome.exit_code, secret in outcome.output) == (0, False)
    assert "(hidden)" in outcome.output


def test_a_migrated_database_without_media_is_well(app: Flask) -> None:
    outcome = run(app, "check")
    assert (outcome.exit_code, outcome.output) == (0, "All well.\n")
