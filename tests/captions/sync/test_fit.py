"""Captions held against what was heard: offset, hidden words, what is missing on either side."""

import pytest

from captions import Cue
from captions.sync import Gap, Kind, Synced, SyncedWord, Unspoken
from captions.sync.errors import TooFewCaptionsError
from captions.sync.fit import expect_captions_enough, fit_of, spoken_text
from captions.sync.text.masked import unmasked


def heard(cues: list[Cue], late_ms: int = 0, *, confidence: float = 0.9, but: str = "") -> Synced:
    """Every word as it stands in its caption, which comes so much later; `but` is not heard."""
    words = []
    for turn in spoken_text(cues).turns:
        start_ms = cues[turn.lines[0] - 1].start_ms - late_ms
        for place, text in enumerate(turn.text.split()):
            begins_ms = start_ms + 300 * place
            word = SyncedWord(
                text, turn.lines[0], begins_ms, begins_ms + 200, Kind.ALIGNED, confidence
            )
            if text == but:
                word = SyncedWord(text, turn.lines[0], None, None, Kind.SKIPPED, 0.0)
            words.append(word)
    unspoken = tuple(Unspoken(n, n, w.text) for n, w in enumerate(words) if w.start_ms is None)
    return Synced(tuple(words), (Gap(40_000, 42_000),), unspoken, 60_000, "en", "test", 96)


def talk(count: int, text: str = "So we make a list.") -> list[Cue]:
    return [Cue(1000 + 4000 * n, 4000 + 4000 * n, text) for n in range(count)]


@pytest.mark.parametrize(("count", "offset_ms"), [(4, None), (5, 1800)])
def test_captions_that_come_late_are_told_by_the_middle_one_of_five(count, offset_ms):
    cues = talk(count)
    assert fit_of(cues, heard(cues, 1800)).offset_ms == offset_ms


@pytest.mark.parametrize(("strays", "is_other"), [(5, False), (6, True)])
def test_captions_of_which_two_thirds_come_at_other_times_are_of_another_sound(strays, is_other):
    cues = [Cue(1000 + 4000 * n, 4000 + 4000 * n, "So we make a list.") for n in range(9)]
    synced = heard(cues)
    moved = [
        Cue(cue.start_ms + (1100 + 300 * n) * (-1) ** n, cue.end_ms, cue.text)
        if n < strays
        else cue
        for n, cue in enumerate(cues)
    ]
    fit = fit_of(moved, synced)
    assert fit.in_time_percent == 100 * (9 - strays) // 9
    assert fit.is_of_another_sound is is_other


def test_of_so_few_captions_nothing_is_said():
    cues = [*talk(4), Cue(20_000, 24_000, "[door slams]")]
    with pytest.raises(TooFewCaptionsError) as error:
        expect_captions_enough(spoken_text(cues), "en")
    assert error.value.count == 4
    expect_captions_enough(spoken_text([*cues, *talk(1)]), "en")


@pytest.mark.parametrize(("in_time", "is_other"), [(2, True), (3, False)])
def test_of_five_captions_three_must_be_in_time(in_time, is_other):
    synced = heard(talk(5))
    moved = [
        cue if n < in_time else Cue(cue.start_ms + 4_000 * n, cue.end_ms + 4_000 * n, cue.text)
        for n, cue in enumerate(talk(5))
    ]
    assert fit_of(moved, synced).is_of_another_sound is is_other


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("f***", "fuck"),
        ("F*CKING,", "fucking,"),
        ("“sh*t”", "“shit”"),
        ("b****", "bitch"),
        ("a**hole", "asshole"),
        ("f---", "fuck"),
        ("well-known", ""),
        ("****", ""),
        ("x***", ""),
        ("2*3", ""),
        ("list.", ""),
    ],
)
def test_a_hidden_word_is_known_by_the_letters_that_are_left(written, meant):
    assert unmasked(written) == meant


@pytest.mark.parametrize(("confidence", "is_heard"), [(0.45, False), (0.5, True)])
def test_a_hidden_word_that_is_said_is_told_with_its_time(confidence, is_heard):
    cues = [*talk(2), Cue(9000, 12_000, "<v Ana>What the f***.\nReally.")]
    fit = fit_of(cues, heard(cues, confidence=confidence))
    [word] = fit.masked
    assert (word.start_ms, word.written, word.meant) == (9000, "f***.", "fuck.")
    assert word.is_heard is is_heard


def test_a_bleep_hides_what_nobody_hears():
    cues = [Cue(1000, 4000, "What the f***.")]
    [word] = fit_of(cues, heard(cues, but="fuck.")).masked
    assert not word.is_heard


def test_words_and_speech_that_the_other_side_does_not_have_are_listed():
    cues = [*talk(2), Cue(9000, 12_000, "Nobody says absolutely.")]
    fit = fit_of(cues, heard(cues, but="absolutely."))
    assert [(words.start_ms, words.text) for words in fit.unheard] == [(9000, "absolutely.")]
    assert fit.gaps == (Gap(40_000, 42_000),)
    assert fit.found_percent == 96


def test_words_that_were_only_spread_say_nothing_of_the_video():
    cues = talk(6)
    words = tuple(
        SyncedWord("so", n + 1, 1000 * n, 1000 * n + 200, Kind.SPREAD, 0.2) for n in range(6)
    )
    fit = fit_of(cues, Synced(words, (), (), 60_000, "ru", "spread", 0))
    assert (fit.found_percent, fit.offset_ms, fit.unheard) == (None, None, ())
