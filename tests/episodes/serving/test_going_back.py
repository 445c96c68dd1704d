"""A downgrade that would lose what somebody typed or decided refuses, and changes nothing."""

from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text

from episodes.catalog.models import CaptionProfile, Episode
from episodes.db import db
from episodes.drafts.models import KeptDraft
from episodes.jobs.models import Job, JobState
from episodes.media.models import Video
from episodes.questions.asked.models import InboxSettings
from episodes.transcripts.actions import add_version
from episodes.transcripts.approvals import CaptionApproval
from episodes.transcripts.models import CaptionTrack, CaptionVersion
from episodes.transcripts.uploads import CaptionUpload
from episodes.versions.models import Version, VersionKind
from tests.factories import CAPTIONS, a_show, a_user, an_episode
from tests.migrations import MIGRATIONS


def a_limit(_episode: Episode, _user_id: int) -> Any:
    return InboxSettings(daily_limit=7)


def an_upload(episode: Episode, user_id: int) -> Any:
    return CaptionUpload(episode_id=episode.id, user_id=user_id, name="en.vtt", data=b"WEBVTT")


def an_approval(_episode: Episode, user_id: int) -> Any:
    version_id = db.session.scalars(select(CaptionVersion.id)).first()
    return CaptionApproval(
        version_id=version_id, approver_id=user_id, profile="default", mistakes=0, warnings=0
    )


def an_open_draft(_episode: Episode, user_id: int) -> Any:
    return KeptDraft(
        user_id=user_id, key="k", form="AnswerForm", thing="episode:1", sequence=1, made_from=0,
        fields=[["markdown", "Dear you,"]],
    )  # fmt: skip


def an_earlier_text(episode: Episode, user_id: int) -> Any:
    return Version(
        episode_id=episode.id, kind=VersionKind.ANSWER, number=1, author_id=user_id,
        content={"markdown": "Dear you,", "author": 0},
    )  # fmt: skip


def machine_made_captions(_episode: Episode, _user_id: int) -> Any:
    track = db.session.scalars(select(CaptionTrack)).one()
    words = f"{CAPTIONS}\n00:00:50.000 --> 00:00:51.000\nHeard by a machine.\n"
    return add_version(track, words.encode(), "a.vtt", author=None, is_machine_made=True)


def a_video_that_is_not_prepared(episode: Episode, _user_id: int) -> Any:
    return Video(episode_id=episode.id, original_key="ab/film.mkv", original_size_bytes=7)


def a_job(_episode: Episode, _user_id: int) -> Any:
    return Job(kind="prepare", fingerprint="f", state=JobState.QUEUED)


# By the revision that has no place for it.
LOST = {
    "0024": a_limit,
    "0023": an_upload,
    "0021": an_approval,
    "0015": an_open_draft,
    "0010": an_earlier_text,
    "0004": machine_made_captions,
    "0003": a_video_that_is_not_prepared,
    "0002": a_job,
}


@pytest.fixture
def site(unmigrated_app: Flask) -> Flask:
    upgrade(directory=MIGRATIONS)
    return unmigrated_app


def at() -> str:
    with db.engine.connect() as connection:
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def refuses(revision: str) -> bool:
    db.session.commit()
    db.session.remove()
    newest = at()
    try:
        downgrade(directory=MIGRATIONS, revision=revision)
    except SystemExit:
        assert at() == newest
        return True
    return False


def test_what_has_no_place_in_an_earlier_version_is_not_lost_silently(site: Flask) -> None:
    a_show()
    user_id = a_user().id
    episode_id = an_episode("oat-milk", captions=CAPTIONS).id
    empty_of_what_a_factory_leaves()
    for revision, something in LOST.items():
        row = something(db.session.get_one(Episode, episode_id), user_id)
        db.session.add(row)
        db.session.flush()
        table, number = type(row), row.id
        assert refuses(revision), something.__name__
        db.session.delete(db.session.get_one(table, number))
        empty_of_what_a_factory_leaves()
    downgrade(directory=MIGRATIONS, revision="0002")
    assert at() == "0002"


def empty_of_what_a_factory_leaves() -> None:
    for table in ("judgement", "version", "job"):
        db.session.execute(text(f"DELETE FROM {table}"))  # noqa: S608  # our own names
    db.session.commit()


@pytest.mark.parametrize(
    ("revision", "field", "value"),
    [
        ("0022", "publishing_rules", ["captions"]),
        ("0019", "caption_profile", CaptionProfile.BBC),
    ],
)
def test_what_was_chosen_for_the_show_is_not_lost_silently(
    site: Flask, revision: str, field: str, value: object
) -> None:
    a_show(**{field: value})
    assert refuses(revision)
