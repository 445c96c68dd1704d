"""What all episodes of the show name to watch, read or call: each thing once, with where it stands
and what its address answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select

from episodes.answers.looking_at_links import LinkAnswer
from episodes.answers.models import LinkCheck, Resource
from episodes.catalog.models import Episode
from episodes.db import db

MOST_ADDRESSES = 500  # of one check


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """resource: as the newest episode that names it has it. used_in: slug and title of each
    episode. check: of its address."""

    resource: Resource
    used_in: tuple[tuple[str, str], ...]
    check: LinkCheck | None

    @property
    def checked_on(self) -> date | None:
        """By a person, or by asking its address."""
        return last_checked(self.resource, self.check)


def last_checked(resource: Resource, check: LinkCheck | None) -> date | None:
    days = [day for day in (resource.checked_on, check.checked_on if check else None) if day]
    return max(days, default=None)


def library(words: str = "") -> list[LibraryEntry]:
    """By title. words: a part of a title, a name or an address."""
    rows = select(Resource, Episode.slug, Episode.title).join(
        Episode, Episode.id == Resource.episode_id
    )
    things: dict[tuple[str, ...], list[tuple[Resource, str, str]]] = {}
    for resource, slug, title in db.session.execute(rows.order_by(Resource.id.desc())):
        if words.casefold() in _words_of(resource):
            things.setdefault(_identity_of(resource), []).append((resource, slug, title))
    checks = link_checks(uses[0][0].address for uses in things.values())
    entries = [
        LibraryEntry(
            uses[0][0],
            tuple(dict.fromkeys((slug, title) for _, slug, title in uses)),
            checks.get(uses[0][0].address),
        )
        for uses in things.values()
    ]
    return sorted(entries, key=lambda entry: entry.resource.title.casefold())


def _identity_of(resource: Resource) -> tuple[str, ...]:
    """The same address is the same thing, whatever its title."""
    if resource.address:
        return ("", resource.address.rstrip("/"))
    return resource.kind.value, resource.title.casefold(), resource.creator.casefold()


def _words_of(resource: Resource) -> str:
    return f"{resource.title}\n{resource.creator}\n{resource.address}".casefold()


def link_checks(addresses: Iterable[str]) -> dict[str, LinkCheck]:
    """By address."""
    wanted = [address for address in set(addresses) if address]
    checks: dict[str, LinkCheck] = {}
    for start in range(0, len(wanted), MOST_ADDRESSES):
        some = wanted[start : start + MOST_ADDRESSES]
        rows = db.session.scalars(select(LinkCheck).where(LinkCheck.address.in_(some)))
        checks |= {check.address: check for check in rows}
    return checks


def addresses_to_check() -> Sequence[str]:
    """Those that were asked longest ago, or never; no other address is ever asked."""
    addresses = (
        select(Resource.address)
        .outerjoin(LinkCheck, LinkCheck.address == Resource.address)
        .where(Resource.address != "")
        .group_by(Resource.address, LinkCheck.checked_on)
        .order_by(LinkCheck.checked_on.is_not(None), LinkCheck.checked_on, Resource.address)
    )
    return db.session.scalars(addresses.limit(MOST_ADDRESSES)).all()


def keep_answer(address: str, answer: LinkAnswer, today: date) -> None:
    check = db.session.scalar(select(LinkCheck).where(LinkCheck.address == address))
    if check is None:
        check = LinkCheck(address=address)
        db.session.add(check)
    check.state, check.status = answer.state, answer.status
    check.moved_to, check.checked_on = answer.moved_to, today


def forget_other_checks() -> None:
    """Of addresses that no resource names any more."""
    named = select(Resource.address)
    db.session.execute(delete(LinkCheck).where(LinkCheck.address.not_in(named)))
