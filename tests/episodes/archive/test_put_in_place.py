"""Killed at any step of taking an earlier archive's place, one of the two stands there, whole."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from episodes.archive import putting_in_place
from episodes.archive.putting_in_place import put_in_place

ROOT = Path(__file__).parents[3]
# Ends itself by kill -9 before its nth change of the disk.
KILLED = """
import os, signal, sys
from pathlib import Path
from episodes.archive.putting_in_place import put_in_place

part, target, left = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])

def kill(event, _args):
    global left
    if event in ("os.rename", "os.remove", "os.rmdir", "shutil.rmtree"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(kill)
put_in_place(part, target)
"""


def an_archive(folder: Path, words: str) -> Path:
    folder.mkdir()
    for name in ("show.json", "topics.json"):
        (folder / name).write_text(words)
    return folder


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_an_archive_stands_there_at_every_moment(tmp_path: Path, step: int) -> None:
    target = an_archive(tmp_path / "archive", "old")
    part = an_archive(tmp_path / ".archive.part", "new")
    command = [sys.executable, "-c", KILLED, str(part), str(target), str(step)]
    ended = subprocess.run(command, cwd=ROOT, check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    words = {path.name: path.read_text() for path in target.iterdir()}
    assert words in (dict.fromkeys(("show.json", "topics.json"), one) for one in ("old", "new"))


def test_a_disk_that_cannot_exchange_still_gets_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(putting_in_place, "exchange_folders", lambda *_: False)
    target = an_archive(tmp_path / "archive", "old")
    put_in_place(an_archive(tmp_path / ".archive.part", "new"), target)
    assert (target / "show.json").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["archive"]
