"""What an episode's files must be: there, named in episode.json, and what their names say."""

import captions
from captions import CaptionError, Reading
from episodes.archive.folder import Folder, Limits
from episodes.archive.problems import Problem
from episodes.archive.schema import CaptionFile, EpisodeFile
from episodes.media.errors import NotPlayableError
from episodes.media.pictures import check_picture, picture_kind
from episodes.media.probe import probe
from episodes.transcripts.models import TrackKind


class FileCheck:
    """Gathers problems, which refuse the archive, and remarks, which do not."""

    def __init__(self, folder: Folder, limits: Limits) -> None:
        self.folder = folder
        self.caption_limits = captions.Limits(file_bytes=limits.captions)
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        self.unusable = {problem.file for problem in folder.problems}
        self.by_episode = _by_episode(folder)

    def check(self, slug: str, episode: EpisodeFile, *, all_are_named: bool) -> int | None:
        """How long the video is in ms: measured for a file, else as it is said.

        all_are_named: a file that the episode does not name is one too many."""
        named = {"episode.json"}
        if episode.has_text:
            named.add("answer.md")
        length_ms = None
        if episode.video:
            length_ms = self._video(slug, episode.video.file) or episode.video.duration_ms
            self._picture(slug, "video.poster", episode.video.poster)
            named |= {episode.video.file or "", episode.video.poster or ""}
        for field in ("described", "sign_language"):
            if other := getattr(episode, field):
                self._video(slug, other.file, field=f"{field}.file")
                named.add(other.file or "")
        if episode.answer and episode.answer.video:
            self._video(slug, episode.answer.video.file, field="answer.video.file")
            named.add(episode.answer.video.file or "")
        for index, picture in enumerate(episode.answer.pictures if episode.answer else ()):
            named.add(picture.file)
            self._picture(slug, f"answer.pictures[{index}].file", picture.file)
        for index, track in enumerate(episode.captions):
            named.add(track.file)
            self._captions(slug, f"captions[{index}].file", track)
        for name in sorted(self.by_episode.get(slug, set()) - named) if all_are_named else ():
            self._say(f"episodes/{slug}/{name}", "", "is not named in episode.json")
        return length_ms

    def _video(self, slug: str, name: str | None, field: str = "video.file") -> int | None:
        if name is None or not self._is_there(slug, field, name):
            return None
        path = f"episodes/{slug}/{name}"
        try:
            return probe(self.folder.path(path)).duration_ms
        except NotPlayableError as error:
            self._say(path, "", str(error))
            return None

    def _picture(self, slug: str, field: str, name: str | None) -> None:
        if name is None or not self._is_there(slug, field, name):
            return
        path = self.folder.path(f"episodes/{slug}/{name}")
        name = f"episodes/{slug}/{name}"
        try:
            data = path.read_bytes()
            kind = picture_kind(data)
            if kind.suffix != path.suffix:
                message = f"is {kind.media_type}, so its name must end in {kind.suffix}"
                self._say(name, "", message)
                return
            check_picture(data)
        except NotPlayableError as error:
            self._say(name, "", str(error))

    def _captions(self, slug: str, field: str, track: CaptionFile) -> None:
        if not self._is_there(slug, field, track.file):
            return
        path = f"episodes/{slug}/{track.file}"
        try:
            data = self.folder.bytes_of(path)
            reading = captions.read(data, path, limits=self.caption_limits)
        except CaptionError as error:
            line = f"line {error.line}" if error.line else ""
            self._say(path, line, f"{error.message} {error.hint}".strip())
        else:
            self._understood(path, track, reading)

    def _understood(self, path: str, track: CaptionFile, reading: Reading) -> None:
        dropped = [note for note in reading.report if note.kind == "dropped"]
        if reading.track.is_timed and not reading.track.cues:
            line = f"line {dropped[0].line}" if dropped and dropped[0].line else ""
            reason = f": {dropped[0].reason}" if dropped else ""
            self._say(path, line, f"no caption was found{reason}")
        elif not reading.track.is_timed and track.kind is not TrackKind.TRANSCRIPT:
            self._say(path, "", f"has no times, so no player can show it as {track.kind}")
        else:
            for note in dropped:
                field = f"line {note.line}" if note.line else ""
                self.remarks.append(Problem(path, field, f"left out: {note.reason}"))

    def _is_there(self, slug: str, field: str, name: str) -> bool:
        path = f"episodes/{slug}/{name}"
        is_there = path in self.folder.sizes
        if not is_there and path not in self.unusable:
            self._say(f"episodes/{slug}/episode.json", field, f"{name} is not there")
        return is_there

    def _say(self, file: str, field: str, message: str) -> None:
        self.problems.append(Problem(file, field, message))


def _by_episode(folder: Folder) -> dict[str, set[str]]:
    files: dict[str, set[str]] = {}
    for name in folder.sizes:
        if name.startswith("episodes/") and name.count("/") > 1:
            _, slug, inside = name.split("/", 2)
            files.setdefault(slug, set()).add(inside)
    return files
