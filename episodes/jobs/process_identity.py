"""Which process this is, in words that another process of the same machine can check."""

import os
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

BOOT = Path("/proc/sys/kernel/random/boot_id")


def this_process() -> str:
    """machine:number:start. The machine is its boot and the space that process numbers count in,
    empty where the system does not say."""
    pid = os.getpid()
    return f"{this_machine()}:{pid}:{start_of(pid)}"


@lru_cache(maxsize=1)
def this_machine() -> str:
    try:
        words = f"{BOOT.read_text()} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""
    return sha256(words.encode()).hexdigest()[:16]


def start_of(pid: int) -> str:
    """When the process began, in the kernel's ticks: its number alone may be given again. Empty
    where there is none, or only its remains."""
    try:
        # After the name in parentheses, which may hold anything.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]


def is_dead(token: str) -> bool:
    """The process named at the token's beginning ran on this machine and is gone. False also
    where that cannot be known."""
    machine, pid, start, *_ = f"{token}:::".split(":")
    if not machine or machine != this_machine() or not pid.isdigit():
        return False
    return start_of(int(pid)) != start


def process_number(token: str) -> int:
    return int(token.split(":")[1])


def is_of_this_machine(token: str) -> bool:
    return bool(this_machine()) and token.startswith(f"{this_machine()}:")
