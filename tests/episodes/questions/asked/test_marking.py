"""What the desk marks in a question, and what it proposes instead."""

from itertools import pairwise

import pytest

from episodes.questions.asked.marking import changed, marks_in


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        (
            "My boyfriend Tom never calls. Tom sulks.",
            "My boyfriend never calls. My boyfriend sulks.",
        ),
        (
            "I told Tom that my boyfriend Tom is late",
            "I told my boyfriend that my boyfriend is late",
        ),
        ("His name is Émile. I miss Émile", "His name is [name]. I miss a friend"),
        ("We live in Leeds, and Leeds is small.", "We live in a town, and a town is small."),
        ("I'm 24 and live in Leeds", "I'm in my twenties and live in a town"),
        ("I am 31, from Ghent", "I am in my thirties, from a town"),
        ("Write to maya@example.org or @maya_x", "Write to [email address] or [user name]"),
        ("I study at Leeds Beckett University", "I study at a school"),
        ("Nothing here points to anybody.", "Nothing here points to anybody."),
        ("", ""),
    ],
)
def test_what_is_proposed_reads_well(text: str, safe: str) -> None:
    assert changed(text, marks_in(text)) == safe
    assert marks_in(safe) == []


def test_marks_do_not_overlap_and_say_where_they_are() -> None:
    text = "My ex Tom Tom-Tom, tom and Tomas. I live in Tom."
    marks = marks_in(text)
    assert [text[mark.start : mark.end] for mark in marks] == [mark.words for mark in marks]
    assert all(one.end <= two.start for one, two in pairwise(marks))


def test_a_text_of_names_is_marked_within_bounds() -> None:
    assert len(marks_in("my ex Tom " * 5_000)) == 200
