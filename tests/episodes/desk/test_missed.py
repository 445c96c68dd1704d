"""The list of what people looked for, on the desk."""

from datetime import date

from sqlalchemy import select

from episodes.catalog.models import Episode
from episodes.db import db
from episodes.search.models import MissedWords
from tests.episodes.desk.conftest import Browser

PAGE = "/desk/inbox/not-found"


def miss(words: str, days: int) -> str:
    key = f"{words}{days}".encode().hex().ljust(64, "0")[:64]
    shown = words if days >= 5 else ""
    db.session.add(MissedWords(key_hash=key, days=days, last_day=date(2026, 3, 1), words=shown))
    db.session.commit()
    return key


def test_what_was_looked_for_becomes_an_episode_or_is_not_listed_again(producer: Browser) -> None:
    assert "Nothing yet." in producer.get(PAGE).text
    bees, kites, rare = miss("bees and love", 7), miss("kites", 5), miss("rare", 4)
    page = producer.get(PAGE).text
    assert page.index("bees and love") < page.index("kites")
    planned = producer.post(f"{PAGE}/{bees}/plan", form=PAGE)
    assert planned.location == "/desk/episodes/bees-and-love"
    producer.post(f"{PAGE}/{kites}/dismiss", form=PAGE)
    assert "Nothing yet." in producer.get(PAGE).text
    token_page = "/desk/inbox/settings"
    for key in (rare, "0" * 64, "x"):
        assert producer.post(f"{PAGE}/{key}/plan", form=token_page).status_code == 404
    db.session.rollback()
    assert db.session.scalars(select(Episode.title)).all() == ["Bees and love"]


def test_who_does_not_see_the_inbox_does_not_see_this(captioner: Browser) -> None:
    assert captioner.get(PAGE).status_code == 403
