"""A site with a thousand episodes, made by the site's own actions."""

import os
import random
import sys
from pathlib import Path

from flask_migrate import upgrade

from app import create_app
from episodes.db import db
from episodes.media.models import Video
from episodes.settings import Settings

# Not as tests.factories: a package among the requirements brings a `tests` of its own.
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from factories import a_show, an_episode

SOME = "list kettle lease cousin boundary harbour ticket candle argue apology dentist orchard"
WORDS = (SOME + " weekend mother flatmate dishes jealous holiday secret bicycle letter").split()
RARE = "quokkaberry"
VIDEO_BYTES = 64 * 1024 * 1024


def make_site(data: Path, episodes: int = 1000) -> Settings:
    """`long` has 1,500 cues, `short` 200, `filmed` a file of 64 MiB; one episode says RARE."""
    settings = Settings(DATA_DIR=data, SECRET_KEY="b" * 40)
    dice = random.Random(7)  # noqa: S311  # the same site each time
    app = create_app(settings)
    with app.app_context():
        upgrade(directory=str(Path(__file__).parents[1] / "migrations"))
        a_show()
        for number in range(episodes - 3):
            rare = RARE if number == episodes // 2 else ""
            an_episode(
                f"plain-{number}",
                question=f"{sentence(dice)} {rare}".strip(),
                captions=captions(12, dice),
                answer=f"## What now\n\n{sentence(dice)}\n",
            )
        an_episode("short", captions=captions(200, dice), answer="## So\n\nYes.\n", video=True)
        an_episode("long", captions=captions(1500, dice), answer="## So\n\nYes.\n", video=True)
        filmed = an_episode("filmed")
        _give_file(filmed.id, data)
        db.session.commit()
    return settings


def sentence(dice: random.Random) -> str:
    return " ".join(dice.choices(WORDS, k=12)).capitalize() + "."


def captions(count: int, dice: random.Random) -> str:
    cues = [
        f"{_time(n * 3)} --> {_time(n * 3 + 2)}\n<v {speaker(n)}>{sentence(dice)}\n"
        for n in range(count)
    ]
    return "WEBVTT\n\n" + "\n".join(cues)


def speaker(cue: int) -> str:
    return "Maya" if cue % 9 < 5 else "Joe"


def _time(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.000"


def _give_file(episode_id: int, data: Path) -> None:
    from episodes.media.storage import storage

    path = data / "film.bin"
    path.write_bytes(os.urandom(1024 * 1024) * (VIDEO_BYTES // (1024 * 1024)))
    with path.open("rb") as stream:
        stored = storage().save(stream, limit_bytes=VIDEO_BYTES, suffix=".mp4")
    path.unlink()
    db.session.add(
        Video(
            episode_id=episode_id,
            original_key=stored.key,
            storage_key=stored.key,
            media_type="video/mp4",
            size_bytes=stored.size_bytes,
        )
    )
