"""Where a cue stands on the video: its settings, and the regions that a file defines.

After sections 6.2 (region settings) and 6.3 (cue settings) of https://www.w3.org/TR/webvtt1/. The
numbers are Decimals, since a setting says `33.3%` and means it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal, cast

Vertical = Literal["", "rl", "lr"]
LineAlign = Literal["start", "center", "end"]
PositionAlign = Literal["auto", "line-left", "center", "line-right"]
Align = Literal["start", "center", "end", "left", "right"]

_WHOLE = Decimal(100)
_WHITESPACE = re.compile(r"[\t\n\f\r ]+")
_PERCENTAGE = re.compile(r"[0-9]+(?:\.[0-9]+)?%")
_LINE_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
# From here on HTML's rules for floating-point numbers give an error.
_TOO_GREAT = 2**1024 - 2**970
# Of the lines of a region: more than such a number can say, and int() must not be asked for any.
_MOST_DIGITS = 308


@dataclass(frozen=True, slots=True)
class Placement:
    """None is the specification's "auto". `line` counts lines where `snaps_to_lines`, else it is a
    percentage, as `position` and `size` are."""

    vertical: Vertical = ""
    line: Decimal | None = None
    snaps_to_lines: bool = True
    line_align: LineAlign = "start"
    position: Decimal | None = None
    position_align: PositionAlign = "auto"
    size: Decimal = _WHOLE
    align: Align = "center"
    region: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """`width` and the points (x, y) are percentages."""

    id: str = ""
    width: Decimal = _WHOLE
    lines: int = 3
    anchor: tuple[Decimal, Decimal] = (Decimal(0), _WHOLE)
    viewport_anchor: tuple[Decimal, Decimal] = (Decimal(0), _WHOLE)
    scrolls_up: bool = False


@lru_cache(maxsize=1024)
def placement(settings: str) -> Placement:
    """What a player makes of a cue's settings; `region` is kept whether or not it is defined."""
    so_far = Placement()
    for _, name, value in _named_settings(settings):
        so_far = _placement_with(so_far, name, value) or so_far
    return so_far


@lru_cache(maxsize=1024)
def ignored_settings(settings: str) -> tuple[str, ...]:
    """The settings that a player does not heed."""
    return tuple(
        setting
        for setting, name, value in _named_settings(settings)
        if _placement_with(Placement(), name, value) is None
    )


def _named_settings(settings: str) -> Iterator[tuple[str, str, str]]:
    """A setting with its name and its value, which are empty where it is none."""
    for setting in filter(None, _WHITESPACE.split(settings)):
        name, _, value = setting.partition(":")
        yield (setting, name, value) if name and value else (setting, "", "")


def _placement_with(so_far: Placement, name: str, value: str) -> Placement | None:
    """None where the setting is unknown or its value is none."""
    heed = _SETTINGS.get(name)
    return heed(so_far, value) if heed else None


def _with_region(so_far: Placement, value: str) -> Placement:
    return replace(so_far, region=value)


def _with_vertical(so_far: Placement, value: str) -> Placement | None:
    if value not in ("rl", "lr"):
        return None
    return replace(so_far, vertical=cast(Vertical, value), region="")


def _with_line(so_far: Placement, value: str) -> Placement | None:
    line, comma, align = value.partition(",")
    number = _number(line)
    if number is None or (comma and align not in ("start", "center", "end")):
        return None
    return replace(
        so_far,
        line=number,
        snaps_to_lines=not line.endswith("%"),
        line_align=cast(LineAlign, align) if comma else so_far.line_align,
        region="",
    )


def _number(line: str) -> Decimal | None:
    if line.endswith("%"):
        return percentage(line)
    number = Decimal(line) if _LINE_NUMBER.fullmatch(line) else None
    return None if number is None or abs(number) >= _TOO_GREAT else number


def _with_position(so_far: Placement, value: str) -> Placement | None:
    position, comma, align = value.partition(",")
    number = percentage(position)
    if number is None or (comma and align not in ("line-left", "center", "line-right")):
        return None
    aligned = cast(PositionAlign, align) if comma else so_far.position_align
    return replace(so_far, position=number, position_align=aligned)


def _with_size(so_far: Placement, value: str) -> Placement | None:
    size = percentage(value)
    if size is None:
        return None
    return replace(so_far, size=size, region=so_far.region if size == _WHOLE else "")


def _with_align(so_far: Placement, value: str) -> Placement | None:
    if value not in ("start", "center", "end", "left", "right"):
        return None
    return replace(so_far, align=cast(Align, value))


_SETTINGS: dict[str, Callable[[Placement, str], Placement | None]] = {
    "region": _with_region,
    "vertical": _with_vertical,
    "line": _with_line,
    "position": _with_position,
    "size": _with_size,
    "align": _with_align,
}


def percentage(text: str) -> Decimal | None:
    """Section 6.2, "parse a percentage string"; None where it fails."""
    if _PERCENTAGE.fullmatch(text) is None:
        return None
    number = Decimal(text[:-1])
    return number if number <= _WHOLE else None


def region(settings: str) -> Region:
    """Section 6.2, "collect WebVTT region settings", from the lines under REGION."""
    so_far = Region()
    for _, name, value in _named_settings(settings):
        so_far = _region_with(so_far, name, value)
    return so_far


def _region_with(so_far: Region, name: str, value: str) -> Region:
    if name == "id":
        return replace(so_far, id=value)
    if name == "width":
        width = percentage(value)
        return so_far if width is None else replace(so_far, width=width)
    if name == "lines" and re.fullmatch(rf"0*[0-9]{{1,{_MOST_DIGITS}}}", value):
        return replace(so_far, lines=int(value.lstrip("0") or "0"))
    if name == "scroll" and value == "up":
        return replace(so_far, scrolls_up=True)
    return _region_anchored_at(so_far, name, _point(value))


def _region_anchored_at(so_far: Region, name: str, point: tuple[Decimal, Decimal] | None) -> Region:
    if point and name == "regionanchor":
        return replace(so_far, anchor=point)
    if point and name == "viewportanchor":
        return replace(so_far, viewport_anchor=point)
    return so_far


def _point(value: str) -> tuple[Decimal, Decimal] | None:
    x, _, y = value.partition(",")
    across, down = percentage(x), percentage(y)
    return None if across is None or down is None else (across, down)


def region_of(cue: Placement, regions: Sequence[Region]) -> Region | None:
    """The last of the file's regions that bears the name which the cue gives."""
    if not cue.region:
        return None
    return next((each for each in reversed(regions) if each.id == cue.region), None)
