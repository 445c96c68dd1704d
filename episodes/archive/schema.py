"""The archive's files as models. docs/archive.schema.json is made from them; docs/archive.md says
the same in words. What one object's fields ask of each other is checked here, what objects ask of
each other in checks.py."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from episodes.answers.models import ResourceKind
from episodes.archive.fields import (
    Address,
    AnswerPictureName,
    AnswerVideoName,
    Day,
    FromOne,
    Language,
    Milliseconds,
    Moment,
    OtherFormName,
    Positive,
    Required,
    SecureAddress,
    Slug,
    Strict,
    Text,
    VideoName,
)
from episodes.archive.problems import quoted, wrong
from episodes.catalog.artifacts import Headline, PictureHeadline, ReviewState
from episodes.catalog.models import Accent, CreditRole, Status
from episodes.questions.published.actions import MAX_TEXT, AnnotationDraft, check_question
from episodes.refusals import RefusalError
from episodes.transcripts.models import TrackKind
from episodes.warnings.models import Scope, Treatment
from episodes.warnings.vocabulary import CATEGORIES

ON_VIDEO = frozenset({Scope.VIDEO_PICTURE, Scope.VIDEO_AUDIO})
SPOKEN_OF_ONLY = {"child-abuse": (Treatment.MENTION, Treatment.DISCUSSION)}


def _known_category(text: str) -> str:
    if text not in CATEGORIES:
        raise ValueError(f"unknown category {quoted(text)}")
    return text


Category = Annotated[
    str, AfterValidator(_known_category), Field(json_schema_extra={"enum": sorted(CATEGORIES)})
]


class AnnotationFile(Strict):
    """start, end: offsets in characters of the question's text, end exclusive."""

    start: int
    end: int
    note: Text


class QuestionFile(Strict):
    text: Text = Field(json_schema_extra={"maxLength": MAX_TEXT})
    asked_by: Text = ""
    annotations: list[AnnotationFile] = []
    also_asked_as: list[Text] = []

    @model_validator(mode="after")
    def _can_be_kept(self) -> Self:
        try:
            check_question(self.text, self.asked_by, self.drafts(), self.also_asked_as)
        except RefusalError as error:
            raise wrong(error.place, str(error)) from error
        return self

    def drafts(self) -> list[AnnotationDraft]:
        return [AnnotationDraft(a.start, a.end, a.note) for a in self.annotations]


class CreditFile(Strict):
    person: Slug
    role: CreditRole


class ChapterFile(Strict):
    start_ms: Milliseconds
    title: Required = Field(max_length=200)


class FileOrAddress(Strict):
    file: str | None = None
    address: SecureAddress | None = None

    @model_validator(mode="after")
    def _file_or_address(self) -> Self:
        if self.file and self.address:
            raise wrong("address", "stands beside `file`; only one of them can")
        if not self.file and not self.address:
            raise wrong("file", "is missing, and so is `address`")
        return self


class VideoFile(FileOrAddress):
    """Of a file, length and size are measured at import, whatever stands here."""

    file: VideoName | None = None
    duration_ms: Positive | None = None
    width: Positive | None = None
    height: Positive | None = None
    poster: Literal["poster.jpg", "poster.png", "poster.webp"] | None = None
    poster_alt: Text = Field("", max_length=500)


class OtherFormFile(FileOrAddress):
    """The episode's video with what can be seen in words, or in sign language."""

    file: OtherFormName | None = None
    duration_ms: Positive | None = None
    note: Text = Field("", max_length=300)
    headline: Headline = Headline.CLEAN
    review: ReviewState = ReviewState.NOT_REVIEWED


class CaptionFile(Strict):
    file: str
    language: Language
    kind: TrackKind
    label: Required = Field(max_length=120)
    default: bool = False

    @model_validator(mode="after")
    def _named_for_what_it_is(self) -> Self:
        if self.file not in self.possible_names():
            names = " or ".join(self.possible_names())
            raise wrong("file", f"{quoted(self.file)} must be named {names}")
        return self

    def possible_names(self) -> list[str]:
        stem = f"captions/{self.language}"
        if self.kind is TrackKind.TRANSCRIPT:
            return [f"{stem}.transcript.vtt", f"{stem}.transcript.txt"]
        return [f"{stem}.{self.kind}.vtt", f"{stem}.vtt"]


class ArtifactFile(Strict):
    headline: Headline
    review: ReviewState


class PictureFile(Strict):
    headline: PictureHeadline
    review: ReviewState


UNSAID = ArtifactFile(headline=Headline.CLEAN, review=ReviewState.NOT_REVIEWED)
UNSAID_PICTURE = PictureFile(headline=PictureHeadline.NONE, review=ReviewState.NOT_REVIEWED)


class ArtifactsFile(Strict):
    question: ArtifactFile = UNSAID
    video: ArtifactFile = UNSAID
    thumbnail: PictureFile = UNSAID_PICTURE
    answer: ArtifactFile = UNSAID
    answer_images: PictureFile = UNSAID_PICTURE


class WarningFile(Strict):
    scope: Scope
    category: Category
    treatment: Treatment
    severity: int = Field(ge=1, le=3)
    start_ms: Milliseconds | None = None
    end_ms: Milliseconds | None = None
    skip_to_ms: Milliseconds | None = None
    note: Text = Field("", max_length=300)
    part: Slug | None = None
    resource: Slug | None = None

    @model_validator(mode="after")
    def _times_agree(self) -> Self:
        times = {"start_ms": self.start_ms, "end_ms": self.end_ms, "skip_to_ms": self.skip_to_ms}
        given = [name for name, ms in times.items() if ms is not None]
        if given and self.scope not in ON_VIDEO:
            raise wrong(given[0], "times are only for video.picture and video.audio")
        if given and (self.start_ms is None or self.end_ms is None):
            raise wrong("start_ms" if self.start_ms is None else "end_ms", "is missing")
        if self.start_ms is not None and self.end_ms is not None and self.end_ms <= self.start_ms:
            raise wrong("end_ms", "must come after start_ms")
        if (
            self.skip_to_ms is not None
            and self.end_ms is not None
            and self.skip_to_ms < self.end_ms
        ):
            raise wrong("skip_to_ms", "must be at or after end_ms")
        return self

    @model_validator(mode="after")
    def _place_is_named(self) -> Self:
        for name, value, scope in (
            ("part", self.part, Scope.ANSWER_PART),
            ("resource", self.resource, Scope.RESOURCE),
        ):
            if value is None and self.scope is scope:
                raise wrong(name, f"is missing: the scope is {scope}")
            if value is not None and self.scope is not scope:
                raise wrong(name, f"is only for the scope {scope}")
        return self

    @model_validator(mode="after")
    def _never_shown(self) -> Self:
        allowed = SPOKEN_OF_ONLY.get(self.category)
        if allowed and self.treatment not in allowed:
            raise wrong("treatment", f"for {self.category}: {' or '.join(allowed)} only")
        return self


class ResourceFile(Strict):
    slug: Slug
    kind: ResourceKind
    title: Required = Field(max_length=300)
    creator: Text = Field("", max_length=200)
    address: Address = ""
    note: Text = Field("", max_length=1000)
    checked_on: Day | None = None
    part: Slug | None = None


class AnswerVideoFile(FileOrAddress):
    file: AnswerVideoName | None = None
    title: Text = Field("", max_length=200)
    duration_ms: Positive | None = None
    note: Text = Field("", max_length=300)


class AnswerPictureFile(Strict):
    """A picture that the answer's text names: `![words](picture:name)`."""

    file: AnswerPictureName
    alt: Text = Field("", max_length=500)

    @property
    def name(self) -> str:
        return self.file.removeprefix("pictures/").rpartition(".")[0]


class AnswerFile(Strict):
    """Without `file` there are only resources or a video so far."""

    file: Literal["answer.md"] | None = None
    author: Slug | None = None
    published_at: Moment | None = None
    resources: list[ResourceFile] = []
    video: AnswerVideoFile | None = None
    pictures: list[AnswerPictureFile] = []


class CoverFile(Strict):
    """line: words from the video or the answer, verbatim; without it the question stands there."""

    accent: Accent | None = None
    line: Text = Field("", max_length=300)
    said_by: Text = Field("", max_length=120)
    said_ms: Milliseconds | None = None


UNCHOSEN = CoverFile(line="", said_by="")


class EpisodeFile(Strict):
    title: Required = Field(max_length=200)
    summary: Text = Field("", max_length=1000)
    language: Language
    season: FromOne | None = None
    number: FromOne | None = None
    status: Status
    published_at: Moment | None = None
    cover: CoverFile = UNCHOSEN
    question: QuestionFile | None = None
    topics: list[Slug] = []
    credits: list[CreditFile] = []
    chapters: list[ChapterFile] = []
    video: VideoFile | None = None
    described: OtherFormFile | None = None
    sign_language: OtherFormFile | None = None
    captions: list[CaptionFile] = []
    artifacts: ArtifactsFile = ArtifactsFile()
    warnings: list[WarningFile] = []
    answer: AnswerFile | None = None

    @property
    def has_text(self) -> bool:
        """There is a written answer."""
        return self.answer is not None and self.answer.file is not None
