"""What is known of a media file once it was looked at."""

from dataclasses import dataclass

from episodes.media.signatures import Container


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """width and height: as shown, in pixels, turned and with square pixels; 0 for sound alone.
    rotation: degrees that the picture is turned counter-clockwise before it is shown, 0 to 270.
    duration_ms: None where the file does not say. start_ms: the time of its first moment.
    pixels: FFmpeg's name of the pixel format."""

    container: Container
    duration_ms: int | None
    width: int = 0
    height: int = 0
    rotation: int = 0
    start_ms: int = 0
    video_codec: str = ""
    audio_codec: str = ""
    pixels: str = ""

    @property
    def has_video(self) -> bool:
        return bool(self.video_codec)

    @property
    def has_audio(self) -> bool:
        return bool(self.audio_codec)

    @property
    def codecs(self) -> str:
        return ", ".join(filter(None, (self.video_codec, self.audio_codec)))
