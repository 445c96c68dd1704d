"""What an address asks of search; nonsense asks for nothing."""

import re
from collections.abc import Mapping

from episodes.search.results.filters import Filters
from episodes.search.results.inquiry import Inquiry, Sort

LONGEST_CURSOR = 200
MOST_SEASON = 10_000
_SLUG = re.compile(r"[\w-]{1,80}")
_SEASON = re.compile(r"[0-9]{1,6}")


def inquiry_of(asked: Mapping[str, str]) -> Inquiry:
    return Inquiry(
        typed=asked.get("q", ""),
        exactly=bool(asked.get("exactly")),
        sort=Sort.NEWEST if asked.get("sort") == Sort.NEWEST else Sort.BEST,
        filters=filters_of(asked),
        after=asked.get("after", "")[:LONGEST_CURSOR],
    )


def filters_of(asked: Mapping[str, str]) -> Filters:
    season = asked.get("season", "")
    return Filters(
        topic=_slug(asked.get("topic")),
        season=min(int(season), MOST_SEASON) if _SEASON.fullmatch(season) else None,
        person=_slug(asked.get("person")),
        language=_slug(asked.get("language")),
        captions=bool(asked.get("captions")),
        transcript=bool(asked.get("transcript")),
        answer=bool(asked.get("answer")),
        video_safe=bool(asked.get("video_safe")),
        text_safe=bool(asked.get("text_safe")),
    )


def _slug(value: str | None) -> str | None:
    return value if value and _SLUG.fullmatch(value) else None
