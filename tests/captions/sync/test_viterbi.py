import numpy as np

from captions.sync.matching.viterbi import lay
from captions.sync.sound.phone_scores import PHONES

SILENCE = "-"


def scores(said: str) -> np.ndarray:
    """A clear sound: each phone of `said`, with blanks between, for four frames of 20 ms."""
    rows = []
    for phone in said.split():
        row = np.full(len(PHONES) + 3, -9.0, dtype=np.float32)
        row[[len(PHONES), len(PHONES) + 1] if phone == SILENCE else PHONES.index(phone)] = -0.1
        row[-1] = -0.1
        rows.extend([row] * 4)
    return np.array(rows)


def firsts(said: str, *words: str) -> list[int | None]:
    laid = lay(scores(said), [word.split() for word in words])
    return [each.first if each else None for each in laid]


def test_each_word_begins_with_its_first_phone():
    assert firsts("- HH AY - M AA M -", "HH AY", "M AA M") == [4, 16]


def test_a_word_that_is_not_said_is_left_out():
    assert firsts("- HH AY - M AA M -", "HH AY", "K AE T S", "M AA M") == [4, None, 16]


def test_speech_that_is_not_written_is_passed_over():
    assert firsts("- HH AY B AH T S OW F AA R M AA M", "HH AY", "M AA M") == [4, 44]


def test_a_word_without_phones_is_not_found_and_harms_no_other():
    assert firsts("- HH AY - M AA M", "HH AY", "", "M AA M") == [4, None, 16]
