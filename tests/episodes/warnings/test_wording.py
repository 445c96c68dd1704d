import pytest

from episodes.warnings.models import Scope, Treatment
from episodes.warnings.vocabulary import CATEGORIES
from episodes.warnings.wording import phrases, place_in_words, warning_line
from tests.episodes.warnings.test_gate import a_warning

HEARD = Treatment.DEPICTED


@pytest.mark.parametrize(
    ("category", "fields", "text"),
    [
        ("sex-talk", {}, "frank talk about sex"),
        ("strong-language", {"treatment": HEARD, "severity": 1}, "a swear word or two"),
        ("coercion", {}, "talk about controlling behaviour"),
        ("grief", {"treatment": Treatment.MENTION, "severity": 1}, "a brief mention of grief"),
        ("stalking", {"treatment": Treatment.DESCRIBED}, "stalking, described"),
        ("loud-sound", {"treatment": HEARD}, "a sudden loud sound"),
        ("sexual-audio", {"treatment": HEARD}, "the sounds of sex, heard"),
    ],
)  # fmt: skip
def test_a_warning_is_said_as_a_friend_would(
    category: str, fields: dict[str, object], text: str
) -> None:
    assert warning_line(a_warning(Scope.VIDEO_AUDIO, category, **fields)).text == text


def test_no_sentence_prints_how_a_warning_is_classified() -> None:
    for category in CATEGORIES:
        for treatment in Treatment:
            for severity in (1, 2, 3):
                line = warning_line(
                    a_warning(Scope.ANSWER, category, treatment=treatment, severity=severity)
                )
                assert not {"minor", "moderate", "graphic", "depicted"} & set(line.text.split())


def test_a_moment_has_one_time_and_a_part_has_two() -> None:
    assert place_in_words(46_722, 49_420) == " at 0:46"
    assert place_in_words(56_825, 72_000) == " from 0:56 to 1:12"
    assert place_in_words(None, None) == ""
    assert place_in_words(20_000, 34_999) == " at 0:20"
    assert place_in_words(20_000, 35_000) == " from 0:20 to 0:35"


def test_more_than_can_be_said_in_a_line_is_counted() -> None:
    lines = [warning_line(a_warning(Scope.ANSWER, c)) for c in list(CATEGORIES)[:6]]
    assert phrases(lines, 3).endswith(", and 3 more")
    assert "more" not in phrases(lines[:4], 3)
