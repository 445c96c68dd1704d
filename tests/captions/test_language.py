"""A file in another language than somebody says is noticed; relatives and short texts are not."""

import pytest

from captions import Cue, Track, Turn
from captions.language import other_language

ENGLISH = (
    "So this is what I wanted to say, and nobody had asked before: you make a list of all the"
    " things in the flat, and then you talk about it with the person who is on the sofa."
)
RUSSIAN = "Это то, что я хотела сказать, и никто об этом не спрашивал до тебя, а ты спросила."
UKRAINIAN = "Це те, що я хотіла сказати, і ніхто про це не питав до тебе, а ти запитала мене."
SPANISH = (
    "Esto es lo que quería decir, y nadie lo había preguntado antes: haces una lista de las cosas"
    " del piso, y luego hablas de ello con la persona que está en el sofá."
)
JAPANESE = (
    "これは私が言いたかったことです。誰も前に聞いたことがありませんでした。リストを作ってください。"
)
POLISH = (
    "To jest to, co chciałam powiedzieć, i nikt o to nie pytał do tej pory: robisz listę rzeczy w"
    " mieszkaniu, a potem rozmawiasz o tym z osobą, która siedzi na kanapie od rana."
)
GREEK = "Αυτό είναι που ήθελα να πω, και κανείς δεν το είχε ρωτήσει πριν από εσένα."


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        (RUSSIAN, "en", "ru"),
        (RUSSIAN, "en-GB", "ru"),
        (ENGLISH, "ru", "en"),
        (ENGLISH, "es", "en"),
        (SPANISH, "en", "es"),
        (ENGLISH, "fi", "en"),
        (JAPANESE, "en", "ja"),
        (JAPANESE, "zh", "ja"),
        (GREEK, "en", "el"),
    ],
)
def test_another_language_is_named(text: str, declared: str, expected: str) -> None:
    assert other_language(Track((Cue(0, 1000, text),)), declared) == expected


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        (ENGLISH, "en"),
        (ENGLISH, "en-AU"),
        (RUSSIAN, "ru"),
        (RUSSIAN, "uk"),
        (UKRAINIAN, "uk"),
        (SPANISH, "ca"),
        (JAPANESE, "ja"),
        (POLISH, "pl"),
        ("OK! Привет.", "en"),
        ("[music]", "ru"),
        ("", "en"),
        (ENGLISH, ""),
    ],
)
def test_what_can_be_right_is_left_alone(text: str, declared: str) -> None:
    assert other_language(Track((Cue(0, 1000, text),)), declared) is None


def test_a_transcript_without_times_is_read_as_well() -> None:
    assert other_language(Track(turns=(Turn("Ana", RUSSIAN),)), "en") == "ru"


def language_of(text: str, declared: str = "en") -> str | None:
    return other_language(Track((Cue(0, 2000, text),)), declared)


@pytest.mark.parametrize(("letters", "guess"), [(40, "ru"), (39, None)])
def test_forty_letters_tell_their_writing(letters, guess):
    assert language_of("ж" * letters) == guess


@pytest.mark.parametrize(("letters", "guess"), [(41, "ru"), (39, None)])
def test_a_text_is_written_as_two_thirds_of_its_letters_are(letters, guess):
    assert language_of("ж" * letters + "j" * (60 - letters)) == guess


def text_of(small_words: dict[str, int], words: int) -> str:
    said = [word for word, times in small_words.items() for _ in range(times)]
    return " ".join([*said, *["noodle"] * (words - len(said))])


@pytest.mark.parametrize(("words", "guess"), [(25, "en"), (24, None)])
def test_twenty_five_words_tell_their_language(words, guess):
    assert language_of(text_of({"the": 10}, words), "de") == guess


@pytest.mark.parametrize(("small", "guess"), [(100, "en"), (95, None)])
def test_a_language_is_told_where_a_tenth_of_its_words_are_small_ones(small, guess):
    assert language_of(text_of({"the": small}, 1000), "de") == guess


@pytest.mark.parametrize(("others", "guess"), [(10, "en"), (11, None)])
def test_a_language_is_told_where_three_times_as_many_small_words_are_its(others, guess):
    assert language_of(text_of({"the": 30, "und": others}, 60), "de") == guess
