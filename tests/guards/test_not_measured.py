"""What `python -m bench.constants` leaves alone is there, and says what it is."""

from pathlib import Path

from bench.constants import numbers_of
from bench.not_measured import EXPLAINED


def test_each_number_that_is_not_tried_is_there() -> None:
    paths = sorted({path for path, _ in EXPLAINED})
    there = {(path, number.name) for path in paths for number in numbers_of(Path(path))}
    assert EXPLAINED - there == set()
