"""Third-party parsers in a process of their own, which is stopped when it takes too much.

A thread cannot be stopped and a fork of a threaded server may hang, so a fresh interpreter it is:
about 0.3 s for each file, only for the formats that need it.
"""

import importlib
import json
import logging
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from typing import IO, Any, cast

from captions import errors
from captions.limits import Limits, guard_parser_size
from captions.messages import Message, sentence

_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from captions.guarded import serve; serve(*sys.argv[2:])"
)
_BYTES_PER_SHARE = 500_000
_MESSAGE = "$message"
_NO_MEMORY = "memory"
# Waiting is not work: on a busy machine the clock runs far ahead of the CPU.
_WALL_SECONDS_PER_CPU_SECOND = 40


def run_guarded(function: str, data: bytes, limits: Limits) -> object:
    """What `function` ("module:name") returns for `(data, limits)`, which must fit into JSON.

    Raises its CaptionErrors, LimitError where it takes too much time or memory, and
    MalformedFileError where it fails in any other way.
    """
    guard_parser_size(data, limits)
    allowed_ms = limits.parser_ms * (1 + len(data) // _BYTES_PER_SHARE)
    settings = [json.dumps(sys.path), function, json.dumps(asdict(limits)), str(allowed_ms)]
    command = [sys.executable, "-I", "-c", _BOOT, *settings]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, nothing of the file
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=allowed_ms / 1000 * _WALL_SECONDS_PER_CPU_SECOND,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_busy_error(error.timeout) from error
    if -done.returncode in (signal.SIGPROF, signal.SIGXCPU, signal.SIGKILL):
        raise _too_slow_error(allowed_ms)
    return _answer(done.stdout, limits)


def _too_busy_error(seconds: float) -> errors.LimitError:
    """It has had too little of the processor to find out whether the file is to blame."""
    return errors.LimitError(
        sentence(
            "The machine is too busy to read the file: it waited for {seconds:.0f} seconds.",
            seconds=seconds,
        ),
        bound="parser_ms",
        limit=int(seconds * 1000),
        measured=int(seconds * 1000),
        hint=sentence("Try again in a while."),
    )


def _too_slow_error(allowed_ms: int) -> errors.LimitError:
    return errors.LimitError(
        sentence(
            "Reading the file takes more than {allowed_ms:,} ms of CPU time; it was stopped.",
            allowed_ms=allowed_ms,
        ),
        bound="parser_ms",
        limit=allowed_ms,
        measured=allowed_ms,
        hint=sentence("Save it as WebVTT or SubRip."),
    )


def _answer(output: bytes, limits: Limits) -> object:
    try:
        answer = json.loads(output)
    except ValueError:
        answer = {"failed": ""}
    if "error" in answer:
        fields = cast("dict[str, Any]", _unpacked(answer["fields"]))
        raise getattr(errors, answer["error"])(fields.pop("message"), **fields)
    if answer.get("failed") == _NO_MEMORY:
        raise errors.LimitError(
            sentence(
                "Reading the file takes more than {parser_bytes:,} bytes of memory.",
                parser_bytes=limits.parser_bytes,
            ),
            bound="parser_bytes",
            limit=limits.parser_bytes,
            measured=limits.parser_bytes,
        )
    if "failed" in answer:
        raise errors.MalformedFileError(
            sentence("The file cannot be understood."),
            hint=sentence("Save it again as WebVTT or SubRip, with the program that made it."),
        )
    return _unpacked(answer["value"])


def packed(value: object) -> object:
    """Messages in it as JSON that `_unpacked` makes messages of again."""
    if isinstance(value, Message):
        return {_MESSAGE: [value.template, packed(dict(value.values))]}
    if isinstance(value, list | tuple):
        return [packed(one) for one in value]
    if isinstance(value, dict):
        return {key: packed(one) for key, one in value.items()}
    return value


def _unpacked(value: object) -> object:
    if isinstance(value, list):
        return [_unpacked(one) for one in value]
    if isinstance(value, dict):
        if _MESSAGE in value:
            template, values = value[_MESSAGE]
            return sentence(template, **{key: _unpacked(one) for key, one in values.items()})
        return {key: _unpacked(one) for key, one in value.items()}
    return value


def serve(function: str, limits: str, allowed_ms: str) -> None:
    """The child's side: bytes from standard input, JSON to standard output."""
    bounds = Limits(**json.loads(limits))
    with os.fdopen(os.dup(1), "w", encoding="ascii") as answers:
        # What a parser prints must not end up in the answer.
        os.dup2(2, 1)
        logging.disable(logging.CRITICAL)  # nobody reads what parsers log
        module, _, name = function.partition(":")
        call = getattr(importlib.import_module(module), name)
        data = sys.stdin.buffer.read()
        _limit_process(int(allowed_ms), bounds.parser_bytes)
        _answer_call(call, data, bounds, answers)


def _answer_call(call: object, data: bytes, limits: Limits, answers: IO[str]) -> None:
    assert callable(call)  # noqa: S101 - the parent names one
    try:
        answer = {"value": packed(call(data, limits))}
    except errors.CaptionError as error:
        answer = {"error": type(error).__name__, "fields": packed(vars(error))}
    except MemoryError:
        answer = {"failed": _NO_MEMORY}
    except Exception as error:  # what other people's code may raise is nowhere written down
        answer = {"failed": f"{type(error).__name__}: {error}"[:200]}
    json.dump(answer, answers)


def _limit_process(allowed_ms: int, memory_bytes: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    # Its signal ends the process; it counts CPU time, which a busy machine does not change.
    signal.setitimer(signal.ITIMER_PROF, allowed_ms / 1000)
