"""From what search found to what the API says of it."""

from typing import Any

from flask import url_for
from markupsafe import Markup

from episodes.api.schema import (
    Covered,
    EpisodeHit,
    Facet,
    FacetOption,
    PlaceOfHit,
    SearchAnswer,
    Words,
)
from episodes.search.results.addresses import place_address, public_scheme
from episodes.search.results.shown import FoundEpisode as Episode
from episodes.search.results.shown import Hit, Results
from episodes.warnings.gate import Gate


def answer_of(results: Results, limit: int) -> SearchAnswer:
    absolute: dict[str, Any] = {"_external": True, "_scheme": public_scheme()}
    more: dict[str, Any] = {**results.inquiry.address_values(), "limit": limit}
    following = url_for("api.search", **more, after=results.after, **absolute)
    facets = [
        Facet(
            title=str(facet.title),
            options=[FacetOption(**_values(option)) for option in facet.options],
        )
        for facet in results.facets.offered
    ]
    return SearchAnswer(
        query=results.query.text,
        was_cut=results.query.was_cut,
        searched_for=results.query.repaired,
        total=results.total,
        is_bounded=results.is_bounded,
        episodes=[_episode(one, absolute) for one in results.episodes],
        facets=facets,
        after=results.after or None,
        next=following if results.after else None,
    )


def _values(option: Any) -> dict[str, Any]:
    values = {name: getattr(option, name) for name in FacetOption.model_fields}
    return {**values, "label": str(option.label)}


def _episode(episode: Episode, absolute: dict[str, Any]) -> EpisodeHit:
    question, covered = _words(episode.question, episode.question_gate)
    return EpisodeHit(
        slug=episode.slug,
        address=url_for("viewing.watch", slug=episode.slug, **absolute),
        title=_plain(episode.title),
        language=episode.language,
        published_at=episode.published_at,
        is_published=episode.is_public,
        duration_ms=episode.duration_ms,
        has_captions=episode.has_captions,
        has_transcript=episode.has_transcript,
        has_answer=episode.has_answer,
        notes=[note.text for note in episode.notes],
        asked_by=episode.asked_by,
        question=question,
        covered_question=covered,
        places=[_place(episode, hit, absolute) for hit in episode.hits],
    )


def _place(episode: Episode, hit: Hit, absolute: dict[str, Any]) -> PlaceOfHit:
    words, covered = _words(hit.html, hit.gate)
    return PlaceOfHit(
        kind=hit.kind,
        address=place_address(episode, hit, **absolute),
        heading=hit.heading,
        start_ms=hit.start_ms,
        speaker=hit.speaker,
        language=hit.language,
        words=words,
        covered=covered,
    )


def _words(html: Markup, gate: Gate | None) -> tuple[Words | None, Covered | None]:
    """Covered words stand where nobody shows them without having met their warnings."""
    if not html:
        return None, None
    words = Words(text=_plain(html), html=str(html))
    if gate is None:
        return words, None
    lines = [line.text for line in gate.lines] or [label for _, label in gate.reasons]
    return None, Covered(contains=lines, words=words)


def _plain(html: Markup) -> str:
    for tag in ("<mark>", "</mark>"):
        html = Markup(str(html).replace(tag, ""))  # noqa: S704  # it was escaped, and is unescaped
    return html.unescape()
