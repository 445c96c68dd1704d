"""The pages of the show: home, catalog, watch."""

from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

from episodes.accounts.permissions import is_staff
from episodes.catalog.artifacts import Headline
from episodes.catalog.models import Status
from episodes.catalog.records import EpisodeRecord
from episodes.catalog.words import excerpt, numbering
from episodes.db import now_utc
from episodes.pages import is_fragment_request
from episodes.preferences.of_request import choices_of_request, look_of_request, shown_of_request
from episodes.transcripts.queries import TranscriptFragment, live_tracks, transcript_of
from episodes.viewing.context import page_context
from episodes.viewing.forms import CatalogForm, start_second
from episodes.viewing.highlighting import TranscriptMatches, transcript_matches, with_lines_between
from episodes.viewing.presenting import (
    HOME_EXCERPT,
    card_of,
    cards_of,
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
from episodes.viewing.queries import (
    catalog_page,
    filter_options,
    grouped_by_topic,
    newest_episodes,
    topics_in_use,
)
from episodes.viewing.watch_queries import WatchPage, related_episodes, watch_page
from episodes.warnings.gate import Gates, gates
from episodes.warnings.hiding import hidden_from_lists
from episodes.warnings.notes import watch_notes

bp = Blueprint("viewing", __name__)
bp.app_context_processor(page_context)

OPENING_EXCERPT = 320
LONGEST_FIND = 100


@bp.get("/")
def home() -> str:
    choices = choices_of_request()
    episodes = newest_episodes(hidden_from_lists(choices))
    groups, others = grouped_by_topic(episodes[1:])
    discreet = {"is_discreet": look_of_request().is_discreet}
    return render_template(
        "viewing/home.html",
        newest=card_of(episodes[0], choices, most=HOME_EXCERPT, **discreet) if episodes else None,
        groups=[(topic, cards_of(group, choices, **discreet)) for topic, group in groups],
        others=cards_of(others, choices, **discreet),
        topics=topics_in_use(),
        hides_some=choices.hides_some,
    )


@bp.get("/episodes/")
def catalog() -> Response:
    form = CatalogForm(request.args)
    before = request.args.get("before")
    choices = choices_of_request()
    page = catalog_page(form.filters, before, hidden_from_lists(choices))
    filter_values = form.address_values()
    values = {
        "cards": cards_of(page.episodes, choices, is_discreet=look_of_request().is_discreet),
        "filters": form.filters,
        "is_later_page": bool(before),
        "hides_some": choices.hides_some,
        "newest_address": url_for("viewing.catalog", **filter_values) if before else None,
        "older_address": _older_address(filter_values, page.before),
    }
    if is_fragment_request():
        return _fragment(render_template("viewing/catalog_list.html", **values))
    form.offer(filter_options())
    return _fragment(render_template("viewing/catalog.html", form=form, **values))


def _older_address(filter_values: dict[str, Any], before: str | None) -> str | None:
    return url_for("viewing.catalog", **filter_values, before=before) if before else None


def _fragment(html: str) -> Response:
    """One address gives a page or a part of it: going back must not show the part as the page."""
    response = make_response(html)
    response.vary.add("X-Fragment")
    return response


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
        related=cards_of(related, choices, is_discreet=look_of_request().is_discreet),
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
