"""What the archive holds of a caption version."""

from episodes.transcripts.models import CaptionTrack, CaptionVersion


def caption_name(track: CaptionTrack) -> str:
    """Relative to the episode's folder."""
    version = track.live_version
    ending = "vtt" if version is None or version.is_timed else "txt"
    return f"captions/{track.language}.{track.kind}.{ending}"


def caption_bytes(version: CaptionVersion) -> bytes:
    """The file as uploaded where it is of the archive's format, else what was made from it."""
    own = "vtt" if version.is_timed else "txt"
    if version.source_format == own:
        return version.source
    made = version.rendering.vtt if version.is_timed else version.rendering.transcript_text
    return made.encode()
