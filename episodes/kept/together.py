"""The version for many requests at once, on PostgreSQL: asked in the server's own loop, without a
thread, and once for all who came before it was asked.

A request may only be given what the database says after the request has come: so a question that
is under way is not for it, but the next one is. Being told of changes (LISTEN) would cost less,
and be late: a person who saved something could be given the page from before."""

import asyncio
import logging
from typing import Any

import psycopg
from sqlalchemy import Engine

from episodes.db import now_utc
from episodes.kept.rule import is_public_page
from episodes.kept.stamp import (
    NEXT_DUE_POSTGRESQL,
    OF_CONNECTION,
    THE_STAMP,
    Version,
    Versions,
    address_for_driver,
)
from episodes.pages import PUBLIC_VERSION

MOST_WAIT_S = 3.0
logger = logging.getLogger(__name__)


class VersionsTogether:
    """Of one event loop, over one connection of its own."""

    def __init__(self, engine: Engine, versions: Versions) -> None:
        self._address, self._versions = address_for_driver(engine), versions
        self._connection: psycopg.AsyncConnection[Any] | None = None
        self._next: asyncio.Future[Version | None] | None = None
        self._asking: asyncio.Task[None] | None = None

    async def prepare(self, environ: dict[str, Any]) -> None:
        """Puts the version into the environment of a request that may be answered with a kept
        page. Where it cannot be had, the request asks by itself, in its thread."""
        if is_public_page(environ) and (version := await self.current()):
            environ[PUBLIC_VERSION] = version

    async def current(self) -> Version | None:
        """As the database says it at some time after this call; None where it does not."""
        if self._next is None:
            self._next = asyncio.get_running_loop().create_future()
        answer = self._next
        if self._asking is None:
            self._asking = asyncio.create_task(self._answer_all())
        return await asyncio.shield(answer)

    async def _answer_all(self) -> None:
        """Until nobody waits. Who comes while a question is under way waits for the next."""
        try:
            while (waiting := self._next) is not None:
                self._next = None
                try:
                    waiting.set_result(await self._ask())
                finally:  # whatever becomes of the question, nobody may wait for ever
                    if not waiting.done():
                        waiting.set_result(None)
        finally:
            self._asking = None

    async def _ask(self) -> Version | None:
        try:
            async with asyncio.timeout(MOST_WAIT_S):
                stamp = await self._value(THE_STAMP)
                if stamp is None:
                    return None
                if version := self._versions.version_of(stamp):
                    return version
                due = await self._value(NEXT_DUE_POSTGRESQL, {"now": now_utc()})
                return self._versions.note(stamp, due)
        except (psycopg.Error, TimeoutError) as error:
            logger.debug("no stamp: %s", type(error).__name__)
            await self.close()
            return None

    async def _value(self, statement: str, values: dict[str, Any] | None = None) -> Any:
        """The first value of the first row."""
        if self._connection is None:
            self._connection = await psycopg.AsyncConnection.connect(self._address, **OF_CONNECTION)
        cursor = await self._connection.execute(statement, values or {})
        row = await cursor.fetchone()
        return row[0] if row else None

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()
