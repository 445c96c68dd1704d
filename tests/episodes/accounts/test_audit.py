"""The trail of who did what: one name for each deed, also for deeds of long ago."""

from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from episodes.accounts.audit import AuditAction
from episodes.db import db
from episodes.house.deeds import DEEDS, KINDS
from tests.migrations import MIGRATIONS

ROOT = Path(__file__).parents[3]
ENTRY = """INSERT INTO audit_entry (at, actor_name, action, thing_kind, thing, detail)
VALUES ('2026-01-01', 'Ana', 'make captions live', 'episode', 'one', '{}')"""


def test_an_entry_from_before_bears_todays_name_and_its_old_one_after_going_back(
    unmigrated_app: Flask,
) -> None:
    upgrade(directory=MIGRATIONS, revision="0007")
    with db.engine.begin() as connection:
        connection.execute(text(ENTRY))
    upgrade(directory=MIGRATIONS, revision="0008")
    assert _action() == AuditAction.CAPTIONS_MAKE_LIVE
    downgrade(directory=MIGRATIONS, revision="0007")
    assert _action() == "make captions live"


# Called something else by now; its entries keep the name that they were written under.
OLDER_NAMES = {"asked_question.consider": "ASKED_QUESTION_SHORTLIST"}


@pytest.mark.parametrize("action", list(AuditAction))
def test_each_action_names_a_thing_and_what_is_done_to_it(action: AuditAction) -> None:
    thing, dot, deed = action.value.partition(".")
    assert dot and thing.isidentifier() and deed.isidentifier()
    assert action.name == OLDER_NAMES.get(action.value, f"{thing}_{deed}".upper())


@pytest.mark.parametrize("action", list(AuditAction))
def test_each_action_is_one_that_the_site_takes(action: AuditAction) -> None:
    sources = [path.read_text() for path in (ROOT / "episodes").rglob("*.py")]
    assert any(f"AuditAction.{action.name}" in source for source in sources)


def _action() -> str:
    with db.engine.connect() as connection:
        return str(connection.scalar(text("SELECT action FROM audit_entry")))


def test_the_trail_has_words_for_each_deed() -> None:
    assert {action.value for action in AuditAction} == set(DEEDS)
    assert {action.value.partition(".")[0] for action in AuditAction} == set(KINDS)
