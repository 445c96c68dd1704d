"""The sound of a video or sound file, decoded once: 16 kHz, one channel, on disk."""

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from captions.messages import sentence
from captions.sync.errors import SyncError, UnreadableSoundError
from captions.sync.sound.containers import ANY, Choice, open_container, speech_stream
from captions.sync.sound.resampling import Mono

RATE = 16_000
SAMPLE_BYTES = 2
SAMPLES_PER_MS = RATE // 1000
LONGEST_MS = 12 * 3_600_000
# Time stamps are rounded to the container's clock; what lies apart farther is a hole in the sound.
HOLE_MS = 60
# Files say how long they are to the frame or to the second.
CUT_OFF_MS = 2000
REPORT_EVERY = 500
PCM = NDArray[np.int16]
Progress = Callable[[str, float], None]


def _report_nothing(step: str, fraction: float) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Sound:
    """Millisecond 0 is where a player begins, also where the first sound comes later.

    It lies in a file without a name, which is gone with the process, whatever ends it. Reading
    costs memory for what is asked only. `tracks`: how many sound tracks the file has."""

    file: IO[bytes]
    duration_ms: int
    remarks: tuple[str, ...] = ()
    tracks: int = 1

    def pcm(self, start_ms: int, end_ms: int) -> PCM:
        """int16 samples, 16 a millisecond; fewer where the sound ends before `end_ms`."""
        start = max(0, start_ms) * SAMPLES_PER_MS * SAMPLE_BYTES
        end = min(end_ms, self.duration_ms) * SAMPLES_PER_MS * SAMPLE_BYTES
        size = max(0, end - start)
        return np.frombuffer(os.pread(self.file.fileno(), size, start), dtype=np.int16)


@contextmanager
def open_sound(
    path: Path | str, progress: Progress = _report_nothing, choice: Choice = ANY
) -> Iterator[Sound]:
    """Raises NoSoundError, UnreadableSoundError; SyncError where the disk is full."""
    with tempfile.TemporaryFile(prefix="sound-", buffering=0) as file:
        try:
            with open_container(Path(path)) as container:
                sound = _decode_into(container, file, progress, choice)
        except OSError as error:
            if isinstance(error, FFmpegError) or error.errno != errno.ENOSPC:
                raise
            raise SyncError(
                sentence("There is no room on the disk for the sound."),
                hint=sentence("An hour of sound takes 115 MB. Make room and try again."),
            ) from error
        yield sound


def _decode_into(container: Any, file: IO[bytes], progress: Progress, choice: Choice) -> Sound:
    stream, remark = speech_stream(container, choice)
    sound_file = SoundFile(file, max(0, container.start_time or 0) / 1e6)
    declared_ms = _declared_ms(container, stream)
    broken = 0
    for count, packet in enumerate(_packets(container, stream)):
        if count % REPORT_EVERY == 0:
            progress("Reading the sound", min(1.0, sound_file.end_ms / max(1, declared_ms)))
        try:
            sound_file.add(packet.decode())
        except (FFmpegError, EOFError):
            broken += 1
    sound_file.finish()
    if not sound_file.end_ms:
        raise UnreadableSoundError(
            sentence("The sound is damaged: none of it can be decoded."),
            hint=sentence("Export the file again."),
        )
    remarks = (remark, _remark_on_length(sound_file.end_ms, declared_ms), _remark_on_damage(broken))
    tracks = len(container.streams.audio)
    return Sound(file, sound_file.end_ms, tuple(filter(None, remarks)), tracks)


def _packets(container: Any, stream: Any) -> Iterator[Any]:
    """What can be read; a damaged file ends where its damage begins."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except (FFmpegError, EOFError):
            return
        if packet is None:
            return
        yield packet


class SoundFile:
    """Sound laid down where its time stamps put it: a hole stays silent, at no cost on disk."""

    def __init__(self, file: IO[bytes], zero_s: float) -> None:
        self.file = file
        self.zero_s = zero_s
        self.mono = Mono(RATE)
        self.position = 0  # in samples

    @property
    def end_ms(self) -> int:
        return self.position // SAMPLES_PER_MS

    def add(self, frames: list[Any]) -> None:
        for frame in frames:
            if frame.time is not None:
                self._place(frame.time - self.zero_s)
            self._write(self.mono.resample(frame))

    def finish(self) -> None:
        self._write(self.mono.rest())

    def _place(self, time_s: float) -> None:
        due = round(time_s * RATE)
        ahead = due - self.position - self.mono.samples_waiting
        if ahead > HOLE_MS * SAMPLES_PER_MS and due < LONGEST_MS * SAMPLES_PER_MS:
            self._write(self.mono.rest())
            self.position = max(self.position, due)

    def _write(self, samples: PCM) -> None:
        if self.position > LONGEST_MS * SAMPLES_PER_MS:
            raise UnreadableSoundError(
                sentence("The sound is longer than {hours} hours.", hours=LONGEST_MS // 3_600_000),
                hint=sentence("Cut it into parts."),
            )
        data, at = samples.tobytes(), self.position * SAMPLE_BYTES
        while data:  # a disk that fills up takes a part first
            taken = os.pwrite(self.file.fileno(), data, at)
            data, at = data[taken:], at + taken
        self.position += len(samples)


def _declared_ms(container: Any, stream: Any) -> int:
    if stream.duration and stream.time_base:
        return int(stream.duration * stream.time_base * 1000)
    if container.duration and len(container.streams) == 1:
        return int(container.duration // 1000)
    return 0


def _remark_on_length(held_ms: int, declared_ms: int) -> str:
    if held_ms >= declared_ms - CUT_OFF_MS:
        return ""
    return sentence(
        "The file is cut off or damaged: its sound should last {whole}, and ends at {end}.",
        whole=_clock(declared_ms),
        end=_clock(held_ms),
    )


def _remark_on_damage(packets: int) -> str:
    if not packets:
        return ""
    return sentence(
        "Parts of the sound are damaged and were taken for silence ({count} packets).",
        count=packets,
    )


def _clock(ms: int) -> str:
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
