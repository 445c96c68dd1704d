"""How speech is cut into passages."""

from itertools import pairwise

import pytest

import captions
from captions import Track
from episodes.search.indexing.speech import (
    PASSAGE_CHARACTERS,
    SpokenPassage,
    _pieces,
    _sentences,
    spoken_passages,
)


def track(*cues: tuple[int, str]) -> Track:
    """Cues of four seconds each, by their start in seconds."""
    lines = ["WEBVTT", ""]
    for start, text in cues:
        clock = captions.timecode.format_vtt
        lines += [f"{clock(start * 1000)} --> {clock(start * 1000 + 4000)}", text, ""]
    return captions.read("\n".join(lines).encode()).track


def at(passage: SpokenPassage, words: str) -> tuple[int, str]:
    """Start and speaker of the cue in which the words begin."""
    offset = passage.body.index(words)
    return [start[1:] for start in passage.cue_starts if start[0] <= offset][-1]


def test_a_sentence_across_two_cues_stays_whole_and_knows_both_times() -> None:
    (passage,) = spoken_passages(track((1, "<v Maya>Keep the house"), (5, "<v Maya>hold ledger.")))
    assert passage.body == "Keep the house hold ledger."
    assert passage.cue_starts == ((0, 1000, "Maya"), (15, 5000, "Maya"))
    assert (passage.start_ms, passage.end_ms, passage.speaker) == (1000, 9000, "Maya")


def test_passages_last_about_half_a_minute_and_share_a_sentence() -> None:
    passages = spoken_passages(track(*((4 * n, f"This is sentence {n}.") for n in range(30))))
    assert len(passages) > 3
    for one, following in pairwise(passages):
        assert one.end_ms is not None
        assert one.start_ms is not None
        assert 25_000 <= one.end_ms - one.start_ms <= 40_000
        assert one.body.endswith(following.body[: following.body.index(".") + 1])


def test_every_word_is_in_some_passage() -> None:
    cues = [(4 * n, f"word{n} goes on and on and") for n in range(200)]
    said = " ".join(p.body for p in spoken_passages(track(*cues)))
    assert all(f"word{n} " in said for n in range(200))


def test_speech_without_any_full_stop_is_still_cut() -> None:
    passages = spoken_passages(track(*((4 * n, "and then we went on " * 3) for n in range(60))))
    assert len(passages) > 4
    assert max(len(passage.body) for passage in passages) <= PASSAGE_CHARACTERS + 1


def test_a_long_pause_ends_a_passage() -> None:
    passages = spoken_passages(track((0, "Before the film."), (100, "After the film.")))
    assert [passage.body for passage in passages] == ["Before the film.", "After the film."]


def test_each_place_knows_who_speaks_there() -> None:
    (passage,) = spoken_passages(
        track((0, "<v Maya>Is it fair?"), (5, "<v Joe>“No.” It is not."), (10, "Never."))
    )
    assert passage.body == "Is it fair? “No.” It is not. Never."
    assert at(passage, "fair") == (0, "Maya")
    assert at(passage, "“No.”") == (5000, "Joe")
    assert at(passage, "Never") == (10_000, "Joe")


def test_words_without_times_have_no_times() -> None:
    words = b"Maya: A pelican came by.\n\nJoe: It did not.\n"
    (passage,) = spoken_passages(captions.read(words).track)
    assert passage.body == "A pelican came by. It did not."
    assert (passage.start_ms, passage.cue_starts) == (None, ())


@pytest.mark.parametrize(("pause", "count"), [(14, 1), (16, 2)])
def test_a_pause_of_a_quarter_of_a_minute_ends_a_passage(pause: int, count: int) -> None:
    assert len(spoken_passages(track((0, "Before it."), (4 + pause, "After it.")))) == count


@pytest.mark.parametrize(("first", "count"), [(25, 1), (27, 2)])
def test_a_passage_is_full_after_half_a_minute(first: int, count: int) -> None:
    """The second sentence ends 29 or 31 seconds after the beginning of the first."""
    cues = track((0, "One sentence."), (12, "and"), (first, "another."), (first + 4, "The next."))
    assert len(spoken_passages(cues)) == count


@pytest.mark.parametrize(("letters", "count"), [(445, 1), (455, 2)])
def test_a_passage_is_full_with_nine_hundred_characters(letters: int, count: int) -> None:
    sentences = track((0, "a" * letters + "."), (4, "b" * letters + "."))
    assert len(spoken_passages(sentences)) == count


@pytest.mark.parametrize(("letters", "is_ended"), [(290, False), (310, True)])
def test_a_sentence_that_does_not_end_is_cut_after_three_hundred_characters(
    letters: int, is_ended: bool
) -> None:
    first = next(_sentences(_pieces(track((0, "a" * letters), (4, "b" * 20)))))
    assert len(first) == (1 if is_ended else 2)
