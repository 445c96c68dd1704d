import os
import signal
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from episodes.media.errors import FileTooLargeError, StorageFullError, UnknownKeyError
from episodes.media.storage import LocalStorage

DATA = bytes(range(256)) * 4_000


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_comes_back_byte_for_byte_under_the_name_of_its_content(tmp_path: Path) -> None:
    stored = LocalStorage(tmp_path).save(BytesIO(DATA), limit_bytes=10**7, suffix=".mp4")
    assert stored.key == f"{sha256(DATA).hexdigest()[:2]}/{sha256(DATA).hexdigest()}.mp4"
    assert (tmp_path / stored.key).read_bytes() == DATA


def test_the_same_file_is_kept_once(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    for _ in range(2):
        storage.save(BytesIO(DATA), limit_bytes=10**7, suffix=".mp4")
    assert len(files_under(tmp_path)) == 1


def test_a_file_over_the_limit_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(FileTooLargeError):
        LocalStorage(tmp_path).save(BytesIO(DATA), limit_bytes=len(DATA) - 1, suffix=".mp4")
    assert files_under(tmp_path) == []


def test_a_disk_that_would_fill_is_refused_before_it_does(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path, reserve_bytes=2**62)
    with pytest.raises(StorageFullError, match="nearly full"):
        storage.save(BytesIO(DATA), limit_bytes=10**7, suffix=".mp4")
    assert files_under(tmp_path) == []


def test_a_process_killed_in_an_upload_leaves_no_file_under_a_final_name(tmp_path: Path) -> None:
    program = """
import sys, threading
from pathlib import Path
from episodes.media.storage import LocalStorage
class Stuck:
    pieces = 5
    def read(self, size=-1):
        print("reading", flush=True)
        self.pieces -= 1
        if not self.pieces:
            threading.Event().wait()
        return b"x" * 1000
LocalStorage(Path(sys.argv[1])).save(Stuck(), limit_bytes=10**9, suffix=".mp4")
"""
    command = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ) as process:
        assert process.stdout
        for _ in range(5):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert {path.suffix for path in files_under(tmp_path)} == {".part"}


@pytest.mark.parametrize(
    "key",
    ["../../etc/passwd", "ab/../../x.mp4", "/etc/passwd", "", "ab/" + "a" * 64 + ".svg", "c:\\x"],
)
def test_a_key_that_is_not_ours_leads_nowhere(tmp_path: Path, key: str) -> None:
    with pytest.raises(UnknownKeyError):
        LocalStorage(tmp_path).path(key)
