"""The files under static/, as they are sent."""

import hashlib
import mimetypes
from dataclasses import dataclass, field
from pathlib import Path

from episodes.assets import joining
from episodes.assets.joining import joined_modules, joined_sheets
from episodes.packing import SMALLEST_BYTES, packed_once

TEXT = ("text/", "application/javascript", "image/svg+xml", "application/json")
# The standard's own name; the tables of some systems still have an older one.
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
JOINED = "joined/"
JOINS = {".js": joined_modules, ".css": joined_sheets}


@dataclass(slots=True, eq=False)
class Asset:
    body: bytes
    media_type: str
    etag: str
    forms: dict[str, bytes] = field(default_factory=dict)

    @property
    def is_packable(self) -> bool:
        return self.media_type.startswith(TEXT) and len(self.body) >= SMALLEST_BYTES

    def form(self, encoding: str) -> bytes:
        """Packed as small as it gets, when somebody asks for it first."""
        if encoding not in self.forms:
            self.forms[encoding] = packed_once(self.body, encoding)
        return self.forms[encoding]


class Assets:
    """Every file below a folder by its path; scripts and stylesheets also joined with what they
    import, by "joined/" and their path. digest: of them all, and of how they are joined: modules
    import each other by relative addresses, so one that changed gives all another address."""

    def __init__(self, folder: Path) -> None:
        self._files = {
            path.relative_to(folder).as_posix(): _read(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }
        sums = "".join(f"{name} {asset.etag}\n" for name, asset in self._files.items())
        how = Path(joining.__file__).read_bytes()
        self.digest = hashlib.sha256(sums.encode() + how).hexdigest()[:12]

    def asset(self, name: str) -> Asset | None:
        """Joined when it is asked for first. Raises UnjoinableError."""
        if name not in self._files and name.startswith(JOINED):
            self._join(name.removeprefix(JOINED))
        return self._files.get(name)

    def _join(self, name: str) -> None:
        join = JOINS.get(Path(name).suffix)
        if join and name in self._files and not name.startswith(JOINED):
            body = join(name, lambda one: self._files[one].body.decode()).encode()
            self._files[JOINED + name] = _asset(name, body)


def _read(path: Path) -> Asset:
    return _asset(path.name, path.read_bytes())


def _asset(name: str, body: bytes) -> Asset:
    kind = TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0]
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return Asset(body, kind or "application/octet-stream", etag)
