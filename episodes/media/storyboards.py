"""Which tile of a storyboard belongs to which time, as players read it: WebVTT whose lines are
parts of a picture (Media Fragments 1.0, section 4.2.2)."""

from collections.abc import Iterator
from typing import Any

from captions.timecode import format_vtt


def storyboard_vtt(layout: dict[str, Any], duration_ms: int, address: str) -> str:
    """layout: as the job keeps it. address: of the picture."""
    return "WEBVTT\n" + "".join(_cues(layout, duration_ms, address))


def _cues(layout: dict[str, Any], duration_ms: int, address: str) -> Iterator[str]:
    width, height = layout["tile_width"], layout["tile_height"]
    for number in range(layout["count"]):
        row, column = divmod(number, layout["columns"])
        start_ms = number * layout["interval_ms"]
        end_ms = start_ms + layout["interval_ms"]
        if number == layout["count"] - 1:
            end_ms = max(duration_ms, start_ms + 1)
        place = f"{column * width},{row * height},{width},{height}"
        yield f"\n{format_vtt(start_ms)} --> {format_vtt(end_ms)}\n{address}#xywh={place}\n"
