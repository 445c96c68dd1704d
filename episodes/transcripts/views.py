"""The documents of a track, as players and people fetch them."""

import hashlib
from typing import NoReturn

from flask import Blueprint, Response, abort, request

import captions
from episodes.catalog.given import works_on
from episodes.catalog.queries import visible_episode
from episodes.transcripts.actions import LANGUAGE
from episodes.transcripts.models import TrackKind
from episodes.transcripts.queries import Form, chapters_track, live_document

bp = Blueprint("transcripts", __name__)

KINDS = frozenset(kind.value for kind in TrackKind)
VTT_TYPE = "text/vtt; charset=utf-8"
SRT_TYPE = "application/x-subrip; charset=utf-8"
TEXT_TYPE = "text/plain; charset=utf-8"
FORMS: dict[str, tuple[str, Form]] = {
    "vtt": (VTT_TYPE, "vtt"),
    "srt": (SRT_TYPE, "vtt"),
    "txt": (TEXT_TYPE, "transcript_text"),
}


@bp.get("/episodes/<slug>/captions/<language>.<kind>.vtt")
def vtt(slug: str, language: str, kind: str) -> Response:
    stored, response = _live(slug, language, kind, "vtt")
    return response if stored is None else _fill(response, stored)


@bp.get("/episodes/<slug>/captions/<language>.<kind>.srt")
def srt(slug: str, language: str, kind: str) -> Response:
    stored, response = _live(slug, language, kind, "srt")
    if stored is None:
        return response
    track = captions.read(stored.encode(), "stored.vtt").track
    return _fill(response, captions.write(track, "srt").text)


@bp.get("/episodes/<slug>/captions/<language>.<kind>.txt")
def text(slug: str, language: str, kind: str) -> Response:
    stored, response = _live(slug, language, kind, "txt")
    return response if stored is None else _fill(response, stored)


@bp.get("/episodes/<slug>/chapters.vtt")
def chapters(slug: str) -> Response:
    episode = visible_episode(slug, staff=works_on(slug)) or _nothing()
    track = chapters_track(episode.id) or _nothing()
    document = captions.write(track, "vtt").text
    response = _conditional(hashlib.sha256(document.encode()).hexdigest(), VTT_TYPE)
    return response if response.status_code == 304 else _fill(response, document)


def _live(slug: str, language: str, kind: str, suffix: str) -> tuple[str | None, Response]:
    """The stored document that it is made from, and an empty response of its type; None and a 304
    where the caller has the document. The document is not read where the caller may have it."""
    if kind not in KINDS or not LANGUAGE.fullmatch(language):
        abort(404)
    media_type, form = FORMS[suffix]
    staff = works_on(slug)
    for stored_form in (None, form) if request.if_none_match else (form,):
        live = (
            live_document(slug, language, TrackKind(kind), stored_form, staff=staff) or _nothing()
        )
        response = _conditional(f"{suffix}-{live.etag}", media_type)
        if response.status_code == 304:
            return None, response
    return live.text or _nothing(), response


def _conditional(etag: str, media_type: str) -> Response:
    response = Response(content_type=media_type)
    response.set_etag(etag)
    # Kept by the browser but asked for each time: what is withdrawn must be gone at once.
    response.headers["Cache-Control"] = "private, no-cache"
    if request.if_none_match.contains_weak(etag):
        response.status_code = 304
    return response


def _fill(response: Response, document: str) -> Response:
    response.set_data(document or _nothing())
    return response


def _nothing() -> NoReturn:
    abort(404)
