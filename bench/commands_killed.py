"""python -m bench.commands_killed: kill -9 of import, export, backup, restore, migration and the
move to PostgreSQL at random moments; then looks at what is there, and lets each come to its end.

Prints its counts, and ends with status 1 where something was lost, half, or could not go on."""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.killed_ground import Ground, Place, digests_below
from episodes.backup.manifest import problems_of, read_manifest

ROOT = Path(__file__).parents[1]
OLD_REVISION = "0009"


@dataclass
class Trial:
    """command: what is killed. place: where. finish: lets it end and says what is wrong."""

    command: list[str]
    place: Place
    finish: Callable[[], list[str]]


class Trials:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.backup = ground.root / "whole-backup"
        run(ground.full, "backup", str(self.backup))
        self.reference = exported(ground.full, ground.root / "reference")
        self._number = 0

    def new(self, name: str) -> Trial:
        self._number += 1
        trial: Trial = getattr(self, f"_{name}")(self.ground.root / f"{name}-{self._number}")
        return trial

    def _import(self, folder: Path) -> Trial:
        place = self.ground.copy(self.ground.empty, folder)
        command = ["archive", "import", str(self.ground.root / "reference")]

        def finish() -> list[str]:
            wrong = place.expect_count("episode", {0, self.ground.episodes})
            return wrong + again(place, command) + self._same(place, folder) + place.half_files()

        return Trial(command, place, finish)

    def _export(self, folder: Path) -> Trial:
        command = ["archive", "export", str(folder)]

        def finish() -> list[str]:
            if folder.exists():
                return [] if digests_below(folder) == self.reference else ["half an archive"]
            return again(self.ground.full, command)

        return Trial(command, self.ground.full, finish)

    def _backup(self, folder: Path) -> Trial:
        command = ["backup", str(folder)]

        def finish() -> list[str]:
            wrong = [] if folder.exists() else again(self.ground.full, command)
            return wrong or list(problems_of(folder, read_manifest(folder), lambda *_: None))

        return Trial(command, self.ground.full, finish)

    def _restore(self, folder: Path) -> Trial:
        place = self.ground.copy(self.ground.full, folder)
        place.execute("UPDATE show SET name = 'Changed'")
        command = ["restore", str(self.backup), "--yes"]

        def finish() -> list[str]:
            wrong = place.expect_count("episode", {self.ground.episodes})
            return wrong + again(place, command) + self._same(place, folder) + place.half_files()

        return Trial(command, place, finish)

    def _migration(self, folder: Path) -> Trial:
        place = self.ground.copy(self.ground.old, folder)
        command = ["db", "upgrade"]

        def finish() -> list[str]:
            wrong = place.expect_count("episode", {self.ground.episodes})
            return wrong + again(place, command) + self._same(place, folder)

        return Trial(command, place, finish)

    def _move(self, folder: Path) -> Trial:
        place = self.ground.copy(self.ground.empty, folder, is_new=True)
        command = ["move-from-sqlite", str(self.ground.sqlite_file)]

        def finish() -> list[str]:
            if place.count("episode") == self.ground.episodes:
                return self._same(place, folder)
            wrong = place.expect_count("episode", {0, -1})
            return wrong + again(place, command) + self._same(place, folder)

        return Trial(command, place, finish)

    def _same(self, place: Place, folder: Path) -> list[str]:
        there = exported(place, folder.with_name(f"{folder.name}-export"))
        return [] if there == self.reference else ["other content than before"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="one of the commands")
    parser.add_argument("--database-url", default="", help="of a PostgreSQL server's database")
    given = parser.parse_args()
    chance = random.Random(given.seed)  # noqa: S311  # no secret
    names = ["import", "export", "backup", "restore", "migration"]
    names = [given.only] if given.only else [*names, *(["move"] if given.database_url else [])]
    wrong: list[str] = []
    killed, ended = Counter[str](), Counter[str]()
    url = given.database_url
    with tempfile.TemporaryDirectory() as folder, Ground(Path(folder), url) as ground:
        ground.make(run, OLD_REVISION)
        trials = Trials(ground)
        usual_s = {name: seconds_of(trials.new(name)) for name in names}
        for turn in range(given.kills):
            name = names[turn % len(names)]
            trial = trials.new(name)
            was_killed = kill(trial, chance.uniform(0.0, usual_s[name] * 1.1))
            (killed if was_killed else ended)[name] += 1
            wrong += [f"{name}: {each}" for each in trial.finish()]
            trial.place.drop()
            print(name, "killed" if was_killed else "had ended", wrong[-1:], flush=True)
    print("killed:", dict(killed), "had ended before:", dict(ended))
    print("\n".join(wrong) or "Nothing was lost, half, or stuck.")
    raise SystemExit(bool(wrong))


def seconds_of(trial: Trial) -> float:
    began = time.monotonic()
    run(trial.place, *trial.command)
    seconds = time.monotonic() - began
    trial.place.drop()
    return seconds


def kill(trial: Trial, after_s: float) -> bool:
    """With all that it started. False where it had ended by then."""
    process = start(trial.place, *trial.command)
    try:
        process.wait(after_s)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        trial.place.wait_until_left()
        return True
    return False


def again(place: Place, command: list[str]) -> list[str]:
    process = start(place, *command)
    _, errors = process.communicate()
    text = errors.decode().strip()[-400:]
    return [f"it could not go on: {text}"] if process.returncode else []


def run(place: Place, *command: str) -> None:
    if problems := again(place, list(command)):
        raise RuntimeError(f"{command}: {problems}")


def exported(place: Place, folder: Path) -> dict[str, str]:
    run(place, "archive", "export", str(folder))
    return digests_below(folder)


def start(place: Place, *command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "app", *command],
        cwd=ROOT, env=os.environ | place.environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


if __name__ == "__main__":
    os.nice(10)
    main()
