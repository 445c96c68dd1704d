"""The display face, cut out of an installed font package to what pages need of it.

A family comes as a package of its files (fontpkg-fraunces and its like), 360 kB whole. Cut to the
weights and letters that pages use it is a tenth of that. It is cut once, into DATA_DIR, by what is
installed: nothing is fetched. Where it cannot be cut, pages are set in a serif of the reader's."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import fontpkg

from episodes.messages import Message
from episodes.refusals import RefusalError

USUAL_FACE = "Fraunces"
FOLDER = "faces"
LARGEST_BYTES = 45_000
WEIGHTS = (400, 700)  # of running text in display type, and of the masthead
HEADING_WEIGHT = 600
OPTICAL_SIZE = 36  # in points: headings are set between 18 and 60 px
# Basic Latin, Latin-1, Latin Extended-A, and the quotation marks, dashes and signs of prose.
LETTERS = (
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C), 0x1E9E,
    0x2013, 0x2014, *range(0x2018, 0x201B), *range(0x201C, 0x201F), 0x2022, 0x2026,
    0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2212,
)  # fmt: skip
FEATURES = ("ccmp", "kern", "liga", "locl", "mark", "mkmk")
# How often letters stand in English prose, in percent: what a line's width hangs on.
FREQUENCY = {
    " ": 18.3, "e": 10.3, "t": 7.5, "a": 6.5, "o": 6.2, "n": 5.7, "i": 5.7, "s": 5.3, "r": 5.0,
    "h": 5.0, "l": 3.3, "d": 3.3, "u": 2.3, "c": 2.2, "m": 2.0, "f": 2.0, "w": 1.7, "g": 1.6,
    "p": 1.5, "y": 1.4, "b": 1.3, "v": 0.8, "k": 0.6,
}  # fmt: skip


class FaceError(RefusalError):
    """The family is not installed, or nothing could be cut from it; the message says which."""


@dataclass(frozen=True, slots=True)
class Face:
    """width: of a letter in English prose, in ems, at weight 600."""

    family: str
    file: Path
    width: float

    @property
    def name(self) -> str:
        return self.file.name


def installed_families() -> list[str]:
    return sorted(fontpkg.families())


def face_cut(family: str, data_dir: Path) -> Face | None:
    """The one that was cut before, or None."""
    if not family:
        return None
    stem = f"{fontpkg.slugify(family)}-"
    for file in sorted((data_dir / FOLDER).glob(f"{stem}*.woff2"), reverse=True):
        parts = file.stem.removeprefix(stem).split("-")
        if len(parts) == 2 and parts[1].isdigit():
            return Face(family, file, int(parts[1]) / 10_000)
    return None


def cut_face(family: str, data_dir: Path) -> Face:
    """Takes about a second; the one that was cut before is taken as it is. Raises FaceError."""
    cut = face_cut(family, data_dir)
    if cut is not None:
        return cut
    data, width = _cut(_whole_file(family))
    digest = hashlib.sha256(data).hexdigest()[:12]
    folder = data_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{fontpkg.slugify(family)}-{digest}-{round(width * 10_000):05}.woff2"
    _write_whole(folder / name, data)
    return Face(family, folder / name, round(width, 4))


def _whole_file(family: str) -> Path:
    try:
        file = fontpkg.path(family, 400, nearest=True)
    except fontpkg.FontpkgError as error:
        raise FaceError(Message("The font %(family)s isn’t installed.", family=family)) from error
    return Path(file)


def _cut(file: Path) -> tuple[bytes, float]:
    """Letters first: cutting the axes out of glyphs that share parts fails the other way round."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont, TTLibError
    from fontTools.varLib.instancer import instantiateVariableFont

    try:
        font = TTFont(file, recalcTimestamp=False)  # the same cut, the same name
        options = Options(layout_features=list(FEATURES), hinting=False, notdef_outline=True)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=LETTERS)
        subsetter.subset(font)
        if "fvar" in font:
            font = instantiateVariableFont(font, _limits(font))
        width = _width_of_prose(font)
        font.flavor = "woff2"
        output = BytesIO()
        font.save(output)
    except (TTLibError, ImportError, KeyError, ValueError, OSError) as error:
        problem = Message("We can’t cut down %(file)s: %(problem)s", file=file.name, problem=error)
        raise FaceError(problem) from error
    data = output.getvalue()
    if len(data) > LARGEST_BYTES:
        raise FaceError(
            Message(
                "%(file)s is still %(size)s bytes after we cut it down; the most allowed "
                "is %(most)s.",
                file=file.name,
                size=len(data),
                most=LARGEST_BYTES,
            )
        )
    return data, width


def _limits(font: Any) -> dict[str, Any]:
    """Weights stay to be chosen from; every other axis is fixed."""
    limits: dict[str, Any] = {}
    for axis in font["fvar"].axes:
        if axis.axisTag == "wght":
            lightest, boldest = WEIGHTS
            limits["wght"] = (max(lightest, axis.minValue), min(boldest, axis.maxValue))
        elif axis.axisTag == "opsz":
            limits["opsz"] = min(max(OPTICAL_SIZE, axis.minValue), axis.maxValue)
        else:
            limits[axis.axisTag] = axis.minValue
    return limits


def _width_of_prose(font: Any) -> float:
    """In ems, at the weight of headings."""
    letters = font.getBestCmap()
    glyphs = font.getGlyphSet(location={"wght": HEADING_WEIGHT})
    widths = ((one, glyphs[letters[ord(one)]].width) for one in FREQUENCY if ord(one) in letters)
    return weighted_width(widths, font["head"].unitsPerEm)


def weighted_width(widths: Iterable[tuple[str, float]], units: int) -> float:
    """Raises ValueError where none of the letters is there."""
    pairs = [(FREQUENCY[letter], width) for letter, width in widths]
    total = sum(share for share, _ in pairs)
    if not total:
        raise ValueError("it has no Latin letters")
    return sum(share * width for share, width in pairs) / total / units


def _write_whole(path: Path, data: bytes) -> None:
    """Two that start at once write the same; neither may be read half written."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)
