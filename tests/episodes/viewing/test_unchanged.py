"""What is the same for everybody is read once until something public changes."""

import pytest
from flask import Flask

from episodes.pages import PUBLIC_VERSION
from episodes.viewing.unchanged import read_once_a_version


class Counted:
    def __init__(self) -> None:
        self.times = 0

    def read(self) -> int:
        self.times += 1
        return self.times


@pytest.fixture
def counted() -> Counted:
    return Counted()


def test_one_version_is_read_once(app: Flask, counted: Counted) -> None:
    value = read_once_a_version(counted.read)
    for version, expected in (("a", 1), ("a", 1), ("b", 2), ("a", 3)):
        with app.test_request_context("/", environ_base={PUBLIC_VERSION: version}):
            assert value() == expected


def test_where_no_version_is_known_it_is_read_each_time(app: Flask, counted: Counted) -> None:
    value = read_once_a_version(counted.read)
    with app.test_request_context("/"):
        assert (value(), value()) == (1, 2)
    assert value() == 3
