"""Videos and posters, for whoever may see their episode."""

from flask import Blueprint, Flask, Response, abort

from episodes.accounts.permissions import is_staff
from episodes.jobs.registry import register
from episodes.media.models import Place, Video
from episodes.media.preparing import KIND
from episodes.media.queries import visible_video
from episodes.media.serving import FileGone, file_response
from episodes.media.storage import LocalStorage, storage

bp = Blueprint("media", __name__)

VIDEO_SUFFIXES = {
    "video/mp4": "mp4", "video/webm": "webm", "audio/mp4": "m4a", "audio/mpeg": "mp3"
}  # fmt: skip
POSTER_SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


def init_media(app: Flask) -> None:
    settings = app.extensions["settings"]
    app.extensions["media storage"] = LocalStorage(settings.media_dir)
    register(app, KIND)


@bp.get("/episodes/<slug>/video.<any(mp4, webm, m4a, mp3):suffix>")
def video(slug: str, suffix: str) -> Response:
    return _video_file(slug, suffix, Place.EPISODE)


@bp.get("/episodes/<slug>/answer/video.<any(mp4, webm, m4a, mp3):suffix>")
def answer_video(slug: str, suffix: str) -> Response:
    return _video_file(slug, suffix, Place.ANSWER)


@bp.get("/episodes/<slug>/poster.<any(jpg, png, webp):suffix>")
def poster(slug: str, suffix: str) -> Response:
    found = _visible(slug, Place.EPISODE)
    if POSTER_SUFFIXES.get(found.poster_media_type) != suffix:
        abort(404)
    return _served(found.poster_key, found.poster_media_type, f"{slug}-poster.{suffix}")


def _video_file(slug: str, suffix: str, place: Place) -> Response:
    found = _visible(slug, place)
    if not found.storage_key or VIDEO_SUFFIXES.get(found.media_type) != suffix:
        abort(404)
    return _served(found.storage_key, found.media_type, f"{slug}.{suffix}")


def _visible(slug: str, place: Place) -> Video:
    return visible_video(slug, staff=is_staff(), place=place) or abort(404)


def _served(key: str, media_type: str, file_name: str) -> Response:
    try:
        return file_response(storage(), key, media_type, file_name=file_name)
    except FileGone:
        abort(404)
