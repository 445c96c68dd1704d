"""Which files an episode's video has been, who looked at them, and which of them viewers see.

The video of a published episode is never replaced under its viewers: another one waits, in a row of
its own, until a person has looked at it and says which captions go with it. Nothing here commits.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from episodes.accounts.models import User
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode, Status
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.media.actions import (
    ask_for_preparing,
    move_video,
    remove_poster,
    remove_video,
    use_earlier_file,
)
from episodes.media.errors import NotPlayableError
from episodes.media.models import OTHER_FORMS, Place, Video
from episodes.media.queries import lengths_fit, newest_video_of, video_of
from episodes.messages import Message, stored_form
from episodes.refusals import RefusalError
from episodes.versions.actions import add_version, review_version, show_version
from episodes.versions.models import LONGEST_NOTE, Version, VersionKind
from episodes.versions.queries import (
    VersionLine,
    newest_version,
    review_of,
    shown_version,
    version_lines,
)

# What was known of the file when it came; what was made of it later can be made again.
FACTS = (
    "original_key", "original_size_bytes", "address", "media_type", "duration_ms", "width",
    "height", "rotation", "has_video", "has_audio", "codecs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VideoLine:
    """One version, as the page lists it. content: FACTS by name, and plays_as_it_is."""

    line: VersionLine
    content: dict[str, Any]
    is_newest: bool


def video_lines(episode_id: int) -> Sequence[VideoLine]:
    """Newest first."""
    rows = select(Version.number, Version.content).where(
        Version.episode_id == episode_id, Version.kind == VersionKind.VIDEO
    )
    contents = {row.number: row.content for row in db.session.execute(rows)}
    lines = version_lines(episode_id, VersionKind.VIDEO)
    return [VideoLine(line, contents[line.number], line is lines[0]) for line in lines]


def file_of(content: dict[str, Any]) -> str:
    """What makes two versions the same video: the stored file, or the address elsewhere."""
    return str(content["original_key"] or content["address"])


def replace_video(
    episode: Episode, key: str, put: Callable[[Place], Video], actor: User, note: str = ""
) -> Video:
    """key: of the new file, or its address. put: stores the row at the place that it is given.
    Of a published episode, another video than the one that viewers see waits.

    Raises RefusalError where a scheduled episode would go out with what nobody has checked."""
    shown = write_down_video(episode)
    is_same = shown is not None and file_of(shown.content) == key
    if episode.status == Status.SCHEDULED and not is_same:
        raise RefusalError(
            Message(
                "The episode is scheduled. Take it off the schedule before you change its video."
            )
        )
    waits = episode.status == Status.PUBLISHED and not is_same
    video = put(Place.WAITING if waits else Place.EPISODE)
    if is_same:
        return video
    version = add_version(
        episode.id, VersionKind.VIDEO, _content_of(video), author=actor, note=note
    )
    if not waits:
        remove_video(episode, Place.WAITING)
        show_version(version, judge=actor)
        episode.video_review = ReviewState.NOT_REVIEWED
        _lapse_unless_own(episode, video)
    return video


def take_video_from(episode: Episode) -> None:
    """It stays among the versions, also where it came by an import. Raises RefusalError where
    viewers would be left with nothing."""
    if episode.status == Status.SCHEDULED:
        raise RefusalError(
            Message(
                "The episode is scheduled. Take it off the schedule before you remove its video."
            )
        )
    if episode.status == Status.PUBLISHED and episode.answer_published_at is None:
        raise RefusalError(
            Message(
                "Viewers would find nothing there any more. Withdraw the episode first, or publish"
                " its written answer."
            )
        )
    write_down_video(episode)
    remove_video(episode)
    lapse_poster_review(episode)


def take_poster_from(episode: Episode, video: Video) -> None:
    remove_poster(video)
    lapse_poster_review(episode)


def lapse_poster_review(episode: Episode) -> None:
    """What somebody said of a poster was said of that one, and not of the next."""
    episode.thumbnail_review = ReviewState.NOT_REVIEWED


def write_down_video(episode: Episode) -> Version | None:
    """The version that viewers see, made where the video came past the desk, by an import or a
    command. None: the episode has no video."""
    video = video_of(episode.id)
    if video is None:
        return None
    shown = shown_version(episode.id, VersionKind.VIDEO)
    content = _content_of(video)
    if shown is None or file_of(shown.content) != file_of(content):
        shown = add_version(episode.id, VersionKind.VIDEO, content, author=None)
        show_version(shown, judge=None)
        if episode.video_review != ReviewState.NOT_REVIEWED:
            review_version(shown, episode.video_review.value, judge=None)
    return shown


def newest_video_version(episode: Episode) -> Version | None:
    """Of the video that people work on: the one that waits, or the one that viewers see."""
    shown = write_down_video(episode)
    waits = video_of(episode.id, Place.WAITING) is not None
    return newest_version(episode.id, VersionKind.VIDEO) if waits else shown


def use_version_again(episode: Episode, version: Version, actor: User) -> Video:
    """An earlier video comes back as a new version. Raises NotPlayableError where its file went."""
    content = version.content
    note = stored_form(Message("Version %(number)s again", number=version.number), LONGEST_NOTE)
    return replace_video(
        episode,
        file_of(content),
        lambda place: use_earlier_file(episode, content, place=place, asked_by_id=actor.id),
        actor,
        note,
    )


def show_waiting_video(episode: Episode, actor: User) -> None:
    """Viewers see it from now on. Raises RefusalError where nobody has looked at this very version,
    or where it cannot be played yet."""
    video, version = video_of(episode.id, Place.WAITING), newest_video_version(episode)
    if video is None or version is None:
        raise RefusalError(Message("No video waits here any more."))
    review = review_of(version)
    if review is None:
        message = Message(
            "Nobody has checked version %(version)s of the video for content notes.",
            version=version.number,
        )
        raise RefusalError(message)
    if not video.address and not video.storage_key:
        raise NotPlayableError(Message("The video is still being prepared."))
    _require_fitting_forms(episode, video)
    move_video(video, Place.EPISODE)
    _lapse_unless_own(episode, video)
    if video.prepared_at is None:
        ask_for_preparing(video, asked_by_id=actor.id)
    show_version(version, judge=actor)
    episode.video_review = ReviewState(review.verdict)
    db.session.flush()
    episode_changed.send(episode)


def _lapse_unless_own(episode: Episode, video: Video) -> None:
    """Another film has another poster, unless somebody chose one."""
    if not video.is_poster_own:
        lapse_poster_review(episode)


def _require_fitting_forms(episode: Episode, video: Video) -> None:
    for place in OTHER_FORMS:
        other = video_of(episode.id, place)
        if other and not lengths_fit(other.duration_ms, video.duration_ms):
            raise RefusalError(
                Message(
                    "The described version or the sign-language video is as long as the old"
                    " video. Replace it or remove it first, under “Described, signed”."
                )
            )


def _content_of(video: Video) -> dict[str, Any]:
    """plays_as_it_is: nothing else had to be made of the file for browsers."""
    facts = {name: getattr(video, name) for name in FACTS}
    return facts | {"plays_as_it_is": bool(video.original_key == video.storage_key != "")}


def newest_video_key(episode_id: int) -> str:
    video = newest_video_of(episode_id)
    return (video.original_key or video.address) if video else ""
