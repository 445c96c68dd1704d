"""Files in, files out, and how far along it is."""

import argparse
import errno
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

import captions

CLEAN, PROBLEMS, UNREADABLE = 0, 1, 2
Facts = dict[str, Any]


def say(text: str, stream: TextIO | None = None) -> None:
    print(text, file=stream or sys.stdout)


class OutputError(OSError):
    """The result cannot be written; `filename` says where it was to go."""


def read(name: str, options: argparse.Namespace) -> captions.Reading:
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    return captions.read(
        data,
        None if name == "-" else name,
        encoding=options.encoding,
        frame_rate=options.frame_rate,
    )


def failure(name: str, error: captions.CaptionError | OSError) -> Facts:
    if isinstance(error, OutputError):
        return {"file": error.filename, "error": error.strerror or str(error)}
    if isinstance(error, OSError):
        return {"file": name, "error": error.strerror or str(error)}
    place = {"line": error.line, "cue": error.cue, "hint": error.hint}
    return {"file": name, "error": error.message, **place}


def failure_line(facts: Facts) -> str:
    place = f"line {facts['line']}: " if facts.get("line") else ""
    return f"{facts['file']}: {place}{facts['error']} {facts.get('hint', '')}".rstrip()


def store(target: str, data: bytes) -> None:
    """All of it or none: a file is replaced only once the new one is whole."""
    if target == "-":
        sys.stdout.buffer.write(data)
        return
    expect_folder(target)
    path = Path(target)
    try:
        _replace_file(path, data)
    except OSError as error:
        raise OutputError(error.errno, error.strerror, target) from error


def expect_folder(target: str) -> None:
    """Raises OutputError where there is no folder to write it into."""
    folder = Path(target).parent
    if target != "-" and not folder.is_dir():
        raise OutputError(errno.ENOENT, f"There is no folder {folder} to write it into", target)


def _replace_file(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        new.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def target_of(name: str, out: str | None, in_place: bool, ending: str = "") -> str:
    """Where the outcome for a file goes; `out` may be a folder. `ending` replaces the file's."""
    if in_place:
        return name
    if out is None:
        return "-"
    if out != "-" and (Path(out).is_dir() or out.endswith(("/", os.sep))):
        path = Path("captions" if name == "-" else name)
        return str(Path(out) / (f"{path.stem}.{ending}" if ending else path.name))
    return out


def format_for(target: str, fallback: str) -> str:
    """`fallback` where the ending says nothing else: Spruce's and the EBU's are both .stl."""
    announced = captions.format_by_name(target)
    own = next((each for each in captions.FORMATS if each.id == fallback), None)
    if own and Path(target).suffix.lower().lstrip(".") in own.extensions:
        return fallback
    return announced.id if announced else fallback


def facts_of_notes(all_notes: Iterable[captions.Note]) -> list[Facts]:
    return [asdict(note) for note in all_notes]


def with_progress(names: Sequence[str]) -> Iterator[str]:
    """The names one by one; a person at a terminal sees how many are done."""
    shows = len(names) > 1 and sys.stderr.isatty()
    for done, name in enumerate(names):
        if shows:
            filled = 20 * done // len(names)
            bar = "#" * filled + "-" * (20 - filled)
            sys.stderr.write(f"\r\033[K[{bar}] {done} of {len(names)}  {name[-40:]}")
            sys.stderr.flush()
        yield name
    if shows:
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()
