"""What is heard: the sound of a file, where somebody speaks in it, and which phones it may hold."""

from captions.sync.sound.containers import Choice, SoundTrack, sound_tracks
from captions.sync.sound.decoding import SAMPLES_PER_MS, Sound, open_sound

__all__ = ["SAMPLES_PER_MS", "Choice", "Sound", "SoundTrack", "open_sound", "sound_tracks"]
