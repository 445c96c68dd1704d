"""What an address asks of search; nonsense asks for nothing."""

import re
from collections.abc import Mapping

from episodes.search.results.filters import Filters
from episodes.search.results.inquiry import Inquiry, Sort

LONGEST_CURSOR = 200
MOST_SEASON = 10_000
_SLUG = re.compile(r"[\w-]{1,80}")
_SEASON = re.compile(r"[0-9]{1,6}")


def inquiry_of(parameters: Mapping[str, str]) -> Inquiry:
    return Inquiry(
        typed=parameters.get("q", ""),
        exactly=bool(parameters.get("exactly")),
        sort=Sort.NEWEST if parameters.get("sort") == Sort.NEWEST else Sort.BEST,
        filters=filters_of(parameters),
        after=parameters.get("after", "")[:LONGEST_CURSOR],
    )


def filters_of(parameters: Mapping[str, str]) -> Filters:
    season = parameters.get("season", "")
    return Filters(
        topic=_slug(parameters.get("topic")),
        season=min(int(season), MOST_SEASON) if _SEASON.fullmatch(season) else None,
        person=_slug(parameters.get("person")),
        language=_slug(parameters.get("language")),
        captions=bool(parameters.get("captions")),
        transcript=bool(parameters.get("transcript")),
        answer=bool(parameters.get("answer")),
        video_safe=bool(parameters.get("video_safe")),
        text_safe=bool(parameters.get("text_safe")),
    )


def _slug(value: str | None) -> str | None:
    return value if value and _SLUG.fullmatch(value) else None
