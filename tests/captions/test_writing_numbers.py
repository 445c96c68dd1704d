"""What is taken for which encoding, writing or name, and what a break costs in writing without
spaces: moved by a fifth, each number fails one of these."""

import contextlib

import pytest

from captions import UndecodableError
from captions.checks.names import lookalikes
from captions.decoding import _utf16_by_nul, decode
from captions.language import _writing_of
from captions.layout.function_words import likely_language
from captions.layout.scripts import parts, strain
from captions.report import Report


@pytest.mark.parametrize(("broken", "is_refused"), [(10, False), (11, True)])
def test_a_file_with_a_mark_may_have_one_broken_character_in_ten(broken, is_refused):
    data = b"\xef\xbb\xbf" + b"a" * (100 - broken) + b"\xff" * broken
    if is_refused:
        with pytest.raises(UndecodableError):
            decode(data, Report())
    else:
        assert decode(data, Report()).encoding == "utf-8"


@pytest.mark.parametrize(("broken", "is_utf8"), [(5, True), (6, False)])
def test_utf8_may_have_one_broken_byte_for_four_letters_that_are_whole(broken, is_utf8):
    data = "é".encode() * 20 + b" \xff" * broken
    with contextlib.nullcontext() if is_utf8 else pytest.raises(UndecodableError):
        assert decode(data, Report()).encoding == "utf-8"


@pytest.mark.parametrize(("latin", "is_utf16"), [(10, True), (9, False)])
def test_utf16_without_a_mark_has_nul_in_one_of_ten(latin, is_utf16):
    data = ("a" * latin + "語" * (100 - latin)).encode("utf-16-le")
    assert (_utf16_by_nul(data) == "utf-16-le") is is_utf16


@pytest.mark.parametrize(("stray", "is_utf16"), [(5, True), (6, False)])
def test_and_hardly_any_in_the_other_half(stray, is_utf16):
    data = ("a" * 100 + "Ā" * stray).encode("utf-16-le")
    assert (_utf16_by_nul(data) == "utf-16-le") is is_utf16


@pytest.mark.parametrize(("kana", "writing"), [(6, "KANA"), (5, "CJK")])
def test_chinese_characters_are_japanese_with_more_than_a_tenth_of_kana(kana, writing):
    assert _writing_of("か" * kana + "語" * (50 - kana)) == writing


@pytest.mark.parametrize(("others", "language"), [(57, "en"), (58, "")])
def test_a_text_is_in_a_language_where_a_twentieth_are_its_small_words(others, language):
    assert likely_language(["the", "of", "with", *["xyz"] * others]) == language
    assert likely_language(["the", "of"]) == ""


@pytest.mark.parametrize(("often", "is_asked"), [(3, True), (2, False)])
def test_a_name_is_doubted_for_one_that_is_said_three_times_as_often(often, is_asked):
    assert bool(lookalikes({"Annae": often, "Annaf": 1})) is is_asked


@pytest.mark.parametrize(
    ("left", "right", "cost"),
    [
        ("語。", "語", 0), ("語、", "語", 20),
        ("กา", "เก", 60), ("กา", "กา", 110),
        ("です", "語", 40), ("です", "から", 110),
        ("語", "本", 80), ("語", "です", 130),
    ],
)  # fmt: skip
def test_a_break_in_writing_without_spaces_costs_by_what_stands_beside_it(left, right, cost):
    assert strain(left, right) == cost


def test_a_word_of_katakana_stays_whole_up_to_twelve_letters():
    assert max(map(len, parts("アイウエオカキクケコサシスセソ"))) == 12
