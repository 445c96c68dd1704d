"""A process of its own for one file of a stranger's, with bounds on memory and time."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
# Waiting is no work: on a busy machine the clock runs far ahead of the processor.
LONGEST_WAIT_S = 300
_BOOT = (
    "import importlib, json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "importlib.import_module(sys.argv[2]).answer(*sys.argv[3:])"
)


class ChildStoppedError(Exception):
    """It ran into one of its bounds."""


def answer_of_child(module: str, *arguments: str, sent: bytes = b"") -> dict[str, Any]:
    """What the module's function `answer` writes as JSON. It is given none of our environment,
    which holds the site's secrets. sent: what it can read. Raises ChildStoppedError."""
    search_path = json.dumps([str(ROOT), *sys.path])
    command = [sys.executable, "-I", "-c", _BOOT, search_path, module, *arguments]
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter
            command,
            input=sent,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            timeout=LONGEST_WAIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ChildStoppedError from error
    if done.returncode:
        raise ChildStoppedError
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
