"""Videos from before files had forms: they keep their file, which is what is played."""

import json
from pathlib import Path

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from app import create_app
from episodes.db import db
from episodes.settings import Settings

MIGRATIONS = str(Path(__file__).parents[3] / "migrations")
EPISODE = """INSERT INTO episode (id, slug, title, summary, language, status, question_headline,
question_review, video_headline, video_review, thumbnail_headline, thumbnail_review,
answer_headline, answer_review, answer_images_headline, answer_images_review, created_at,
updated_at) VALUES (1, 'e', 'E', '', 'en', 'draft', 'clean', 'not_reviewed', 'clean',
'not_reviewed', 'none', 'not_reviewed', 'clean', 'not_reviewed', 'none', 'not_reviewed',
'2026-01-01', '2026-01-01')"""
VIDEO = """INSERT INTO video (episode_id, place, title, storage_key, address, media_type,
size_bytes, poster_key, poster_media_type, poster_alt) VALUES (1, 'episode', '', 'ab/film.mp4', '',
'video/mp4', 7, 'cd/poster.png', 'image/png', 'A door')"""

A_FILE = """INSERT INTO video (episode_id, place, title, original_key, storage_key, address,
media_type, duration_ms, has_video, has_audio, rotation, codecs, poster_key, poster_media_type,
poster_alt, is_poster_own, storyboard_key, waveform_key, note) VALUES (1, 'episode', '',
'ab/f.mp4', 'ab/f.mp4', '', 'video/mp4', 5000, 1, 0, 0, 'avc1', '', '', '', 0, '', '', '')"""
A_PERSON = """INSERT INTO user (id, email, password, active, fs_uniquifier, display_name,
created_at)
VALUES (1, 'a@b.c', '', 1, 'x', '', '2026-01-01')"""
FACTS_OF_FILE = {
    "original_key": "ab/f.mp4", "original_size_bytes": None, "address": "",
    "media_type": "video/mp4", "duration_ms": 5000, "width": None, "height": None, "rotation": 0,
    "has_video": True, "has_audio": False, "codecs": "avc1", "plays_as_it_is": True,
}  # fmt: skip
OTHER_FORM = """INSERT INTO video (episode_id, place, title, original_key, storage_key, address,
media_type, has_video, has_audio, rotation, codecs, poster_key, poster_media_type, poster_alt,
is_poster_own, storyboard_key, waveform_key) VALUES (1, 'sign_language', '', '', '',
'https://m.example/s.mp4', 'video/mp4', 1, 1, 0, '', '', '', '', 0, '', '')"""

OTHER_FORM_WITH_NOTE = OTHER_FORM.replace("waveform_key)", "waveform_key, note)").replace(
    "'', '')", "'', '', 'Names a word.')"
)


def test_a_video_from_before_is_its_own_original_and_has_its_own_poster(tmp_path: Path) -> None:
    app = create_app(Settings(DATA_DIR=tmp_path))
    with app.app_context():
        upgrade(directory=MIGRATIONS, revision="0003")
        with db.engine.begin() as connection:
            connection.execute(text(EPISODE))
            connection.execute(text(VIDEO))
        upgrade(directory=MIGRATIONS, revision="0004")
        with db.engine.connect() as connection:
            row = connection.execute(text("SELECT * FROM video")).mappings().one()
        assert (row["original_key"], row["original_size_bytes"]) == ("ab/film.mp4", 7)
        assert (row["storage_key"], row["is_poster_own"]) == ("ab/film.mp4", 1)
        downgrade(directory=MIGRATIONS, revision="0003")
        with db.engine.connect() as connection:
            kept = connection.execute(text("SELECT storage_key, poster_alt FROM video")).one()
        assert tuple(kept) == ("ab/film.mp4", "A door")
        db.engine.dispose()


def triggers_of_video() -> set[str]:
    with db.engine.connect() as connection:
        names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'video'"
        return set(connection.execute(text(names)).scalars())


def test_the_table_keeps_its_triggers_and_going_back_refuses_to_lose_a_form(
    tmp_path: Path,
) -> None:
    app = create_app(Settings(DATA_DIR=tmp_path))
    with app.app_context():
        upgrade(directory=MIGRATIONS, revision="0018")
        before = triggers_of_video()
        assert before
        upgrade(directory=MIGRATIONS, revision="0019")
        assert triggers_of_video() == before
        with db.engine.begin() as connection:
            connection.execute(text(EPISODE))
            connection.execute(text(OTHER_FORM))
        with pytest.raises(SystemExit):
            downgrade(directory=MIGRATIONS, revision="0018")
        with db.engine.begin() as connection:
            connection.execute(text("DELETE FROM video"))
        downgrade(directory=MIGRATIONS, revision="0018")
        assert triggers_of_video() == before
        db.engine.dispose()


def test_a_video_becomes_its_own_first_version_and_going_back_refuses_to_lose_one(
    tmp_path: Path,
) -> None:
    app = create_app(Settings(DATA_DIR=tmp_path))
    with app.app_context():
        upgrade(directory=MIGRATIONS, revision="0025")
        before = triggers_of_video()
        with db.engine.begin() as connection:
            connection.execute(text(EPISODE))
            connection.execute(text(A_FILE))
        upgrade(directory=MIGRATIONS, revision="0026")
        assert triggers_of_video() == before
        with db.engine.begin() as connection:
            content = connection.execute(text("SELECT content FROM version")).scalar_one()
            kinds = connection.execute(text("SELECT kind FROM judgement")).scalars().all()
            connection.execute(
                text(
                    "INSERT INTO version (episode_id, kind, number, content, note, created_at)"
                    " VALUES (1, 'video', 2, '{}', '', '2026-01-01')"
                )
            )
        assert json.loads(content) == FACTS_OF_FILE
        assert kinds == ["shown"], "nobody had reviewed it"
        with pytest.raises(SystemExit):
            downgrade(directory=MIGRATIONS, revision="0025")
        with db.engine.begin() as connection:
            connection.execute(text("DELETE FROM version WHERE number = 2"))
            connection.execute(text(A_PERSON))
            connection.execute(text("UPDATE judgement SET judge_id = 1"))
        with pytest.raises(SystemExit):
            downgrade(directory=MIGRATIONS, revision="0025")
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE judgement SET judge_id = NULL"))
        downgrade(directory=MIGRATIONS, revision="0025")
        assert triggers_of_video() == before
        db.engine.dispose()


def test_forms_stand_as_their_video_did_and_going_back_refuses_to_lose_a_review_of_one(
    tmp_path: Path,
) -> None:
    app = create_app(Settings(DATA_DIR=tmp_path))
    with app.app_context():
        upgrade(directory=MIGRATIONS, revision="0039")
        before = triggers_of_video()
        with db.engine.begin() as connection:
            connection.execute(text(EPISODE))
            connection.execute(
                text("UPDATE episode SET video_headline = 'racy', video_review = 'reviewed_some'")
            )
            connection.execute(text(OTHER_FORM_WITH_NOTE))
        upgrade(directory=MIGRATIONS, revision="0040")
        assert triggers_of_video() == before
        with db.engine.begin() as connection:
            row = connection.execute(text("SELECT headline, review FROM video")).one()
            connection.execute(text("UPDATE video SET headline = 'nsfw'"))
        assert tuple(row) == ("racy", "reviewed_some")
        with pytest.raises(SystemExit):
            downgrade(directory=MIGRATIONS, revision="0039")
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE video SET headline = 'racy'"))
        downgrade(directory=MIGRATIONS, revision="0039")
        assert triggers_of_video() == before
        db.engine.dispose()
