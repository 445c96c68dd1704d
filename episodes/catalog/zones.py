"""The show's time zone: which there are, and what a time on its clocks means."""

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

USUAL_ZONE = "UTC"
# Names of the database that are no places: its own aliases and settings of machines.
_NO_PLACES = ("Etc/", "SystemV/", "posix/", "right/", "US/")


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """UTC first, then places by name, as in "Europe/London"."""
    places = (name for name in available_timezones() if "/" in name)
    return (USUAL_ZONE, *sorted(name for name in places if not name.startswith(_NO_PLACES)))


def is_zone(name: str) -> bool:
    return name in zone_names()


@lru_cache(maxsize=8)
def zone_of(name: str) -> ZoneInfo:
    """UTC where this machine does not know the name: a page with another clock is better than
    none. To ask for all names opens six hundred files, which took more than the rest of a page."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # none, no name at all, a folder of names
        return ZoneInfo(USUAL_ZONE)


def moments_of(on_the_clock: datetime, zone: ZoneInfo) -> list[datetime]:
    """What a time without zone can mean, in UTC: one moment, none where the clocks leap over it,
    two where they go back."""
    if not 1 < on_the_clock.year < 9999:  # a zone's distance could lead out of the calendar
        return [on_the_clock.replace(tzinfo=UTC)]
    both = (on_the_clock.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return [
        moment
        for moment in dict.fromkeys(both)
        if moment.astimezone(zone).replace(tzinfo=None) == on_the_clock
    ]
