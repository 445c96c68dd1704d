"""Where a line may break, in many scripts."""

import pytest

from captions import break_lines
from captions.layout import width
from captions.layout.function_words import likely_language
from captions.layout.scripts import parts
from captions.layout.sense import Sense


def test_a_short_text_is_one_line():
    assert break_lines("Hello there.") == ("Hello there.",)


def test_no_text_has_no_lines():
    assert break_lines(" \n ") == ()


@pytest.mark.parametrize(
    ("text", "language", "lines"),
    [
        (
            "I never thought that, but now I really do believe it.", "en",
            ("I never thought that,", "but now I really do believe it."),
        ),
        (
            "She went all the way back home to the old house by the sea.", "en",
            ("She went all the way back home", "to the old house by the sea."),
        ),
        (
            "We were all there to meet with Ada Lovelace in London.", "en",
            ("We were all there to meet", "with Ada Lovelace in London."),
        ),
        (
            "It was a very long way, and it weighed 25 kilograms.", "en",
            ("It was a very long way,", "and it weighed 25 kilograms."),
        ),
        (
            "You should really go and talk to Dr. Smith about it.", "en",
            ("You should really go", "and talk to Dr. Smith about it."),
        ),
        (
            "Ich habe gestern lange mit der Frau Merkel gesprochen.", "de",
            ("Ich habe gestern lange", "mit der Frau Merkel gesprochen."),
        ),
    ],
)  # fmt: skip
def test_lines_break_where_the_sense_does(text, language, lines):
    assert break_lines(text, language=language) == lines


def test_as_many_lines_as_it_takes_are_balanced():
    lines = break_lines("one two three four five six seven eight nine ten", chars=12)
    assert len(lines) == 5
    assert max(map(len, lines)) <= 12


def test_a_word_wider_than_a_line_stands_alone_and_whole():
    url = "https://example.org/" + "x" * 40
    assert break_lines(f"See {url} now") == ("See", url, "now")


def test_japanese_breaks_without_spaces_and_starts_no_line_with_a_full_stop():
    text = "青い丸型の内部にアーチ形のペア。下にはコンピュータの画面に文字が浮かび上がる。"
    lines = break_lines(text, chars=32, language="ja")
    assert "".join(lines) == text
    assert all(width(line) <= 32 for line in lines)
    assert not any(line[0] in "。、ーァィ" for line in lines)


def test_a_word_of_katakana_is_not_cut():
    lines = break_lines("これはコンピュータです", chars=14, language="ja")
    assert any("コンピュータ" in line for line in lines)


def test_chinese_breaks_after_its_comma():
    assert break_lines("我们今天去北京，然后回家吃饭。", chars=20, language="zh") == (
        "我们今天去北京，",
        "然后回家吃饭。",
    )


def test_thai_breaks_between_syllables_and_never_before_a_mark():
    text = "สวัสดีครับผมชื่อสมชายและผมเป็นครูสอนภาษาไทยที่โรงเรียนแห่งหนึ่งในกรุงเทพ"
    lines = break_lines(text, chars=30, language="th")
    assert "".join(lines) == text
    assert len(lines) > 1
    assert not any(line[0] in "ะาำ่้๊๋็์ิีึืุู" or line[-1] in "เแโใไ" for line in lines)


def test_thai_digits_stay_with_what_they_follow():
    assert "".join(parts("ปี๒๕๖๐")) == "ปี๒๕๖๐"
    assert "๒" not in [part[0] for part in parts("ปี๒๕๖๐")]


def test_arabic_is_broken_in_logical_order():
    text = "مرحبا بكم في برنامجنا الجديد، حيث نتحدث عن كل شيء."
    assert " ".join(break_lines(text, chars=30, language="ar")) == text


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("日本", 4), ("é", 1), ("e\u0301", 1), ("ｱ", 1), ("👩\u200d👩\u200d👧", 2),
     ("a\u00adb", 2), ("\u202eab", 2), ("하나", 4)],
)  # fmt: skip
def test_width_counts_columns(text, columns):
    assert width(text) == columns


@pytest.mark.parametrize(
    ("left", "right", "bound"),
    [
        ("Ada", "Lovelace", True),
        ("The", "Queen", False),
        ("Yes.", "Ada", False),
        ("25", "kg", True),
        ("25", "and", False),
        ("Dr.", "who", True),
        ("J.", "Smith", True),
        ("HELLO", "WORLD", False),
        ("old", "House", False),
        ("Mr.", "—", False),
    ],
)
def test_names_titles_and_units_are_bound(left, right, bound):
    assert Sense("en").is_bound(left, right) is bound


def test_costs_of_breaks_rise_from_sentence_to_name():
    sense = Sense("en")
    places = [
        ("end.", "Then"), ("well:", "so"), ("end,", "then"), ("came", "because"), ("came", "to"),
        ("came", "home"), ("my", "home"), ("because", "it"), ("the", "home"), ("Ada", "Lovelace"),
    ]  # fmt: skip
    costs = [sense.cost(left, right) for left, right in places]
    assert costs == sorted(set(costs))


def test_a_sound_and_a_dash_begin_a_new_thought():
    sense = Sense("en")
    assert sense.cost("came", "[laughs]") < sense.cost("came", "home")
    assert sense.cost("came", "—") > sense.cost("—", "home")
    assert sense.cost("-", "home") == 180
    assert sense.cost("stop--", "go") == sense.cost("(aside)", "go")


def test_a_word_with_a_colon_stays_inside_a_line_lest_it_name_a_speaker():
    lines = break_lines("It was late in the night when I said to Bob: go home and sleep.")
    assert not any(line.startswith("Bob:") for line in lines)


def test_an_unknown_language_breaks_by_punctuation_alone():
    sense = Sense("xx-YY")
    assert sense.cost("the", "house") == sense.cost("house", "the")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the man and the dog in the house of the king and", "en"),
        ("der Mann und das Haus in der Stadt mit dem Hund", "de"),
        ("x y z", ""),
    ],
)
def test_the_language_is_told_by_its_small_words(text, language):
    assert likely_language(text.split()) == language
