"""Recordings with the time of every word: made by the synthesiser, kept in a folder that is not
committed, or set by hand (shared/samples/speech, where that folder is)."""

import json
import random
import wave
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np

from bench.sync import espeak, flite
from bench.sync.flite import RATE, Take
from bench.sync.talk import Line, conversations, talks_in

SAMPLES = Path(__file__).parents[3] / "shared/samples/speech"
CLEAN = ("kitchen-table", "hand")
Span = tuple[int, int]


@dataclass(frozen=True)
class Word:
    """`span`: when it is said; None where it never is, or where the voice drew it together with
    the word before (`is_untimed`). `is_wrong`: something else is said there."""

    text: str
    line: int
    span: Span | None
    is_wrong: bool = False
    is_untimed: bool = False


@dataclass(frozen=True)
class Recording:
    """`labels`: who says each line; a line is what one person says in one go."""

    name: str
    kind: str
    samples: np.ndarray
    words: tuple[Word, ...]
    labels: tuple[str, ...]
    language: str = "en"

    @property
    def duration_ms(self) -> int:
        return len(self.samples) * 1000 // RATE

    def transcript(self) -> str:
        lines: list[list[str]] = [[] for _ in self.labels]
        for word in self.words:
            lines[word.line].append(word.text)
        said = zip(self.labels, lines, strict=True)
        return "\n".join(f"{label}: {' '.join(words)}" for label, words in said if words) + "\n"

    def delayed(self, by_ms: int) -> tuple[Word, ...]:
        return tuple(
            replace(word, span=(word.span[0] + by_ms, word.span[1] + by_ms)) if word.span else word
            for word in self.words
        )


def recordings(cache: Path) -> Iterator[Recording]:
    """In English."""
    for name, lines in conversations():
        yield speak_once(name, lines, flite.VOICES, cache)
    for path in sorted(SAMPLES.glob("*.json")):
        yield _sample(path)


# Looked at while ways and numbers were chosen, and only measured; real speech was looked at too.
# By the number behind #, what is done to a recording falls elsewhere (degrading.py).
LOOKED_AT = (
    ("kitchen-table", ("slt", "rms")),
    ("the-list-on-the-fridge", ("slt", "rms")),
    ("a-pin-on-a-map", ("slt", "rms")),
)
NOT_LOOKED_AT = (
    ("nothing-is-missing", ("awb", "rms")),
    ("two-years-of-faking-it", ("awb", "rms")),
    ("kitchen-table", ("awb", "slt")),
)


def sets_apart(cache: Path) -> Iterator[Recording]:
    """In English: what was looked at, what was not, and what people say."""
    lines_of = dict(conversations())
    for kind, casts, draws in (("looked at", LOOKED_AT, 2), ("not looked at", NOT_LOOKED_AT, 1)):
        for name, voices in casts:
            made = speak_once("-".join((name, *voices)), lines_of[name], voices, cache)
            for draw in range(1, draws + 1):
                yield replace(made, kind=kind, name=f"{made.name}#{draw}")
    for path in sorted(SAMPLES.glob("*.json")):
        sample = _sample(path)
        yield replace(sample, name=f"{sample.name}#1")


def clean_recordings(cache: Path) -> Iterator[Recording]:
    """In English, and without a noise of their own: two of the samples hiss already."""
    for recording in recordings(cache):
        if recording.name in CLEAN:
            yield recording


def recordings_in(language: str, cache: Path) -> Iterator[Recording]:
    for name, lines in talks_in(language):
        yield speak_once(name, lines, espeak.CASTS[language], cache, language)


def speak_once(
    name: str, lines: list[Line], voices: Sequence[Any], cache: Path, language: str = "en"
) -> Recording:
    """By voices that must be installed for that; kept in `cache` under its name."""
    cache.mkdir(parents=True, exist_ok=True)
    if not (cache / f"{name}.json").exists():
        _store(_speak(name, lines, voices, language), cache)
    return _load(name, language, cache)


def _speak(name: str, lines: list[Line], voices: Sequence[Any], language: str) -> Recording:
    chance = random.Random(name)  # noqa: S311 - the same pauses each time
    cast = dict(zip(dict.fromkeys(line.who for line in lines), cycle(voices), strict=False))
    parts, words, cursor = [], [], 0
    for number, line in enumerate(lines):
        take = _take(line, cast[line.who])
        pause = np.zeros(int(chance.uniform(0.1, 0.9) * RATE), np.float32)
        parts += [pause, take.samples]
        at_ms = (cursor + len(pause)) * 1000 // RATE
        cursor += len(pause) + len(take.samples)
        for text, span in zip(line.written, take.words, strict=True):
            moved = (span[0] + at_ms, span[1] + at_ms) if span else None
            words.append(Word(text, number, moved, is_untimed=moved is None))
    labels = tuple(line.who for line in lines)
    return Recording(name, "synthetic", np.concatenate(parts), tuple(words), labels, language)


def _take(line: Line, voice: Any) -> Take:
    """Spans of the words as written, of which one may be said as several. By Flite where the voice
    is a name, else by eSpeak NG."""
    tokens = " ".join(line.said).split()
    by = flite if isinstance(voice, str) else espeak
    take = by.spoken(tokens, voice)
    left = iter(take.words)
    spans: list[Span | None] = []
    for said in line.said:
        own = [span for span in (next(left) for _ in said.split()) if span]
        spans.append((own[0][0], own[-1][1]) if own else None)
    return Take(take.samples, spans)


def _store(recording: Recording, cache: Path) -> None:
    write_sound(cache / f"{recording.name}.wav", recording.samples)
    facts = {"labels": recording.labels, "words": [asdict(word) for word in recording.words]}
    (cache / f"{recording.name}.json").write_text(json.dumps(facts))


def _load(name: str, language: str, cache: Path) -> Recording:
    facts = json.loads((cache / f"{name}.json").read_text())
    words = tuple(Word(**w | {"span": w["span"] and tuple(w["span"])}) for w in facts["words"])
    samples = read_sound(cache / f"{name}.wav")
    kind = "synthetic" if language == "en" else name
    return Recording(name, kind, samples, words, tuple(facts["labels"]), language)


def _sample(path: Path) -> Recording:
    truth = json.loads(path.read_text())
    spans = {(t["line"], t["word"]): (_ms(t["start_s"]), _ms(t["end_s"])) for t in truth["truth"]}
    words = tuple(
        Word(text, number, spans.get((number, place)))
        for number, line in enumerate(truth["lines"])
        for place, text in enumerate(line["text"].split())
    )
    labels = tuple(line["speaker"] for line in truth["lines"])
    return Recording(path.stem, "real", read_sound(path.with_suffix(".flac")), words, labels)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def read_sound(path: Path) -> np.ndarray:
    from captions.sync.sound import open_sound

    with open_sound(path) as sound:
        return np.array(sound.pcm(0, sound.duration_ms), np.float32) / 32768


def write_sound(path: Path, samples: np.ndarray) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
