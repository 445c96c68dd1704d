"""On SQLite who came first writes first."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from episodes import write_turns
from episodes.write_turns import Line, begin_to_write
from tests.waiting import wait_until

THREADS = 6


def a_connection(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, isolation_level=None, check_same_thread=False)


def test_threads_write_in_the_order_of_their_coming(tmp_path: Path) -> None:
    line, order = Line(), list[int]()
    holder = a_connection(tmp_path / "db")
    holder.execute("BEGIN IMMEDIATE")

    def write(number: int) -> None:
        connection = a_connection(tmp_path / "db")
        begin_to_write(connection, line)
        order.append(number)
        connection.execute("COMMIT")
        connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        writing = []
        for number in range(THREADS):
            writing.append(pool.submit(write, number))
            if number:  # the first waits for SQLite itself
                wait_until(lambda n=number: line.length == n, "the next in line")
            else:
                wait_until(lambda: line._is_taken, "the first in line")
        holder.execute("COMMIT")
        for one in writing:
            one.result(60)
    holder.close()
    assert order == list(range(THREADS))


def test_a_lock_that_never_comes_is_said_as_the_driver_says_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_turns, "BUSY_TIMEOUT_MS", 1)
    line = Line()
    holder, other = a_connection(tmp_path / "db"), a_connection(tmp_path / "db")
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        begin_to_write(other, line)
    holder.execute("COMMIT")
    begin_to_write(other, line)  # the turn was given back
    assert other.in_transaction
    holder.close()
    other.close()


def test_who_does_not_get_a_turn_in_time_leaves_the_line() -> None:
    line = Line()
    assert line.enter(1)
    assert not line.enter(0.001)
    assert line.length == 0
    line.leave()
    assert line.enter(1)
