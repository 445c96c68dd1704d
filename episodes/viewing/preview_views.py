"""What a preview link shows: one episode as it was when the link was made, to anyone who has the
link. Nothing of it is kept anywhere on the way, and no other page is told its address."""

from flask import Response, abort, render_template, url_for
from markupsafe import Markup
from sqlalchemy import select

from episodes.answers.markdown import with_watch_address
from episodes.answers.pictures import with_pictures
from episodes.db import db
from episodes.media.serving import FileGoneError, file_response
from episodes.media.storage import storage
from episodes.media.views import POSTER_SUFFIXES, VIDEO_SUFFIXES
from episodes.transcripts.models import CaptionRendering
from episodes.versions.previews import (
    FrozenPart,
    FrozenPicture,
    FrozenVideo,
    PreviewDocument,
    open_preview,
)
from episodes.viewing.blueprint import bp

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
LONGEST_KEY = 100
POSTER = "_poster"  # no picture of an answer is called so


@bp.get("/preview/<key>")
def preview(key: str) -> Response:
    document = _document(key)
    page = render_template(
        "viewing/preview.html",
        page=document,
        key=key,
        parts=[(part, _part_html(key, document, part)) for part in document.parts],
        video_addresses=[_address(key, n, video) for n, video in enumerate(document.videos)],
        forms=[
            (form, _address(key, n, form))
            for n, form in enumerate(document.forms, start=len(document.videos))
        ],
        poster_address=_picture_address(key, document.poster) if document.poster else None,
    )
    return Response(page, headers=HEADERS)


def _part_html(key: str, document: PreviewDocument, part: FrozenPart) -> Markup:
    html = with_watch_address(part.html, url_for("viewing.preview", key=key))
    return with_pictures(html, document.pictures, lambda each: _picture_address(key, each))


def _picture_address(key: str, picture: FrozenPicture) -> str:
    suffix = POSTER_SUFFIXES.get(picture.media_type, "jpg")
    name = picture.name or POSTER
    return url_for("viewing.preview_picture", key=key, name=name, suffix=suffix)


@bp.get("/preview/<key>/pictures/<name>.<any(jpg, png, webp):suffix>")
def preview_picture(key: str, name: str, suffix: str) -> Response:
    document = _document(key)
    pictures = {picture.name: picture for picture in document.pictures}
    picture = document.poster if name == POSTER else pictures.get(name)
    if picture is None or POSTER_SUFFIXES.get(picture.media_type) != suffix:
        abort(404)
    try:
        file_name = f"preview.{suffix}"
        response = file_response(storage(), picture.key, picture.media_type, file_name=file_name)
    except FileGoneError:
        abort(404)
    response.headers.update(HEADERS)
    return response


@bp.get("/preview/<key>/video-<int:number>.<any(mp4, webm, m4a, mp3):suffix>")
def preview_video(key: str, number: int, suffix: str) -> Response:
    document = _document(key)
    videos = [*document.videos, *document.forms]
    if number >= len(videos) or not videos[number].key:
        abort(404)
    video = videos[number]
    if _suffix(video) != suffix:
        abort(404)
    try:
        name = f"preview.{suffix}"
        response = file_response(storage(), video.key, video.media_type, file_name=name)
    except FileGoneError:
        abort(404)
    response.headers.update(HEADERS)
    return response


@bp.get("/preview/<key>/captions-<int:number>.vtt")
def preview_captions(key: str, number: int) -> Response:
    tracks = _document(key).tracks
    if number >= len(tracks):
        abort(404)
    chosen = select(CaptionRendering.vtt).where(
        CaptionRendering.version_id == tracks[number].version_id
    )
    text = db.session.scalar(chosen)
    if text is None:
        abort(404)
    return Response(text, content_type="text/vtt; charset=utf-8", headers=HEADERS)


def _document(key: str) -> PreviewDocument:
    return (open_preview(key) if len(key) <= LONGEST_KEY else None) or abort(404)


def _suffix(video: FrozenVideo) -> str:
    return VIDEO_SUFFIXES.get(video.media_type, "mp4")


def _address(key: str, number: int, video: FrozenVideo) -> str:
    if video.address:
        return video.address
    return url_for("viewing.preview_video", key=key, number=number, suffix=_suffix(video))
