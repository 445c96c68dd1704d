"""Words into captions and lines."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import captions
from captions import TimedWord, break_lines, layout
from captions.layout import width
from captions.layout.function_words import likely_language
from captions.layout.scripts import parts
from captions.layout.sense import Sense
from captions.profiles import PROFILES

patient = settings(deadline=None)


def spoken(text: str, *, each_ms: int = 300, start_ms: int = 0, speaker: str | None = None):
    """One word each `each_ms`."""
    return [
        TimedWord(word, start_ms + number * each_ms, start_ms + (number + 1) * each_ms, speaker)
        for number, word in enumerate(text.split())
    ]


def texts(cues) -> list[str]:
    return [cue.plain_text for cue in cues]


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


def test_a_caption_ends_with_the_sentence():
    first = "It was a cold day and we had to wait for the bus."
    second = "Nobody had thought of bringing a coat for the dog."
    cues = layout(spoken(f"{first} {second}"))
    assert [text.replace("\n", " ") for text in texts(cues)] == [first, second]


def test_a_better_whole_is_worth_a_fuller_caption_than_greed_would_take():
    text = "I went to see the man who had the key to the old house by the river, but he was gone."
    cues = layout(spoken(text))
    assert texts(cues)[-1] == "but he was gone."


def test_a_new_speaker_starts_a_caption_and_is_named():
    words = spoken("Who is it?", speaker="Ada") + spoken("Me.", start_ms=900, speaker="Bob & Co>")
    assert [cue.text for cue in layout(words)] == [
        "<v Ada>Who is it?",
        "<v Bob &amp; Co&gt;>Me.",
    ]
    assert [cue.speaker for cue in layout(words)] == ["Ada", "Bob & Co>"]


def test_a_dash_after_a_sentence_starts_a_line_of_its_own():
    cues = layout(spoken("- Who? - Me and the dog."))
    assert texts(cues) == ["- Who?\n- Me and the dog."]


def test_a_pause_ends_a_caption():
    words = spoken("so I went") + spoken("and came back", start_ms=3000)
    assert texts(layout(words)) == ["so I went", "and came back"]


def test_a_caption_stands_until_it_is_read_where_there_is_room():
    (cue,) = layout([TimedWord("Hello", 1000, 1100)])
    assert (cue.start_ms, cue.end_ms) == (1000, 1833)


def test_a_short_gap_is_closed_to_what_the_house_wants():
    words = spoken("I said so.") + spoken("He left.", start_ms=1500)
    first, second = layout(words)
    assert second.start_ms - first.end_ms == 83
    first, second = layout(words, "bbc")
    assert second.start_ms == first.end_ms


def test_touching_captions_are_kept_apart_where_a_house_asks_it():
    words = spoken("I said so today.", each_ms=400, speaker="Ada")
    words += spoken("He left.", start_ms=1600, speaker="Bob")
    first, second = layout(words, "netflix")
    assert second.start_ms - first.end_ms == 83


def test_words_without_times_still_follow_each_other():
    cues = layout([TimedWord(f"word{number}.", 0, 0) for number in range(40)])
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(cues))
    assert all(cue.start_ms < cue.end_ms for cue in cues)


def test_no_words_make_no_captions():
    assert layout([]) == ()
    assert layout([TimedWord("  ", 0, 1)]) == ()


def test_an_unknown_profile_is_refused():
    with pytest.raises(captions.CaptionError, match="default"):
        layout([], "x")


def test_a_word_that_is_cut_shares_its_time():
    text = "青い丸型の内部にアーチ形のペア。" * 4
    cues = layout([TimedWord(text, 0, 24_000)], language="ja")
    assert "".join("".join(cue.plain_text.split()) for cue in cues) == text
    assert [cue.start_ms for cue in cues] == [0, 6000, 12_000, 18_000]


def test_japanese_words_stand_side_by_side_and_latin_ones_apart():
    words = [TimedWord("東京", 0, 500), TimedWord("です", 500, 900), TimedWord("OK", 900, 1200)]
    assert texts(layout(words, language="ja")) == ["東京です OK"]


def test_the_writer_of_the_words_may_decide_on_spaces():
    words = [TimedWord("don", 0, 500), TimedWord("'t", 500, 900, spaced=False)]
    assert texts(layout(words)) == ["don't"]


word_texts = st.one_of(
    st.sampled_from(["the", "a", "Ada", "Lovelace", "go", "home.", "well,", "25", "kg", "-", ">>",
                     "[laughs]", "x" * 60, "مرحبا", "日本語です。", "ภาษาไทย", "e\u0301", "&",
                     "<b>", "-->", "—", "Bob:"]),
    st.text(st.characters(blacklist_categories=("Cs", "Zs", "Cc", "Zl", "Zp")), min_size=1,
            max_size=12),
)  # fmt: skip
word_lists = st.lists(
    st.builds(
        TimedWord, word_texts, st.integers(0, 60_000), st.integers(0, 60_000),
        st.sampled_from([None, None, "Ada", "Bob <3"]),
    ),
    max_size=60,
)  # fmt: skip
profiles = st.sampled_from(sorted(PROFILES))


@patient
@given(word_lists, profiles)
@example([TimedWord("-", 5, 1), TimedWord("-", 0, 0)], "netflix")
def test_words_and_their_order_never_change(words, profile):
    cues = layout(words, profile)
    said = "".join("".join(cue.plain_text.split()) for cue in cues)
    assert said == "".join("".join(word.text.split()) for word in words)
    assert captions.read(captions.write(captions.Track(cues), "vtt").data).track.cues == cues


@patient
@given(word_lists, profiles)
def test_no_caption_is_over_the_limits_unless_a_single_word_is(words, profile):
    rules = PROFILES[profile]
    for cue in layout(words, profile):
        lines = cue.plain_text.split("\n")
        assert len(lines) <= rules.lines
        for line in lines:
            assert width(line) <= rules.chars_per_line or len(parts(line)) == 1 or " " not in line
        assert rules.longest_ms is None or cue.end_ms - cue.start_ms <= rules.longest_ms


@patient
@given(word_lists, profiles)
def test_times_never_overlap_nor_go_backwards(words, profile):
    at_ms = 0
    for cue in layout(words, profile):
        assert at_ms <= cue.start_ms < cue.end_ms
        at_ms = cue.end_ms


@patient
@given(st.lists(word_texts, max_size=40).map(" ".join), st.integers(4, 50))
def test_breaking_lines_keeps_every_character(text, chars):
    lines = break_lines(text, chars=chars)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(lines)
