"""Giving an episode its video and poster. Files are stored before the database row is written, so
a crash in between leaves a file without a row, never a row without its file."""

import re

from episodes.catalog.models import Episode
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.media.errors import NotPlayable
from episodes.media.models import Place, Video
from episodes.media.pictures import LARGEST_POSTER_BYTES, check_picture, picture_kind
from episodes.media.probe import SIGNATURE_BYTES, MediaFacts, probe
from episodes.media.queries import video_of
from episodes.media.storage import Readable, StoredFile, storage

# A host and no password; nothing that would end an attribute or a header.
ADDRESS = re.compile(
    r'https://[^\x00-\x20\x7f"<>\\/?#@]+([/?#][^\x00-\x20\x7f"<>\\]*)?',
)
LONGEST_ADDRESS = 1000


def store_video(stream: Readable, *, limit_bytes: int) -> tuple[StoredFile, MediaFacts]:
    """Raises MediaError; a file that was new and cannot be played is not kept."""
    known = stream.read(SIGNATURE_BYTES)
    suffix = ".webm" if known.startswith(b"\x1aE") else ".mp4"
    stored = storage().save(_Rejoined(known, stream), limit_bytes=limit_bytes, suffix=suffix)
    try:
        return stored, probe(storage().path(stored.key))
    except NotPlayable:
        storage().delete(stored.key)
        raise


def store_poster(stream: Readable) -> tuple[StoredFile, str]:
    """The stored file and its media type. Raises MediaError."""
    known = stream.read(SIGNATURE_BYTES)
    kind = picture_kind(known)
    stored = storage().save(
        _Rejoined(known, stream), limit_bytes=LARGEST_POSTER_BYTES, suffix=kind.suffix
    )
    try:
        check_picture(storage().path(stored.key).read_bytes())
    except NotPlayable:
        storage().delete(stored.key)
        raise
    return stored, kind.media_type


class _Rejoined:
    """A stream with the bytes that were read ahead put back."""

    def __init__(self, known: bytes, stream: Readable) -> None:
        self.known = known
        self.stream = stream

    def read(self, size: int = -1, /) -> bytes:
        known, self.known = self.known, b""
        return known or self.stream.read(size)


def set_video_file(
    episode: Episode,
    stream: Readable,
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
) -> Video:
    return _put(
        episode, place, title=title, original_key=stored.key,
        original_size_bytes=stored.size_bytes, storage_key=stored.key, address="",
        media_type=facts.media_type, size_bytes=stored.size_bytes, duration_ms=facts.duration_ms,
        width=facts.width, height=facts.height, has_video=facts.has_video,
        has_audio=facts.has_audio,
    )  # fmt: skip


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

    Raises NotPlayable where it is no https address."""
    if not ADDRESS.fullmatch(address):
        raise NotPlayable("The address must begin with https:// and hold no spaces.")
    if len(address) > LONGEST_ADDRESS:
        raise NotPlayable(f"The address is longer than {LONGEST_ADDRESS:,} characters.")
    media_type = "video/webm" if address.partition("?")[0].endswith(".webm") else "video/mp4"
    return _put(
        episode, place, title=title, original_key="", original_size_bytes=None, storage_key="",
        address=address, media_type=media_type, size_bytes=None, duration_ms=duration_ms,
        width=width, height=height,
    )  # fmt: skip


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
    video.poster_key = video.poster_media_type = video.poster_alt = ""
    db.session.flush()


def remove_video(episode: Episode, place: Place = Place.EPISODE) -> None:
    """The row; the file stays for other episodes and for `flask check` to find."""
    if video := video_of(episode.id, place):
        db.session.delete(video)
        db.session.flush()
        episode_changed.send(episode)


def _put(episode: Episode, place: Place, **fields: object) -> Video:
    video = video_of(episode.id, place) or Video(episode_id=episode.id, place=place)
    changed = {name: value for name, value in fields.items() if getattr(video, name) != value}
    for name, value in changed.items():
        setattr(video, name, value)
    db.session.add(video)
    db.session.flush()
    if changed:
        episode_changed.send(episode)
    return video
