"""An episode's caption files, video and poster -> tracks, versions and stored media."""

from collections.abc import Sequence
from hashlib import file_digest, sha256
from pathlib import Path
from types import TracebackType

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from captions import Limits
from episodes.archive.caption_files import caption_bytes
from episodes.archive.folder import Folder
from episodes.archive.reading import EpisodeFolder
from episodes.archive.schema import AnswerVideoFile, CaptionFile, OtherFormFile, VideoFile
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.media.actions import (
    judge_form,
    remove_poster,
    remove_video,
    set_note,
    set_video_address,
    store_poster,
    store_video,
    use_stored_poster,
    use_stored_video,
)
from episodes.media.answer_pictures import pictures_of, put_picture
from episodes.media.models import AnswerPicture, Place, Video
from episodes.media.queries import video_of
from episodes.media.storage import storage
from episodes.transcripts.actions import add_version, ensure_track
from episodes.transcripts.models import CaptionTrack, CaptionVersion, TrackKind


def put_captions(episode: Episode, folder: EpisodeFolder, archive: Folder, *, is_new: bool) -> None:
    """A track that the folder does not name keeps its versions, but none of them is live."""
    present = [] if is_new else _tracks(episode)
    named = {(file.language, file.kind) for file in folder.file.captions}
    for track in present:
        if (track.language, track.kind) not in named and track.live_version:
            track.live_version, track.is_default = None, False
    by_name: dict[tuple[str, TrackKind], CaptionTrack] = {
        (track.language, track.kind): track for track in present
    }
    for file in folder.file.captions:
        wanted = by_name.get((file.language, file.kind))
        if wanted is None or (wanted.label, wanted.is_default) != (file.label, file.default):
            wanted = ensure_track(
                episode, language=file.language, kind=file.kind, label=file.label,
                is_default=file.default,
            )  # fmt: skip
        _put_version(wanted, file, archive.bytes_of(folder.name(file.file)))


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


class StoredFiles:
    """Media files are stored before the rows that name them; where the import fails, the session is
    rolled back and the files go that no row names."""

    def __init__(self) -> None:
        self.keys: list[str] = []

    def __enter__(self) -> "StoredFiles":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        if kind is None:
            return
        db.session.rollback()
        for key in self.keys:
            named = or_(
                Video.original_key == key, Video.storage_key == key, Video.poster_key == key
            )
            pictures = select(AnswerPicture.id).where(AnswerPicture.storage_key == key)
            in_use = select(Video.id).where(named).union_all(pictures)
            if db.session.execute(in_use.limit(1)).first() is None:
                storage().delete(key)


def put_videos(
    episode: Episode,
    folder: EpisodeFolder,
    archive: Folder,
    files: StoredFiles,
    *,
    is_new: bool,
) -> None:
    file, answer = folder.file.video, folder.file.answer
    if file:
        video = _put_video(episode, folder, file, archive, files)
        _put_poster(video, folder, file, archive, files)
    elif not is_new:
        remove_video(episode)
    if answer and answer.video:
        set_note(_put_video(episode, folder, answer.video, archive, files), answer.video.note)
    elif not is_new:
        remove_video(episode, Place.ANSWER)
    others = {
        Place.DESCRIBED: folder.file.described,
        Place.SIGN_LANGUAGE: folder.file.sign_language,
    }
    for place, other in others.items():
        if other:
            form = _put_video(episode, folder, other, archive, files, place=place)
            set_note(form, other.note)
            judge_form(form, other.headline, other.review)
        elif not is_new:
            remove_video(episode, place)


def _put_video(
    episode: Episode,
    folder: EpisodeFolder,
    file: VideoFile | AnswerVideoFile | OtherFormFile,
    archive: Folder,
    files: StoredFiles,
    *,
    place: Place = Place.EPISODE,
) -> Video:
    title = ""
    if isinstance(file, AnswerVideoFile):
        place, title = Place.ANSWER, file.title
    if file.address:
        size = file.model_dump(include={"duration_ms", "width", "height"})
        return set_video_address(episode, file.address, place=place, title=title, **size)
    path = archive.path(folder.name(str(file.file)))
    present = video_of(episode.id, place)
    if present and present.title == title and _is_stored(path, present.original_key):
        return present
    with path.open("rb") as stream:
        stored, facts = store_video(stream, limit_bytes=path.stat().st_size)
    files.keys.append(stored.key)
    return use_stored_video(episode, stored, facts, place=place, title=title)


def _put_poster(
    video: Video, folder: EpisodeFolder, file: VideoFile, archive: Folder, files: StoredFiles
) -> None:
    if file.poster is None:
        if video.is_poster_own:
            remove_poster(video)
        return
    path = archive.path(folder.name(file.poster))
    if not _is_stored(path, video.poster_key):
        with path.open("rb") as stream:
            stored, media_type = store_poster(stream)
        files.keys.append(stored.key)
        use_stored_poster(video, stored, media_type, alt=file.poster_alt)
    elif video.poster_alt != file.poster_alt:
        video.poster_alt = file.poster_alt


def put_pictures(
    episode: Episode, folder: EpisodeFolder, archive: Folder, files: StoredFiles
) -> None:
    """Before the text that names them. What the folder does not have stays: an earlier version of
    the text may name it."""
    named = folder.file.answer.pictures if folder.file.answer else ()
    present = {picture.name: picture for picture in pictures_of(episode.id)} if named else {}
    for file in named:
        path = archive.path(folder.name(file.file))
        picture = present.get(file.name)
        if picture is not None and _is_stored(path, picture.storage_key):
            if picture.alt != file.alt:
                picture.alt = file.alt
            continue
        with path.open("rb") as stream:
            stored, media_type = store_poster(stream)
        files.keys.append(stored.key)
        put_picture(episode, picture, file.name, stored, media_type, alt=file.alt)


def _is_stored(path: Path, key: str) -> bool:
    if not key:
        return False
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest() in key
