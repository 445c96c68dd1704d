"""Videos and posters, for anyone who may see their episode."""

from pathlib import PurePosixPath

from flask import Blueprint, Flask, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from episodes.catalog.given import works_on
from episodes.catalog.signals import episode_changed
from episodes.jobs.registry import register
from episodes.media.answer_pictures import served_picture
from episodes.media.models import AnswerPicture, Place
from episodes.media.object_store import media_storage
from episodes.media.prepare_job import KIND, take_made_poster_away
from episodes.media.queries import ServedFiles, served_files
from episodes.media.serving import FileGoneError, Streams, file_response
from episodes.media.storage import storage
from episodes.media.storyboards import storyboard_vtt
from episodes.media.uploads import MediaRequest, discard_uploads
from episodes.site import settings_of

bp = Blueprint("media", __name__)

VIDEO_SUFFIXES = {
    "video/mp4": "mp4", "video/webm": "webm", "audio/mp4": "m4a", "audio/mpeg": "mp3"
}  # fmt: skip
SIGNED_LEAST_SECONDS = 900
POSTER_SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


def init_media(app: Flask) -> None:
    settings = settings_of(app)
    app.extensions["media storage"] = media_storage(settings)
    app.extensions["media streams"] = Streams(settings.media_streams)
    register(app, KIND)
    episode_changed.connect(take_made_poster_away)
    app.request_class = MediaRequest
    app.teardown_request(lambda _error: discard_uploads(request))


@bp.get("/episodes/<slug>/video.<any(mp4, webm, m4a, mp3):suffix>")
def video(slug: str, suffix: str) -> AnyResponse:
    return _video_file(slug, suffix, Place.EPISODE)


@bp.get("/episodes/<slug>/answer/video.<any(mp4, webm, m4a, mp3):suffix>")
def answer_video(slug: str, suffix: str) -> AnyResponse:
    return _video_file(slug, suffix, Place.ANSWER)


@bp.get("/episodes/<slug>/described.<any(mp4, webm, m4a, mp3):suffix>")
def described_video(slug: str, suffix: str) -> AnyResponse:
    return _video_file(slug, suffix, Place.DESCRIBED)


@bp.get("/episodes/<slug>/sign-language.<any(mp4, webm, m4a, mp3):suffix>")
def sign_language_video(slug: str, suffix: str) -> AnyResponse:
    return _video_file(slug, suffix, Place.SIGN_LANGUAGE)


@bp.get("/episodes/<slug>/waiting-video.<any(mp4, webm, m4a, mp3):suffix>")
def waiting_video(slug: str, suffix: str) -> AnyResponse:
    """For who works on it: nobody has been shown it yet."""
    return _video_file(slug, suffix, Place.WAITING)


@bp.get("/episodes/<slug>/poster.<any(jpg, png, webp):suffix>")
def poster(slug: str, suffix: str) -> Response:
    files = _visible(slug, Place.EPISODE)
    if POSTER_SUFFIXES.get(files.poster_media_type) != suffix:
        abort(404)
    return _serve(files.poster_key, files.poster_media_type, f"{slug}-poster.{suffix}")


@bp.get("/episodes/<slug>/answer/pictures/<name>.<any(jpg, png, webp):suffix>")
def answer_picture(slug: str, name: str, suffix: str) -> Response:
    picture = served_picture(slug, name, staff=works_on(slug)) or abort(404)
    if POSTER_SUFFIXES.get(picture.media_type) != suffix:
        abort(404)
    return _serve(picture.storage_key, picture.media_type, f"{slug}-{picture.name}.{suffix}")


def picture_address(slug: str, picture: AnswerPicture) -> str:
    suffix = POSTER_SUFFIXES[picture.media_type]
    return url_for("media.answer_picture", slug=slug, name=picture.name, suffix=suffix)


@bp.get("/episodes/<slug>/storyboard.jpg")
def storyboard(slug: str) -> Response:
    files = _visible(slug, Place.EPISODE)
    if not files.storyboard_key:
        abort(404)
    return _serve(files.storyboard_key, "image/jpeg", f"{slug}-storyboard.jpg")


@bp.get("/episodes/<slug>/storyboard.vtt")
def storyboard_times(slug: str) -> Response:
    files = _visible(slug, Place.EPISODE)
    if not files.storyboard_key or not files.storyboard_layout:
        abort(404)
    picture = url_for("media.storyboard", slug=slug, v=_version(files.storyboard_key))
    text = storyboard_vtt(files.storyboard_layout, files.duration_ms or 0, picture)
    response = Response(text, content_type="text/vtt; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(f"{_version(files.storyboard_key)}-{files.duration_ms}")
    response.make_conditional(request)
    return response


@bp.get("/episodes/<slug>/waveform.dat")
def waveform(slug: str) -> Response:
    files = _visible(slug, Place.EPISODE)
    if not files.waveform_key:
        abort(404)
    return _serve(files.waveform_key, "application/octet-stream", f"{slug}-waveform.dat")


def _version(key: str) -> str:
    return PurePosixPath(key).stem[:12]


def _video_file(slug: str, suffix: str, place: Place) -> AnyResponse:
    files = _visible(slug, place)
    if not files.storage_key or VIDEO_SUFFIXES.get(files.media_type) != suffix:
        abort(404)
    if address := _address_past_the_site(slug, place, files):
        response = redirect(address, 302)
        response.headers["Cache-Control"] = "no-store"  # the address ends
        return response
    return _serve(files.storage_key, files.media_type, f"{slug}.{suffix}")


def _address_past_the_site(slug: str, place: Place, files: ServedFiles) -> str | None:
    """Only of what everybody may see: anyone who is given one may pass it on. It lasts for watching
    the film twice, with pauses, and is then of no use any more."""
    if works_on(slug) and served_files(slug, staff=False, place=place) is None:
        return None
    lasts = SIGNED_LEAST_SECONDS + 2 * (files.duration_ms or 0) // 1000
    return storage().signed_address(files.storage_key, lasts)


def _visible(slug: str, place: Place) -> ServedFiles:
    return served_files(slug, staff=works_on(slug), place=place) or abort(404)


def _serve(key: str, media_type: str, file_name: str) -> Response:
    try:
        return file_response(storage(), key, media_type, file_name=file_name)
    except FileGoneError:
        abort(404)
