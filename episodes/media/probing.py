"""The child that opens one media file for probe.py: bounds itself, looks, answers in JSON, ends."""

import json
import resource
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import av  # noqa: F401  # before the bounds, which are for the file and not for the libraries

from episodes.media import signatures
from episodes.media.errors import NotPlayableError
from episodes.media.opening import facts_of, open_media
from episodes.media.signatures import Container
from episodes.messages import stored_form

LONGEST_ANSWER = 2_000


def answer(path: str, container: str, memory_bytes: str, cpu_seconds: str) -> None:
    """container: its name in signatures.py. Ends with another status than 0 at a bound."""
    bound_process(int(memory_bytes), int(cpu_seconds))
    kind: Container = getattr(signatures, container)
    try:
        with open_media(Path(path), kind) as opened:
            facts = asdict(facts_of(opened, kind))
    except NotPlayableError as error:
        json.dump({"refusal": stored_form(error.message, LONGEST_ANSWER)}, sys.stdout)
        return
    del facts["container"]
    json.dump({"facts": facts}, sys.stdout)


def bound_process(memory_bytes: int, cpu_seconds: int) -> None:
    """No more memory and time than that, no other process or thread, no file, no core dump. The
    bound on processes does not hold for root; those on memory, time and files do."""
    bounds = {
        resource.RLIMIT_DATA: memory_bytes,
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for name, most in bounds.items():
        with suppress(ValueError):  # a job's own bound is lower already
            resource.setrlimit(name, (most, most))
