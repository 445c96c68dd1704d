"""One recording and its transcript through sync, in a process of its own, so that its time and its
memory are its own too."""

import multiprocessing
import os
import resource
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.sync.corpus import Recording, write_sound

Span = tuple[int, int]


@dataclass(frozen=True)
class Run:
    """`facts`: as Synced.as_json; `floor`: a start for each word by the method that only counts
    letters; `refused`: the error's text where there is no result; `system_s`: of `cpu_s`, what the
    system took."""

    facts: dict[str, Any]
    floor: list[int]
    cpu_s: float
    peak_mb: int
    refused: str = ""
    system_s: float = 0


def run(recording: Recording, *, with_floor: bool) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "sound.wav"
        write_sound(sound, recording.samples)
        texts = [word.text for word in recording.words] if with_floor else []
        return in_own_process(sound, recording.transcript(), texts, recording.language)


def in_own_process(sound: Path, transcript: str, texts: list[str], language: str = "en") -> Run:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        facts, *cost = pool.submit(_sync, sound, transcript, language).result()
        floor = pool.submit(_floor, sound, texts).result() if texts else []
    return Run(facts, floor, *cost)


def _sync(
    sound: Path, transcript: str, language: str
) -> tuple[dict[str, Any], float, int, str, float]:
    import captions
    from captions.sync import SyncError, sync

    track = captions.read(transcript.encode(), "transcript.txt").track
    facts, refused = {}, ""
    begun = os.times()
    try:
        facts = sync(sound, track, language=language).as_json()
    except SyncError as error:
        refused = str(error)
    ended = os.times()
    system_s = ended.system - begun.system
    used_s = ended.user - begun.user + system_s
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return facts, used_s, peak_mb, refused, system_s


def _floor(sound: Path, texts: list[str]) -> list[int]:
    """Letters spread evenly over the speech that there is."""
    from captions.sync.sound import open_sound
    from captions.sync.sound.speech import find_speech

    with open_sound(sound) as opened:
        spans = find_speech(opened, lambda *_: None).spans
    spoken_ms = sum(end - start for start, end in spans)
    total = sum(len(text) + 1 for text in texts)
    starts, passed = [], 0
    for text in texts:
        starts.append(_at(spans, spoken_ms * passed // total))
        passed += len(text) + 1
    return starts


def _at(spans: tuple[Span, ...], into_ms: int) -> int:
    for start, end in spans:
        if into_ms < end - start:
            return start + into_ms
        into_ms -= end - start
    return spans[-1][1] if spans else 0
