"""The documents of a track, as players and people fetch them."""

import hashlib
from typing import NoReturn

from flask import Blueprint, Response, abort, request

import captions
from episodes.accounts.permissions import is_staff
from episodes.catalog.queries import visible_episode
from episodes.transcripts.actions import LANGUAGE
from episodes.transcripts.models import TrackKind
from episodes.transcripts.queries import chapters_track, live_etag, text_of, vtt_of

bp = Blueprint("transcripts", __name__)

KINDS = frozenset(kind.value for kind in TrackKind)
VTT_TYPE = "text/vtt; charset=utf-8"
SRT_TYPE = "application/x-subrip; charset=utf-8"
TEXT_TYPE = "text/plain; charset=utf-8"


@bp.get("/episodes/<slug>/captions/<language>.<kind>.vtt")
def vtt(slug: str, language: str, kind: str) -> Response:
    version_id, response = _live(slug, language, kind, "vtt")
    return response if response.status_code == 304 else _filled(response, vtt_of(version_id))


@bp.get("/episodes/<slug>/captions/<language>.<kind>.srt")
def srt(slug: str, language: str, kind: str) -> Response:
    version_id, response = _live(slug, language, kind, "srt")
    if response.status_code == 304:
        return response
    stored = vtt_of(version_id) or _nothing()
    track = captions.read(stored.encode(), "stored.vtt").track
    return _filled(response, captions.write(track, "srt").text)


@bp.get("/episodes/<slug>/captions/<language>.<kind>.txt")
def text(slug: str, language: str, kind: str) -> Response:
    version_id, response = _live(slug, language, kind, "txt")
    return response if response.status_code == 304 else _filled(response, text_of(version_id))


@bp.get("/episodes/<slug>/chapters.vtt")
def chapters(slug: str) -> Response:
    episode = visible_episode(slug, staff=is_staff()) or _nothing()
    track = chapters_track(episode.id) or _nothing()
    document = captions.write(track, "vtt").text
    response = _conditional(hashlib.sha256(document.encode()).hexdigest(), VTT_TYPE)
    return response if response.status_code == 304 else _filled(response, document)


def _live(slug: str, language: str, kind: str, form: str) -> tuple[int, Response]:
    """The live version's id, and a response that is a 304 where the caller has the document."""
    if kind not in KINDS or not LANGUAGE.fullmatch(language):
        abort(404)
    row = live_etag(slug, language, TrackKind(kind), staff=is_staff()) or _nothing()
    version_id, etag = row
    media_type = {"vtt": VTT_TYPE, "srt": SRT_TYPE, "txt": TEXT_TYPE}[form]
    return version_id, _conditional(f"{form}-{etag}", media_type)


def _conditional(etag: str, media_type: str) -> Response:
    response = Response(content_type=media_type)
    response.set_etag(etag)
    # Kept by the browser but asked for each time: what is withdrawn must be gone at once.
    response.headers["Cache-Control"] = "private, no-cache"
    if request.if_none_match.contains_weak(etag):
        response.status_code = 304
    return response


def _filled(response: Response, document: str) -> Response:
    response.set_data(document or _nothing())
    return response


def _nothing() -> NoReturn:
    abort(404)
