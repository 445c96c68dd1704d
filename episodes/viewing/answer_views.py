"""The page of the written answer."""

from collections.abc import Callable

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext

from episodes.answers.library import link_checks
from episodes.answers.presenting import shown_part
from episodes.answers.queries import resources_of
from episodes.answers.reading import AnswerPage, answer_page, parts_of
from episodes.answers.reading_time import reading_minutes
from episodes.catalog.artifacts import Headline
from episodes.catalog.given import works_on
from episodes.catalog.models import Status
from episodes.db import now_utc
from episodes.media.answer_pictures import pictures_of
from episodes.media.views import VIDEO_SUFFIXES
from episodes.preferences.of_request import choices_of_request, shown_of_request
from episodes.viewing import list_views
from episodes.viewing.cards import Card, cards_of
from episodes.viewing.related_queries import related_episodes
from episodes.warnings.choices import ViewerChoices
from episodes.warnings.gate import Gate, gates
from episodes.warnings.hiding import not_hidden_from
from episodes.warnings.notes import answer_notes
from episodes.warnings.queries import warnings_of
from episodes.warnings.rule import HARMFUL_GROUPS
from episodes.warnings.vocabulary import CATEGORIES

bp = Blueprint("answers", __name__)


@bp.get("/episodes/<slug>/answer")
def answer(slug: str) -> str:
    page = answer_page(slug, staff=works_on(slug))
    if page is None:
        abort(404)
    choices, warnings = choices_of_request(), warnings_of(page.episode.id)
    gate = gates(page.episode, warnings, choices, shown_of_request(slug))
    resources = [r for r in resources_of(page.episode.id) if not gate.resource(r.slug).is_hidden]
    rows = parts_of(page.answer.id)
    has_pictures = any("data-picture" in part.html for part in rows)
    pictures = pictures_of(page.episode.id) if has_pictures else ()
    cover = _covered_picture(gate.answer_images) if gate.answer_images.is_covered else None
    parts = [shown_part(part, slug, resources, pictures, cover) for part in rows]
    beside = {resource.slug for part in parts for resource in part.resources}
    return render_template(
        "answers/answer.html",
        page=page,
        parts=parts,
        resources=resources,
        loose=[resource for resource in resources if resource.slug not in beside],
        gates=gate,
        checks=link_checks(resource.address for resource in resources),
        has_pictures=has_pictures,
        notes=answer_notes(gate),
        minutes=reading_minutes(len(page.answer.markdown)),
        carries_harm=any(group_of(warning.category) in HARMFUL_GROUPS for warning in warnings),
        here=request.full_path.rstrip("?"),
        is_public=is_public(page),
        is_explicit=page.episode.answer_headline == Headline.EXPLICIT,
        second_video=second_video_address(page),
        is_second_video_shown=request.args.get("video") == "show",
        read_next=_cards_to_read_next(page.episode.id, choices),
    )


def _cards_to_read_next(episode_id: int, choices: ViewerChoices) -> list[Card]:
    nearest = related_episodes(episode_id, not_hidden_from(choices), answered=True)
    return cards_of(nearest, choices, list_views.card_style())


def _covered_picture(gate: Gate) -> Callable[[str], str]:
    """What stands in a picture's place; its words are escaped already."""
    if gate.is_hidden:
        return lambda _words: ""
    return lambda words: (
        f'<span class="answer-picture-covered">{words or gettext("Picture")}</span>'
    )


def group_of(category: str) -> str:
    """Of the vocabulary's groups; empty for what it does not know."""
    return CATEGORIES[category].group if category in CATEGORIES else ""


def second_video_address(page: AnswerPage) -> str:
    """Empty where there is none."""
    video = page.video
    if video is None or not video.storage_key:
        return video.address if video else ""
    suffix = VIDEO_SUFFIXES.get(video.media_type, "mp4")
    return url_for("media.answer_video", slug=page.episode.slug, suffix=suffix)


def is_public(page: AnswerPage) -> bool:
    episode, now = page.episode, now_utc()
    times = (episode.published_at, episode.answer_published_at)
    return episode.status == Status.PUBLISHED and all(time and time <= now for time in times)
