"""A site with a thousand episodes, made by the site's own actions: with topics, people, seasons,
content notes, vectors and related episodes. More than a thousand are copies of those."""

import os
import random
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask_migrate import upgrade

from app import create_app
from bench.copies import copy_episodes
from episodes.catalog.models import Credit, CreditRole, Person, Topic
from episodes.db import db, refresh_statistics
from episodes.media.models import Video
from episodes.search.meaning.making import make_vectors
from episodes.search.meaning.relating import relate
from episodes.settings import Settings
from episodes.warnings.models import ContentWarning, Scope, Treatment

# Not as tests.factories: a package among the requirements brings a `tests` of its own.
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from factories import LONG_AGO, a_show, an_episode

SOME = "list kettle lease cousin boundary harbour ticket candle argue apology dentist orchard"
WORDS = (SOME + " weekend mother flatmate dishes jealous holiday secret bicycle letter").split()
RARE = "quokkaberry"
COMMON = "weekend kettle"
VIDEO_BYTES = 64 * 1024 * 1024
MADE = 1000
A_SEASON = 12
TOPICS, PEOPLE = 40, 60
CATEGORIES = ("coercion", "self-harm", "alcohol", "strong-language")
HOUR = timedelta(hours=1)


def make_site(data: Path, episodes: int = MADE, database: str = "") -> Settings:
    """`long` has 1,500 captions, `short` 200, `filmed` a file of 64 MiB; one says RARE.
    database: an address; empty: a file in the folder."""
    settings = Settings(DATA_DIR=data, SECRET_KEY="b" * 40, DATABASE_URL=database)
    dice = random.Random(7)  # noqa: S311  # the same site each time
    app = create_app(settings)
    with app.app_context():
        upgrade(directory=str(Path(__file__).parents[1] / "migrations"))
        a_show()
        directory = _make_directory()
        made = min(episodes, MADE)
        for number in range(made - 3):
            _make_plain(number, dice, directory, is_rare=number == made // 2)
        for number, (slug, count) in enumerate((("short", 200), ("long", 1500)), made - 3):
            described = _described(number, dice, directory)
            an_episode(
                slug,
                captions=captions(count, dice),
                answer="## So\n\nYes.\n",
                video=True,
                **described,
            )
        filmed = an_episode("filmed", **_described(made - 1, dice, directory))
        _give_file(filmed.id, data)
        db.session.commit()
        make_vectors(db.session.commit)
        relate(db.session.commit)
        copy_episodes(episodes // made - 1)
        db.session.commit()
        refresh_statistics()
    return settings


Directory = tuple[list[Topic], list[Person]]


def _make_directory() -> Directory:
    topics = [Topic(slug=f"topic-{n}", name=f"Topic {n}") for n in range(TOPICS)]
    people = [Person(slug=f"person-{n}", name=f"Person {n}") for n in range(PEOPLE)]
    db.session.add_all([*topics, *people])
    db.session.commit()
    return topics, people


def _make_plain(number: int, dice: random.Random, directory: Directory, *, is_rare: bool) -> None:
    question = f"{sentence(dice)} {RARE if is_rare else ''}".strip()
    episode = an_episode(
        f"plain-{number}",
        question=question,
        captions=captions(12, dice),
        answer=f"## What now\n\n{sentence(dice)}\n",
        **_described(number, dice, directory),
    )
    if number % 3 == 0:
        db.session.add(_note(episode.id, dice))
        db.session.commit()


def _described(number: int, dice: random.Random, directory: Directory) -> dict[str, Any]:
    """The columns of an episode that lists show and narrow by."""
    topics, people = directory
    roles = (CreditRole.HOST, CreditRole.GUEST, CreditRole.CAPTIONER)
    seen = zip(dice.sample(people, len(roles)), roles, strict=True)
    return {
        "season": number // A_SEASON + 1,
        "number": number % A_SEASON + 1,
        "published_at": LONG_AGO - number * HOUR,
        "topics": dice.sample(topics, 3),
        "credits": [Credit(person=p, role=r, position=n) for n, (p, r) in enumerate(seen)],
    }


def _note(episode_id: int, dice: random.Random) -> ContentWarning:
    return ContentWarning(
        episode_id=episode_id,
        scope=Scope.VIDEO_AUDIO,
        category=dice.choice(CATEGORIES),
        treatment=Treatment.DISCUSSION,
        severity=1,
        start_ms=5_000,
        end_ms=9_000,
    )


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
