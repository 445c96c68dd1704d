"""What a site keeps can be read by its own account, and by nobody else on the machine."""

import os
import stat
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from episodes.db import db
from episodes.media.storage import storage
from episodes.private_files import too_open_files
from episodes.settings import Settings
from tests.migrations import MIGRATIONS


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def a_site(folder: Path, **settings: str) -> Flask:
    app = create_app(Settings(DATA_DIR=folder, SEARCH_BY_MEANING=False, **settings))
    with app.app_context():
        upgrade(directory=MIGRATIONS)
        storage().save(BytesIO(b"film"), limit_bytes=10, suffix=".mp4")
    return app


def test_whatever_a_site_creates_is_its_own_accounts(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    app = a_site(folder)
    with app.app_context():
        inside = {path: mode(path) for path in folder.rglob("*")}
        assert mode(folder) == 0o700
        assert len([path for path in inside if path.is_file()]) >= 3  # database, secret, film
        assert {oct(m) for path, m in inside.items() if path.is_file()} == {"0o600"}
        assert {oct(m) for path, m in inside.items() if path.is_dir()} == {"0o700"}
        db.engine.dispose()


def test_where_nginx_sends_media_its_group_reads_them_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    app = a_site(folder, MEDIA_X_ACCEL="/media-files/")
    with app.app_context():
        film = next((folder / "media").rglob("*.mp4"))
        modes = [mode(path) for path in (folder, folder / "media", film.parent, film)]
        assert [oct(m) for m in modes] == ["0o710", "0o750", "0o750", "0o640"]
        assert mode(folder / "secret-key") == 0o600
        assert too_open_files(app.extensions["settings"]) == []
        db.engine.dispose()


@pytest.mark.parametrize(("name", "wide"), [("", 0o755), ("secret-key", 0o640), ("media", 0o711)])
def test_flask_check_names_what_others_may_read(tmp_path: Path, name: str, wide: int) -> None:
    folder = tmp_path / "data"
    app = a_site(folder)
    (folder / name).chmod(wide)
    answer = app.test_cli_runner().invoke(args=["check"])
    assert answer.exit_code == 1
    assert f"may read or change {folder / name}" in answer.output
    assert f"chmod -R go-rwx {folder}" in answer.output
    with app.app_context():
        db.engine.dispose()
