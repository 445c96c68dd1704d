"""The colours and letters of the slides: the site's own tokens, and one accent an episode."""

from functools import cache
from pathlib import Path

from PIL import ImageFont

PAGE, INK, QUIET, CREAM = "#fbfaf7", "#1f2328", "#545b64", "#fff6e6"
WIDTH, HEIGHT = 1280, 720
ACCENTS = {  # dark for grounds, tint for shapes upon it, pale for the page
    "teal": ("#0f6b5c", "#2b8a79", "#ddf1ec"),
    "plum": ("#5b2a4f", "#7d4670", "#f3e6ef"),
    "amber": ("#6b4200", "#96641a", "#fff3d6"),
    "blue": ("#0b4a82", "#2f6fa8", "#e1edf8"),
    "rose": ("#8f2b38", "#b3505b", "#f9e5e4"),
}
FONT_FOLDERS = (Path("/usr/share/fonts/truetype"), Path("/usr/share/fonts/opentype"))
FACES = {
    "serif": "Vollkorn-Medium.ttf",
    "serif-bold": "Vollkorn-SemiBold.ttf",
    "serif-italic": "Vollkorn-MediumItalic.ttf",
    "sans": "Karla-Medium.otf",
    "sans-bold": "Karla-Bold.otf",
    "arabic": "NotoNaskhArabic-Bold.ttf",
}


@cache
def face(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Raises FileNotFoundError naming the font file where it is not installed."""
    for folder in FONT_FOLDERS:
        for path in folder.rglob(FACES[name]):
            return ImageFont.truetype(str(path), size)
    raise FileNotFoundError(f"font {FACES[name]}: install the packages named in the documentation")
