"""The demo season's captions made again from their words alone, beside the true ones."""

import time
from pathlib import Path

import captions
from bench.sync.measuring import within
from captions.sync import Synced, captions_of, sync

EPISODES = Path(__file__).parents[2] / "episodes/demo/season/episodes"


def show() -> None:
    print(
        "| episode | captions | starts ≤ 250 / 500 ms | rules broken, by house | CPU / duration |"
    )
    print("| --- | --- | --- | --- | --- |")
    for path in sorted(EPISODES.glob("*/captions/*.captions.vtt")):
        video = path.parents[1] / "video.mp4"
        if video.exists():
            print(row(video, captions.read(path.read_bytes(), path.name).track))


def row(video: Path, true: captions.Track) -> str:
    begun = time.process_time()
    synced = sync(video, without_times(true))
    used = time.process_time() - begun
    errors = list(errors_of(true, synced))
    near = f"{within(errors, 250):.1f} / {within(errors, 500):.1f}"
    cost = f"{used * 1000 / synced.duration_ms:.3f}"
    return f"| {video.parent.name} | {len(errors)} | {near} | {_broken(synced)} | {cost} |"


def without_times(true: captions.Track) -> captions.Track:
    turns = tuple(captions.Turn(t.speaker, t.text) for t in captions.speaker_turns(true))
    return captions.Track(turns=turns, language=true.language)


def errors_of(true: captions.Track, synced: Synced) -> list[int | None]:
    """Of the first word of each true caption that is said; captions of sounds have none."""
    errors: list[int | None] = []
    place = 0
    for cue in true.cues:
        count = sum(len(speech.text.split()) for speech in cue.speeches)
        if synced.words[place].kind != "unsaid":
            start = synced.words[place].start_ms
            errors.append(None if start is None else start - cue.start_ms)
        place += count
    assert place == len(synced.words)
    return errors


def _broken(synced: Synced) -> str:
    parts = []
    for name in captions.PROFILES:
        track, _ = captions_of(synced, name)
        problems = captions.check(track, name, synced.duration_ms)
        errors = sum(problem.level == "error" for problem in problems)
        warned = len({problem.cue for problem in problems if problem.level == "warning"})
        parts.append(f"{name} {errors} + {warned} of {len(track.cues)}")
    return ", ".join(parts)
