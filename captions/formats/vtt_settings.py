"""Which of a cue's settings a player heeds: section 6.3, "parse the WebVTT cue settings"."""

import re
from collections.abc import Iterator

_PERCENTAGE = r"(?:100(?:\.0+)?|[0-9]{1,2}(?:\.[0-9]+)?)%"
_VALUES = {
    "region": re.compile(r".+"),
    "vertical": re.compile(r"rl|lr"),
    "line": re.compile(rf"(?:{_PERCENTAGE}|-?[0-9]+(?:\.[0-9]+)?)(?:,(?:start|center|end))?"),
    "position": re.compile(rf"{_PERCENTAGE}(?:,(?:line-left|center|line-right))?"),
    "size": re.compile(_PERCENTAGE),
    "align": re.compile(r"start|center|end|left|right"),
}


def ignored(settings: str) -> Iterator[str]:
    for setting in settings.split():
        name, _, value = setting.partition(":")
        pattern = _VALUES.get(name)
        if pattern is None or pattern.fullmatch(value) is None:
            yield setting
