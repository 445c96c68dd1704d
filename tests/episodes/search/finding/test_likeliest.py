"""Which word a misspelt one is likelier to stand for: what is said here, or by everybody."""

from types import SimpleNamespace

import pytest

from episodes.search.finding import spelling


@pytest.mark.parametrize(
    ("everywhere", "likelier"), [(1_400_000, "bead"), (1_600_000, "bed")], ids=str
)
def test_what_is_said_here_three_times_outweighs_what_is_fairly_common(
    monkeypatch: pytest.MonkeyPatch, everywhere: int, likelier: str
) -> None:
    monkeypatch.setattr(spelling, "general_words", lambda: {"bed": everywhere})
    monkeypatch.setattr(spelling, "meaning", lambda: SimpleNamespace(model=lambda: "mini"))
    assert spelling._likeliest(["bead", "bed"], {"bead": 3, "bed": 1}) == likelier


@pytest.mark.parametrize(("word", "is_tried"), [("jelus", False), ("jelosy", True)])
def test_a_word_of_six_letters_may_have_two_mistakes(
    monkeypatch: pytest.MonkeyPatch, word: str, is_tried: bool
) -> None:
    monkeypatch.setattr(spelling, "_within_two", lambda _word, _words: ["jealousy"])
    monkeypatch.setattr(spelling, "_general_by_length", dict)
    assert bool(spelling.Vocabulary().rather_like(word)) is is_tried
