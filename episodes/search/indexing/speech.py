"""Speech cut into passages of about half a minute, at the ends of sentences. Each begins with the
last sentence of the one before, so that what is said across the cut is found too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from captions import Track

PASSAGE_MS = 30_000
PAUSE_MS = 15_000
PASSAGE_CHARACTERS = 900
SENTENCE_CHARACTERS = 300

_SENTENCE_END = re.compile(
    r"(?<=[.!?…])\s+|(?<=[.!?…][\"'”’)\]])\s+|(?<=[。！？])(?![。！？\"'”’)\]])"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one speaker within one cue that belong to one sentence."""

    text: str
    start_ms: int | None
    end_ms: int | None
    speaker: str


Sentence = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SpokenPassage:
    """cue_starts: offset in body, start of the cue in ms, speaker; empty without times."""

    body: str
    speaker: str
    start_ms: int | None
    end_ms: int | None
    cue_starts: tuple[tuple[int, int, str], ...]


def spoken_passages(track: Track) -> list[SpokenPassage]:
    return [_passage(sentences) for sentences in _windows(list(_sentences(_pieces(track))))]


def _pieces(track: Track) -> Iterator[Piece]:
    if not track.is_timed:
        for turn in track.turns:
            yield from _split(turn.text, turn.start_ms, None, turn.speaker or "")
        return
    speaker = ""
    for cue in track.cues:
        for speech in cue.speeches:
            speaker = speech.speaker or speaker
            yield from _split(speech.text, cue.start_ms, cue.end_ms, speaker)


def _split(text: str, start_ms: int | None, end_ms: int | None, speaker: str) -> Iterator[Piece]:
    for part in _SENTENCE_END.split(" ".join(text.split())):
        for at in range(0, len(part), PASSAGE_CHARACTERS):
            yield Piece(part[at : at + PASSAGE_CHARACTERS].strip(), start_ms, end_ms, speaker)


def _sentences(pieces: Iterator[Piece]) -> Iterator[Sentence]:
    """A sentence also ends where another speaks, and where it would never end."""
    sentence: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if sentence and (sentence[-1].speaker != piece.speaker or _is_over(sentence)):
            yield tuple(sentence)
            sentence = []
        sentence.append(piece)
    if sentence:
        yield tuple(sentence)


def _is_over(sentence: list[Piece]) -> bool:
    ended = sentence[-1].text.rstrip("\"'”’)]")[-1:] in tuple(".!?…。！？")
    return ended or _length(sentence) >= SENTENCE_CHARACTERS


def _length(sentence: list[Piece] | Sentence) -> int:
    return sum(len(piece.text) + 1 for piece in sentence)


def _windows(sentences: list[Sentence]) -> Iterator[list[Sentence]]:
    window: list[Sentence] = []
    for sentence in sentences:
        if window and _pauses(window[-1], sentence):
            yield window
            window = []
        elif window and _is_full(window, sentence):
            yield window
            window = window[-1:] if len(window) > 1 and not _is_full(window[-1:], sentence) else []
        window.append(sentence)
    if window:
        yield window


def _pauses(before: Sentence, after: Sentence) -> bool:
    end_ms, start_ms = before[-1].end_ms, after[0].start_ms
    return end_ms is not None and start_ms is not None and start_ms - end_ms > PAUSE_MS


def _is_full(window: list[Sentence], following: Sentence) -> bool:
    if sum(map(_length, [*window, following])) > PASSAGE_CHARACTERS:
        return True
    start_ms, end_ms = window[0][0].start_ms, window[-1][-1].end_ms
    return start_ms is not None and end_ms is not None and end_ms - start_ms >= PASSAGE_MS


def _passage(sentences: list[Sentence]) -> SpokenPassage:
    pieces = [piece for sentence in sentences for piece in sentence]
    body = ""
    starts: list[tuple[int, int, str]] = []
    for piece in pieces:
        body += " " if body else ""
        place = (piece.start_ms, piece.speaker)
        if piece.start_ms is not None and place != (starts[-1][1:] if starts else None):
            starts.append((len(body), piece.start_ms, piece.speaker))
        body += piece.text
    return SpokenPassage(
        body, pieces[0].speaker, pieces[0].start_ms, pieces[-1].end_ms, tuple(starts)
    )
