"""No test waits by the clock: it waits for the event (tests/waiting.py), minutes if need be."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
BY_THE_CLOCK = re.compile(r"\bsleep\(|\bwait_for_timeout\(")
# The one that looks again and again, and apps that tests try, which take their time on purpose.
MAY = {"waiting.py", "episodes/jobs/trial_app.py", "episodes/serving/front_app.py"}


def test_no_test_waits_by_the_clock() -> None:
    waiting = {
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("*.py")
        if BY_THE_CLOCK.search(path.read_text()) and path != Path(__file__)
    }
    assert waiting == MAY
