"""Memory that was freed goes back to the system."""

import platform
import subprocess
import sys

import pytest

# After a large piece was freed, glibc thinks that it may keep twice as much.
CHILD = """
import sys
from pathlib import Path
from episodes.memory import give_back_free, hold_little

def held_mb():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Rss:")) // 1024

if "hold" in sys.argv:
    hold_little()
large = b"x" * 30_000_000
del large
before = held_mb()
pieces = [bytes([n % 256]) * 100_000 for n in range(300)]
del pieces
if "give" in sys.argv:
    give_back_free()
print(held_mb() - before)
"""


def freed_but_held_mb(*how: str) -> int:
    command = [sys.executable, "-c", CHILD, *how]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is told")
def test_what_is_freed_goes_back() -> None:
    assert freed_but_held_mb() > 20
    assert freed_but_held_mb("hold") < 15
    assert freed_but_held_mb("give") < 15
