"""What is worth how much when words are laid on a sound. Each number that was tuned on real speech
stands between two cases here; moved by a fifth, one of them comes out the other way."""

import numpy as np
import pytest

from captions.sync.matching.anchors import Run, anchors
from captions.sync.matching.chaining import Bounds, _matches, chain
from captions.sync.matching.hints import believable_hints
from captions.sync.matching.recognition import Heard
from captions.sync.matching.viterbi import lay
from captions.sync.sound.phone_scores import PHONES
from captions.sync.text.language_model import trigrams

FIVE_LETTERS_MORE_THAN_A_RUN_COSTS = ["to", "bedroom"]  # eleven with the spaces, less six


def heard_words(words: list[str], start_ms: int = 0) -> list[Heard]:
    """At the usual pace, each word with the space after it."""
    heard = []
    for word in words:
        end_ms = start_ms + 62 * (len(word) + 1)
        heard.append(Heard(word, start_ms, end_ms))
        start_ms = end_ms
    return heard


def is_found(words: list[str], heard: list[Heard]) -> bool:
    return bool(chain(words, heard, Bounds([0] * len(words), [900_000] * len(words))))


@pytest.mark.parametrize(("words", "is_worth_it"), [("to be", False), ("to bed", True)])
def test_a_run_is_worth_its_letters_less_six(words, is_worth_it):
    assert is_found(words.split(), heard_words(words.split())) is is_worth_it


@pytest.mark.parametrize(("unwritten_ms", "is_worth_it"), [(6_500, True), (7_000, False)])
def test_speech_that_no_text_stands_for_speaks_against_a_run(unwritten_ms, is_worth_it):
    words = FIVE_LETTERS_MORE_THAN_A_RUN_COSTS
    heard = [Heard("mumbling", 0, unwritten_ms), *heard_words(words, unwritten_ms)]
    assert is_found(words, heard) is is_worth_it


@pytest.mark.parametrize(("unsaid_letters", "is_worth_it"), [(104, True), (113, False)])
def test_text_that_nobody_says_speaks_against_a_run(unsaid_letters, is_worth_it):
    words = ["x" * (unsaid_letters - 1), *FIVE_LETTERS_MORE_THAN_A_RUN_COSTS]
    assert is_found(words, heard_words(words[1:], start_ms=60_000)) is is_worth_it


def runs_around(unsaid: str, *, is_each_said: bool = False) -> list[int]:
    """The lengths of the runs that are chained where nobody says one word of a sentence."""
    before, after = ["so", "what", "happened", "give", "me", "the"], ["short", "version", "first"]
    words = [*before, unsaid, *after]
    anywhere = Bounds([0] * len(words), [900_000] * len(words))
    matches = chain(words, heard_words([*before, *after]), anywhere, is_each_said=is_each_said)
    return [match.length for match in matches]


@pytest.mark.parametrize(("letters", "lengths"), [(31, [6, 3]), (33, [6])])
def test_words_that_nobody_says_do_not_tear_apart_what_is_said_around_them(letters, lengths):
    """Unless they are more than that is worth: sixteen letters after them."""
    assert runs_around("x" * letters) == lengths


@pytest.mark.parametrize(("letters", "lengths"), [(11, [6, 3]), (12, [6])])
def test_where_all_words_are_said_each_takes_its_time(letters, lengths):
    assert runs_around("x" * letters, is_each_said=True) == lengths


@pytest.mark.parametrize(("word", "count"), [("lemon", 0), ("lemons", 1)])
def test_a_single_word_is_believed_from_six_letters_on(word, count):
    assert len(list(_matches([word], [word]))) == count


@pytest.mark.parametrize(("times", "count"), [(2, 2), (3, 0)])
def test_a_single_word_is_believed_where_the_text_has_it_twice_at_most(times, count):
    words = " and ".join(["waterfall"] * times).split()
    assert len(list(_matches(words, ["waterfall"]))) == count


def run(first: int, length: int, start_ms: int = 0) -> Run:
    return Run(first, tuple(Heard("word", start_ms + at, start_ms + at) for at in range(length)))


@pytest.mark.parametrize(("length", "is_believed"), [(2, True), (3, False)])
def test_a_run_of_three_words_speaks_against_the_only_time_that_is_given(length, is_believed):
    assert bool(believable_hints({0: 30_000}, [run(0, length)])) is is_believed


@pytest.mark.parametrize(("length", "is_believed"), [(5, True), (6, False)])
def test_of_many_given_times_six_words_in_a_row_refute_one(length, is_believed):
    hints = {0: 0, 10: 100, 20: 30_000}
    runs = [run(0, 3), run(10, 3, 100), run(20, length, 200)]
    assert (20 in believable_hints(hints, runs)) is is_believed


@pytest.mark.parametrize(("apart", "is_believed"), [(4, True), (5, False)])
def test_a_short_word_is_believed_up_to_four_words_from_a_trusted_run(apart, is_believed):
    trusted = ["people", "write", "every", "week"]
    between = [f"unheard{at}" for at in range(apart)]
    words = [*trusted, *between, "a", "phone", "never", "rings"]
    heard = heard_words(
        [*trusted, *(["mumbling"] * apart), "a", "noise", "phone", "never", "rings"]
    )
    bounds = Bounds([0] * len(words), [900_000] * len(words))
    runs = anchors([*words[: len(trusted) + apart + 1], "silent", *words[-3:]], heard, bounds)
    assert (len(trusted) + apart in {each.first for each in runs}) is is_believed


def sound(*frames: dict[str, float]) -> np.ndarray:
    """Silence, a frame of 20 ms for each with what its phones are worth, and silence."""
    silent = np.full(len(PHONES) + 3, -30.0, dtype=np.float32)
    silent[[len(PHONES), len(PHONES) + 1, -1]] = -0.1
    rows = [silent] * 4
    for frame in frames:
        row = np.full(len(PHONES) + 3, -30.0, dtype=np.float32)
        row[-1] = -0.1
        for phone, worth in frame.items():
            row[PHONES.index(phone)] = worth
        rows.append(row)
    return np.array([*rows, *[silent] * 4])


@pytest.mark.parametrize(("worth", "is_said"), [(-5.7, True), (-5.9, False)])
def test_a_word_of_two_phones_is_left_out_where_it_fits_worse_than_speech_unwritten(worth, is_said):
    """It saves 2.6 a frame, and costs 2 for the word and 2.2 for each phone."""
    laid = lay(sound({"HH": worth}, {"AY": worth}), [["HH", "AY"]])
    assert (laid[0] is not None) is is_said


@pytest.mark.parametrize(("worth", "is_said"), [(-2.1, True), (-2.3, False)])
def test_one_phone_that_is_not_heard_at_all_costs_no_more_than_twelve(worth, is_said):
    laid = lay(sound({"K": worth}, {}, {"T": worth}), [["K", "AE", "T"]])
    assert (laid[0] is not None) is is_said


def model(text: str) -> dict[str, tuple[float, float]]:
    """Of each group of words its probability, and the weight of what does not follow it there."""
    grams = {}
    for fields in map(str.split, trigrams(text.split(), [text.split()]).splitlines()):
        if len(fields) < 2 or "=" in fields[-1]:
            continue
        is_weighed = fields[-1].lstrip("-").replace(".", "").isdigit()
        words, weight = (fields[1:-1], float(fields[-1])) if is_weighed else (fields[1:], 0.0)
        grams[" ".join(words)] = 10 ** float(fields[0]), 10**weight
    return grams


SO = model("so it is so we go")  # "so" twice, and all pairs a second time between the pauses


def test_half_a_count_is_taken_off_what_is_written():
    assert SO["so it"][0] == pytest.approx(1.5 / 4, abs=0.001)
    assert SO["go"][0] == pytest.approx(1.5 / 10, abs=0.001)  # of seven, and six halves


def test_only_a_part_of_the_half_goes_to_other_orders():
    """Text is said as it is written: seven tenths are left after a word, five tenths after two."""
    left_after_so = 1 - SO["so it"][0] - SO["so we"][0]
    assert SO["so"][1] == pytest.approx(0.7 * left_after_so, abs=0.001)
    left_after_it = 1 - SO["so it is"][0]
    assert SO["so it"][1] == pytest.approx(0.5 * left_after_it, abs=0.001)


def test_what_was_never_written_after_a_common_word_can_still_be_said():
    assert model(" ".join(["one two"] * 4_000))["one"][1] == pytest.approx(1e-4, rel=0.01)


@pytest.mark.parametrize(
    ("words", "is_trusted"),
    [("a b c", True), ("a bcdefg", False), ("ab cdefgh", True), ("abcdefgh", False),
     ("abcdefghi", True)],
)  # fmt: skip
def test_three_words_or_nine_letters_or_a_pair_with_eight_are_no_chance(words, is_trusted):
    heard = tuple(Heard(word, 0, 100) for word in words.split())
    assert Run(0, heard).is_trustworthy is is_trusted
