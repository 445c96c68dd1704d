"""Cues to speaker turns."""

from collections.abc import Iterable, Iterator

from captions.cue import Cue, Track, Turn
from captions.rolling import unrolled


def speaker_turns(track: Track) -> tuple[Turn, ...]:
    """What each person says until another does; a cue that names nobody goes on as the last did."""
    if not track.is_timed:
        return track.turns
    turns: list[Turn] = []
    words: list[str] = []
    for start_ms, speaker, text in _speeches(unrolled(track).cues):
        if turns and (speaker is None or speaker == turns[-1].speaker):
            words.append(text)
            continue
        if turns:
            turns[-1] = _turn_with_words(turns[-1], words)
        turns.append(Turn(speaker, "", start_ms))
        words = [text]
    if turns:
        turns[-1] = _turn_with_words(turns[-1], words)
    return tuple(turns)


def _speeches(cues: Iterable[Cue]) -> Iterator[tuple[int, str | None, str]]:
    for cue in cues:
        for speech in cue.speeches:
            yield cue.start_ms, speech.speaker, speech.text


def _turn_with_words(turn: Turn, words: list[str]) -> Turn:
    return Turn(turn.speaker, " ".join(" ".join(words).split()), turn.start_ms)


def speakers(track: Track) -> tuple[str, ...]:
    """Every name once, in the order of first speech."""
    return tuple(dict.fromkeys(t.speaker for t in speaker_turns(track) if t.speaker))
