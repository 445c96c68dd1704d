"""What else to watch: worked out beforehand, read by one statement."""

from sqlalchemy import Select, select

from episodes.catalog.models import Episode
from episodes.search.models import RelatedEpisode


def related_ids(episode_id: int) -> Select[int]:
    """Nearest first. Joined with Episode: the caller adds who may see what, and how many."""
    return (
        select(RelatedEpisode.other_id)
        .join(Episode, Episode.id == RelatedEpisode.other_id)
        .where(RelatedEpisode.episode_id == episode_id)
        .order_by(RelatedEpisode.position)
    )
