import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from captions import TimecodeError, timecode

times_ms = st.integers(min_value=0, max_value=timecode.MAX_MS)


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("4:10", 250_000),
        ("1:02:03", 3_723_000),
        ("00:00:01.5", 1500),
        ("00:01,005", 1005),
        ("90:00", 5_400_000),
        (" 100:00:00.000 ", 360_000_000),
        ("0:00.0019", 1),
    ],
)
def test_a_time_is_read_however_it_is_written(text, ms):
    assert timecode.parse(text) == ms


@pytest.mark.parametrize(
    "text", ["", "10", "1:60", "1:60:00", "-1:00", "1:2:3:4", "1.5", "٠:٠١", "9" * 5000 + ":00"]
)
def test_what_is_no_time_is_refused_and_shown(text):
    with pytest.raises(TimecodeError, match=r"is not a time\.") as caught:
        timecode.parse(text)
    assert text[:40] in caught.value.message
    assert len(caught.value.message) < 100


@settings(deadline=None)
@given(times_ms)
def test_vtt_and_srt_times_come_back(ms):
    assert timecode.parse(timecode.format_vtt(ms)) == ms
    assert timecode.parse(timecode.format_srt(ms)) == ms


@settings(deadline=None)
@given(times_ms)
def test_a_clock_is_right_to_the_second(ms):
    assert timecode.parse(timecode.clock(ms)) == ms // 1000 * 1000


def test_each_way_of_writing_has_its_own_shape():
    ms = 3_723_004
    assert timecode.format_vtt(ms) == "01:02:03.004"
    assert timecode.format_srt(ms) == "01:02:03,004"
    assert timecode.clock(ms) == "1:02:03"
    assert timecode.clock(250_999) == "4:10"


@pytest.mark.parametrize("ms", [-1, timecode.MAX_MS + 1])
def test_a_number_that_no_time_code_holds_is_refused(ms):
    with pytest.raises(TimecodeError, match=str(ms)):
        timecode.format_vtt(ms)
