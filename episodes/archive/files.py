"""What an episode's files must be: there, named in episode.json, and what their names say."""

import captions
from captions import CaptionError, Reading
from episodes.archive.folder import Folder, Limits
from episodes.archive.problems import Problem
from episodes.archive.schema import CaptionFile, EpisodeFile
from episodes.media.errors import NotPlayable
from episodes.media.probe import probe
from episodes.transcripts.models import TrackKind

SIGNATURES = {
    ".jpg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".webp": (b"RIFF",),
}


class FileCheck:
    """Gathers problems, which refuse the archive, and remarks, which do not."""

    def __init__(self, folder: Folder, limits: Limits) -> None:
        self.folder = folder
        self.caption_limits = captions.Limits(file_bytes=limits.captions)
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        self.unusable = {problem.file for problem in folder.problems}
        self.by_episode = _by_episode(folder)

    def check(self, slug: str, episode: EpisodeFile) -> None:
        named = {"episode.json"}
        if episode.has_text:
            named.add("answer.md")
        if episode.video:
            named |= self._video(slug, episode.video.file)
            named |= self._poster(slug, episode.video.poster)
        for index, track in enumerate(episode.captions):
            named.add(track.file)
            self._captions(slug, f"captions[{index}].file", track)
        for name in sorted(self.by_episode.get(slug, set()) - named):
            self._say(f"episodes/{slug}/{name}", "", "is not named in episode.json")

    def _video(self, slug: str, name: str | None) -> set[str]:
        if name is None:
            return set()
        if self._is_there(slug, "video.file", name):
            path = f"episodes/{slug}/{name}"
            try:
                probe(self.folder.path(path))
            except NotPlayable as error:
                self._say(path, "", str(error))
        return {name}

    def _poster(self, slug: str, name: str | None) -> set[str]:
        if name is None:
            return set()
        if self._is_there(slug, "video.poster", name):
            path = self.folder.path(f"episodes/{slug}/{name}")
            with path.open("rb") as file:
                start = file.read(12)
            if not start.startswith(SIGNATURES[path.suffix]):
                self._say(f"episodes/{slug}/{name}", "", f"is no {path.suffix[1:]} picture")
        return {name}

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
            self._say(path, line, f"no cue was found{reason}")
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
    found: dict[str, set[str]] = {}
    for name in folder.sizes:
        if name.startswith("episodes/") and name.count("/") > 1:
            _, slug, inside = name.split("/", 2)
            found.setdefault(slug, set()).add(inside)
    return found
