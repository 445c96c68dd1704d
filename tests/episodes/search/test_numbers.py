"""How speech is cut for search, and how many words of a text count: moved by a fifth, each number
fails one of these."""

import pytest

from captions import Cue, Track, Turn
from episodes.search.engines.plan import rarest_words
from episodes.search.indexing.speech import _pieces, _sentences, spoken_passages
from episodes.search.language.general_words import is_repairable
from episodes.search.language.query import parsed


def a_talk(count: int, *, pause_ms: int = 0) -> Track:
    return Track(
        tuple(
            Cue(n * (4_000 + pause_ms), n * (4_000 + pause_ms) + 4_000, "Hello.")
            for n in range(count)
        )
    )


def test_a_sentence_that_never_ends_is_cut_at_three_hundred_characters() -> None:
    cues = tuple(Cue(n * 1_000, n * 1_000 + 900, "a" * 49) for n in range(20))
    assert len(next(_sentences(_pieces(Track(cues))))) == 6


def test_a_passage_has_nine_hundred_characters_at_most() -> None:
    turn = Turn(None, " ".join(["a" * 88 + "."] * 20))
    assert spoken_passages(Track(turns=(turn,)))[0].body.count(".") == 10


def test_a_passage_is_full_after_half_a_minute() -> None:
    assert spoken_passages(a_talk(20))[0].end_ms == 32_000


@pytest.mark.parametrize(("pause_ms", "count"), [(15_000, 1), (15_001, 2)])
def test_a_quarter_of_a_minute_of_silence_parts_two_passages(pause_ms: int, count: int) -> None:
    assert len(spoken_passages(a_talk(2, pause_ms=pause_ms))) == count


def test_of_a_text_the_twelve_rarest_words_are_looked_for() -> None:
    words = tuple(f"word{n}" for n in range(20))
    assert len(rarest_words(words, dict.fromkeys(words, 1))) == 12


@pytest.mark.parametrize(("typed", "is_cut"), [("a" * 2_000, False), ("a" * 2_001, True)])
def test_two_thousand_characters_count(typed: str, is_cut: bool) -> None:
    assert parsed(typed).was_cut is is_cut


# "really" is small in a letter only.
@pytest.mark.parametrize(("others", "is_left"), [(11, True), (12, False)])
def test_of_more_than_twelve_words_small_ones_of_the_long_list_are_left_out(
    others: int, is_left: bool
) -> None:
    query = parsed("really " + " ".join(f"nonsuch{n}" for n in range(others)))
    assert ("really" in query.words) is is_left


@pytest.mark.parametrize(("word", "may_be"), [("is", False), ("cta", True), ("catt", True)])
def test_a_word_of_three_letters_may_be_misspelt(word: str, may_be: bool) -> None:
    assert is_repairable(word) is may_be
