"""The figures of each house, as its guideline gives them: what meets one passes, what misses it by
one is a problem."""

from fractions import Fraction

import pytest

import captions
from captions import Cue, Track
from captions.frames import frame_rate, ms_of_frames, ms_of_timecode, rate_of_file
from captions.placement import percentage, region
from captions.report import Report

HOUR_MS = 3_600_000


def breaks(rule: str, profile: str, *cues: Cue) -> bool:
    return rule in {problem.rule for problem in captions.check(Track(cues), profile=profile)}


def assert_limit(rule: str, profile: str, meets: Cue, misses: Cue) -> None:
    assert not breaks(rule, profile, meets)
    assert breaks(rule, profile, misses)


LINES_OF = {"default": 2, "netflix": 2, "netflix-child": 2, "bbc": 2, "bbc-vertical": 3, "dcmp": 2,
            "fcc": 4}  # fmt: skip
LENGTH_OF = {"default": 42, "netflix": 42, "netflix-child": 42, "bbc": 37, "bbc-vertical": 37,
             "dcmp": 32, "fcc": 32}  # fmt: skip


@pytest.mark.parametrize(("profile", "lines"), LINES_OF.items())
def test_a_caption_has_as_many_lines_as_its_house_allows(profile: str, lines: int) -> None:
    meets, misses = (Cue(0, HOUR_MS, "\n".join(["a"] * count)) for count in (lines, lines + 1))
    assert_limit("lines", profile, meets, misses)


@pytest.mark.parametrize(("profile", "columns"), LENGTH_OF.items())
def test_a_line_is_as_long_as_its_house_allows(profile: str, columns: int) -> None:
    meets, misses = (Cue(0, HOUR_MS, "a" * count) for count in (columns, columns + 1))
    assert_limit("line-length", profile, meets, misses)


@pytest.mark.parametrize(
    ("profile", "per_second"), [("default", 20), ("netflix", 20), ("netflix-child", 17)]
)
def test_so_many_letters_are_read_in_a_second(profile: str, per_second: int) -> None:
    text = "a" * (2 * per_second)
    assert_limit("reading-speed", profile, Cue(0, 2000, text), Cue(0, 1999, text))


@pytest.mark.parametrize(
    ("profile", "per_minute"), [("bbc", 180), ("bbc-vertical", 180), ("dcmp", 160)]
)
def test_so_many_words_are_read_in_a_minute(profile: str, per_minute: int) -> None:
    text = "a " * per_minute
    assert_limit("reading-speed", profile, Cue(0, 60_000, text), Cue(0, 59_999, text))


@pytest.mark.parametrize(
    ("profile", "words", "shortest_ms"),
    [
        ("default", 1, 833),
        ("netflix", 1, 833),
        ("dcmp", 1, 2000),
        ("bbc", 1, 300),
        ("bbc", 9, 2700),
    ],
)
def test_a_caption_is_shown_for_so_long_at_least(
    profile: str, words: int, shortest_ms: int
) -> None:
    text = "a " * words
    assert_limit("shortest", profile, Cue(0, shortest_ms, text), Cue(0, shortest_ms - 1, text))


@pytest.mark.parametrize("profile", ["default", "netflix", "netflix-child"])
def test_a_caption_is_shown_for_seven_seconds_at_most(profile: str) -> None:
    assert_limit("longest", profile, Cue(0, 7000, "a"), Cue(0, 7001, "a"))


@pytest.mark.parametrize(
    ("profile", "gap_ms", "is_right"),
    [("default", 0, True), ("default", 82, False), ("default", 83, True), ("netflix", 0, False),
     ("netflix", 82, False), ("netflix", 84, True), ("netflix", 459, False), ("netflix", 460, True),
     ("bbc", 0, True), ("bbc", 999, False), ("bbc", 1000, True), ("dcmp", 1, True)],
)  # fmt: skip
def test_a_gap_is_as_long_as_its_house_wants(profile: str, gap_ms: int, is_right: bool) -> None:
    cues = Cue(0, 3000, "a"), Cue(3000 + gap_ms, 6000 + gap_ms, "b")
    assert breaks("gap", profile, *cues) is not is_right


@pytest.mark.parametrize(
    ("gap_ms", "is_right"), [(79, False), (80, True), (440, False), (441, True)]
)
def test_netflix_counts_two_and_eleven_frames(gap_ms: int, is_right: bool) -> None:
    track = Track((Cue(0, 3000, "a"), Cue(3000 + gap_ms, 6000 + gap_ms, "b")))
    rules = {problem.rule for problem in captions.check(track, "netflix", frame_rate=Fraction(25))}
    assert ("gap" in rules) is not is_right


@pytest.mark.parametrize(
    ("text", "rate"),
    [("23.976", Fraction(24_000, 1001)), ("23.98", Fraction(24_000, 1001)),
     ("29.97", Fraction(30_000, 1001)), ("47.952", Fraction(48_000, 1001)),
     ("59.94", Fraction(60_000, 1001)), ("119.88", Fraction(120_000, 1001)), ("25", Fraction(25))],
)  # fmt: skip
def test_rates_of_television_are_what_they_are_short_for(text: str, rate: Fraction) -> None:
    assert frame_rate(text) == rate
    assert ms_of_frames(30_000, rate) == round(30_000_000 / rate)


def test_dropped_numbers_keep_an_hour_of_television_by_the_clock() -> None:
    """SMPTE 12M: 107,892 frames."""
    rate = Fraction(30_000, 1001)
    assert ms_of_timecode(1, 0, 0, 0, rate, drops=True) == 3_599_996


@pytest.mark.parametrize(
    ("highest", "drops", "rate"),
    [(24, False, Fraction(25)), (25, False, Fraction(30_000, 1001)),
     (24, True, Fraction(30_000, 1001)), (49, False, Fraction(50)),
     (50, False, Fraction(60_000, 1001))],
)  # fmt: skip
def test_a_file_has_the_rate_that_its_frames_need(
    highest: int, drops: bool, rate: Fraction
) -> None:
    assert rate_of_file(highest, drops=drops, report=Report()) == rate


def test_microdvd_counts_the_frames_of_film() -> None:
    assert captions.read(b"{24000}{24048}Hello").track.cues[0].start_ms == 1_001_000


@pytest.mark.parametrize(("text", "number"), [("100%", 100), ("100.1%", None), ("80.5%", 80.5)])
def test_a_place_is_a_hundred_percent_at_most(text: str, number: float | None) -> None:
    assert percentage(text) == number


def test_a_region_has_three_lines_where_it_does_not_say() -> None:
    """WebVTT, section 6.2."""
    assert region("id=low").lines == 3
