"""The order of a season's episodes. Nothing here commits."""

from collections.abc import Sequence

from sqlalchemy import select

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.messages import Message
from episodes.refusals import TakenError


def episodes_of_season(season: int) -> Sequence[Episode]:
    return db.session.scalars(
        select(Episode).where(Episode.season == season).order_by(Episode.number)
    ).all()


def order_season(
    season: int, slugs: Sequence[str], began_with: Sequence[str], actor: User | None
) -> None:
    """The numbers that are there go to the episodes in the order of the slugs.

    Raises TakenError where the season is no more what it was when somebody began."""
    episodes = episodes_of_season(season)
    if [episode.slug for episode in episodes] != list(began_with) or sorted(slugs) != sorted(
        began_with
    ):
        message = Message("Somebody changed this season meanwhile. Look at it as it is now.")
        raise TakenError(message)
    numbers = [episode.number for episode in episodes]
    by_slug = {episode.slug: episode for episode in episodes}
    wanted = dict(zip(slugs, numbers, strict=True))
    moved = [by_slug[slug] for slug in slugs if by_slug[slug].number != wanted[slug]]
    for episode in moved:  # a number stands once only, so all of them are given back first
        episode.season = episode.number = None
    db.session.flush()
    for episode in moved:
        episode.season, episode.number = season, wanted[episode.slug]
    db.session.flush()
    for episode in moved:
        record(actor, AuditAction.EPISODE_CHANGE, "episode", episode.slug, fields=["number"])
        episode_changed.send(episode)
