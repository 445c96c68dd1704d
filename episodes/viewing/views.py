"""The watch page; the pages that gather episodes are in list_views."""

from typing import Any

from flask import abort, render_template, request, url_for

from episodes.accounts.permissions import is_staff
from episodes.catalog.artifacts import Headline
from episodes.catalog.models import Status
from episodes.catalog.records import EpisodeRecord
from episodes.catalog.words import excerpt, numbering
from episodes.db import now_utc
from episodes.preferences.of_request import choices_of_request, look_of_request, shown_of_request
from episodes.transcripts.queries import TranscriptFragment, live_tracks, transcript_of
from episodes.viewing import list_views
from episodes.viewing.blueprint import bp
from episodes.viewing.cards import cards_of
from episodes.viewing.forms import start_second
from episodes.viewing.highlighting import TranscriptMatches, transcript_matches, with_lines_between
from episodes.viewing.presenting import (
    downloads,
    moment_address,
    player_tracks,
    poster_address,
    question_words,
    structured_data,
    timed_lines,
    transcript_languages,
    video_source,
)
from episodes.viewing.watch_queries import WatchPage, related_episodes, watch_page
from episodes.warnings.gate import Gates, gates
from episodes.warnings.hiding import hidden_from_lists
from episodes.warnings.notes import watch_notes

__all__ = ["bp"]
OPENING_EXCERPT = 320
LONGEST_FIND = 100


@bp.get("/episodes/<slug>")
def watch(slug: str) -> str:
    page = watch_page(slug, staff=is_staff())
    if page is None:
        abort(404)
    choices = choices_of_request()
    gate = gates(page.episode, page.warnings, choices, shown_of_request(slug))
    related = related_episodes(page.episode, hidden_from_lists(choices))
    return render_template(
        "viewing/watch.html",
        page=page,
        gates=gate,
        here=_here(),
        is_public=_is_public(page.episode),
        is_explicit=page.episode.video_headline == Headline.EXPLICIT,
        numbering=numbering(page.episode),
        words=question_words(page.question) if page.question else None,
        notes=watch_notes(gate, has_video=page.video is not None, has_answer=page.has_answer),
        opening=excerpt(page.parts[0].plain, OPENING_EXCERPT) if page.parts else "",
        moment=lambda ms: moment_address(slug, ms),
        structured_data=structured_data(page),
        related=cards_of(related, choices, list_views.card_style()),
        **_playing(page, gate),
    )


def _playing(page: WatchPage, gate: Gates) -> dict[str, Any]:
    """The player and the transcript: the transcript has the video's words, and its cover."""
    slug = page.episode.slug
    tracks = live_tracks(page.episode.id)
    transcript = transcript_of(page.episode.id, request.args.get("lang"))
    language = transcript.language if transcript else ""
    kind = transcript.kind if transcript else ""
    return {
        "source": video_source(page, start_second(request.args.get("t"))),
        "tracks": player_tracks(page, tracks),
        "poster_address": _poster(page, gate),
        "transcript": transcript,
        "transcript_gate": gate.transcript,
        "matches": _transcript_matches(transcript, gate, slug),
        "alternatives": _alternatives(page, gate, transcript),
        "captions_stylesheet": url_for("preferences.captions_css"),
        "address_values": {
            name: request.args[name] for name in ("lang", "t") if name in request.args
        },
        "languages": transcript_languages(slug, tracks, language),
        "downloads": downloads(slug, tracks, language, kind),
    }


def _poster(page: WatchPage, gate: Gates) -> str:
    if page.video is None or gate.thumbnail.is_covered or look_of_request().is_discreet:
        return ""
    return poster_address(page.episode, page.video.poster_media_type)


def _alternatives(
    page: WatchPage, gate: Gates, transcript: TranscriptFragment | None
) -> list[tuple[str, str]]:
    """What there is to read where the video is covered."""
    alternatives = []
    if page.has_answer:
        address = url_for("answers.answer", slug=page.episode.slug)
        alternatives.append((address, "Read the written answer instead"))
    if transcript and not gate.transcript.is_covered:
        alternatives.append(("#transcript", "Read the transcript instead"))
    return alternatives


def _transcript_matches(
    transcript: TranscriptFragment | None, gate: Gates, slug: str
) -> TranscriptMatches | None:
    if transcript is None:
        return None
    query = request.args.get("q", "")[:LONGEST_FIND]
    return transcript_matches(
        with_lines_between(transcript.html, timed_lines(gate.timed, slug)), query
    )


def _here() -> str:
    """This page's own address, to come back to after a choice."""
    return request.full_path.rstrip("?")


def _is_public(episode: EpisodeRecord) -> bool:
    when = episode.published_at
    return episode.status == Status.PUBLISHED and when is not None and when <= now_utc()
