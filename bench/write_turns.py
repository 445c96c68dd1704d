"""python -m bench.write_turns: how long writers of two processes wait for SQLite's lock, asking it
by themselves and in line (episodes/write_turns.py), in one run. Each holds the lock for 3 ms, which
is what a draft costs, and pauses for 10."""

import multiprocessing
import sqlite3
import tempfile
import threading
import time
from pathlib import Path
from statistics import quantiles
from typing import Any

from episodes.write_turns import BUSY_TIMEOUT_MS, Line, begin_to_write

PROCESSES, THREADS = 2, 8
SECONDS, HOLD_S, PAUSE_S = 4.0, 0.003, 0.01


def main() -> None:
    for is_in_line in (False, True) * 2:
        with tempfile.TemporaryDirectory() as folder:
            waits = _waits_ms(Path(folder) / "db", is_in_line=is_in_line)
        cuts = quantiles(waits, n=100)
        name = "in line" if is_in_line else "by themselves"
        print(f"{name:14} {len(waits) / SECONDS:5.0f} writes/s  p50 {cuts[49]:5.0f} ms"
              f"  p99 {cuts[98]:5.0f} ms  longest {max(waits):5.0f} ms")  # fmt: skip


def _waits_ms(file: Path, *, is_in_line: bool) -> list[float]:
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE row (number INTEGER)")
    waits: Any = multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=_write_in_threads, args=(file, is_in_line, waits))
        for _ in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    together = [wait for _ in processes for wait in waits.get()]
    for process in processes:
        process.join()
    return together


def _write_in_threads(file: Path, is_in_line: bool, waits: Any) -> None:
    line, waited = Line() if is_in_line else None, list[float]()
    threads = [
        threading.Thread(target=_write, args=(file, line, waited), daemon=True)
        for _ in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    waits.put(waited)


def _write(file: Path, line: Line | None, waited: list[float]) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        began = time.monotonic()
        if line:
            begin_to_write(connection, line)
        else:
            connection.execute("BEGIN IMMEDIATE")
        waited.append((time.monotonic() - began) * 1000)
        connection.execute("INSERT INTO row VALUES (1)")
        time.sleep(HOLD_S)
        connection.execute("COMMIT")
        time.sleep(PAUSE_S)
    connection.close()


if __name__ == "__main__":
    main()
