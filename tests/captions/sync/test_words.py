import pytest

import captions
from captions import Cue, Track, Turn
from captions.sync.text.languages.rules import Language, rules
from captions.sync.text.numbers import english
from captions.sync.text.spoken_words import SpokenWord, spoken_words


def words_of(text: str, name: str = "a.txt", language: str = "en") -> tuple[SpokenWord, ...]:
    return spoken_words(captions.read(text.encode(), name).track, language)


def texts(words: tuple[SpokenWord, ...]) -> str:
    return " ".join(word.text for word in words)


def said(words: tuple[SpokenWord, ...]) -> str:
    return " ".join(token for word in words for token in word.tokens)


def test_every_word_of_the_speech_is_there_in_order_and_the_names_are_not():
    words = words_of("Ada: Well, I - I know.\nBob: Do you? [laughs]\n")
    assert texts(words) == "Well, I - I know. Do you? [laughs]"
    assert [word.speaker for word in words] == ["Ada"] * 5 + ["Bob"] * 3
    assert said(words) == "well i i know do you"


def test_a_word_knows_its_line_of_the_transcript():
    words = words_of("# A title\n\nAda: One\ntwo.\n\nBob: Three.\n")
    assert [(word.text, word.line) for word in words] == [("One", 3), ("two.", 4), ("Three.", 6)]


def test_a_word_of_a_caption_knows_its_line_of_the_file():
    words = words_of("1\n00:00:01,000 --> 00:00:02,000\nOne\ntwo.\n", "a.srt")
    assert [(word.text, word.line) for word in words] == [("One", 3), ("two.", 4)]


def test_a_word_of_a_caption_from_nowhere_has_the_number_of_the_caption():
    track = Track(cues=(Cue(0, 900, "One."), Cue(1_000, 1_900, "Two.\nThree.")))
    assert [word.line for word in spoken_words(track, "en")] == [1, 2, 2]


def test_a_caption_that_names_nobody_goes_on_as_the_last_did():
    track = Track(cues=(Cue(0, 900, "<v Ada>One"), Cue(1_000, 1_900, "two.")))
    assert [word.speaker for word in spoken_words(track, "en")] == ["Ada", "Ada"]


def test_times_of_a_transcript_are_hints_for_the_word_that_follows():
    words = words_of("Ada: One two.\nBob: Three. [1:05]\nAda: Four [0:01:10] five.\nBob: Six.\n")
    hints = [(word.text, word.hint_ms) for word in words if word.hint_ms is not None]
    assert hints == [("Three.", 65_000), ("five.", 70_000)]
    assert texts(words) == "One two. Three. Four five. Six."


def test_times_of_captions_are_hints():
    words = words_of("0:01 One two.\n0:05 Three.\n")
    assert [(word.text, word.hint_ms) for word in words] == [
        ("One", 1_000), ("two.", None), ("Three.", 5_000),
    ]  # fmt: skip


def test_a_time_that_the_reader_made_up_is_no_hint():
    timed = "".join(f"0:0{second} Word.\n" for second in range(1, 6))
    words = words_of(f"{timed}Ada: No time.\n")
    assert [word.hint_ms for word in words if word.speaker == "Ada"] == [None, None]


def test_the_time_of_what_nobody_understood_is_a_hint_for_what_follows():
    words = words_of("Ada: And [inaudible 00:01:12] then.\n")
    assert [(word.text, word.hint_ms) for word in words][-1] == ("then.", 72_000)
    assert said(words) == "and then"


@pytest.mark.parametrize(
    "sound",
    [
        "[laughs]", "[door slams shut]", "(laughs)", "(sighs)", "*sighs*", "♪", "♪ soft music ♪",
        "<vocnoise>", "[crosstalk 00:10]", "—", "…", "🙂", "(phone ringing)", "[in Spanish]",
    ],
)  # fmt: skip
def test_sounds_are_carried_along_and_nobody_says_them(sound):
    words = words_of(f"Ada: Well {sound} then\n")
    assert texts(words) == f"Well {sound} then"
    assert said(words) == "well then"


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("(which I did)", "which i did"),
        ("*really* yes", "really yes"),
        ("(really?)", "really"),
        ("♪ la la la ♪", "la la la"),
        ("[not closed", "not closed"),
        ("some[thing]", "something"),
    ],
)
def test_what_is_said_in_brackets_is_said(written, heard):
    assert said(words_of(f"Ada: Well {written} then\n")) == f"well {heard} then"


def test_a_sound_may_reach_over_two_lines():
    turn = Turn("Ada", "So [the door slams\nand nobody speaks] yes.")
    assert said(spoken_words(Track(turns=(turn,)), "en")) == "so yes"


def test_capitals_say_nothing_where_everybody_shouts():
    assert said(words_of("ADA: TELL US ABOUT IT PLEASE\n")) == "tell us about it please"
    assert said(words_of("Ada: In the US it is cold.\n")) == "in the u s it is cold"


def test_neighbours_decide_what_is_short_for_what():
    heard = said(words_of("Ada: Dr. Lee of Elm Dr. paid $3 million for 5 km in World War II.\n"))
    assert heard == (
        "doctor lee of elm drive paid three million dollars for five kilometers in world war two"
    )


def test_other_languages_keep_their_letters_and_count_in_their_own_way():
    assert said(words_of("Inés: ¿Cuántos? El 50 % de 2.019, señor.\n", language="es")) == (
        "cuántos el cincuenta por ciento de dos mil diecinueve señor"
    )
    assert said(words_of("Ada: 日本語 です。\n", language="ja")) == "日本語 です"


def test_a_name_in_a_script_that_english_does_not_have_is_carried_along():
    words = words_of("Ada: My name is نور today.\n")
    assert texts(words) == "My name is نور today."
    assert said(words) == "my name is today"


@pytest.mark.parametrize(("count", "heard"), [(38, "well then"), (39, None)])
def test_a_bracket_that_nobody_closed_within_forty_words_opens_nothing(count, heard):
    inside = " ".join(["word"] * count)
    assert said(words_of(f"Ada: Well [one {inside} last] then\n")) == (
        heard or f"well one {inside} last then"
    )


@pytest.mark.parametrize(("capitals", "heard"), [(71, "us"), (69, "u s")])
def test_everybody_shouts_where_seven_letters_of_ten_are_capitals(capitals, heard):
    rest = "B" * (capitals - 2) + "b" * (100 - capitals)
    assert said(words_of(f"Ada: US {rest}\n")).startswith(f"{heard} b")


@pytest.mark.parametrize(("count", "heard"), [(4, "well then"), (5, None)])
def test_what_stands_in_round_brackets_is_a_sound_of_six_words_at_most(count, heard):
    inside = f"door {'very ' * count}loud"
    assert said(words_of(f"Ada: Well ({inside}) then\n")) == (heard or f"well {inside} then")


@pytest.mark.parametrize(
    ("written", "way"),
    [("1/2", "a half"), ("2/3", "two thirds"), ("3/4", "three quarters"), ("2/5", "two fifths"),
     ("7/8", "seven eighths"), ("1/10", "a tenth")],
)  # fmt: skip
def test_fractions_have_names(written, way):
    assert way in english(written)


def test_a_word_of_another_language_is_heard_in_six_ways_at_most():
    language = Language("xx", rules("".join(f"{letter}  AA|EH|IY\n" for letter in "abcd")))
    assert [len(language.ways(word)) for word in ("ab", "abcd")] == [5, 6]
