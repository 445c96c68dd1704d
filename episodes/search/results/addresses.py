"""Where what was found is: each place of an episode has an address of its own."""

from typing import Any

from flask import current_app, request, url_for

from episodes.search.models import PlaceKind
from episodes.search.results.shown import FoundEpisode, Hit


def place_address(episode: FoundEpisode, hit: Hit, **more: Any) -> str:
    """more: what url_for takes, as to make the address absolute."""
    slug = episode.slug
    if hit.kind is PlaceKind.SPEECH and hit.seconds is not None:
        language = hit.language if hit.language != episode.language else None
        return url_for("viewing.watch", slug=slug, t=hit.seconds, lang=language, **more)
    if hit.kind is PlaceKind.SPEECH:
        return url_for("viewing.watch", slug=slug, _anchor="transcript", **more)
    if hit.kind is PlaceKind.ANSWER:
        return url_for("answers.answer", slug=slug, _anchor=hit.anchor or None, **more)
    if hit.kind is PlaceKind.RESOURCE:
        return url_for("answers.answer", slug=slug, _anchor=f"resource-{hit.anchor}", **more)
    return url_for("viewing.watch", slug=slug, **more)


def opened_address(episode: FoundEpisode, hit: Hit) -> str:
    """Where covered words stand once they are opened: a long transcript is there whole."""
    if hit.kind is PlaceKind.SPEECH and hit.start_ms is not None:
        return place_address(episode, hit, transcript="whole", _anchor=f"c{hit.start_ms}")
    return place_address(episode, hit)


def public_scheme() -> str:
    """By which the site is reached; a proxy may not say so."""
    return "https" if current_app.config["SESSION_COOKIE_SECURE"] else request.scheme
