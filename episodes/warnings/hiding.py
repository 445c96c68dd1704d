"""What a viewer hides is left out of lists, results, suggestions and what is close by."""

from functools import lru_cache
from typing import TypeAlias

from sqlalchemy import ColumnElement, exists, not_, or_, true

from episodes.catalog.artifacts import PictureHeadline
from episodes.catalog.models import Episode
from episodes.warnings.choices import ViewerChoices
from episodes.warnings.models import ContentWarning, Scope

# A condition over Episode; None where the viewer hides nothing.
NotHidden: TypeAlias = ColumnElement[bool] | None

# One part or one resource of an answer is left out on its page; the rest may still be found.
WHOLE_SCOPES = (
    Scope.QUESTION, Scope.VIDEO_PICTURE, Scope.VIDEO_AUDIO, Scope.THUMBNAIL, Scope.ANSWER,
)  # fmt: skip


def not_hidden_from(choices: ViewerChoices) -> NotHidden:
    """True for episodes that may stand in a list: none of their artifacts as a whole holds what
    this viewer hides. None: all may."""
    categories, headlines = choices.hidden_categories, choices.hidden_headlines
    return _not_hidden(categories, headlines) if categories or headlines else None


@lru_cache(maxsize=64)
def _not_hidden(categories: frozenset[str], headlines: frozenset[str]) -> ColumnElement[bool]:
    """The same object for the same choices, so that statements made with it can be kept."""
    condition: ColumnElement[bool] = true()
    if categories:
        condition &= not_(
            exists().where(
                ContentWarning.episode_id == Episode.id,
                ContentWarning.scope.in_(WHOLE_SCOPES),
                ContentWarning.category.in_(sorted(categories)),
            )
        )
    if headlines:
        texts = (Episode.video_headline, Episode.question_headline, Episode.answer_headline)
        condition &= not_(or_(*(column.in_(sorted(headlines)) for column in texts)))
        if PictureHeadline.NSFW in headlines:
            condition &= Episode.thumbnail_headline != PictureHeadline.NSFW
    return condition
