"""What the API is asked and what it answers. The OpenAPI document is made from these models."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from episodes.search.models import PlaceKind
from episodes.search.results.inquiry import Sort
from episodes.search.results.paging import CURSOR

MOST_EPISODES = 50


class SearchParameters(BaseModel):
    """The parameters of a search."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    q: str = Field(
        description="What to look for, in plain words. Quotation marks keep words together, a minus"
        " before a word leaves it out; nothing else is an operator. Of very long texts the first"
        " 2,000 characters count."
    )
    limit: int = Field(10, ge=1, le=MOST_EPISODES, description="The most episodes of one page.")
    after: str = Field(
        "",
        max_length=200,
        pattern=f"^(?:{CURSOR})?$",
        description="Where the page before ended: its `after`. Left out for the first page.",
    )
    sort: Sort = Field(Sort.BEST, description="Best match first, or newest first.")
    exactly: bool = Field(False, description="Repair no misspelt word.")
    topic: str | None = Field(None, pattern=r"^[\w-]{1,80}$", description="A topic's slug.")
    season: int | None = Field(None, ge=1, le=10_000, description="A season's number.")
    person: str | None = Field(None, pattern=r"^[\w-]{1,80}$", description="A person's slug.")
    language: str | None = Field(
        None, pattern=r"^[\w-]{1,80}$", description="A language of the words, such as `en`."
    )
    captions: bool = Field(False, description="Only episodes with captions.")
    transcript: bool = Field(False, description="Only episodes with a transcript.")
    answer: bool = Field(False, description="Only episodes with a written answer.")
    video_safe: bool = Field(
        False, description="Only where the video is reviewed as safe for work."
    )
    text_safe: bool = Field(False, description="Only with a written answer reviewed as that.")


class ApiModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Words(ApiModel):
    """A piece of text."""

    text: str = Field(description="Plain.")
    html: str = Field(description="Escaped, with `<mark>` around the words that matched.")


class Covered(ApiModel):
    """Words under a content warning: to be shown only to somebody who has read what they contain
    and wants to see them."""

    contains: list[str] = Field(description="What to say before.")
    words: Words


class PlaceOfHit(ApiModel):
    """One place in an episode."""

    kind: PlaceKind = Field(
        description="Another wording of the question, the episode's description, something said,"
        " a part of the written answer, or a resource that it names."
    )
    address: str = Field(description="Leads to the second, the part or the resource.")
    heading: str = Field(description="Of the part or the resource; may be empty.")
    start_ms: int | None = Field(description="When it is said, where that is known.")
    speaker: str = Field(description="Who says it, where that is known.")
    language: str
    words: Words | None = Field(description="Null where they are covered.")
    covered: Covered | None


class EpisodeHit(ApiModel):
    """An episode with the places that fit best, at most three."""

    slug: str
    address: str
    title: str
    language: str
    published_at: datetime | None
    is_published: bool = Field(description="False only for somebody of the show who is signed in.")
    duration_ms: int | None
    has_captions: bool
    has_transcript: bool
    has_answer: bool
    notes: list[str] = Field(description="What the makers say of it, such as “Text a little racy”.")
    asked_by: str = Field(description="As the asker wants to be called.")
    question: Words | None = Field(description="Null where there is none, and where it is covered.")
    covered_question: Covered | None
    places: list[PlaceOfHit]


class FacetOption(ApiModel):
    """One way to narrow the results."""

    name: str = Field(description="The parameter.")
    value: str = Field(description="Its value.")
    label: str
    count: int = Field(description="How many of the found episodes fit.")


class Facet(ApiModel):
    title: str
    options: list[FacetOption]


class SearchAnswer(ApiModel):
    """What was found."""

    query: str = Field(description="As typed, cut where it was too long.")
    was_cut: bool
    searched_for: str | None = Field(
        description="What was looked for instead, where words were misspelt."
    )
    total: int = Field(description="Episodes found, on all pages; search looks as far as 200.")
    is_bounded: bool = Field(description="There may be more than `total`.")
    episodes: list[EpisodeHit]
    facets: list[Facet]
    after: str | None = Field(description="To ask for the next page; null on the last.")
    next: str | None = Field(description="The next page's address; null on the last.")


class ProblemOfParameter(ApiModel):
    parameter: str
    detail: str


class Problem(ApiModel):
    """What is wrong with a request (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[ProblemOfParameter] = []
