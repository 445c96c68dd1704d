"""Whether two colours can be told apart: WCAG 2.2, relative luminance and contrast ratio."""

import colorsys
import re
from collections.abc import Callable

HEX = re.compile(r"#[0-9a-f]{6}")
TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
LIGHT_PAGE, DARK_PAGE = "#fbf6ee", "#171310"
LIGHT_WORDS, DARK_WORDS = "#fff6f0", "#2a0f1e"
# Colours that were worked out and not chosen stay clear of the limit: words, and large areas.
WELL_ABOVE, FAR_ABOVE = 1.6, 3
STEPS = 100


def is_colour(text: str) -> bool:
    return HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """1 to 21. Both as #rrggbb."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lightened_for(colour: str) -> str:
    """The same hue as words on the dark page: light enough for them, and dark words on it."""
    return _moved(colour, 1, lambda c: contrast(c, DARK_PAGE) >= TEXT_CONTRAST * WELL_ABOVE)


def darkened_for(colour: str) -> str:
    """The same hue for large areas of the dark page, under light words."""
    return _moved(colour, -1, lambda c: contrast(c, LIGHT_WORDS) >= TEXT_CONTRAST * FAR_ABOVE)


def _moved(colour: str, direction: int, is_enough: Callable[[str], bool]) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    for step in range(STEPS + 1):
        moved = lightness + direction * step / STEPS
        if not 0 <= moved <= 1:
            break
        candidate = _hex(colorsys.hls_to_rgb(hue, moved, saturation))
        if is_enough(candidate):
            return candidate
    return "#ffffff" if direction > 0 else "#000000"


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(one * 255):02x}" for one in channels)


def _luminance(colour: str) -> float:
    """Bends at 0.04045: IEC 61966-2-1, which WCAG's erratum follows."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
