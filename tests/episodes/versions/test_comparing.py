from hypothesis import given
from hypothesis import strategies as st

from episodes.versions.comparing import (
    Piece,
    compare_texts,
    compare_words,
    only_changes,
    with_line_of,
)

BEFORE = "one\ntwo is here\nthree\nfour\nfive"
AFTER = "one\ntwo was here\nthree\nfour\nfive\nsix"


def test_one_line_is_put_back_put_in_again_or_taken_out_and_the_others_stay() -> None:
    old, newest = "a\nb\nc\nd", "a\nB\nd\ne\n"
    changed = [line for line in compare_texts(old, newest) if not line.is_same]
    assert [line.numbers for line in changed] == ["2:2", "3:", ":4"]
    given = [with_line_of(old, newest, line) for line in changed]
    assert given == ["a\nb\nd\ne\n", "a\nB\nc\nd\ne\n", "a\nB\nd\n"]


def test_a_changed_word_is_named_and_the_words_around_it_are_not() -> None:
    line = compare_texts(BEFORE, AFTER)[1]
    assert (line.number_before, line.number_after) == (2, 2)
    assert line.before == (Piece("two ", False), Piece("is", True), Piece(" here", False))
    assert line.after == (Piece("two ", False), Piece("was", True), Piece(" here", False))


def test_a_line_that_only_one_side_has_has_no_number_on_the_other() -> None:
    line = compare_texts(BEFORE, AFTER)[-1]
    assert (line.number_before, line.number_after, line.before) == (None, 6, ())


def test_what_is_the_same_is_left_out_but_for_the_lines_beside_a_change() -> None:
    shown = only_changes(compare_texts(BEFORE, AFTER))
    numbers = [line.number_after if line else "…" for line in shown]
    assert numbers == [1, 2, 3, "…", 5, 6]


def test_a_line_as_long_as_a_book_is_not_compared_by_words() -> None:
    before, after = compare_words("a " * 1_000, "b " * 1_000)
    assert [piece.is_changed for piece in (*before, *after)] == [True, True]


@given(st.text(), st.text())
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    lines = compare_texts(before, after)
    old = ["".join(p.text for p in line.before) for line in lines if line.number_before]
    new = ["".join(p.text for p in line.after) for line in lines if line.number_after]
    assert (old, new) == (before.splitlines(), after.splitlines())
