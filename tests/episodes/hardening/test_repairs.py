"""What an earlier version could leave crooked is straightened by the migrations."""

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from episodes.db import db
from tests.migrations import MIGRATIONS

ADD = (
    "INSERT INTO asked_question (id, text, display_name, content_notes, may_edit, may_publish,"
    " is_checked, asked_on, receipt_hash, state, reply, is_source, wording, merged_into_id)"
    " VALUES (:id, 'Is it me, or the dishwasher?', '', '[]', true, true, true, '2026-03-01',"
    " :hash, 'considering', '', false, '', NULL)"
)
# 1 into itself; 2, 3, 4 in a ring with 5 behind it; 6 into 7, as it should be; 8 behind 1.
CROOKED = {1: 1, 2: 3, 3: 4, 4: 2, 5: 3, 6: 7, 8: 1}
STRAIGHT = {1: None, 2: None, 3: 2, 4: 2, 5: 2, 6: 7, 7: None, 8: 1}


@pytest.mark.timeout(300)
def test_questions_that_stood_on_no_shelf_stand_on_one_again(unmigrated_app: Flask) -> None:
    upgrade(directory=MIGRATIONS, revision="0017")
    with db.engine.begin() as connection:
        for number in STRAIGHT:
            connection.execute(text(ADD), {"id": number, "hash": str(number)})
        for number, other in CROOKED.items():
            connection.execute(
                text("UPDATE asked_question SET merged_into_id = :other WHERE id = :number"),
                {"number": number, "other": other},
            )
    upgrade(directory=MIGRATIONS)
    rows = db.session.execute(text("SELECT id, merged_into_id FROM asked_question ORDER BY id"))
    assert {row.id: row.merged_into_id for row in rows} == STRAIGHT
    db.session.remove()
    downgrade(directory=MIGRATIONS, revision="0017")
    upgrade(directory=MIGRATIONS)
