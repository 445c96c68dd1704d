"""Where captions come from: bytes, text, a path, an open file."""

from os import PathLike, fspath
from pathlib import Path
from typing import IO

from captions.formats import by_name
from captions.limits import Limits

Source = bytes | bytearray | memoryview | str | PathLike[str] | IO[bytes] | IO[str]
# No file system has names so long.
_LONGEST_PATH = 4096


def bytes_of(
    source: Source, name: str | None, encoding: str | None, limits: Limits
) -> tuple[bytes, str | None, str | None]:
    """(bytes, name, encoding); no more bytes than it takes to see that there are too many."""
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), name, encoding
    if isinstance(source, str) and not _is_path(source):
        return source.encode("utf-8", "replace"), name, "utf-8"
    if isinstance(source, str | PathLike):
        with Path(source).open("rb") as file:
            return file.read(limits.file_bytes + 1), name or Path(fspath(source)).name, encoding
    content = source.read(limits.file_bytes + 1)
    label = getattr(source, "name", None)
    name = name or (Path(label).name if isinstance(label, str) else None)
    if isinstance(content, str):
        return content.encode("utf-8", "replace"), name, "utf-8"
    return content, name, encoding


def _is_path(text: str) -> bool:
    """A line that names a file, or would if it were there: `missing.srt` is not a transcript."""
    if len(text) > _LONGEST_PATH or any(mark in text for mark in ("\n", "\r", "\0", "-->")):
        return False
    if " " not in Path(text).suffix and by_name(text) is not None:
        return True
    try:
        return Path(text).is_file()
    except OSError:
        return False
