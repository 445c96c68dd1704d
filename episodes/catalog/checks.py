"""What an episode's fields must be before they are kept."""

from typing import TypedDict

from sqlalchemy import exists, select

from episodes.catalog.artifacts import Headline, PictureHeadline, ReviewState
from episodes.catalog.models import Episode, Status
from episodes.catalog.slugs import RESERVED, is_language, is_slug
from episodes.db import db
from episodes.messages import Message
from episodes.refusals import RefusalError, TakenError

PUBLIC = frozenset({Status.SCHEDULED, Status.PUBLISHED})


class OtherFields(TypedDict, total=False):
    summary: str
    season: int | None
    number: int | None
    question_headline: Headline
    question_review: ReviewState
    video_headline: Headline
    video_review: ReviewState
    thumbnail_headline: PictureHeadline
    thumbnail_review: ReviewState
    answer_headline: Headline
    answer_review: ReviewState
    answer_images_headline: PictureHeadline
    answer_images_review: ReviewState


class EpisodeFields(OtherFields, total=False):
    title: str
    slug: str
    language: str


def check_fields(episode: Episode, fields: EpisodeFields) -> None:
    if "title" in fields and not 1 <= len(fields["title"].strip()) <= 200:
        raise RefusalError(Message("The title needs 1 to 200 characters."), "title")
    if len(fields.get("summary", "")) > 1000:
        raise RefusalError(Message("The summary can have at most 1,000 characters."), "summary")
    if "language" in fields and not is_language(fields["language"]):
        raise RefusalError(
            Message("Write the code of a language, such as en, es or pt-BR."), "language"
        )
    if "slug" in fields and fields["slug"] != episode.slug:
        _check_slug(episode, fields["slug"])
    _check_number(episode, fields)
    _check_review(episode, fields)


def _check_slug(episode: Episode, slug: str) -> None:
    if episode.status in (Status.PUBLISHED, Status.WITHDRAWN):
        raise RefusalError(
            Message("The address stays as it is: people may have linked to the episode."), "slug"
        )
    if not is_slug(slug):
        raise RefusalError(
            Message("Use a to z, 0 to 9 and single hyphens, at most 80 characters."), "slug"
        )
    if slug in RESERVED:
        raise RefusalError(
            Message("The desk itself uses the address “%(slug)s”.", slug=slug), "slug"
        )
    if slug_is_taken(slug):
        raise TakenError(Message("Another episode has the address “%(slug)s”.", slug=slug), "slug")


def _check_number(episode: Episode, fields: EpisodeFields) -> None:
    season = fields.get("season", episode.season)
    number = fields.get("number", episode.number)
    if (season is None) != (number is None):
        empty = "season" if season is None else "number"
        raise RefusalError(
            Message("Season and number go together: fill in both, or neither."), empty
        )
    if season is None or number is None:
        return
    for name, value in (("season", season), ("number", number)):
        if not 1 <= value <= 100_000:
            raise RefusalError(Message("Enter 1 or more."), name)
    same = select(Episode.title).where(
        Episode.season == season, Episode.number == number, Episode.id != (episode.id or 0)
    )
    with db.session.no_autoflush:
        title = db.session.scalar(same)
    if title is not None:
        raise TakenError(
            Message(
                "Season %(season)s, episode %(number)s is already “%(title)s”.",
                season=str(season),
                number=str(number),
                title=title,
            ),
            "number",
        )


def _check_review(episode: Episode, fields: EpisodeFields) -> None:
    """What is public stays reviewed; the database holds the same."""
    video = fields.get("video_review", episode.video_review)
    if episode.status in PUBLIC and video == ReviewState.NOT_REVIEWED:
        raise RefusalError(
            Message("While an episode is published, its video must stay marked as reviewed."),
            "video_review",
        )
    answer = fields.get("answer_review", episode.answer_review)
    if episode.answer_published_at and answer == ReviewState.NOT_REVIEWED:
        raise RefusalError(
            Message("While an answer is published, it must stay marked as reviewed."),
            "answer_review",
        )


def slug_is_taken(slug: str) -> bool:
    with db.session.no_autoflush:
        taken = select(exists().where(Episode.slug == slug))
        return slug in RESERVED or bool(db.session.scalar(taken))
