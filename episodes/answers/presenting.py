"""A part of an answer as a page shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from episodes.answers.markdown import ParsedPart, with_watch_address
from episodes.answers.models import AnswerPart, Resource
from episodes.answers.pictures import with_pictures
from episodes.media.models import AnswerPicture
from episodes.media.views import picture_address


@dataclass(frozen=True, slots=True)
class ShownPart:
    anchor: str
    heading: str
    html: Markup
    has_checklist: bool
    resources: tuple[Resource, ...]


def shown_part(
    part: AnswerPart | ParsedPart,
    slug: str,
    resources: list[Resource],
    pictures: Sequence[AnswerPicture] = (),
    cover: Callable[[str], str] | None = None,
) -> ShownPart:
    html = with_watch_address(part.html, url_for("viewing.watch", slug=slug))
    html = with_pictures(html, pictures, lambda picture: picture_address(slug, picture), cover)
    own = tuple(resource for resource in resources if resource.part_anchor == part.anchor)
    return ShownPart(part.anchor, part.heading, html, 'class="checklist"' in part.html, own)
