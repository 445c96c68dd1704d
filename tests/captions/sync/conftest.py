"""Real speech of the demo season, cut short: what a recogniser costs grows with its length."""

import wave
from dataclasses import dataclass
from pathlib import Path

import pytest

import captions
from captions.sync.sound import open_sound

EPISODE = Path(__file__).parents[3] / "episodes/demo/season/episodes/the-list-on-the-fridge"
LENGTH_MS = 14_000


@dataclass(frozen=True)
class Speech:
    """`sound`: a file with 14 seconds of it. `cues`: its true captions, those of speech only."""

    sound: Path
    cues: tuple[captions.Cue, ...]

    @property
    def transcript(self) -> str:
        return "\n".join(f"{cue.speaker}: {' '.join(cue.plain_text.split())}" for cue in self.cues)


@pytest.fixture(scope="session")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Speech:
    path = tmp_path_factory.mktemp("speech") / "sound.wav"
    with open_sound(EPISODE / "video.mp4") as sound, wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(sound.pcm(0, LENGTH_MS).tobytes())
    track = captions.read((EPISODE / "captions/en.captions.vtt").read_bytes()).track
    cues = tuple(cue for cue in track.cues if cue.speaker and cue.end_ms <= LENGTH_MS)
    return Speech(path, cues)
