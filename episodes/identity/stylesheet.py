"""The one stylesheet that every page has: the site's own sheets, and what a show makes its own.

One file, its address named after what it holds, so that a browser asks for it once a change."""

import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from episodes.identity.colours import darkened_for, lightened_for
from episodes.identity.faces import Face

CSS = Path(__file__).parents[2] / "static" / "css"
SHEETS = (
    "tokens.css",
    "reset.css",
    "base.css",
    "layout.css",
    "text.css",
    "components/notes-line.css",
    "controls.css",
    "components/question.css",
    "components/cover.css",
    "components/site-header.css",
    "components/site-footer.css",
    "components/search-box.css",
    "utilities.css",
)
# Mean width of a letter of English prose in ems, measured with faces.weighted_width where the face
# was at hand, else from its published metrics: Georgia 913 and Times 832 of 2,048.
FALLBACKS = (
    ("Georgia", ("Georgia", "Gelasio"), 0.4458),
    ("Times", ("Times New Roman", "Liberation Serif", "Tinos"), 0.4063),
    ("DejaVu", ("DejaVu Serif",), 0.5101),
)


@dataclass(frozen=True, slots=True)
class Identity:
    """hot, plum: as #rrggbb, empty for the usual ones."""

    hot: str = ""
    plum: str = ""
    face: Face | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    digest: str
    text: bytes


@lru_cache(maxsize=8)
def sheet_of(identity: Identity, face_address: str) -> Sheet:
    """Kept for each identity: reading a dozen files takes a millisecond."""
    text = (_site_sheets() + own_rules(identity, face_address)).encode()
    return Sheet(hashlib.sha256(text).hexdigest()[:12], text)


@cache
def _site_sheets() -> str:
    return "\n".join((CSS / sheet).read_text(encoding="utf-8") for sheet in SHEETS)


def own_rules(identity: Identity, face_address: str) -> str:
    """Every value is one that we made or checked: a colour of six digits, a face by its file."""
    tokens = []
    if identity.hot:
        tokens.append(f"--hot: light-dark({identity.hot}, {lightened_for(identity.hot)});")
    if identity.plum:
        deep = darkened_for(identity.plum)
        tokens.append(f"--plum: light-dark({identity.plum}, {lightened_for(identity.plum)});")
        tokens.append(f"--plum-deep: light-dark({identity.plum}, {deep});")
    faces = ""
    if identity.face:
        faces = _font_faces(identity.face, face_address)
        names = ", ".join(f'"Display {name}"' for name, _, _ in FALLBACKS)
        tokens.append(f'--display: "Display", {names}, Georgia, serif;')
    rules = "".join(f" {token}" for token in tokens)
    return f"\n{faces}@layer show {{ :root {{{rules} }} }}\n" if tokens else ""


def _font_faces(face: Face, address: str) -> str:
    """A fallback is drawn as wide as the face that it stands in for, so that nothing moves."""
    own = (
        f'@font-face {{ font-family: "Display"; src: url("{address}") format("woff2");'
        " font-weight: 100 900; font-display: swap; }\n"
    )
    return own + "".join(
        f'@font-face {{ font-family: "Display {name}"; font-weight: 100 900;'
        f" src: {_locals(names)}; size-adjust: {face.width / width:.1%}; }}\n"
        for name, names, width in FALLBACKS
    )


def _locals(names: tuple[str, ...]) -> str:
    return ", ".join(f'local("{name}")' for name in names)
