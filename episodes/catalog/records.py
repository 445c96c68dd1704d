"""An episode as pages that only show it read it: values, not an object of the session."""

from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter

from episodes.catalog.artifacts import Headline, PictureHeadline, ReviewState
from episodes.catalog.models import Accent, Episode, Status


@dataclass(frozen=True, slots=True)
class ArtifactStates:
    """What an episode says of its artifacts, and how far each was checked. The fields bear the
    columns' names."""

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


@dataclass(frozen=True, slots=True)
class EpisodeRecord(ArtifactStates):
    """The fields bear the columns' names."""

    id: int
    slug: str
    title: str
    summary: str
    language: str
    season: int | None
    number: int | None
    status: Status
    published_at: datetime | None
    accent: Accent | None
    cover_line: str
    cover_said_by: str
    cover_said_ms: int | None


AnyEpisode = Episode | EpisodeRecord
_values_of = attrgetter(*(field.name for field in fields(ArtifactStates)))
EPISODE_COLUMNS = tuple(getattr(Episode, field.name) for field in fields(EpisodeRecord))


def states_of(episode: AnyEpisode) -> ArtifactStates:
    return ArtifactStates(*_values_of(episode))
