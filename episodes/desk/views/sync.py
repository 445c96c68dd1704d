"""Syncing a transcript with the video, looking at what came out, and deciding about it."""

import json

from flask import Response, abort, flash, render_template, request, url_for
from flask_babel import gettext

from captions.speech_model import is_installed
from captions.sync import Synced
from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.models import Episode
from episodes.catalog.words import language_name
from episodes.db import db
from episodes.desk.forms.base import ConfirmForm, DeskForm
from episodes.desk.forms.sync import AcceptSyncForm, StartSyncForm
from episodes.desk.views.blueprint import bp, commit_form, episode_or_404, see_other, the_actor
from episodes.desk.views.captions import version_or_404
from episodes.desk.views.episode import Page
from episodes.media.models import Place, Video
from episodes.media.queries import newest_video_of
from episodes.media.views import VIDEO_SUFFIXES
from episodes.site import site_settings
from episodes.transcripts.models import CaptionSync
from episodes.transcripts.offers import can_be_synced, listening_to
from episodes.transcripts.proposal_review import review_of
from episodes.transcripts.proposals import ask_for_draft, ask_for_sync, discard

LAST_SECOND = 400_000


@bp.post("/episodes/<slug>/captions/<int:version_id>/sync")
@requires_right(Right.CAPTION)
def start_sync(slug: str, version_id: int) -> Page:
    episode, track, version = version_or_404(slug, version_id)
    form = StartSyncForm()
    listening = listening_to(episode.id)
    if not can_be_synced(track.kind):
        abort(409)
    offer = listening.offer(version_id)
    if offer.result and offer.has_fresh_result:
        return see_other(url_for("desk.sync_review", slug=slug, sync_id=offer.result.id))
    if listening.obstacle:
        flash(str(listening.obstacle), "warning")
    elif not commit_form(
        form, lambda: ask_for_sync(episode, version, the_actor(), form.track.data)
    ):
        if not form.track.errors:
            abort(409)
        flash(" ".join(map(str, form.track.errors)), "warning")
    return see_other(url_for("desk.captions", slug=slug, _anchor=f"version-{version_id}"))


@bp.post("/episodes/<slug>/captions/draft")
@requires_right(Right.CAPTION)
def start_draft(slug: str) -> Page:
    episode = episode_or_404(slug)
    form = ConfirmForm()
    settings = site_settings()
    if not is_installed(settings.ASR_MODEL_DIR):
        abort(409, gettext("Speech recognition isn’t installed here."))
    if obstacle := listening_to(episode.id).obstacle:
        flash(str(obstacle), "warning")
    elif not commit_form(form, lambda: ask_for_draft(episode, the_actor())):
        abort(409)
    return see_other(url_for("desk.captions", slug=slug, _anchor="draft"))


@bp.get("/episodes/<slug>/sync/<int:sync_id>")
@requires_right(Right.CAPTION)
def sync_review(slug: str, sync_id: int) -> Page:
    return _page(*_sync_or_404(slug, sync_id), AcceptSyncForm(formdata=None))


@bp.post("/episodes/<slug>/sync/<int:sync_id>/accept")
@requires_right(Right.CAPTION)
def accept_sync(slug: str, sync_id: int) -> Page:
    _, sync = _sync_or_404(slug, sync_id)
    form = AcceptSyncForm()
    if accepted := commit_form(form, lambda: form.save(sync, the_actor())):
        flash(gettext("Saved as a new version of the captions. Viewers can’t see it yet."), "good")
        if "correct" in form.pressed:
            track_id = accepted.result.track_id
            return see_other(url_for("desk.edit_captions", slug=slug, track_id=track_id))
        return see_other(url_for("desk.sync_review", slug=slug, sync_id=sync_id))
    return _page(*_sync_or_404(slug, sync_id), form)


@bp.post("/episodes/<slug>/sync/<int:sync_id>/discard")
@requires_right(Right.CAPTION)
def discard_sync(slug: str, sync_id: int) -> Page:
    _, sync = _sync_or_404(slug, sync_id)
    form = ConfirmForm()
    if not commit_form(form, lambda: discard(sync, the_actor())):
        abort(409)
    flash(gettext("Discarded. You can sync the transcript again."), "good")
    return see_other(url_for("desk.captions", slug=slug))


@bp.get("/episodes/<slug>/sync/<int:sync_id>/captions.vtt")
@requires_right(Right.CAPTION)
def synced_captions(slug: str, sync_id: int) -> Response:
    _, sync = _sync_or_404(slug, sync_id)
    return _document(sync.proposed_vtt, "text/vtt; charset=utf-8")


@bp.get("/episodes/<slug>/sync/<int:sync_id>/words.json")
@requires_right(Right.CAPTION)
def synced_words(slug: str, sync_id: int) -> Response:
    _, sync = _sync_or_404(slug, sync_id)
    words = Synced.from_json(sync.result).for_others()
    return _document(json.dumps(words, ensure_ascii=False, indent=1), "application/json")


def _document(text: str, media_type: str) -> Response:
    response = Response(text, content_type=media_type)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _sync_or_404(slug: str, sync_id: int) -> tuple[Episode, CaptionSync]:
    """Of this episode and no other."""
    episode = episode_or_404(slug)
    sync = db.session.get(CaptionSync, sync_id) if sync_id < 2**31 else None
    if sync is None or sync.episode_id != episode.id:
        abort(404)
    return episode, sync


def _page(episode: Episode, sync: CaptionSync, form: DeskForm) -> Page:
    page = render_template(
        "desk/sync-review.html",
        episode=episode,
        sync=sync,
        review=review_of(sync),
        language=language_name(sync.language),
        source=video_address(episode.slug, newest_video_of(episode.id)),
        form=form,
    )
    return page, form.status


def video_address(slug: str, video: Video | None) -> str:
    """Where the browser finds the video, at the second that the page was asked for; empty: there
    is none that a browser plays."""
    suffix = VIDEO_SUFFIXES.get(video.media_type) if video else None
    if video is None or not (video.address or (video.storage_key and suffix)):
        return ""
    page = "media.waiting_video" if video.place == Place.WAITING else "media.video"
    address = video.address or url_for(page, slug=slug, suffix=suffix)
    second = min(max(request.args.get("t", 0, type=int), 0), LAST_SECOND)
    return f"{address}#t={second}" if second else address
