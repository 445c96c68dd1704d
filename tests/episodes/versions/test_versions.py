"""What people make has versions, and what they decide is said of one version."""

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from episodes.db import db
from episodes.versions.actions import add_version, erase_versions, review_version, show_version
from episodes.versions.models import Version, VersionKind
from episodes.versions.queries import (
    kinds_ahead,
    newest_version,
    review_of,
    reviewed_number,
    shown_version,
    version_lines,
)
from tests.factories import a_user, an_episode
from tests.migrations import MIGRATIONS

ANSWER = VersionKind.ANSWER


def test_versions_count_from_one_and_the_same_content_is_no_new_one(app: Flask) -> None:
    episode, ana = an_episode(), a_user(name="Ana")
    first = add_version(episode.id, ANSWER, {"markdown": "a"}, author=ana)
    second = add_version(episode.id, ANSWER, {"markdown": "b"}, author=ana, note="shorter")
    again = add_version(episode.id, ANSWER, {"markdown": "b"}, author=None)
    assert (first.number, second.number, again.id) == (1, 2, second.id)
    lines = version_lines(episode.id, ANSWER)
    assert [(line.number, line.note, line.author) for line in lines] == [
        (2, "shorter", "Ana"),
        (1, "", "Ana"),
    ]


def test_a_review_stays_with_the_version_that_was_reviewed(app: Flask) -> None:
    episode = an_episode()
    first = add_version(episode.id, ANSWER, {"markdown": "a"}, author=None)
    review_version(first, "reviewed_none", judge=None)
    second = add_version(episode.id, ANSWER, {"markdown": "b"}, author=None)
    assert review_of(second) is None
    assert reviewed_number(episode.id, ANSWER) == 1


def test_the_site_shows_one_version_and_says_what_is_ahead_of_it(app: Flask) -> None:
    episode = an_episode()
    first = add_version(episode.id, ANSWER, {"markdown": "a"}, author=None)
    show_version(first, judge=None)
    assert kinds_ahead(episode.id) == []
    second = add_version(episode.id, ANSWER, {"markdown": "b"}, author=None)
    assert kinds_ahead(episode.id) == [ANSWER]
    assert shown_version(episode.id, ANSWER) is not second
    show_version(second, judge=None)
    assert (kinds_ahead(episode.id), shown_version(episode.id, ANSWER)) == ([], second)


def test_a_version_is_never_changed(app: Flask) -> None:
    version = add_version(an_episode().id, ANSWER, {"markdown": "a"}, author=None)
    version.content = {"markdown": "b"}
    with pytest.raises(DatabaseError, match="never changed"):
        db.session.flush()
    db.session.rollback()


def test_words_that_are_taken_back_leave_no_version(app: Flask) -> None:
    episode = an_episode()
    version = add_version(episode.id, VersionKind.QUESTION, {"text": "a"}, author=None)
    show_version(version, judge=None)
    erase_versions(episode.id, VersionKind.QUESTION)
    assert newest_version(episode.id, VersionKind.QUESTION) is None


def test_revisions_from_before_become_versions_and_survive_going_back(
    unmigrated_app: Flask,
) -> None:
    upgrade(directory=MIGRATIONS, revision="0010")
    with db.engine.begin() as connection:
        for statement in _AN_ANSWER_WITH_TWO_REVISIONS:
            connection.execute(text(statement))
    upgrade(directory=MIGRATIONS)
    versions = db.session.query(Version).order_by(Version.number).all()
    assert [(v.number, v.content["markdown"]) for v in versions] == [(1, "old"), (2, "new")]
    assert shown_version(1, ANSWER) is versions[1]
    judgement = review_of(versions[1])
    assert judgement is not None and judgement.verdict == "reviewed_some"
    db.session.remove()
    downgrade(directory=MIGRATIONS, revision="0010")
    with db.engine.connect() as connection:
        count = connection.scalar(text("SELECT count(*) FROM answer_revision"))
    assert count == 2


_AN_ANSWER_WITH_TWO_REVISIONS = (
    """INSERT INTO episode (id, slug, title, summary, language, status, question_headline,
    question_review, video_headline, video_review, thumbnail_headline, thumbnail_review,
    answer_headline, answer_review, answer_images_headline, answer_images_review, created_at,
    updated_at) VALUES (1, 'e', 'E', '', 'en', 'draft', 'clean', 'not_reviewed', 'clean',
    'not_reviewed', 'none', 'not_reviewed', 'clean', 'reviewed_some', 'none', 'not_reviewed',
    '2026-01-01', '2026-01-01')""",
    "INSERT INTO answer (id, episode_id, markdown, updated_at) VALUES (1, 1, 'new', '2026-01-02')",
    """INSERT INTO answer_revision (answer_id, number, markdown, note, saved_at)
    VALUES (1, 1, 'old', '', '2026-01-01')""",
    """INSERT INTO answer_revision (answer_id, number, markdown, note, saved_at)
    VALUES (1, 2, 'new', '', '2026-01-02')""",
)
