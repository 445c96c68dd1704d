"""Bleeps in captions: between which words something is hidden, and whether it is said."""

import pytest

from captions.sync import Kind, SyncedWord, bleeps
from captions.sync.bleeps import bleeps_of, words_under_bleeps
from tests.captions.sync.conftest import Speech


def word(text: str, start_ms: int | None, line: int = 1) -> SyncedWord:
    kind = Kind.UNSAID if start_ms is None else Kind.ANCHOR
    end_ms = None if start_ms is None else start_ms + 200
    return SyncedWord(text, line, start_ms, end_ms, kind, 0.9)


@pytest.mark.parametrize(
    ("written", "is_bleep"),
    [
        ("[bleep]", True), ("[BLEEPED]", True), ("[ __ ]", True), ("[beep]", True),
        ("[expletive deleted]", True), ("[laughs]", False), ("[__", False), ("beep", False),
    ],
)  # fmt: skip
def test_a_bleep_is_known_between_the_words_around_it(written: str, is_bleep: bool) -> None:
    hidden = [word(part, None) for part in written.split()]
    bleeps = bleeps_of([word("the", 1000), *hidden, word("list", 1800)])
    assert [(b.written, b.room) for b in bleeps] == ([(written, (1200, 1800))] if is_bleep else [])


@pytest.mark.parametrize("words", [
    [word("[bleep]", None), word("list", 1800)],
    [word("the", 1000), word("[bleep]", None)],
    [word("the", 1000), word("[bleep]", None), word("list", 7201)],
])  # fmt: skip
def test_where_its_place_is_not_known_nothing_is_listened_for(words: list[SyncedWord]) -> None:
    assert bleeps_of(words) == []


def test_what_is_said_under_a_bleep_is_heard(
    speech: Speech, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody swears in the demo season: a word of it stands for a strong one."""
    monkeypatch.setattr(bleeps, "STRONG_WORDS", ("person", "dentist"))
    said = [
        *(word("the", 6210), word("only", 6330), word("[bleep]", None), word("in", 7070)),
        *(word("this", 7160, 2), word("[bleep]", None, 2), word("who", 7890, 2)),
    ]
    under = [(b.line, w) for b, w in words_under_bleeps(speech.sound, said, "en")]
    assert under == [(1, "person"), (2, "")]
    assert list(words_under_bleeps(speech.sound, said, "de")) == []
