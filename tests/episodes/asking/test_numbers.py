"""Each pace that holds off machines is held: moved by a fifth, it fails one of these."""

import json
import secrets
from dataclasses import replace
from datetime import timedelta

import altcha
import pytest
from flask import Flask

from episodes.asking.brakes import ME_TOO, RECEIPTS, SENDS, me_too_limit, pace
from episodes.asking.proof import hardness_of, new_challenge
from episodes.db import now_utc
from episodes.limits.bucket import Bucket

SECRET = "s" * 40


@pytest.mark.parametrize(
    ("bucket", "seconds"),
    [(RECEIPTS, 1), (SENDS, 1), (ME_TOO, 2)],
    ids=["receipts", "sends", "me too"],
)
def test_forty_come_at_once_and_then_one_by_one(app: Flask, bucket: Bucket, seconds: int) -> None:
    now = [1_000_000.0]
    brake = replace(bucket, clock=lambda: now[0])
    assert [brake.take() for _ in range(41)] == [True] * 40 + [False]
    now[0] += 0.95 * seconds
    assert not brake.take()
    now[0] += 0.1 * seconds
    assert [brake.take(), brake.take()] == [True, False]


@pytest.mark.parametrize(
    ("lane", "burst", "seconds"), [("checked", 40, 360), ("unchecked", 10, 1_440)]
)
def test_an_hour_may_take_what_falls_to_four_of_them(lane: str, burst: int, seconds: int) -> None:
    shared = pace(lane, 240)
    assert (shared.burst, shared.seconds) == (burst, seconds)
    assert pace(lane, 1).burst == 3
    assert me_too_limit(240) == 1_200


@pytest.mark.parametrize(
    ("drawn", "hashes"), [(lambda _most: 0, 5_000), (lambda most: most - 1, 49_999)]
)
def test_the_work_is_five_to_fifty_thousand_hashes(
    monkeypatch: pytest.MonkeyPatch, drawn: object, hashes: int
) -> None:
    monkeypatch.setattr(secrets, "randbelow", drawn)
    challenge = altcha.Challenge.from_dict(json.loads(new_challenge(SECRET)))
    solution = altcha.solve_challenge(challenge)
    assert solution and solution.counter == hashes


def test_the_work_is_eight_times_as_much_at_most() -> None:
    assert [hardness_of(fullness) for fullness in (0.7, 0.8, 1.0)] == [4, 8, 8]


def test_work_counts_for_two_hours() -> None:
    expires_at = json.loads(new_challenge(SECRET))["parameters"]["expiresAt"]
    left = expires_at - now_utc().timestamp()
    assert left == pytest.approx(timedelta(hours=2).total_seconds(), abs=300)
