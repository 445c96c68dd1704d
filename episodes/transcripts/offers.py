"""Whether a video can be listened to, and how far the listening has come."""

from collections.abc import Sequence
from dataclasses import dataclass

from episodes.jobs.models import Job, JobState
from episodes.jobs.queries import jobs_of
from episodes.media.models import Video
from episodes.media.queries import newest_video_of
from episodes.messages import Message
from episodes.transcripts.models import TrackKind
from episodes.transcripts.proposal_review import SyncLine, syncs_of
from episodes.transcripts.proposals import DRAFT_CAPTIONS, SYNC_CAPTIONS

PREPARE_VIDEO = "prepare_video"


@dataclass(frozen=True, slots=True)
class Offer:
    """For one transcript version. job: the newest, unless it ended well; result: what is there."""

    job: Job | None
    result: SyncLine | None

    @property
    def is_under_way(self) -> bool:
        return self.job is not None and not self.job.is_finished

    @property
    def has_fresh_result(self) -> bool:
        return self.result is not None and self.result.is_of_this_sound


@dataclass(frozen=True, slots=True)
class Listening:
    """What can be done with an episode's sound. obstacle: why nothing can be, in words. offers: by
    the transcript version's id. draft: the newest job that writes a draft, unless it ended well."""

    obstacle: Message | None
    jobs: tuple[Job, ...]
    results: dict[int, SyncLine]
    draft: Job | None

    def offer(self, version_id: int) -> Offer:
        own = (
            job
            for job in self.jobs
            if job.kind == SYNC_CAPTIONS
            and job.arguments.get("transcript_version_id") == version_id
        )
        return Offer(_unless_done(next(own, None)), self.results.get(version_id))


def listening_to(episode_id: int) -> Listening:
    video = newest_video_of(episode_id)
    jobs = jobs_of(f"episode:{episode_id}")
    return Listening(
        obstacle=obstacle_of(video, jobs),
        jobs=tuple(jobs),
        results=syncs_of(episode_id, video),
        draft=_unless_done(next((job for job in jobs if job.kind == DRAFT_CAPTIONS), None)),
    )


def _unless_done(job: Job | None) -> Job | None:
    return None if job is None or job.state is JobState.DONE else job


def obstacle_of(video: Video | None, jobs: Sequence[Job]) -> Message | None:
    if video is None:
        return Message(
            "There’s no video yet. Once there is one, you can sync this transcript with it."
        )
    if not video.original_key:
        return Message(
            "The video is on another site, so we can’t hear its sound. Send the file itself to sync"
            " with it."
        )
    if not video.has_audio:
        return Message("The video has no sound, so there’s nothing to sync with.")
    if not video.storage_key and any(_is_preparing(job) for job in jobs):
        return Message("The video is still being prepared. Come back when that’s done.")
    return None


def _is_preparing(job: Job) -> bool:
    return job.kind == PREPARE_VIDEO and not job.is_finished


def can_be_synced(kind: TrackKind) -> bool:
    return kind is TrackKind.TRANSCRIPT
