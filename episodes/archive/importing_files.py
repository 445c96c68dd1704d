"""An episode's caption files, video and poster -> tracks, versions and stored media."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from types import TracebackType

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from captions import Limits
from episodes.archive.caption_files import caption_bytes
from episodes.archive.folder import Folder
from episodes.archive.reading import EpisodeFolder
from episodes.archive.schema import CaptionFile
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.transcripts.actions import add_version, ensure_track
from episodes.transcripts.models import CaptionTrack, CaptionVersion


def put_captions(
    episode: Episode, folder: EpisodeFolder, archive: Folder, *, is_new: bool
) -> None:
    """A track that the folder does not name keeps its versions, but none of them is live."""
    present = [] if is_new else _tracks(episode)
    named = {(file.language, file.kind) for file in folder.file.captions}
    for track in present:
        if (track.language, track.kind) not in named and track.live_version:
            track.live_version, track.is_default = None, False
    by_name = {(track.language, track.kind): track for track in present}
    for file in folder.file.captions:
        track = by_name.get((file.language, file.kind))
        if track is None or (track.label, track.is_default) != (file.label, file.default):
            track = ensure_track(
                episode, language=file.language, kind=file.kind, label=file.label,
                is_default=file.default,
            )  # fmt: skip
        _put_version(track, file, archive.bytes_of(folder.name(file.file)))


def _tracks(episode: Episode) -> Sequence[CaptionTrack]:
    tracks = select(CaptionTrack).where(CaptionTrack.episode_id == episode.id)
    return db.session.scalars(tracks.options(joinedload(CaptionTrack.live_version))).all()


def _put_version(track: CaptionTrack, file: CaptionFile, data: bytes) -> None:
    if track.live_version and _says_the_same(track.live_version, data):
        return
    add_version(
        track, data, Path(file.file).name, author=None, note="From an archive", make_live=True,
        limits=Limits(file_bytes=max(len(data), 1)),
    )  # fmt: skip


def _says_the_same(version: CaptionVersion, data: bytes) -> bool:
    """The bytes as uploaded, or as an export would write them."""
    return version.source_sha256 == sha256(data).hexdigest() or caption_bytes(version) == data
