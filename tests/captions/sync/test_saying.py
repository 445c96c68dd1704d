import pytest
from hypothesis import given
from hypothesis import strategies as st

from captions.sync.text.saying import sayings


@pytest.mark.parametrize(
    ("written", "ways"),
    [
        ("2019,", ["twenty nineteen", "two thousand nineteen"]),
        ("1905", ["nineteen oh five"]),
        ("2005", ["two thousand five", "twenty oh five"]),
        ("1,500", ["one thousand five hundred", "fifteen hundred"]),
        ("911", ["nine one one"]),
        ("350", ["three hundred fifty", "three fifty"]),
        ("007", ["oh oh seven"]),
        ("3.5", ["three point five"]),
        ("21st", ["twenty first"]),
        ("1990s", ["nineteen nineties"]),
        ("’90s", ["nineties"]),
        ("$5", ["five dollars"]),
        ("$1", ["one dollar"]),
        ("$5.50!", ["five dollars and fifty cents", "five fifty"]),
        ("£2m", ["two million pounds"]),
        ("5€", ["five euros"]),
        ("50%", ["fifty percent"]),
        ("10:30", ["ten thirty"]),
        ("7:05pm", ["seven oh five p m"]),
        ("3pm", ["three p m"]),
        ("555-0147", ["five five five oh one four seven"]),
        ("5-10", ["five to ten", "five ten"]),
        ("3/4", ["three quarters"]),
        ("1½", ["one and a half"]),
        ("-5", ["minus five"]),
        ("5km", ["five kilometers"]),
        ("3/4/2021", ["three four twenty twenty one"]),
    ],
)
def test_numbers_are_said_as_people_say_them(written, ways):
    said = [" ".join(way) for way in sayings(written)]
    assert said[0] == ways[0]
    assert set(ways) <= set(said)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("“don’t”", "don't"),
        ("’cause", "'cause"),
        ("goin’", "goin'"),
        ("'Hello'", "hello"),
        ("Mr.", "mister"),
        ("vs.", "versus"),
        ("e.g.,", "for example"),
        ("U.S.", "u s"),
        ("LGBTQ+", "l g b t q plus"),
        ("NASA", "nasa"),
        ("STDs", "s t d's"),
        ("SO", "so"),
        ("well-known", "well known"),
        ("10-year-old", "ten year old"),
        ("and/or", "and or"),
        ("s/he", "she or he"),
        ("R&B", "r and b"),
        ("&", "and"),
        ("@me", "at me"),
        ("#metoo", "hashtag metoo"),
        ("help@example.org", "help at example dot org"),
        ("https://example.com/faq.", "example dot com slash faq"),
        ("COVID-19", "covid nineteen"),
        ("MP3", "m p three"),
        ("café", "cafe"),
        ("wait...what", "wait what"),
        ("word—word", "word word"),
        ("b-b-but", "but"),
        ("sooooo", "so"),
        ("f**k", "fuck"),
        ("o’clock", "o'clock"),
        ("parent(s)", "parents"),
        ("a.m.", "a m"),
    ],
)
def test_words_are_said_as_people_say_them(written, said):
    assert " ".join(sayings(written)[0]) == said


@pytest.mark.parametrize("written", ["—", "…", "🙂", "--", ":)", "*", "مرحبا", "♪"])
def test_what_has_no_sound_is_not_said(written):
    assert sayings(written) == ()


def test_a_spelled_word_may_also_be_read():
    assert sayings("IUD") == (("i", "u", "d"), ("iud",))


@given(st.text(max_size=12), st.sampled_from(["en", "es", "de", "xx"]))
def test_whatever_is_written_has_sayings_of_words_or_none(written, language):
    for way in sayings(written, language):
        assert way
        assert all(word and not word.isspace() for word in way)
