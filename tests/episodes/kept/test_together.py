"""On PostgreSQL one question serves all requests that came before it, and none that came later."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder

from episodes.at_once import PREPARES
from episodes.db import db
from episodes.kept.stamp import Version, Versions
from episodes.kept.together import VersionsTogether
from episodes.pages import PUBLIC_VERSION
from episodes.serving.front import Answer, answer_at_once, answer_of
from tests.elsewhere import LoopElsewhere, run_elsewhere
from tests.factories import a_show, an_episode


class Slow(VersionsTogether):
    """Each question waits until it is let go."""

    def __init__(self) -> None:
        self._next = self._asking = None
        self.questions: list[asyncio.Future[Version]] = []

    async def _ask(self) -> Version | None:
        self.questions.append(asyncio.get_running_loop().create_future())
        return await self.questions[-1]


async def a_turn() -> None:
    """All that can go on has gone on."""
    loop = asyncio.get_running_loop()
    for _ in range(5):
        turn = loop.create_future()
        loop.call_soon(turn.set_result, None)
        await turn


def test_who_comes_while_a_question_is_under_way_waits_for_the_next_and_shares_it() -> None:
    async def run() -> None:
        versions = Slow()
        first = asyncio.create_task(versions.current())
        await a_turn()
        later = [asyncio.create_task(versions.current()) for _ in range(9)]
        await a_turn()
        versions.questions[0].set_result(Version("before", None))
        assert await first == Version("before", None)
        await a_turn()
        assert not any(task.done() for task in later)
        versions.questions[1].set_result(Version("after", None))
        assert set(await asyncio.gather(*later)) == {Version("after", None)}
        assert len(versions.questions) == 2

    run_elsewhere(run())


def test_a_question_that_fails_in_a_way_nobody_thought_of_keeps_nobody_waiting() -> None:
    async def run() -> None:
        versions = Slow()
        waiting = asyncio.create_task(versions.current())
        await a_turn()
        asking = versions._asking
        versions.questions[0].set_exception(OSError("no more files"))
        assert await waiting is None
        assert asking is not None
        with pytest.raises(OSError, match="no more files"):
            await asking
        again = asyncio.create_task(versions.current())
        await a_turn()
        versions.questions[1].set_result(Version("now", None))
        assert await again == Version("now", None)

    run_elsewhere(run())


def test_who_goes_away_takes_nothing_from_those_who_wait() -> None:
    async def run() -> None:
        versions = Slow()
        gone, stays = (asyncio.create_task(versions.current()) for _ in range(2))
        await a_turn()
        gone.cancel()
        await a_turn()
        versions.questions[0].set_result(Version("a", None))
        assert await stays == Version("a", None)

    run_elsewhere(run())


@pytest.fixture
def ask(app: Flask) -> Callable[[str], Awaitable[Answer | None]]:
    """As the server's loop asks for an address."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("there the version is read from this machine's memory")
    prepare = app.extensions[PREPARES]
    a_show()
    an_episode("kept")

    async def at_once(address: str) -> Answer | None:
        environ: dict[str, Any] = EnvironBuilder(address).get_environ()
        await prepare(environ)
        return answer_at_once(app.wsgi_app, environ)

    return at_once


@pytest.fixture
def loop(app: Flask) -> Any:
    with LoopElsewhere() as loop:
        yield loop
        if PREPARES in app.extensions:
            loop.run(app.extensions[PREPARES].__self__.close())


def test_a_kept_page_is_given_at_once_and_a_change_seen_with_the_next_request(
    app: Flask, loop: LoopElsewhere, ask: Callable[[str], Any]
) -> None:
    answer_of(app.wsgi_app, EnvironBuilder("/").get_environ())
    given = loop.run(ask("/"))
    assert given is not None
    assert given.status == 200
    an_episode("newer", question="Is this newer?")
    assert loop.run(ask("/")) is None
    made = answer_of(app.wsgi_app, EnvironBuilder("/").get_environ())
    assert b"newer" in made.body
    given = loop.run(ask("/"))
    assert given is not None
    assert given.body == made.body


def test_a_page_made_with_an_earlier_version_is_not_given_later(
    app: Flask, loop: LoopElsewhere, ask: Callable[[str], Any]
) -> None:
    environ: dict[str, Any] = EnvironBuilder("/").get_environ()
    loop.run(app.extensions[PREPARES](environ))
    assert environ[PUBLIC_VERSION] is not None
    an_episode("newer", question="Is this newer?")
    answer_of(app.wsgi_app, environ)
    assert loop.run(ask("/")) is None


def test_without_a_database_the_request_asks_in_its_thread() -> None:
    async def run() -> None:
        versions = VersionsTogether(_nowhere(), Versions(_nowhere()))
        environ: dict[str, Any] = EnvironBuilder("/").get_environ()
        await versions.prepare(environ)
        assert PUBLIC_VERSION not in environ

    run_elsewhere(run())


def _nowhere() -> Any:
    from sqlalchemy import create_engine

    return create_engine("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
