from dataclasses import dataclass

from captions.sync.matching.kinds import Kind
from captions.sync.result.gathering import (
    SURE,
    gaps,
    heard_percent,
    in_runs_percent,
    synced_words,
    unspoken,
)
from captions.sync.result.outcome import Gap, Synced, SyncedWord, Unspoken
from captions.sync.result.remarks import remarks
from captions.sync.text.spoken_words import SpokenWord


@dataclass(frozen=True)
class Time:
    start_ms: int | None
    end_ms: int | None
    kind: Kind = Kind.ANCHOR
    confidence: float = 1.0


UNHEARD = Time(None, None, Kind.SKIPPED, 0.0)


def word(text: str, start_ms: int | None = None, kind: Kind = Kind.ANCHOR) -> SyncedWord:
    end_ms = None if start_ms is None else start_ms + 300
    return SyncedWord(text, 1, start_ms, end_ms, kind, 0.9)


def skipped(text: str) -> SyncedWord:
    return word(text, None, Kind.SKIPPED)


def test_a_word_lasts_from_its_first_token_to_its_last():
    spoken = [SpokenWord("2019", 4, "Ada", None, ("twenty", "nineteen"))]
    times = [Time(100, 300), Time(300, 700, Kind.ALIGNED, 0.5)]
    assert synced_words(spoken, times) == (
        SyncedWord("2019", 4, 100, 700, Kind.ALIGNED, 0.75, "Ada"),
    )


def test_a_word_whose_first_token_was_not_heard_says_that_its_start_is_a_guess():
    spoken = [SpokenWord("2019", 4, "Ada", None, ("twenty", "nineteen"))]
    (found,) = synced_words(spoken, [UNHEARD, Time(300, 700)])
    assert (found.start_ms, found.kind, found.confidence) == (300, Kind.INTERPOLATED, 0.5)


def test_what_nobody_hears_and_what_nobody_says_have_no_times_and_two_kinds():
    spoken = [SpokenWord("well", 1, "", None, ("well",)), SpokenWord("[laughs]", 1)]
    found = synced_words(spoken, [UNHEARD])
    assert [(w.start_ms, w.kind) for w in found] == [(None, Kind.SKIPPED), (None, Kind.UNSAID)]


def test_the_share_of_heard_words_leaves_out_sounds_and_estimates():
    words = [word("a", 0), word("b", 400), word("c", 800, Kind.INTERPOLATED), skipped("d")]
    assert heard_percent([*words, word("[laughs]", None, Kind.UNSAID)]) == 50


def test_words_found_one_by_one_do_not_make_a_pair_and_runs_do():
    scattered = [word("a", 0), skipped("b"), word("c", 900), skipped("d"), word("e", 1_800)]
    assert in_runs_percent(scattered, [(0, 3_000)], SURE) == 0
    row = [word("a", n * 300) for n in range(5)]
    assert in_runs_percent([*row, *(skipped("b") for _ in range(95))], [(0, 1_500)], SURE) == 100
    assert in_runs_percent([*row, *(skipped("b") for _ in range(5))], [(0, 60_000)], SURE) == 50


def test_speech_without_words_is_a_gap_and_breath_beside_a_word_is_none():
    words = [word("a", 1_000), word("b", 9_000)]
    assert gaps(words, [(500, 1_600), (3_000, 6_000), (8_700, 9_500)]) == (Gap(3_000, 6_000),)


def test_short_speech_without_words_is_no_gap():
    assert gaps([word("a", 1_000), word("b", 4_000)], [(1_000, 2_600), (3_900, 4_300)]) == ()


def test_speech_where_the_transcript_has_laughter_is_no_gap():
    words = [word("a", 1_000), word("[laughs]", None, Kind.UNSAID), word("b", 9_000)]
    assert gaps(words, [(3_000, 6_000)]) == ()


def test_words_without_speech_are_listed_run_by_run_over_sounds_in_between():
    sound = word("[x]", None, Kind.UNSAID)
    words = [word("a", 0), skipped("b"), sound, skipped("c"), word("d", 900), skipped("e"), sound]
    assert unspoken(words) == (Unspoken(1, 3, "b [x] c"), Unspoken(5, 5, "e"))


def test_a_sound_that_goes_on_long_after_the_last_word_is_remarked_on():
    words = [word("a", 1_000)]
    found = list(remarks(words, [Gap(300_000, 900_000)], [], 1_200_000))
    assert found == [
        "The sound goes on for 20 minutes after the last word, at 0:01, and somebody speaks in it. "
        "Is the transcript complete?"
    ]


def test_a_transcript_that_goes_on_after_the_sound_is_remarked_on():
    words = [word("a", 1_000), *(skipped("b") for _ in range(40))]
    found = list(remarks(words, [], unspoken(words), 2_000))
    assert found == ["The last 40 words of the transcript are not heard. Is the sound complete?"]


def test_a_result_comes_back_from_json_as_it_was():
    words = (word("a", 0), skipped("b"))
    synced = Synced(words, (Gap(1, 2),), unspoken(words), 5_000, "en", "anchors", 50, ("Hm.",))
    assert Synced.from_json(synced.as_json()) == synced


def test_other_programs_get_words_gaps_and_unspoken_and_nothing_else():
    words = (SyncedWord("Hi.", 3, 100, 400, Kind.ANCHOR, 0.95, "Ada"), skipped("b"))
    synced = Synced(words, (Gap(1, 2),), unspoken(words), 5_000, "en", "anchors", 50)
    assert synced.for_others() == {
        "words": [
            {
                "text": "Hi.", "line": 3, "start_ms": 100, "end_ms": 400, "kind": "anchor",
                "confidence": 0.95,
            },
            {
                "text": "b", "line": 1, "start_ms": None, "end_ms": None, "kind": "skipped",
                "confidence": 0.9,
            },
        ],
        "gaps": [{"start_ms": 1, "end_ms": 2}],
        "unspoken": [{"first": 1, "last": 1, "text": "b"}],
    }  # fmt: skip
