"""The archive's files of the show, its people and its topics as models, beside schema.py."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, TypeAdapter

from episodes.archive.fields import (
    Address,
    Language,
    Required,
    SecureAddress,
    Slug,
    Strict,
    Text,
)
from episodes.catalog.models import CaptionProfile, CoverStyle
from episodes.catalog.zones import USUAL_ZONE, is_zone

LONGEST_PROSE = 200_000
COLOUR = "^#[0-9a-f]{6}$"
Prose = Annotated[Text, Field(max_length=LONGEST_PROSE)]


def _zone(name: str) -> str:
    if not is_zone(name):
        raise ValueError("a time zone such as Europe/London is expected")
    return name


Zone = Annotated[str, AfterValidator(_zone)]


class HelplineFile(Strict):
    country: Required = Field(max_length=60)
    name: Required = Field(max_length=200)
    phone: Text = Field("", max_length=60)
    address: Address = ""
    note: Text = Field("", max_length=500)


class ShowFile(Strict):
    name: Required = Field(max_length=120)
    tagline: Text = Field("", max_length=200)
    description: Prose = ""
    language: Language
    helplines: list[HelplineFile] = []
    exit_address: SecureAddress | None = Field(None, max_length=500)
    hot: Literal[""] | Annotated[str, Field(pattern=COLOUR)] = ""
    plum: Literal[""] | Annotated[str, Field(pattern=COLOUR)] = ""
    display_face: Text = Field("", max_length=80)
    cover_style: CoverStyle = CoverStyle.LINE
    caption_profile: CaptionProfile = CaptionProfile.DEFAULT
    logo: Literal["logo.png"] | None = None
    logo_alt: Text = Field("", max_length=200)
    time_zone: Zone = USUAL_ZONE


class PersonFile(Strict):
    slug: Slug
    name: Required = Field(max_length=120)
    pronouns: Text = Field("", max_length=60)
    biography: Prose = ""
    disclosure: Text = Field("", max_length=500)
    website: Address = Field("", max_length=500)


class TopicFile(Strict):
    slug: Slug
    name: Required = Field(max_length=120)
    description: Prose = ""
    synonyms: list[Annotated[Required, Field(max_length=120)]] = []


PEOPLE = TypeAdapter(list[PersonFile])
TOPICS = TypeAdapter(list[TopicFile])
