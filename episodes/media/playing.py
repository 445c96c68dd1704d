"""What browsers play, and what must be done to a file that they do not."""

from dataclasses import dataclass

from episodes.media.facts import MediaFacts
from episodes.media.signatures import M4A, MKV, MP3, MP4, WEBM

MP4_PICTURE = frozenset({"h264"})
MP4_SOUND = frozenset({"aac", "mp3"})
WEBM_PICTURE = frozenset({"vp8", "vp9"})
WEBM_SOUND = frozenset({"opus", "vorbis"})
# Ten bits a colour and finer colour are for editing; most devices have no decoder for them.
PLAIN_PIXELS = frozenset({"yuv420p", "yuvj420p"})
# A player that begins at the file's first time and one that begins at zero differ by this much.
LATEST_START_MS = 40


@dataclass(frozen=True, slots=True)
class Plan:
    """What is played, and how it comes to be: the file as it is (is_needed false), or a new one,
    whose picture and sound are copied where they can be and encoded where not."""

    is_needed: bool
    media_type: str
    suffix: str
    copies_video: bool = True
    copies_audio: bool = True

    @property
    def only_repacks(self) -> bool:
        return self.copies_video and self.copies_audio


def plan_for(facts: MediaFacts) -> Plan:
    if not facts.has_video:
        return _plan_for_sound(facts)
    if _is_webm(facts):
        return Plan(not (facts.container is WEBM and _is_timed(facts)), "video/webm", ".webm")
    copies_video = facts.video_codec in MP4_PICTURE and facts.pixels in PLAIN_PIXELS
    copies_audio = not facts.has_audio or facts.audio_codec in MP4_SOUND
    as_it_is = facts.container is MP4 and copies_video and copies_audio and _is_timed(facts)
    return Plan(not as_it_is, "video/mp4", ".mp4", copies_video, copies_audio)


def _plan_for_sound(facts: MediaFacts) -> Plan:
    if facts.container is MP3 and facts.audio_codec == "mp3" and facts.duration_ms:
        return Plan(False, "audio/mpeg", ".mp3")
    copies = facts.audio_codec == "aac"
    as_it_is = copies and facts.container in (M4A, MP4) and _is_timed(facts)
    return Plan(not as_it_is, "audio/mp4", ".m4a", copies_audio=copies)


def _is_webm(facts: MediaFacts) -> bool:
    return (
        facts.container in (WEBM, MKV)
        and facts.video_codec in WEBM_PICTURE
        and facts.pixels in PLAIN_PIXELS
        and (not facts.has_audio or facts.audio_codec in WEBM_SOUND)
    )


def _is_timed(facts: MediaFacts) -> bool:
    return facts.duration_ms is not None and facts.start_ms <= LATEST_START_MS
