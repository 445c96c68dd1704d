"""The bodies of requests, read before a thread is taken for them: each within a deadline, and only
so many at once. A body that dribbles holds a place here for some seconds, and nothing else."""

import asyncio
import io
import tempfile
import time
from collections.abc import AsyncIterator
from typing import IO, Any, Protocol

from granian.rsgi import (  # type: ignore[attr-defined]  # it names them in a comment only
    ProtocolClosed,
    ProtocolError,
)

MEMORY_BYTES = 256 * 1024  # of each; what is longer goes to the disk
# A form of 50 kB must be there after 12.5 s. The slowest that people have, old mobile phones far
# from a mast, send 20 kB a second.
GRACE_S = 10.0
LEAST_BYTES_A_SECOND = 20_000
# 64 MB of memory at most, and no more than a fifth of the sockets that a process may open.
MOST_AT_ONCE = 256
# Where all places are taken, the one that has been at it longest gives way, but not so soon.
SAFE_FOR_S = 3.0
PIECE_DEADLINE_S = 20.0


class Receiver(Protocol):
    """What the server gives: the body in pieces, as they come."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...


class BodyError(Exception):
    """The body cannot be had. status: of the answer."""

    status = 400


class BodyTooLargeError(BodyError):
    status = 413


class BodyTooSlowError(BodyError):
    status = 408


class BodiesFullError(BodyError):
    status = 503


class NoRoomError(BodyError):
    status = 507


class Bodies:
    """limit_bytes: of one. most_at_once: how many are being read at the same time."""

    def __init__(
        self, limit_bytes: int, *, most_at_once: int = MOST_AT_ONCE, grace_s: float = GRACE_S,
        safe_for_s: float = SAFE_FOR_S,
    ) -> None:  # fmt: skip
        self._limit_bytes, self._most = limit_bytes, most_at_once
        self._grace_s, self._safe_for_s = grace_s, safe_for_s
        self._begun: dict[asyncio.Task[IO[bytes]], float] = {}  # in the order of their beginning

    async def read(self, receiver: Receiver, length: int | None) -> IO[bytes]:
        """length: as announced; None where the client does not say. Raises BodyError."""
        if length is not None and length > self._limit_bytes:
            raise BodyTooLargeError
        self._make_place()
        reading = asyncio.ensure_future(self._gather(receiver))
        self._begun[reading] = time.monotonic()
        bytes_expected = self._limit_bytes if length is None else length
        deadline_s = patience_s(bytes_expected, self._grace_s)
        try:
            done, _ = await asyncio.wait({reading}, timeout=deadline_s)
            if not done:
                raise BodyTooSlowError
            return reading.result()
        except (ProtocolClosed, ProtocolError) as error:
            raise BodyError from error
        except OSError as error:  # the folder for temporary files is full
            raise NoRoomError from error
        except asyncio.CancelledError as error:
            raise BodyTooSlowError from error
        finally:
            del self._begun[reading]
            reading.cancel()

    def _make_place(self) -> None:
        """Raises BodiesFullError where nobody has been at it long enough to give way."""
        if len(self._begun) < self._most:
            return
        oldest, begun_at = next(iter(self._begun.items()))
        if time.monotonic() - begun_at < self._safe_for_s:
            raise BodiesFullError
        oldest.cancel()

    async def _gather(self, receiver: Receiver) -> IO[bytes]:
        body: IO[bytes] = tempfile.SpooledTemporaryFile(MEMORY_BYTES)  # noqa: SIM115  # given away
        try:
            await self._gather_into(body, receiver)
        except BaseException:  # cancelled, too large, no room: nothing of it stays
            body.close()
            raise
        body.seek(0)
        return body

    async def _gather_into(self, body: IO[bytes], receiver: Receiver) -> None:
        size = 0
        async for piece in receiver:
            size += len(piece)
            if size > self._limit_bytes:
                raise BodyTooLargeError
            body.write(piece)


def patience_s(bytes_expected: int, grace_s: float = GRACE_S) -> float:
    """How long a body of that length may take."""
    return grace_s + bytes_expected / LEAST_BYTES_A_SECOND


class StreamedBody(io.RawIOBase):
    """A large body, read by the thread that takes it in. Only for who may send one: the app asks
    for the role before it reads. Each piece has a deadline."""

    def __init__(
        self, receiver: Receiver, loop: asyncio.AbstractEventLoop,
        piece_deadline_s: float = PIECE_DEADLINE_S,
    ) -> None:  # fmt: skip
        self._pieces = receiver.__aiter__()
        self._loop, self._piece_deadline_s = loop, piece_deadline_s
        self._piece = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Raises OSError where nothing comes for too long."""
        if not self._piece:
            self._piece = self._next_piece()
        size = min(len(buffer), len(self._piece))
        buffer[:size], self._piece = self._piece[:size], self._piece[size:]
        return size

    def _next_piece(self) -> bytes:
        coming = asyncio.run_coroutine_threadsafe(self._take(), self._loop)
        try:
            return coming.result(self._piece_deadline_s)
        except TimeoutError as error:
            coming.cancel()
            raise OSError("the body does not come") from error
        except (ProtocolClosed, ProtocolError) as error:
            raise OSError("the sender of the body is gone") from error

    async def _take(self) -> bytes:
        """Empty at the end."""
        piece = b""
        while not piece:
            try:
                piece = await anext(self._pieces)
            except StopAsyncIteration:
                return b""
        return piece
