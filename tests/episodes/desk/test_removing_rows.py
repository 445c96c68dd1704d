"""A row of a list goes with a press, without script; the rest of what was typed stays."""

from flask import Flask
from sqlalchemy import select

from episodes.catalog.models import Show
from episodes.db import db
from tests.episodes.desk.conftest import Browser

LINES = {
    "helplines-0-country": "UK", "helplines-0-name": "First line", "helplines-0-phone": "1",
    "helplines-1-country": "UK", "helplines-1-name": "Second line", "helplines-1-phone": "2",
}  # fmt: skip


def test_a_row_is_removed_by_its_button_and_saved_without_it(app: Flask, admin: Browser) -> None:
    fields = LINES | {"name": "Ours", "language": "en"}
    page = admin.post_fields("/desk/show", fields | {"remove": "helplines-0"}).text
    assert ("First line" in page, "Second line" in page) == (False, True)
    assert 'value="Ours"' in page
    assert db.session.scalar(select(Show.helplines)) == []
