"""From a transcript to the words that are to be heard."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """One blank-separated word of the spoken text.

    `line` is the 1-based line of the transcript. `hint_ms`: the time that the transcript gives for
    this place. `tokens`: how it is said, in lower case ("2019": twenty, nineteen); empty for what
    is not said. `others`: other ways to say it."""

    text: str
    line: int
    speaker: str = ""
    hint_ms: int | None = None
    tokens: tuple[str, ...] = ()
    others: tuple[tuple[str, ...], ...] = ()
