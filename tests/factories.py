"""People and episodes as tests need them, made by the same calls as the site makes them."""

import re
import uuid
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import Any

from argon2 import PasswordHasher
from flask import session
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from sqlalchemy import select

from episodes.accounts.models import Role, RoleName, User
from episodes.accounts.of_request import sign_in_browser
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode, Show, Status
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.media.models import Video

PASSWORD = "correct horse battery"
LONG_AGO = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)
TOMORROW = timedelta(days=1)
WORDS = "We share a flat, a cat and a calendar. Who buys the oat milk?"
CAPTIONS = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Maya>Welcome back, everyone.

00:00:05.000 --> 00:00:09.500
<v Maya>Someone asks about oat milk, and about fairness.

00:01:23.000 --> 00:01:27.000
<v Joe>So you make a list, and you say it out loud.
"""
ANSWER = """A short word before we begin.

## Make the list {#make-the-list}

Say it out loud. [At 1:23](#t=83) Joe shows how.

- [ ] Write down what you do
- [ ] Ask what they think you do

## Is it you? {#is-it-you}

It might be both of you.
"""

_numbers = count(1)


def a_show(name: str = "It's Probably You", **fields: Any) -> Show:
    show = db.session.get(Show, 1) or Show(id=1, name=name)
    for key, value in ({"name": name} | fields).items():
        setattr(show, key, value)
    db.session.add(show)
    db.session.commit()
    return show


def an_episode(
    slug: str | None = None,
    *,
    status: Status = Status.PUBLISHED,
    question: str = WORDS,
    video: bool = False,
    captions: str = "",
    answer: str = "",
    **fields: Any,
) -> Episode:
    """Committed. captions: a WebVTT file's text, made live; answer: Markdown, public where the
    episode is; video: a playable address elsewhere. fields: columns of Episode."""
    slug = slug or f"episode-{next(_numbers)}"
    episode = Episode(slug=slug, title=slug.replace("-", " ").capitalize())
    episode.video_review = episode.answer_review = ReviewState.REVIEWED_NONE
    _give_status(episode, status, answer)
    for key, value in fields.items():
        setattr(episode, key, value)
    db.session.add(episode)
    db.session.flush()
    if question:
        _ask(episode, question)
    if video:
        add_video(episode)
    if captions:
        _caption(episode, captions)
    if answer:
        _answer(episode, answer)
    episode_changed.send(episode)
    db.session.commit()
    return episode


def a_user(
    role: RoleName | str = RoleName.PRODUCER,
    email: str | None = None,
    *,
    name: str = "",
    works_on_all: bool = True,
) -> User:
    """Committed; their password is PASSWORD."""
    role = RoleName(role)
    row = db.session.scalar(select(Role).where(Role.name == role)) or Role(name=role)
    user = User(
        email=email or f"{role.value}-{next(_numbers)}@example.org",
        display_name=name,
        password=_password_hash(),
        fs_uniquifier=uuid.uuid4().hex,
        roles=[row],
        works_on_all=works_on_all,
    )
    db.session.add(user)
    db.session.commit()
    return user


def sign_in(client: FlaskClient, user: User, password: str = PASSWORD) -> FlaskClient:
    """As a person does: the form, its token, the password."""
    form = {"email": user.email, "password": password, "csrf_token": csrf_token(client)}
    response = client.post("/sign-in", data=form)
    assert response.status_code == 302, response.text
    return client


def signed_in(client: FlaskClient, user: User) -> FlaskClient:
    """As after `sign_in`, without asking for the form and the password: that costs a third of a
    short test. Signing in itself is tried in tests/episodes/accounts."""
    app, number = client.application, user.id
    db.session.commit()  # or this transaction would hold SQLite's write lock
    with app.app_context(), app.test_request_context("/"):
        sign_in_browser(db.session.get_one(User, number), "")
        db.session.commit()
        cookies = app.session_interface
        assert isinstance(cookies, SecureCookieSessionInterface)
        signer = cookies.get_signing_serializer(app)
        assert signer
        client.set_cookie(cookies.get_cookie_name(app), signer.dumps(dict(session)))
    return client


def csrf_token(client: FlaskClient, address: str = "/sign-in") -> str:
    """The token of the first form on the page at the address."""
    page = client.get(address).text
    tag = re.search(r'<input[^>]*name="csrf_token"[^>]*>', page)
    value = re.search(r'value="([^"]+)"', tag[0]) if tag else None
    assert value, f"no form with a token at {address}"
    return value[1]


@lru_cache(maxsize=1)
def _password_hash() -> str:
    """Argon2 as the site's, but cheap: at full cost each signing in takes 0.1 s of a processor."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def _give_status(episode: Episode, status: Status, answer: str) -> None:
    episode.status = status
    if status is Status.SCHEDULED:
        episode.published_at = datetime.now(UTC) + TOMORROW
    elif status is not Status.DRAFT:
        episode.published_at = LONG_AGO
    if answer and status is Status.PUBLISHED:
        episode.answer_published_at = LONG_AGO


def _ask(episode: Episode, words: str) -> None:
    from episodes.questions.published.actions import save_question

    question = save_question(episode, text=words, asked_by="anonymous internet friend")
    question.points_to_nobody = True


def add_video(episode: Episode) -> None:
    address = f"https://media.example/{episode.slug}.mp4"
    video = Video(
        episode_id=episode.id, address=address, media_type="video/mp4", duration_ms=120_000
    )
    db.session.add(video)


def _caption(episode: Episode, text: str) -> None:
    from episodes.transcripts.actions import add_version, ensure_track
    from episodes.transcripts.models import TrackKind

    track = ensure_track(
        episode, language="en", kind=TrackKind.CAPTIONS, label="English", is_default=True
    )
    add_version(track, text.encode(), "en.vtt", author=None, make_live=True)


def _answer(episode: Episode, markdown: str) -> None:
    from episodes.answers.actions import save_answer

    save_answer(episode, markdown, author_id=None, saved_by=None)
