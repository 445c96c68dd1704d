"""JSON within bounds, and numbers of it as integer milliseconds."""

import json
import re
import sys
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from captions.errors import LimitError, MalformedFileError
from captions.limits import Limits, guard_values
from captions.messages import sentence

# `[00:12] Ada` and `{1}{25}text` begin as JSON does, and are none.
_START = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{"\]])')
_MOST_DIGITS = 18


def looks_like_json(text: str) -> bool:
    return _START.match(text) is not None


def parse(text: str, limits: Limits) -> object:
    """dict, list, str, int, Decimal, bool or None; NaN and infinity are None."""
    guard_values(text.count(",") + text.count("[") + text.count("{"), limits)
    try:
        value: object = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise MalformedFileError(
            sentence("The JSON is broken here."),
            line=error.lineno,
            hint=sentence("Was the whole file copied?"),
        ) from error
    except RecursionError as error:
        raise LimitError(
            sentence(
                "The JSON is nested too deeply; the limit is {tag_depth} levels.",
                tag_depth=limits.tag_depth,
            ),
            bound="tag_depth",
            limit=limits.tag_depth,
            measured=sys.getrecursionlimit(),
        ) from error
    except (ValueError, ArithmeticError) as error:
        raise MalformedFileError(
            sentence("A number in the JSON has thousands of digits.")
        ) from error
    return value


def _no_number(_name: str) -> None:
    return None


def decimal(value: object) -> Decimal | None:
    """None for what is not a number, or none that could be a time."""
    if isinstance(value, str) and len(value) <= 2 * _MOST_DIGITS:
        try:
            value = Decimal(value)
        except InvalidOperation:
            return None
    elif isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    if not isinstance(value, Decimal) or not value.is_finite() or value.adjusted() > _MOST_DIGITS:
        return None
    return value


def ms_of_seconds(value: object) -> int | None:
    """A number of seconds, or text that is one."""
    seconds = decimal(value)
    return None if seconds is None else rounded(seconds * 1000)


def ms_of_ms(value: object) -> int | None:
    number = decimal(value)
    return None if number is None else rounded(number)


def rounded(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_HALF_UP))


def text_of(value: object) -> str:
    return value if isinstance(value, str) else ""
