"""What in a question may tell who wrote it."""

import pytest

from episodes.questions.asked.identifying import identifying
from episodes.questions.asked.identifying_table import ADVICE, Kind, script_table
from tests.episodes.questions.asked.identifying_examples import EXAMPLES


@pytest.mark.parametrize(("text", "found"), EXAMPLES)
def test_what_identifies_is_pointed_out_and_nothing_else(text, found):
    hints = identifying(text)
    assert [(hint.kind.value, hint.words) for hint in hints] == found
    assert all(text[hint.start : hint.end] == hint.words for hint in hints)


def test_each_kind_says_what_to_write_instead():
    assert set(ADVICE) == set(Kind)


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "piece", ["my friend ", "a@", "1 ", "A ", "A", "@a", "12 A St ", "\u202e", "😢"]
)
def test_the_longest_question_of_anything_comes_to_an_end(piece):
    text = (piece * 5000)[:5000]
    assert all(text[hint.start : hint.end] == hint.words for hint in identifying(text))


def test_the_script_is_given_the_same_table_in_its_own_dialect():
    table = script_table()
    assert set(table["advice"]) == set(Kind)
    sources = [source for _, source, _ in table["patterns"]] + [table["age"]]
    assert not [source for source in sources if r"\w" in source or r"\d" in source]
    assert table["patterns"][2][1].startswith(r"(?<![\p{L}\p{M}\p{N}_.@/])(@")
