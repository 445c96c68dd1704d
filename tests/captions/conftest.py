"""Files on which the command is tried."""

import pytest

GOOD = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Ada>Hello\n"
BAD = "WEBVTT\n\n00:00:01,000 --> 00:00:03,000\nHello\n\n00:01.000 --> 00:01.100\nBye\n"

OVERLAP = (
    "WEBVTT\n\n00:01.000 --> 00:03.500\nHello there.\n\n00:03.000 --> 00:05.000\nAnd welcome.\n"
)
FIXED = (
    "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nHello there.\n\n"
    "00:00:03.000 --> 00:00:05.000\nAnd welcome.\n"
)


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.vtt"
    path.write_text(GOOD)
    return path


@pytest.fixture
def bad(tmp_path):
    path = tmp_path / "bad.vtt"
    path.write_text(BAD)
    return path


@pytest.fixture
def overlap(tmp_path):
    path = tmp_path / "overlap.vtt"
    path.write_text(OVERLAP)
    return path
