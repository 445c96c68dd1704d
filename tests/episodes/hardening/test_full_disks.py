"""A disk that is nearly full is said before anything is written, and leaves nothing half."""

import errno
import tempfile
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from episodes.archive.exporting import ExportError, export_archive
from episodes.archive.importing import import_archive
from episodes.archive.problems import ArchiveError
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.media.models import Video
from episodes.media.storage import LocalStorage
from episodes.serving.bodies import MEMORY_BYTES, Bodies, NoRoomError
from episodes.site import settings_of
from episodes.transcripts.models import CaptionVersion
from tests.elsewhere import run_elsewhere
from tests.episodes.desk.conftest import Browser, producer  # noqa: F401  # a fixture
from tests.factories import CAPTIONS, a_show, an_episode


@pytest.fixture
def full_disk(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    full = LocalStorage(settings_of(app).media_dir, reserve_bytes=2**62)
    monkeypatch.setitem(app.extensions, "media storage", full)


@pytest.mark.usefixtures("full_disk")
def test_captions_that_would_fill_the_disk_are_refused_in_words(
    producer: Browser,  # noqa: F811
) -> None:
    an_episode("oat-milk")
    response = producer.post(
        "/desk/episodes/oat-milk/captions",
        language="en",
        kind="captions",
        label="English",
        file=(BytesIO(CAPTIONS.encode()), "en.vtt"),
    )
    assert response.status_code == 422
    assert "The disk is nearly full" in response.text
    assert db.session.query(CaptionVersion).count() == 0


def test_an_archive_that_does_not_fit_is_refused_whole(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_show()
    an_episode("oat-milk", captions=CAPTIONS)
    export_archive(tmp_path / "archive")
    db.session.delete(db.session.query(Episode).one())
    db.session.commit()
    full = LocalStorage(settings_of(app).media_dir, reserve_bytes=2**62)
    monkeypatch.setitem(app.extensions, "media storage", full)
    with pytest.raises(ArchiveError, match="the disk has room for 0"):
        import_archive(tmp_path / "archive")
    db.session.rollback()
    assert db.session.query(Episode).count() == 0


def test_an_export_that_does_not_fit_leaves_nothing(app: Flask, tmp_path: Path) -> None:
    a_show()
    episode = an_episode("oat-milk", video=True)
    db.session.query(Video).filter_by(episode_id=episode.id).update({"original_size_bytes": 2**50})
    with pytest.raises(ExportError, match="has room for"):
        export_archive(tmp_path / "archive")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_during_an_export_leaves_nothing(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_show()
    an_episode("oat-milk")

    def no_room(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", no_room)
    with pytest.raises(ExportError, match="No space left on device"):
        export_archive(tmp_path / "archive")
    assert list(tmp_path.iterdir()) == []


def test_a_body_that_finds_no_room_on_its_way_in_is_answered_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_room(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async def pieces() -> AsyncIterator[bytes]:
        yield bytes(MEMORY_BYTES)
        yield b"one byte too many for the memory"

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", no_room)
    with pytest.raises(NoRoomError) as refusal:
        run_elsewhere(Bodies(2 * MEMORY_BYTES).read(pieces(), None))
    assert refusal.value.status == 507
