"""The watch page; the pages that gather episodes are in list_views."""

from functools import partial
from typing import Any
from urllib.parse import urljoin

from flask import Response, abort, make_response, render_template, request, url_for
from flask_babel import gettext

from episodes.catalog.artifacts import Headline
from episodes.catalog.given import works_on
from episodes.catalog.models import Status
from episodes.catalog.records import EpisodeRecord
from episodes.catalog.words import numbering
from episodes.db import now_utc
from episodes.pages import is_fragment_request
from episodes.preferences.caption_options import caption_presets, caption_rows
from episodes.preferences.caption_style import has_own_captions
from episodes.preferences.look import Look
from episodes.preferences.of_request import choices_of_request, look_of_request, shown_of_request
from episodes.transcripts.queries import (
    LiveTrack,
    TranscriptFragment,
    live_tracks,
    transcript_of,
)
from episodes.viewing import list_views, preview_views
from episodes.viewing.blueprint import bp
from episodes.viewing.cards import cards_of
from episodes.viewing.forms import start_second, transcript_request
from episodes.viewing.presenting import (
    FORM_NAMES,
    answer_minutes,
    credit_lines,
    downloads,
    form_choices,
    moment_address,
    people_on_screen,
    player_tracks,
    poster_address,
    question_html,
    transcript_languages,
    video_source,
)
from episodes.viewing.related_queries import related_episodes
from episodes.viewing.structured_data import Addresses, structured_data
from episodes.viewing.transcript import TranscriptPanel, line_at, transcript_panel
from episodes.viewing.watch_queries import (
    OtherForm,
    ResourceMark,
    WatchPage,
    watch_page,
)
from episodes.warnings.gate import Gate, Gates, form_gate, gates
from episodes.warnings.hiding import not_hidden_from
from episodes.warnings.notes import harm_is_told, watch_notes
from episodes.warnings.timed import TimedWarning

__all__ = ["bp", "preview_views"]


@bp.get("/episodes/<slug>")
def watch(slug: str) -> Response:
    page = watch_page(slug, staff=works_on(slug))
    if page is None:
        abort(404)
    choices = choices_of_request()
    over = gates(page.episode, page.warnings, choices, shown_of_request(slug))
    transcript = transcript_of(page.episode.id, request.args.get("lang"))
    panel = _panel(slug, over, transcript)
    if is_fragment_request():
        return _fragment(panel)
    tracks = live_tracks(page.episode.id)
    related = related_episodes(page.episode.id, not_hidden_from(choices))
    html = render_template(
        "viewing/watch.html",
        page=page,
        gates=over,
        here=_here(),
        numbering=numbering(page.episode),
        letter=question_html(page.question.text, page.question.remarks) if page.question else "",
        notes=watch_notes(over, has_video=page.video is not None, has_answer=page.has_answer),
        people=people_on_screen(page.credits),
        others=credit_lines(page.credits),
        resources=_listed_resources(page, over),
        tells_of_harm=harm_is_told(over),
        read_minutes=answer_minutes(page),
        moment=lambda ms: moment_address(slug, ms),
        related=cards_of(related, choices, list_views.card_style()),
        **_public_facts(page, tracks),
        **_playing(page, over, tracks),
        **_reading(slug, over, transcript, panel, tracks),
    )
    response = make_response(html)
    response.vary.add("X-Fragment")
    return response


def _listed_resources(page: WatchPage, over: Gates) -> list[ResourceMark]:
    """What the written answer names, where it may be read; without what the viewer hides."""
    resources = page.resources if page.has_answer else ()
    return [resource for resource in resources if not over.resource(resource.slug).is_hidden]


def _public_facts(page: WatchPage, tracks: list[LiveTrack]) -> dict[str, Any]:
    return {
        "is_public": _is_public(page.episode),
        "is_explicit": page.episode.video_headline == Headline.EXPLICIT,
        "structured_data": structured_data(page, tracks, _public_addresses(page)),
    }


def _public_addresses(page: WatchPage) -> Addresses:
    slug = page.episode.slug
    media_type = page.video.poster_media_type if page.video else ""
    poster = "" if look_of_request().is_discreet else poster_address(page.episode, media_type)

    def words_as(endpoint: str, track: LiveTrack) -> str:
        return url_for(
            endpoint, slug=slug, language=track.language, kind=track.kind, _external=True
        )

    page_address = url_for("viewing.watch", slug=slug, _external=True)
    return Addresses(
        page_address,
        urljoin(page_address, poster) if poster else "",
        partial(words_as, "transcripts.vtt"),
        partial(words_as, "transcripts.text"),
    )


def _playing(page: WatchPage, over: Gates, tracks: list[LiveTrack]) -> dict[str, Any]:
    look = look_of_request()
    second = start_second(request.args.get("t"))
    forms = form_choices(page, request.args.get("form"), second, partial(_form_gate, page, over))
    chosen = {form.name: form for form in forms if form.is_chosen}
    described = chosen.get("described")
    return {
        "covered_form": next((form for form in chosen.values() if form.gate.is_covered), None),
        "source": described.source if described else video_source(page, second),
        "usual_source": video_source(page, second),
        "forms": forms,
        "beside": chosen.get("sign-language"),
        "start_ms": (second or 0) * 1000,
        "tracks": player_tracks(page, tracks),
        "poster_address": _poster(page, over),
        "alternatives": _alternatives(page),
        "plays_at_once": request.args.get("play") == "1",
        "captions_stylesheet": _captions_stylesheet(look),
        "caption_rows": caption_rows(look),
        "caption_presets": caption_presets(),
    }


def _form_gate(page: WatchPage, over: Gates, form: OtherForm) -> Gate:
    key, shown = f"form:{FORM_NAMES[form.place]}", shown_of_request(page.episode.slug)
    choices = choices_of_request()
    return form_gate(key, form.headline, form.review, over.video, choices=choices, shown=shown)


def _captions_stylesheet(look: Look) -> str:
    """Empty for who chose nothing: the usual look comes with the page's own stylesheet."""
    return url_for("preferences.captions_css") if has_own_captions(look) else ""


def _reading(
    slug: str,
    over: Gates,
    transcript: TranscriptFragment | None,
    panel: TranscriptPanel | None,
    tracks: list[LiveTrack],
) -> dict[str, Any]:
    """The words of the video, which have a cover of their own."""
    language = transcript.language if transcript else ""
    kind = transcript.kind if transcript else ""
    names = [name for name in ("lang", "t") if name in request.args]
    return {
        "transcript": transcript,
        "transcript_gate": over.transcript,
        "transcript_opening": _opening(slug, over, transcript),
        "panel": panel,
        "address_values": {name: request.args[name] for name in names},
        "languages": transcript_languages(slug, tracks, language),
        "downloads": downloads(slug, tracks, language, kind),
    }


def _opening(slug: str, over: Gates, transcript: TranscriptFragment | None) -> dict[str, Any]:
    """Where the press that uncovers the transcript leads, and what it opens besides: the passage
    of the second that was asked for."""
    second = start_second(request.args.get("t"))
    line = None
    if transcript is not None and second is not None and over.transcript.is_covered:
        line = line_at(str(transcript.html), second)
    if line is None:
        return {"next": f"{_here()}#transcript", "also": ()}
    opened, ms = shown_of_request(slug), line.start_ms or 0
    asked: dict[str, Any] = {"t": second, "lang": request.args.get("lang")}
    return {
        "next": url_for(
            "viewing.watch", slug=slug, **asked, transcript="whole", _anchor=line.anchor
        ),
        "also": [warning.passage_key for warning in over.timed if warning.folds(ms, opened)],
    }


def _panel(slug: str, over: Gates, transcript: TranscriptFragment | None) -> TranscriptPanel | None:
    if transcript is None or over.transcript.is_covered:
        return None
    wanted = transcript_request(request.args)

    def note_html(warning: TimedWarning, is_folded: bool, hits: int) -> str:
        return render_template(
            "viewing/transcript-note.html",
            warning=warning,
            is_folded=is_folded,
            hits=hits,
            key=warning.passage_key,
            skip_address=moment_address(slug, warning.skip_to_ms),
            slug=slug,
            here=f"{_here()}#transcript",
        )

    return transcript_panel(
        str(transcript.html),
        over.timed,
        note_html,
        opened_keys=shown_of_request(slug),
        query=wanted.query,
        page_of_hits=wanted.page_of_hits,
        is_whole=wanted.is_whole,
    )


def _fragment(panel: TranscriptPanel | None) -> Response:
    """The lines alone, all of them: what the page lacks of a long transcript; or what of the words
    that are looked for is folded."""
    if panel is None:
        abort(404)
    wanted = transcript_request(request.args)
    response = make_response(panel.folded_notes if wanted.is_of_folds else panel.html)
    response.vary.add("X-Fragment")
    return response


def _poster(page: WatchPage, over: Gates) -> str:
    if page.video is None or over.thumbnail.is_covered or look_of_request().is_discreet:
        return ""
    return poster_address(page.episode, page.video.poster_media_type)


def _alternatives(page: WatchPage) -> list[tuple[str, str]]:
    """What there is to read where the video is covered; the transcript stands beside it."""
    if not page.has_answer:
        return []
    address = url_for("answers.answer", slug=page.episode.slug)
    return [(address, gettext("Read the answer instead"))]


def _here() -> str:
    """This page's own address, to come back to after a choice."""
    return request.full_path.rstrip("?")


def _is_public(episode: EpisodeRecord) -> bool:
    when = episode.published_at
    return episode.status == Status.PUBLISHED and when is not None and when <= now_utc()
