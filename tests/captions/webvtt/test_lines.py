"""The lines of a cue: who speaks in each, its words, its HTML."""

import pytest

from captions import Cue


def lines(text: str) -> list[tuple[str | None, str, str]]:
    return [(line.speaker, line.text, line.html) for line in Cue(0, 1, text).lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(None, "", "")]),
        ("one\ntwo", [(None, "one", "one"), (None, "two", "two")]),
        ("<b>one\ntwo</b>", [(None, "one", "<b>one</b>"), (None, "two", "<b>two</b>")]),
        ("ADA: one\ntwo", [("ADA", "ADA: one", "ADA: one"), ("ADA", "two", "two")]),
        ("ADA: one\nBOB: two", [("ADA", "ADA: one", "ADA: one"), ("BOB", "BOB: two", "BOB: two")]),
        ("a &amp; b", [(None, "a & b", "a &amp; b")]),
        ("<i><c.red>a\n", [
            (None, "a", '<i><span class="cue-red">a</span></i>'),
            (None, "", '<i><span class="cue-red"></span></i>'),
        ]),
        ("<v Ada>one\ntwo</v>\n<v Bob>three", [
            ("Ada", "one", '<span class="cue-voice" title="Ada">one</span>'),
            ("Ada", "two", '<span class="cue-voice" title="Ada">two</span>'),
            ("Bob", "three", '<span class="cue-voice" title="Bob">three</span>'),
        ]),
        ("a<00:01.000>b", [(None, "ab", "ab")]),
        ("<v>one", [(None, "one", '<span class="cue-voice">one</span>')]),
    ],
)  # fmt: skip
def test_a_cue_falls_into_its_lines(text, expected):
    assert lines(text) == expected


def test_a_line_is_under_the_first_voice_that_says_something():
    assert [line.speaker for line in Cue(0, 1, "<v Ada> </v><v Bob>hi <v Cy>there").lines] == [
        "Bob"
    ]
