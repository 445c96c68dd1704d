"""The answer as its reader will have it, made while somebody writes; nothing of it is saved."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import render_template, request, url_for
from markupsafe import Markup

from episodes.accounts.permissions import Right, requires_right
from episodes.answers.errors import MarkdownError
from episodes.answers.markdown import MAX_CHARACTERS, ParsedPart, parse_answer
from episodes.answers.models import Resource
from episodes.answers.presenting import ShownPart, shown_part
from episodes.answers.queries import resources_of
from episodes.answers.structure import AnswerStructure, structure_of
from episodes.catalog.models import Episode
from episodes.desk.forms.base import tidy
from episodes.desk.views.blueprint import bp, episode_or_404
from episodes.media.answer_pictures import pictures_of
from episodes.media.models import AnswerPicture
from episodes.preferences.of_request import choices_of_request
from episodes.warnings.gate import Gates, gates

BEFORE_IDS = "read-"  # so that no part has the id of a field
_OWN_ID = re.compile(r'(<(?:h\d|input) id=")')
_OWN_LINK = re.compile(r'(<a href="#)')


@dataclass(frozen=True, slots=True)
class AnswerPreview:
    """problem: why nothing can be shown, in words. gates: of an answer that nothing is said of, so
    that nothing is covered."""

    structure: AnswerStructure
    parts: list[ShownPart]
    gates: Gates
    problem: str = ""
    before_ids: str = BEFORE_IDS


def answer_preview(episode: Episode, markdown: str) -> AnswerPreview:
    structure = structure_of(markdown[:MAX_CHARACTERS])
    over = gates(episode, (), choices_of_request())
    try:
        parsed = parse_answer(markdown) if markdown.strip() else ()
    except MarkdownError as error:
        return AnswerPreview(structure, [], over, str(error))
    resources, pictures = list(resources_of(episode.id)), pictures_of(episode.id)
    parts = [_part_to_read(part, episode.slug, resources, pictures) for part in parsed]
    return AnswerPreview(structure, parts, over)


def _part_to_read(
    part: ParsedPart, slug: str, resources: list[Resource], pictures: Sequence[AnswerPicture]
) -> ShownPart:
    shown = shown_part(part, slug, resources, pictures)
    html = _OWN_ID.sub(rf"\g<1>{BEFORE_IDS}", str(shown.html))
    html = _OWN_LINK.sub(rf"\g<1>{BEFORE_IDS}", html)
    return replace(shown, html=Markup(html))  # noqa: S704  # only ids of cleaned HTML are changed


@bp.post("/episodes/<slug>/answer/live")
@requires_right(Right.ANSWER, to_read=Right.REVIEW)
def answer_live(slug: str) -> str:
    """A piece of the editor's page. Nothing is written."""
    episode = episode_or_404(slug)
    markdown = tidy(request.form.get("markdown"))
    return render_template(
        "desk/parts/answer-live.html",
        episode=episode,
        preview=answer_preview(episode, markdown),
        here=url_for("desk.answer", slug=slug),
    )
