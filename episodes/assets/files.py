"""The files under static/, as they are sent."""

import hashlib
import mimetypes
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from episodes.packing import SMALLEST_BYTES, packed_once

TEXT = ("text/", "application/javascript", "image/svg+xml", "application/json")
# The standard's own name; the tables of some systems still have an older one.
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
IMPORT = re.compile(r"""^\s*(?:import|export)\b[^;"']*["'](\.[^"']+)["']""", re.MULTILINE)


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
    """Every file below a folder by its path. digest: of them all: modules import each other by
    relative addresses, so one that changed gives all of them another address."""

    def __init__(self, folder: Path) -> None:
        self.files = {
            path.relative_to(folder).as_posix(): _read(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }
        sums = "".join(f"{name} {asset.etag}\n" for name, asset in self.files.items())
        self.digest = hashlib.sha256(sums.encode()).hexdigest()[:12]
        self._modules: dict[str, tuple[str, ...]] = {}

    def modules_of(self, name: str) -> tuple[str, ...]:
        """The module and all that it imports, however deep, each once, in the order of use: what
        a page names early so that the browser need not find it one level after the other."""
        if name not in self._modules:
            names: dict[str, None] = {}
            self._collect(name, names)
            self._modules[name] = tuple(names)
        return self._modules[name]

    def _collect(self, name: str, names: dict[str, None]) -> None:
        if name in names or name not in self.files:
            return
        names[name] = None
        for relative in IMPORT.findall(self.files[name].body.decode()):
            self._collect(_joined(name, relative), names)


def _read(path: Path) -> Asset:
    body = path.read_bytes()
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return Asset(body, kind or "application/octet-stream", etag)


def _joined(name: str, relative: str) -> str:
    """static/js/elements/a.js and ../lib/b.js: static/js/lib/b.js."""
    parts: list[str] = []
    for part in PurePosixPath(name).parent.joinpath(relative).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
