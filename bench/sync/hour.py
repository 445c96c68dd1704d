"""An hour of talk by three voices: what it costs, and whether words are lost on so long a way."""

import json
import re
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from bench.sync.corpus import SAMPLES, speak_once
from bench.sync.measuring import Score, middle_and_high, within
from bench.sync.running import run
from bench.sync.talk import Line

VOICES = ("slt", "rms", "awb")
WORDS = 10_051
_ANSWERS = SAMPLES.parent / "search/counsel-chat.json"
_PLAIN_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?[,.?!]?")
# A person says a few sentences before the next one speaks.
_LONGEST_TURN, _SHORTEST_TURN = 60, 8


def show(cache: Path) -> None:
    recording = speak_once("hour", list(_lines()), VOICES, cache)
    result = run(recording, with_floor=False)
    score = Score()
    score.add(recording, result)
    middle, high = middle_and_high(score.errors)
    print(
        f"{len(recording.words):,} words in {recording.duration_ms / 60_000:.1f} minutes: "
        f"{result.cpu_s / 60:.1f} minutes of CPU, {result.system_s:.0f} s of it the system's, "
        f"{result.peak_mb} MB; {middle} / {high} ms, "
        f"{within(score.errors, 250):.1f} % of the words "
        f"and {within(score.cues, 250):.1f} % of the captions within 250 ms"
    )


def _lines() -> Iterator[Line]:
    """Answers that people gave, as far as a synthesiser says each word as one."""
    if not _ANSWERS.exists():
        raise SystemExit(f"The hour is made of {_ANSWERS}, which is not here.")
    episodes = json.loads(_ANSWERS.read_text(encoding="utf-8"))["episodes"]
    answers = (answer for episode in episodes for answer in episode["answers"])
    left = WORDS
    for who, words in zip(cycle(VOICES), _turns(answers), strict=False):
        turn = tuple(islice(words, left))
        yield Line(who, turn, turn)
        left -= len(turn)
        if not left:
            return


def _turns(answers: Iterator[str]) -> Iterator[list[str]]:
    for answer in answers:
        plain = answer.replace("’", "'").replace("\xa0", " ")
        words = [word for word in plain.split() if _PLAIN_WORD.fullmatch(word)]
        for first in range(0, len(words), _LONGEST_TURN):
            turn = words[first : first + _LONGEST_TURN]
            if len(turn) >= _SHORTEST_TURN:
                yield turn
