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
    found = Placement()
    for _, name, value in _named(settings):
        found = _placed(found, name, value) or found
    return found


@lru_cache(maxsize=1024)
def ignored(settings: str) -> tuple[str, ...]:
    """The settings that a player does not heed."""
    return tuple(
        setting
        for setting, name, value in _named(settings)
        if _placed(Placement(), name, value) is None
    )


def _named(settings: str) -> Iterator[tuple[str, str, str]]:
    """A setting with its name and its value, which are empty where it is none."""
    for setting in filter(None, _WHITESPACE.split(settings)):
        name, _, value = setting.partition(":")
        yield (setting, name, value) if name and value else (setting, "", "")


def _placed(found: Placement, name: str, value: str) -> Placement | None:
    """None where the setting is unknown or its value is none."""
    heed = _SETTINGS.get(name)
    return heed(found, value) if heed else None


def _in_region(found: Placement, value: str) -> Placement:
    return replace(found, region=value)


def _upright(found: Placement, value: str) -> Placement | None:
    if value not in ("rl", "lr"):
        return None
    return replace(found, vertical=cast(Vertical, value), region="")


def _on_line(found: Placement, value: str) -> Placement | None:
    line, comma, align = value.partition(",")
    number = _number(line)
    if number is None or (comma and align not in ("start", "center", "end")):
        return None
    return replace(
        found,
        line=number,
        snaps_to_lines=not line.endswith("%"),
        line_align=cast(LineAlign, align) if comma else found.line_align,
        region="",
    )


def _number(line: str) -> Decimal | None:
    if line.endswith("%"):
        return percentage(line)
    return Decimal(line) if _LINE_NUMBER.fullmatch(line) else None


def _at_position(found: Placement, value: str) -> Placement | None:
    position, comma, align = value.partition(",")
    number = percentage(position)
    if number is None or (comma and align not in ("line-left", "center", "line-right")):
        return None
    aligned = cast(PositionAlign, align) if comma else found.position_align
    return replace(found, position=number, position_align=aligned)


def _sized(found: Placement, value: str) -> Placement | None:
    size = percentage(value)
    if size is None:
        return None
    return replace(found, size=size, region=found.region if size == _WHOLE else "")


def _aligned(found: Placement, value: str) -> Placement | None:
    if value not in ("start", "center", "end", "left", "right"):
        return None
    return replace(found, align=cast(Align, value))


_SETTINGS: dict[str, Callable[[Placement, str], Placement | None]] = {
    "region": _in_region,
    "vertical": _upright,
    "line": _on_line,
    "position": _at_position,
    "size": _sized,
    "align": _aligned,
}


def percentage(text: str) -> Decimal | None:
    """Section 6.2, "parse a percentage string"; None where it fails."""
    if _PERCENTAGE.fullmatch(text) is None:
        return None
    number = Decimal(text[:-1])
    return number if number <= _WHOLE else None


def region(settings: str) -> Region:
    """Section 6.2, "collect WebVTT region settings", from the lines under REGION."""
    found = Region()
    for _, name, value in _named(settings):
        found = _shaped(found, name, value)
    return found


def _shaped(found: Region, name: str, value: str) -> Region:
    if name == "id":
        return replace(found, id=value)
    if name == "width":
        width = percentage(value)
        return found if width is None else replace(found, width=width)
    # Ten digits of lines are more than any screen has, and more than int() must be asked.
    if name == "lines" and re.fullmatch(r"[0-9]{1,10}", value):
        return replace(found, lines=int(value))
    if name == "scroll" and value == "up":
        return replace(found, scrolls_up=True)
    return _anchored(found, name, _point(value))


def _anchored(found: Region, name: str, point: tuple[Decimal, Decimal] | None) -> Region:
    if point and name == "regionanchor":
        return replace(found, anchor=point)
    if point and name == "viewportanchor":
        return replace(found, viewport_anchor=point)
    return found


def _point(value: str) -> tuple[Decimal, Decimal] | None:
    x, _, y = value.partition(",")
    across, down = percentage(x), percentage(y)
    return None if across is None or down is None else (across, down)


def region_of(cue: Placement, regions: Sequence[Region]) -> Region | None:
    """The last of the file's regions that bears the name which the cue gives."""
    if not cue.region:
        return None
    return next((known for known in reversed(regions) if known.id == cue.region), None)
