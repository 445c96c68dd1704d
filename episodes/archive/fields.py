"""The kinds of value that the archive's files are made of."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from episodes.archive.problems import quoted
from episodes.catalog.slugs import LANGUAGE_FORM, SLUG_FORM, is_language, is_slug

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z")
LARGEST = 2**31 - 1  # what a whole number of the database holds; as milliseconds, 24 days


class Strict(BaseModel):
    """Unknown fields are refused, and nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _slug(text: str) -> str:
    if not is_slug(text):
        raise ValueError(
            f"{quoted(text)} is not a slug: a to z, 0 to 9 and single hyphens, at most 80"
        )
    return text


def _language(text: str) -> str:
    if not is_language(text):
        raise ValueError(f"{quoted(text)} is not a language tag, such as en or pt-BR")
    return text


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("holds a NUL character")
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text


def _address(text: str) -> str:
    if text and not re.match(r"https?://[^/\s][^\s]*\Z", text):
        raise ValueError(f"{quoted(text)} is not an address beginning with https:// or http://")
    return text


def _secure_address(text: str) -> str:
    if not text.startswith("https://"):
        raise ValueError(f"{quoted(text)} is not an address beginning with https://")
    return _address(text)


def _moment(value: Any) -> datetime:
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        raise ValueError(f"{quoted(value)} is not a time in UTC, such as 2026-03-01T18:00:00Z")
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except ValueError as error:
        raise ValueError(f"{quoted(value)} is not a time that exists") from error


def _day(value: Any) -> date:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise ValueError(f"{quoted(value)} is not a day, such as 2026-03-01")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{quoted(value)} is not a day that exists") from error


Slug = Annotated[
    str, AfterValidator(_slug), Field(json_schema_extra={"pattern": f"^{SLUG_FORM.pattern}$"})
]
Language = Annotated[
    str,
    AfterValidator(_language),
    Field(json_schema_extra={"pattern": f"^{LANGUAGE_FORM.pattern}$"}),
]
Text = Annotated[str, AfterValidator(_without_nul)]
Required = Annotated[
    str, Field(min_length=1), AfterValidator(_not_blank), AfterValidator(_without_nul)
]
Address = Annotated[str, Field(max_length=1000), AfterValidator(_address)]
SecureAddress = Annotated[
    str,
    Field(max_length=1000, json_schema_extra={"pattern": "^https://"}),
    AfterValidator(_secure_address),
]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Day = Annotated[date, BeforeValidator(_day)]
Milliseconds = Annotated[int, Field(ge=0, le=LARGEST)]
Positive = Annotated[int, Field(ge=1, le=LARGEST)]
FromOne = Annotated[int, Field(ge=1, le=100_000)]

VideoName = Literal[
    "video.mp4", "video.webm", "video.mov", "video.mkv", "video.m4a", "video.mp3", "video.wav",
    "video.ogg", "video.flac",
]  # fmt: skip
AnswerVideoName = Literal[
    "answer-video.mp4", "answer-video.webm", "answer-video.mov", "answer-video.mkv",
    "answer-video.m4a", "answer-video.mp3", "answer-video.wav", "answer-video.ogg",
    "answer-video.flac",
]  # fmt: skip
AnswerPictureName = Annotated[
    str,
    StringConstraints(pattern=r"^pictures/[a-z0-9]+(-[a-z0-9]+)*\.(jpg|png|webp)$", max_length=94),
]
OtherFormName = Annotated[
    str,
    StringConstraints(
        pattern=r"^(described|sign-language)\.(mp4|webm|mov|mkv|m4a|mp3|wav|ogg|flac)$"
    ),
]
