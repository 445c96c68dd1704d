"""What the database holds -> the archive's models. They are built unchecked: an export is also a
rescue, and what an import would refuse is said once the folder is written."""

from pathlib import PurePosixPath
from typing import Any

from episodes.answers.models import Resource
from episodes.archive.caption_files import caption_name
from episodes.archive.directory_schema import (
    HelplineFile,
    PersonFile,
    ShowFile,
    TopicFile,
)
from episodes.archive.queries import Content
from episodes.archive.schema import (
    AnnotationFile,
    AnswerFile,
    AnswerPictureFile,
    AnswerVideoFile,
    ArtifactFile,
    ArtifactsFile,
    CaptionFile,
    ChapterFile,
    CoverFile,
    CreditFile,
    EpisodeFile,
    OtherFormFile,
    PictureFile,
    QuestionFile,
    ResourceFile,
    VideoFile,
    WarningFile,
)
from episodes.catalog.artifacts import PICTURES, Artifact
from episodes.catalog.models import Episode, Person, Show, Topic
from episodes.media.models import AnswerPicture, Place, Video
from episodes.questions.published.models import Question
from episodes.transcripts.models import CaptionTrack
from episodes.warnings.models import ContentWarning, Scope

UNNAMED_SHOW = "Untitled show"
LOGO_NAME = "logo.png"
POSTER_NAMES = {"image/jpeg": "poster.jpg", "image/png": "poster.png", "image/webp": "poster.webp"}


def show_file(show: Show | None) -> ShowFile:
    if show is None:
        return ShowFile.model_construct(name=UNNAMED_SHOW, language="en")
    return ShowFile.model_construct(
        **_same(show, "name", "tagline", "description", "language"),
        **_same(show, "hot", "plum", "display_face", "cover_style", "caption_profile"),
        **_same(show, "time_zone"),
        helplines=[HelplineFile.model_construct(None, **line) for line in show.helplines],
        exit_address=show.exit_address or None,
        logo=LOGO_NAME if show.logo_digest else None,
        logo_alt=show.logo_alt,
    )


def person_file(person: Person) -> PersonFile:
    names = ("slug", "name", "pronouns", "biography", "disclosure", "website")
    return PersonFile.model_construct(**_same(person, *names))


STEMS = {
    Place.EPISODE: "video",
    Place.ANSWER: "answer-video",
    Place.DESCRIBED: "described",
    Place.SIGN_LANGUAGE: "sign-language",
}


def topic_file(topic: Topic) -> TopicFile:
    synonyms = [synonym.name for synonym in topic.synonyms]
    return TopicFile.model_construct(
        **_same(topic, "slug", "name", "description"), synonyms=synonyms
    )


def episode_file(content: Content, people: dict[int, str]) -> EpisodeFile:
    """people: slugs by id."""
    episode = content.episode
    plain = ("title", "summary", "language", "season", "number", "status", "published_at")
    return EpisodeFile.model_construct(
        **_same(episode, *plain),
        cover=CoverFile.model_construct(
            accent=episode.accent,
            line=episode.cover_line,
            said_by=episode.cover_said_by,
            said_ms=episode.cover_said_ms,
        ),
        question=_question(content.question) if content.question else None,
        topics=sorted(topic.slug for topic in episode.topics),
        credits=[
            CreditFile.model_construct(person=people[credit.person_id], role=credit.role)
            for credit in episode.credits
        ],
        chapters=[
            ChapterFile.model_construct(**_same(chapter, "start_ms", "title"))
            for chapter in episode.chapters
        ],
        video=_video(content.video) if content.video else None,
        described=_other_form(content.other_forms.get(Place.DESCRIBED)),
        sign_language=_other_form(content.other_forms.get(Place.SIGN_LANGUAGE)),
        captions=[_captions(track) for track in content.tracks],
        artifacts=_artifacts(episode),
        warnings=sorted(map(_warning, content.warnings), key=_in_order),
        answer=_answer(content, people),
    )


def video_name(video: Video) -> str | None:
    """The file as it came: from it the rest can be made again."""
    stem = STEMS[video.place]
    return f"{stem}{PurePosixPath(video.original_key).suffix}" if video.original_key else None


def poster_name(video: Video) -> str | None:
    """Of one that somebody chose; another is made from the video."""
    chosen = video.poster_key and video.is_poster_own
    return POSTER_NAMES.get(video.poster_media_type, "poster.jpg") if chosen else None


def _question(question: Question) -> QuestionFile:
    return QuestionFile.model_construct(
        text=question.text,
        asked_by=question.asked_by,
        annotations=[
            AnnotationFile.model_construct(**_same(annotation, "start", "end", "note"))
            for annotation in question.annotations
        ],
        also_asked_as=[wording.text for wording in question.also_asked_as],
    )


def _video(video: Video) -> VideoFile:
    return VideoFile.model_construct(
        file=video_name(video),
        address=video.address or None,
        **_same(video, "duration_ms", "width", "height"),
        poster=poster_name(video),
        poster_alt=video.poster_alt,
    )


def _other_form(video: Video | None) -> OtherFormFile | None:
    if video is None:
        return None
    return OtherFormFile.model_construct(
        file=video_name(video),
        address=video.address or None,
        **_same(video, "duration_ms", "note", "headline", "review"),
    )


def _captions(track: CaptionTrack) -> CaptionFile:
    return CaptionFile.model_construct(
        file=caption_name(track),
        **_same(track, "language", "kind", "label"),
        default=track.is_default,
    )


def _artifacts(episode: Episode) -> ArtifactsFile:
    files = {}
    for artifact in Artifact:
        model = PictureFile if artifact in PICTURES else ArtifactFile
        files[artifact.value] = model.model_construct(
            headline=getattr(episode, f"{artifact}_headline"),
            review=getattr(episode, f"{artifact}_review"),
        )
    return ArtifactsFile.model_construct(None, **files)


def _warning(warning: ContentWarning) -> WarningFile:
    times = ("start_ms", "end_ms", "skip_to_ms")
    return WarningFile.model_construct(
        **_same(warning, "scope", "category", "treatment", "severity", *times, "note"),
        part=warning.part_anchor or None,
        resource=warning.resource_slug or None,
    )


def _in_order(warning: WarningFile) -> tuple[Any, ...]:
    """The order of the rows says nothing, and may differ between two databases."""
    place = list(Scope).index(warning.scope), warning.part or "", warning.resource or ""
    start_ms = -1 if warning.start_ms is None else warning.start_ms
    rest = warning.treatment, warning.severity, warning.end_ms or 0, warning.note
    return (*place, start_ms, warning.category, *rest)


def _answer(content: Content, people: dict[int, str]) -> AnswerFile | None:
    answer, video = content.answer, content.answer_video
    if not answer and not video and not content.resources and not content.pictures:
        return None
    return AnswerFile.model_construct(
        file="answer.md" if answer else None,
        author=people[answer.author_id] if answer and answer.author_id else None,
        published_at=content.episode.answer_published_at,
        resources=[_resource(resource) for resource in content.resources],
        video=_answer_video(video) if video else None,
        pictures=[
            AnswerPictureFile.model_construct(file=picture_name(picture), alt=picture.alt)
            for picture in content.pictures
        ],
    )


def picture_name(picture: AnswerPicture) -> str:
    return f"pictures/{picture.name}{PurePosixPath(picture.storage_key).suffix}"


def _answer_video(video: Video) -> AnswerVideoFile:
    return AnswerVideoFile.model_construct(
        file=video_name(video),
        address=video.address or None,
        **_same(video, "title", "duration_ms", "note"),
    )


def _resource(resource: Resource) -> ResourceFile:
    names = ("slug", "kind", "title", "creator", "address", "note", "checked_on")
    return ResourceFile.model_construct(
        **_same(resource, *names), part=resource.part_anchor or None
    )


def _same(thing: object, *names: str) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}
