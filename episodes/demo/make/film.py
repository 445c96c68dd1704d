"""Frames and sound into an MP4 that seeks exactly: H.264, a key frame every two seconds, AAC."""
# ruff: noqa: S603 - ffmpeg and ffprobe get our own paths and no shell

import shutil
import subprocess
import wave
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from palette import HEIGHT, WIDTH
from PIL import Image
from slides import slide, with_speakers
from timeline import FRAME_MS, Placed, whole_ms
from voices import RATE, Samples

FADE_FRAMES = 4
FULL_BAR_RMS = 0.26


def frames(talk: dict, cues: list[Placed], track: Samples) -> Iterator[Image.Image]:
    bases = {name: slide(talk, name) for name in talk["slides"]}
    shown = before = bases[cues[0].line["slide"]]
    fading = 0
    for start_ms in range(0, whole_ms(cues), FRAME_MS):
        cue = _on_screen(cues, start_ms)
        wanted = bases[cue.line["slide"]]
        if wanted is not shown:
            before, shown, fading = shown, wanted, FADE_FRAMES
        base = Image.blend(shown, before, fading / (FADE_FRAMES + 1)) if fading else shown
        fading = max(0, fading - 1)
        speaking = cue.start_ms <= start_ms < cue.cue_end_ms
        who = cue.line.get("who") if speaking else None
        yield with_speakers(base, talk, who, _loudness(track, start_ms))


def _on_screen(cues: list[Placed], ms: int) -> Placed:
    begun = [cue for cue in cues if cue.start_ms <= ms]
    return begun[-1] if begun else cues[0]


def _loudness(track: Samples, start_ms: int) -> float:
    """In fifths, so that a still mouth makes still frames."""
    piece = track[start_ms * RATE // 1000 : (start_ms + FRAME_MS) * RATE // 1000]
    rms = float(np.sqrt(np.mean(piece**2))) if len(piece) else 0.0
    return round(min(1.0, rms / FULL_BAR_RMS) * 5) / 5


def write_film(path: Path, pictures: Iterator[Image.Image], track: Samples) -> None:
    """All of it or nothing. Raises subprocess.CalledProcessError where ffmpeg refuses."""
    with TemporaryDirectory() as folder:
        sound, film = Path(folder, "sound.wav"), Path(folder, "film.mp4")
        _write_wave(sound, track)
        _encode(film, pictures, sound)
        shutil.move(film, path)


def _encode(film: Path, pictures: Iterator[Image.Image], sound: Path) -> None:
    command = [
        "ffmpeg", "-y", "-loglevel", "error",
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}",
        "-r", str(1000 // FRAME_MS), "-i", "-", "-i", str(sound),
        "-c:v", "libx264", "-preset", "slow", "-crf", "30",
        "-pix_fmt", "yuv420p", "-g", str(2000 // FRAME_MS), "-sc_threshold", "0",
        "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
        "-vf", "scale=out_color_matrix=bt709", "-threads", "1",
        "-c:a", "aac", "-b:a", "64k", "-ac", "1", "-ar", "48000",
        "-movflags", "+faststart", "-fflags", "+bitexact", "-flags", "+bitexact",
        "-map_metadata", "-1", str(film),
    ]  # fmt: skip
    process = subprocess.Popen(command, stdin=subprocess.PIPE)
    for picture in pictures:
        process.stdin.write(picture.tobytes())
    process.stdin.close()
    if code := process.wait():
        raise subprocess.CalledProcessError(code, command)


def _write_wave(path: Path, track: Samples) -> None:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((track * 32767).astype("<i2").tobytes())


def duration_ms(path: Path) -> int:
    command = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0"]
    answer = subprocess.run([*command, str(path)], check=True, capture_output=True, text=True)
    return round(float(answer.stdout) * 1000)
