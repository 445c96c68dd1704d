"""Every table is watched for changes that strangers see, or stands here with the reason."""

from flask import Flask
from sqlalchemy import text

import episodes.models  # noqa: F401  # registers every table
from episodes.db import db
from episodes.kept.models import PUBLIC_TABLES

# What no stranger's page shows. Search reads passages, but results are never kept.
NOT_SHOWN = {
    "access_link": "invitations and links for new passwords",
    "answer_revision": "only the answer itself is shown",
    "asked_addition": "the inbox",
    "asked_question": "the inbox",
    "asked_vector": "the inbox",
    "asking_day": "counts of the inbox",
    "audit_entry": "the desk's trail",
    "bucket_level": "brakes",
    "caption_approval": "judgements of the desk",
    "caption_edit": "work on the desk",
    "caption_edit_session": "work on the desk",
    "caption_hearing": "judgements of the desk",
    "caption_sync": "results wait on the desk",
    "caption_upload": "files that nobody has decided about",
    "corpus_word": "search",
    "episode_plan": "who on the desk sees to what",
    "episodes_given": "who works on what",
    "inbox_settings": "the ask page is never kept",
    "judgement": "of versions, which are the desk's",
    "job": "work behind the pages",
    "kept_draft": "unsaved text on the desk, of one person",
    "let_in": "people of the desk",
    "missed_words": "search, counted for the desk",
    "passage": "search",
    "passkey": "people of the desk",
    "passage_vector": "search",
    "preview_link": "its pages are never kept",
    "bulk_change": "the desk",
    "old_address": "only leads to another address",
    "public_stamp": "the stamp itself",
    "question_tally": "counts of the inbox",
    "sealed_letter": "the inbox, for few",
    "site_key": "between the site's own processes",
    "role": "people of the desk",
    "sign_in": "people of the desk",
    "spent_challenge": "asking",
    "user": "people of the desk",
    "users_roles": "people of the desk",
    "version": "the desk's; what is shown of it stands in the tables of its kind",
}


def test_every_table_is_public_or_says_why_not() -> None:
    assert set(db.metadata.tables) - set(PUBLIC_TABLES) - set(NOT_SHOWN) == set()
    assert set(PUBLIC_TABLES) & set(NOT_SHOWN) == set()


def test_the_migrated_database_watches_every_public_table(app: Flask) -> None:
    if db.engine.dialect.name == "postgresql":
        query = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_public'"
        expected = sorted(PUBLIC_TABLES)
    else:
        query = (
            "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"
            " AND name LIKE '%\\_public\\_%' ESCAPE '\\'"
        )
        expected = sorted(3 * PUBLIC_TABLES)
    assert sorted(db.session.scalars(text(query))) == expected
