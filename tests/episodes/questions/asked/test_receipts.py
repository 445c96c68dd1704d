"""The code of a receipt, and what is kept of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from episodes.questions.asked.receipts import (
    ALPHABET,
    code_of,
    hash_of,
    is_token,
    new_token,
    read_code,
)

SECRET = "s" * 40
CODE = code_of("a" * 22, SECRET)
SYMBOLS = CODE.replace("-", "")


def test_a_code_is_four_groups_of_five_and_has_more_than_eighty_random_bits():
    assert [len(group) for group in CODE.split("-")] == [5, 5, 5, 5]
    assert set(SYMBOLS) <= set(ALPHABET)
    assert 19 * 5 >= 80  # the last symbol is the check on the others


def test_the_same_form_has_the_same_code_and_another_form_another():
    assert code_of("a" * 22, SECRET) == CODE
    assert code_of("b" * 22, SECRET) != CODE
    assert code_of("a" * 22, "x" * 40) != CODE


def test_a_code_is_read_however_it_was_written_down():
    assert read_code(CODE) == SYMBOLS
    assert read_code(f"  {CODE.lower().replace('-', ' . ')}\n") == SYMBOLS
    sloppy = CODE.replace("0", "o").replace("1", "l")
    assert read_code(sloppy) == SYMBOLS


@given(st.integers(0, 19), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_noticed(place, symbol):
    changed = SYMBOLS[:place] + symbol + SYMBOLS[place + 1 :]
    assert read_code(changed) == (SYMBOLS if changed == SYMBOLS else None)


@given(st.integers(0, 18))
def test_two_neighbours_that_changed_places_are_noticed(place):
    a, b = SYMBOLS[place : place + 2]
    changed = SYMBOLS[:place] + b + a + SYMBOLS[place + 2 :]
    assert read_code(changed) == (SYMBOLS if a == b else None)


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_nothing_that_is_typed_for_a_code_errs(typed):
    assert read_code(typed) in (None, typed.upper()) or len(read_code(typed) or "") == 20


def test_the_hash_is_worth_nothing_without_the_sites_secret():
    assert hash_of(CODE, SECRET) == hash_of(SYMBOLS, SECRET)
    assert hash_of(CODE, SECRET) != hash_of(CODE, "x" * 40)
    assert SYMBOLS not in hash_of(CODE, SECRET).upper()


def test_a_token_has_128_random_bits_and_no_other_form():
    assert is_token(new_token())
    assert new_token() != new_token()
    assert not any(is_token(odd) for odd in ("", "a" * 21, "a" * 23, "ä" * 22, "a" * 21 + "\n"))
