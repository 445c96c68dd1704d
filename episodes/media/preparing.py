"""The job that makes of an uploaded file all that is shown of it. Each part is named by its content
and kept as soon as it is there, so that beginning again does nothing twice to the data."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from captions.timecode import clock
from episodes.catalog.models import Episode
from episodes.catalog.signals import episode_changed
from episodes.db import db, now_utc
from episodes.jobs.running import JobFailedError, JobRun
from episodes.media.errors import MediaError, StorageFullError, UnknownKeyError
from episodes.media.facts import MediaFacts
from episodes.media.local_files import StoredFile
from episodes.media.making.hearing import Heard, hear
from episodes.media.making.rendition import make_rendition
from episodes.media.making.seeing import Seen, see
from episodes.media.models import Place, Video
from episodes.media.playing import Plan, plan_for
from episodes.media.prepare_job import NOT_FOR_LISTS
from episodes.media.probe import probe
from episodes.media.queries import video_of
from episodes.media.storage import storage
from episodes.messages import Message

# What is heard may end before what is seen; by so much it is worth a remark.
SILENT_END_MS = 10_000
REPLACED = Message("Another file replaced it meanwhile, so nothing was saved.")


@dataclass(frozen=True, slots=True)
class _Task:
    """The file as it was when the job began."""

    episode_id: int
    place: Place
    original_key: str
    storage_key: str


def prepare_video(run: JobRun) -> Message:
    task = _task(run)
    if task is None:
        return Message("There’s no file to prepare any more.")
    run.report(Message("Looking at the file"))
    try:
        facts, plan = _facts_and_plan(task)
        if plan.is_needed:
            task = _make_rendition(run, task, facts, plan)
        return _draw(run, task, facts) if task else REPLACED
    except StorageFullError as error:
        raise JobFailedError(error.message) from error
    except MediaError as error:
        raise JobFailedError(
            Message("We can’t prepare the video. %(problem)s", problem=error.message)
        ) from error


def _task(run: JobRun) -> _Task | None:
    episode_id = int(run.subject.removeprefix("episode:"))
    place = Place(run.arguments["place"])
    video = video_of(episode_id, place)
    if video is None or not video.original_key:
        return None
    return _Task(episode_id, place, video.original_key, video.storage_key)


def _facts_and_plan(task: _Task) -> tuple[MediaFacts, Plan]:
    if not _is_there(task.original_key):
        raise JobFailedError(Message("The video’s file is missing. Send it again."))
    with storage().as_file(task.original_key) as path:
        facts = probe(path)
    return facts, plan_for(facts)


def _is_there(key: str) -> bool:
    try:
        return bool(key) and storage().has(key)
    except UnknownKeyError:
        return False


def _make_rendition(run: JobRun, task: _Task, facts: MediaFacts, plan: Plan) -> _Task | None:
    """The task with what browsers play; None where the row is about another file by now."""
    if _is_there(task.storage_key):
        return task
    step = (
        Message("Repacking for browsers")
        if plan.only_repacks
        else Message("Converting for browsers")
    )
    with (
        storage().as_file(task.original_key) as source,
        storage().working_file() as target,
    ):
        make_rendition(source, facts, plan, target, _progress_within_room(run, step))
        run.report(Message("Checking the result"), None)
        made = probe(target)
        stored = storage().keep(target, plan.suffix)
    video = _row_of(task)
    if video is None:
        return None
    _play(video, stored, made, plan)
    run.save()
    return _Task(task.episode_id, task.place, task.original_key, stored.key)


def _progress_within_room(run: JobRun, step: Message) -> Callable[[float], None]:
    """Reports, and stops before the disk is full."""

    def progress(fraction: float) -> None:
        if storage().room_bytes() == 0:
            raise StorageFullError
        run.report(step, fraction)

    return progress


def _row_of(task: _Task) -> Video | None:
    video = video_of(task.episode_id, task.place)
    return video if video and video.original_key == task.original_key else None


def _play(video: Video, stored: StoredFile, made: MediaFacts, plan: Plan) -> None:
    video.storage_key, video.size_bytes = stored.key, stored.size_bytes
    video.media_type, video.duration_ms = plan.media_type, made.duration_ms
    video.width, video.height = made.width or None, made.height or None
    _tell(video)


def _tell(video: Video) -> None:
    db.session.flush()
    episode_changed.send(db.session.get_one(Episode, video.episode_id))


def _draw(run: JobRun, task: _Task, facts: MediaFacts) -> Message:
    """What is played is looked at and listened to: it has an index, and begins at zero."""
    with storage().as_file(task.storage_key or task.original_key) as path:
        duration_ms = probe(path).duration_ms or 0
        heard = hear(path, duration_ms, lambda done: run.report(Message("Listening"), done))
        seen = see(path, duration_ms, lambda done: run.report(Message("Choosing pictures"), done))
    run.report(Message("Saving the pictures"), None)
    waveform = _store_bytes(heard.waveform, ".dat") if heard else None
    storyboard = _store_bytes(seen.storyboard, ".jpg") if seen else None
    poster = _store_bytes(seen.poster, ".jpg") if seen else None
    video = _row_of(task)
    if video is None:
        return REPLACED
    _describe(video, facts, heard)
    _show_waveform(video, waveform)
    _show_storyboard(video, storyboard, seen)
    _show_poster(video, poster)
    video.prepared_at = now_utc()
    _tell(video)
    return outcome_of(video, heard)


def _store_bytes(data: bytes, suffix: str) -> StoredFile:
    with storage().receive(limit_bytes=len(data)) as part:
        part.write(data)
        return part.keep(suffix)


def _describe(video: Video, facts: MediaFacts, heard: Heard | None) -> None:
    video.codecs, video.rotation = facts.codecs, facts.rotation
    video.has_video, video.has_audio = facts.has_video, facts.has_audio
    video.loudness_lufs = heard.loudness_lufs if heard else None
    if heard and heard.ends_ms and not facts.has_video:
        video.duration_ms = heard.ends_ms  # where only the bit rate told it, it was a guess


def _show_waveform(video: Video, stored: StoredFile | None) -> None:
    video.waveform_key = stored.key if stored else ""
    video.waveform_size_bytes = stored.size_bytes if stored else None


def _show_storyboard(video: Video, stored: StoredFile | None, seen: Seen | None) -> None:
    video.storyboard_key = stored.key if stored else ""
    video.storyboard_size_bytes = stored.size_bytes if stored else None
    video.storyboard_layout = asdict(seen.layout) if seen else None


def _show_poster(video: Video, stored: StoredFile | None) -> None:
    """Not in the place of one that somebody chose, and none of a video whose pictures are not for
    everyone: a poster stands in lists, and nobody has looked at this one."""
    if stored is None or (video.poster_key and video.is_poster_own):
        return
    if db.session.get_one(Episode, video.episode_id).video_headline in NOT_FOR_LISTS:
        return
    video.poster_key, video.poster_media_type = stored.key, "image/jpeg"
    video.poster_size_bytes, video.is_poster_own = stored.size_bytes, False


def outcome_of(video: Video, heard: Heard | None) -> Message:
    length_ms = video.duration_ms or 0
    length = clock(length_ms)
    if heard is None:
        return Message("Ready: %(length)s long. It has no sound.", length=length)
    if heard.loudness_lufs is None:
        return Message("Ready: %(length)s long. The sound is silent throughout.", length=length)
    if length_ms - heard.ends_ms > SILENT_END_MS:
        return Message(
            "Ready: %(length)s long. The sound ends at %(end)s: the file may be cut off.",
            length=length,
            end=clock(heard.ends_ms),
        )
    return Message("Ready: %(length)s long.", length=length)
