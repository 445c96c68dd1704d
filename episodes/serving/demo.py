"""The demo season and its producer: only ever in a database that was empty."""

import os
from pathlib import Path

from sqlalchemy import func, select

from episodes.accounts.actions import add_user
from episodes.accounts.models import RoleName
from episodes.accounts.passwords import new_password
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.settings import Settings

SEASON = Path(__file__).parents[1] / "demo" / "season"
DEMO_EMAIL = "producer@example.org"


def load_demo_season(settings: Settings) -> int:
    """How many episodes came in. All or nothing.

    Raises ArchiveError where the season in the project folder is not whole."""
    from episodes.archive.importing import import_archive  # read once in a site's life

    import_archive(SEASON)
    password = new_password()
    add_user(DEMO_EMAIL, password, RoleName.PRODUCER, name="Demo producer")
    _keep(password_file(settings), password)
    db.session.commit()
    return db.session.scalar(select(func.count(Episode.id))) or 0


def password_file(settings: Settings) -> Path:
    return settings.DATA_DIR.resolve() / "demo-producer.txt"


def demo_password(settings: Settings) -> str:
    return password_file(settings).read_text().split("password: ")[1].strip()


def _keep(path: Path, password: str) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"e-mail: {DEMO_EMAIL}\npassword: {password}\n")
