"""Giving an episode its video and poster. Files are stored before the database row is written, so
a crash in between leaves a file without a row, never a row without its file."""

import re
from collections.abc import Callable
from typing import Any

from captions.timecode import clock
from episodes.catalog.artifacts import Headline, ReviewState
from episodes.catalog.models import Episode
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.jobs.actions import enqueue
from episodes.jobs.models import Job
from episodes.media.errors import NotPlayableError, OtherLengthError
from episodes.media.facts import MediaFacts
from episodes.media.incoming import Upload
from episodes.media.local_files import PIECE_BYTES, Part, StoredFile
from episodes.media.models import Place, Video
from episodes.media.pictures import LARGEST_POSTER_BYTES, check_picture, picture_kind
from episodes.media.playing import plan_for
from episodes.media.probe import probe
from episodes.media.queries import lengths_fit, video_of
from episodes.media.signatures import container_of
from episodes.media.storage import Readable, storage
from episodes.messages import Message

# A host and no password; nothing that would end an attribute or a header.
ADDRESS = re.compile(
    r'https://[^\x00-\x20\x7f"<>\\/?#@]+([/?#][^\x00-\x20\x7f"<>\\]*)?',
)
LONGEST_ADDRESS = 1000
PREPARE = "prepare_video"
POSTER = (
    "poster_key", "poster_media_type", "poster_size_bytes", "poster_alt", "is_poster_own",
)  # fmt: skip


def store_video(stream: Readable | Upload, *, limit_bytes: int) -> tuple[StoredFile, MediaFacts]:
    """Raises MediaError; a file that nothing can be made of is never given a name."""
    with _receive_part(stream, limit_bytes, container_of) as part:
        facts = probe(part.whole())
        return part.keep(facts.container.suffix), facts


def store_poster(stream: Readable) -> tuple[StoredFile, str]:
    """The stored file and its media type. Raises MediaError."""
    with _receive_part(stream, LARGEST_POSTER_BYTES, picture_kind) as part:
        data = part.whole().read_bytes()
        kind = picture_kind(data)
        check_picture(data)
        return part.keep(kind.suffix), kind.media_type


def _receive_part(
    stream: Readable | Upload, limit_bytes: int, check: Callable[[bytes], object]
) -> Part:
    """What an upload has put into the media folder already, or a copy of the stream there.
    check: looks at the beginning, before gigabytes follow it."""
    if isinstance(stream, Upload):
        return stream.whole_part()
    part = storage().receive(limit_bytes=limit_bytes)
    try:
        piece = stream.read(PIECE_BYTES)
        check(piece)
        while piece:
            part.write(piece)
            piece = stream.read(PIECE_BYTES)
    except BaseException:
        part.discard()
        raise
    return part


def set_video_file(
    episode: Episode,
    stream: Readable | Upload,
    *,
    limit_bytes: int,
    place: Place = Place.EPISODE,
    title: str = "",
) -> Video:
    """Raises MediaError, and then nothing is changed."""
    stored, facts = store_video(stream, limit_bytes=limit_bytes)
    return use_stored_video(episode, stored, facts, place=place, title=title)


def use_stored_video(
    episode: Episode,
    stored: StoredFile,
    facts: MediaFacts,
    *,
    place: Place = Place.EPISODE,
    title: str = "",
    asked_by_id: int | None = None,
) -> Video:
    """What browsers do not play as it is has no storage_key until the job has made it."""
    plan = plan_for(facts)
    played = None if plan.is_needed else stored
    video = _store_row(
        episode, place, title=title, address="",
        original_key=stored.key, original_size_bytes=stored.size_bytes,
        storage_key=played.key if played else "", media_type=plan.media_type,
        size_bytes=played.size_bytes if played else None, duration_ms=facts.duration_ms,
        width=facts.width or None, height=facts.height or None, rotation=facts.rotation,
        has_video=facts.has_video, has_audio=facts.has_audio, codecs=facts.codecs,
    )  # fmt: skip
    if video.prepared_at is None:
        ask_for_preparing(video, asked_by_id=asked_by_id)
    return video


def set_video_address(
    episode: Episode,
    address: str,
    *,
    duration_ms: int | None = None,
    width: int | None = None,
    height: int | None = None,
    place: Place = Place.EPISODE,
    title: str = "",
) -> Video:
    """The address is given to viewers' browsers as it is, never fetched by the server.

    Raises NotPlayableError where it is not an https address."""
    if not ADDRESS.fullmatch(address):
        raise NotPlayableError(Message("The address must start with https:// and have no spaces."))
    if len(address) > LONGEST_ADDRESS:
        raise NotPlayableError(
            Message("The address can have at most %(most)s characters.", most=LONGEST_ADDRESS)
        )
    media_type = "video/webm" if address.partition("?")[0].endswith(".webm") else "video/mp4"
    return _store_row(
        episode, place, title=title, original_key="", original_size_bytes=None, storage_key="",
        address=address, media_type=media_type, size_bytes=None, duration_ms=duration_ms,
        width=width, height=height,
    )  # fmt: skip


def use_earlier_file(
    episode: Episode, facts: dict[str, Any], *, place: Place, asked_by_id: int | None
) -> Video:
    """A file that the episode had before, with what was known of it; what was made of it for
    viewers is made again. Raises NotPlayableError where it was cleared out since."""
    key, plays_as_it_is = facts["original_key"], facts["plays_as_it_is"]
    if key and not storage().has(key):
        raise NotPlayableError(Message("That file is no longer here. Send it again."))
    columns = {name: value for name, value in facts.items() if name != "plays_as_it_is"}
    columns["storage_key"] = key if plays_as_it_is else ""
    columns["size_bytes"] = facts["original_size_bytes"] if plays_as_it_is else None
    video = _store_row(episode, place, **columns)
    ask_for_preparing(video, asked_by_id=asked_by_id)
    return video


def move_video(video: Video, place: Place) -> None:
    """In place of the one that is there. A poster that somebody chose stays."""
    present = video_of(video.episode_id, place)
    if present is not None:
        if present.is_poster_own and not video.is_poster_own:
            for name in POSTER:
                setattr(video, name, getattr(present, name))
        video.title = present.title
        db.session.delete(present)
        db.session.flush()  # a place holds one video
    video.place = place
    db.session.flush()


def check_same_length(episode: Episode, duration_ms: int | None) -> None:
    """It may be as long as the video, or as the one that waits. Raises OtherLengthError."""
    video, waiting = video_of(episode.id), video_of(episode.id, Place.WAITING)
    lengths_ms = [each.duration_ms for each in (video, waiting) if each]
    if lengths_ms and not any(lengths_fit(each, duration_ms) for each in lengths_ms):
        raise OtherLengthError(clock(duration_ms or 0), clock(lengths_ms[0] or 0))


def describe_video(video: Video, *, title: str, note: str) -> None:
    video.title, video.note = title, note
    db.session.flush()


def set_note(video: Video, note: str) -> None:
    video.note = note
    db.session.flush()


def judge_form(video: Video, headline: Headline, review: ReviewState) -> None:
    """What somebody found in this other form of the episode's video."""
    video.headline, video.review = headline, review
    db.session.flush()


def set_poster(video: Video, stream: Readable, *, alt: str = "") -> None:
    """Raises MediaError."""
    stored, media_type = store_poster(stream)
    use_stored_poster(video, stored, media_type, alt=alt)


def use_stored_poster(video: Video, stored: StoredFile, media_type: str, *, alt: str = "") -> None:
    video.poster_key, video.poster_media_type, video.poster_alt = stored.key, media_type, alt
    video.poster_size_bytes, video.is_poster_own = stored.size_bytes, True
    db.session.flush()


def describe_poster(video: Video, alt: str) -> None:
    """Other words for the poster that is there; nothing where there is none."""
    if video.poster_key:
        video.poster_alt = alt
        db.session.flush()


def remove_poster(video: Video) -> None:
    """None is made in its place until the video is prepared again."""
    _take_poster_away(video)
    db.session.flush()


def ask_for_preparing(video: Video, *, asked_by_id: int | None = None) -> Job | None:
    """Asks for all that is made of the file; nothing for an address elsewhere."""
    if not video.original_key:
        return None
    return enqueue(
        PREPARE, subject=f"episode:{video.episode_id}", arguments={"place": video.place.value},
        asked_by_id=asked_by_id, again=True,
    )  # fmt: skip


def remove_video(episode: Episode, place: Place = Place.EPISODE) -> None:
    """The row; the file stays for other episodes and for `flask check` to find."""
    if video := video_of(episode.id, place):
        db.session.delete(video)
        db.session.flush()
        episode_changed.send(episode)


def _store_row(episode: Episode, place: Place, **fields: object) -> Video:
    video = video_of(episode.id, place) or Video(episode_id=episode.id, place=place)
    changed = {name: value for name, value in fields.items() if getattr(video, name) != value}
    if "original_key" in changed or "address" in changed:
        _forget_what_was_drawn(video)
    for name, value in fields.items():  # all: some were just forgotten that are the same
        setattr(video, name, value)
    db.session.add(video)
    db.session.flush()
    if changed:
        episode_changed.send(episode)
    return video


def _forget_what_was_drawn(video: Video) -> None:
    """From another file, which nobody has looked at. A poster that somebody chose stays."""
    video.review = ReviewState.NOT_REVIEWED
    video.storyboard_key = video.waveform_key = video.codecs = ""
    video.storyboard_layout = video.prepared_at = video.loudness_lufs = None
    video.storyboard_size_bytes = video.waveform_size_bytes = None
    video.rotation, video.has_video, video.has_audio = 0, True, True
    if not video.is_poster_own:
        _take_poster_away(video)


def _take_poster_away(video: Video) -> None:
    video.poster_key = video.poster_media_type = video.poster_alt = ""
    video.poster_size_bytes, video.is_poster_own = None, False
