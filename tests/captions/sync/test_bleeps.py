"""Bleeps in captions: where something is hidden, and between which words."""

import pytest

from captions.sync import Kind, SyncedWord
from captions.sync.bleeps import bleeps_of


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
