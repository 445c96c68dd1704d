"""Words into captions and lines."""

from itertools import pairwise

import pytest
from hypothesis import settings

import captions
from captions import TimedWord, layout

patient = settings(deadline=None)


def spoken(text: str, *, each_ms: int = 300, start_ms: int = 0, speaker: str | None = None):
    """One word each `each_ms`."""
    return [
        TimedWord(word, start_ms + number * each_ms, start_ms + (number + 1) * each_ms, speaker)
        for number, word in enumerate(text.split())
    ]


def texts(cues) -> list[str]:
    return [cue.plain_text for cue in cues]


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
    words = [TimedWord("don", 0, 500), TimedWord("'t", 500, 900, has_space=False)]
    assert texts(layout(words)) == ["don't"]
