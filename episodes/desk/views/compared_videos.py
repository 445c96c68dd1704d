"""Two versions of an episode's video side by side."""

from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from episodes.accounts.permissions import Right, requires_right
from episodes.desk.video_versions import VideoLine, file_of, video_lines
from episodes.desk.views.blueprint import bp, episode_or_404
from episodes.desk.views.episode import Page
from episodes.media.serving import FileGoneError, file_response
from episodes.media.storage import storage
from episodes.versions.models import VersionKind
from episodes.versions.queries import version_numbered


@dataclass(frozen=True, slots=True)
class Side:
    """source: where a browser plays it from; empty: it cannot, or the file is gone."""

    video: VideoLine
    source: str

    @property
    def facts(self) -> dict[str, Any]:
        return self.video.content


@bp.get("/episodes/<slug>/video/compare")
@requires_right(Right.EDIT)
def compared_videos(slug: str) -> Page:
    episode = episode_or_404(slug)
    videos = {video.line.number: video for video in video_lines(episode.id)}
    after = request.args.get("after", max(videos, default=0), type=int)
    before = request.args.get("before", after - 1, type=int)
    if before not in videos or after not in videos:
        abort(404)
    sides = [Side(videos[n], _source(slug, videos[n])) for n in (before, after)]
    return render_template(
        "desk/compared-videos.html", episode=episode, sides=sides, numbers=sorted(videos)
    )


def _source(slug: str, video: VideoLine) -> str:
    content, number = video.content, video.line.number
    if content["address"]:
        return str(content["address"])
    if not content["plays_as_it_is"] or not storage().has(content["original_key"]):
        return ""
    return url_for("desk.played_version", slug=slug, number=number)


@bp.get("/episodes/<slug>/video/versions/<int:number>/played")
@requires_right(Right.EDIT)
def played_version(slug: str, number: int) -> Response:
    """As it came, where that is what browsers play."""
    episode = episode_or_404(slug)
    version = version_numbered(episode.id, VersionKind.VIDEO, min(number, 2**31 - 1))
    if version is None or not version.content["plays_as_it_is"]:
        abort(404)
    key = file_of(version.content)
    name = f"{slug}-version-{number}{key[key.rfind('.') :]}"
    try:
        return file_response(storage(), key, version.content["media_type"], file_name=name)
    except FileGoneError:
        abort(404)
