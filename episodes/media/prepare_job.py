"""The kind of job that prepares a video, for processes that ask for it and do not do it: what it
does opens files by FFmpeg's libraries, which only the job's own process loads."""

from episodes.catalog.artifacts import Headline
from episodes.catalog.models import Episode
from episodes.jobs.registry import JobKind
from episodes.jobs.running import JobRun
from episodes.media.actions import PREPARE, remove_poster
from episodes.media.queries import video_of
from episodes.messages import Message

TWELVE_HOURS = 12 * 3600
MOST_MEMORY_BYTES = 2_000_000_000
NOT_FOR_LISTS = frozenset({Headline.NSFW, Headline.EXPLICIT})


def run_preparation(run: JobRun) -> Message:
    from episodes.media.preparing import prepare_video

    return prepare_video(run)


def take_made_poster_away(episode: Episode) -> None:
    """Where the video was found not to be for everyone only after its poster was made."""
    if episode.video_headline not in NOT_FOR_LISTS:
        return
    video = video_of(episode.id)
    if video and video.poster_key and not video.is_poster_own:
        remove_poster(video)


KIND = JobKind(
    PREPARE, Message("Prepare the video"), run_preparation, seconds=TWELVE_HOURS,
    memory_bytes=MOST_MEMORY_BYTES,
)  # fmt: skip
