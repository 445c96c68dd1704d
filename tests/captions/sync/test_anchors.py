from captions.sync.matching.anchors import anchors
from captions.sync.matching.chaining import Bounds
from captions.sync.matching.hints import believable_hints, bounds, rising_hints
from captions.sync.matching.recognition import Heard

MINUTE_MS = 60_000


def heard(text: str, start_ms: int = 0, word_ms: int = 300) -> list[Heard]:
    return [
        Heard(word, start_ms + place * word_ms, start_ms + (place + 1) * word_ms)
        for place, word in enumerate(text.split())
    ]


def anywhere(words: list[str]) -> Bounds:
    return bounds({}, len(words), MINUTE_MS)


def test_a_phrase_that_comes_twice_is_found_where_its_time_fits():
    text = (
        "tell me what you think about the letter and then we can all decide "
        "whether she was right or wrong before you tell me what you think again"
    )
    words = text.split()
    said = heard("tell me what you think", start_ms=20 * 300)
    runs = anchors(words, [*heard("well " * 20), *said], anywhere(words))
    assert [run.first for run in runs] == [words.index("before") + 2]


def test_words_that_would_have_to_be_said_in_no_time_are_no_anchors():
    words = [*["elephants"] * 40, "so", "this", "is", "it"]
    assert anchors(words, heard("so this is it"), anywhere(words)) == []


def test_a_short_word_is_believed_between_trusted_neighbours_only():
    text = "people write to us every week about a phone and never about anything else"
    words = text.split()
    said = [
        *heard("people write to us every week"), *heard("noise a", 1_800),
        *heard("phone and never about anything", 2_400),
    ]  # fmt: skip
    runs = anchors(words, said, anywhere(words))
    assert words.index("a") in {run.first for run in runs}
    assert anchors(["a"], heard("a"), anywhere(["a"])) == []


def test_of_given_times_the_most_that_rise_are_used():
    assert rising_hints({0: 1_000, 5: 90_000, 9: 4_000, 12: 6_000}, MINUTE_MS) == {
        0: 1_000, 9: 4_000, 12: 6_000,
    }  # fmt: skip


def test_one_given_time_that_the_sound_contradicts_is_not_believed():
    text = "it is on the list and the list is on the fridge where it was before"
    runs = anchors(text.split(), heard(text), anywhere(text.split()))
    given = {0: 0, 5: 1_500, 10: 30_000}
    assert believable_hints(given, runs) == {0: 0, 5: 1_500}


def test_given_times_bound_the_words_around_them():
    held = bounds({2: 30_000}, 4, MINUTE_MS)
    assert held.latest[:2] == [32_000, 32_000]
    assert held.earliest[2:] == [28_000, 28_000]
