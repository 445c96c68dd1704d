"""What a process holds: glibc keeps what was freed, in each of its arenas, unless it is told."""

import ctypes
from contextlib import suppress

M_TRIM_THRESHOLD = -1  # malloc.h
# Beside a search by meaning a web process held 60 MB that nobody used; freeing as it goes costs no
# time that could be measured.
KEPT_FREE_BYTES = 128 * 1024


def hold_little() -> None:
    """From now on free memory goes back to the system. Elsewhere than on glibc nothing happens."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(M_TRIM_THRESHOLD, KEPT_FREE_BYTES)


def give_back_free() -> None:
    """Now, wherever in an arena it lies."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
