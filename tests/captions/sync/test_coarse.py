"""The coarse ear: what a recogniser heard, laid beside what a transcript says."""

from collections.abc import Sequence

import numpy as np
import pytest

from captions.layout import TimedWord
from captions.sync import pipeline
from captions.sync.matching.align import COARSE, SPREAD, Token, align
from captions.sync.matching.coarse import coarse_times, same_words
from captions.sync.matching.kinds import Kind
from captions.sync.sound import open_sound
from captions.sync.sound.speech import CHUNK_MS, Speech
from tests.captions.test_drafting import FILM

TWO_SECONDS = 2 * 1000 // CHUNK_MS


def heard(*words: tuple[str, int, int]) -> list[TimedWord]:
    return [TimedWord(*word) for word in words]


def speech(spoken: Sequence[bool]) -> Speech:
    return Speech(np.array(spoken, np.float32), (), ())


def test_words_that_are_the_same_but_for_case_and_marks_get_the_times() -> None:
    words = ["D’abord", "parler,", "ensuite", "choisir."]
    theirs = heard(("d'abord", 0, 400), ("Parler", 400, 700), ("en", 700, 800), ("suite", 800, 900))
    assert same_words(words, theirs) == {0: (0, 400), 1: (400, 700)}


@pytest.mark.parametrize(("same", "is_believed"), [(3, True), (2, False)])
def test_below_three_in_ten_the_same_nothing_is_believed(same: int, is_believed: bool) -> None:
    words = [f"mot{number}" for number in range(10)]
    theirs = [TimedWord(word, n * 100, n * 100 + 50) for n, word in enumerate(words[:same])]
    assert bool(same_words(words, theirs)) is is_believed


def test_a_word_lasts_no_longer_than_its_letters_take() -> None:
    """Whisper begins a word where the one before it ends, however long the pause."""
    assert same_words(["oui"], heard(("oui", 0, 2_000))) == {0: (2_000 - 160 - 3 * 70, 2_000)}


def test_a_word_begins_where_speech_does() -> None:
    silence_then_speech = [False] * 10 + [True] * (TWO_SECONDS - 10)
    [time] = coarse_times(["oui"], {0: (100, 600)}, speech(silence_then_speech), 2_000)
    assert (time.start_ms, time.end_ms, time.kind) == (10 * CHUNK_MS, 600, Kind.ANCHOR)


def test_words_that_were_not_heard_share_the_speech_between_those_that_were() -> None:
    words = ["un", "deux", "trois", "quatre"]
    times = list(
        coarse_times(words, {0: (0, 200), 3: (1_000, 1_200)}, speech([True] * TWO_SECONDS), 2_000)
    )
    kinds = [time.kind for time in times]
    assert kinds == [Kind.ANCHOR, Kind.INTERPOLATED, Kind.INTERPOLATED, Kind.ANCHOR]
    starts = [time.start_ms for time in times]
    assert starts == sorted(starts)
    assert 200 <= starts[1] < starts[2] < 1_000


FRENCH = ["une", "liste", "sur", "le", "frigo"]


@pytest.mark.parametrize(
    ("words_heard", "method"), [(FRENCH, COARSE), (["rien", "de", "tout", "cela", "ici"], SPREAD)]
)
def test_a_language_without_rules_is_heard_coarsely_or_spread(
    words_heard: list[str], method: str
) -> None:
    tokens = [Token(word, number) for number, word in enumerate(FRENCH)]
    theirs = [TimedWord(word, n * 400, n * 400 + 300) for n, word in enumerate(words_heard)]
    with open_sound(FILM, _unreported) as sound:
        aligned = align(
            sound, tokens, language="fr", progress=_unreported, ear=lambda _sound, _tell: theirs
        )
    assert aligned.method == method
    assert any("fifth of a second" in remark for remark in aligned.remarks) is (method == COARSE)


def test_without_the_extra_there_is_no_ear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "hears_every_language", lambda _folder: False)
    assert pipeline._coarse_ear("fr", "") is None


def test_a_model_of_other_bytes_hears_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_folder: str, _language: str) -> None:
        raise pipeline.BorrowedFileError("a-model", "1.0.0", "model.bin is missing")

    monkeypatch.setattr(pipeline, "hears_every_language", lambda _folder: True)
    monkeypatch.setattr(pipeline, "load", refused)
    ear = pipeline._coarse_ear("fr", "")
    assert ear is not None
    assert ear(None, _unreported) == ()  # type: ignore[arg-type]


def _unreported(_step: str, _fraction: float) -> None:
    pass
