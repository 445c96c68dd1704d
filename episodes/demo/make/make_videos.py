"""Make the demo season's videos: speech, slides, captions, and what the archive says of them.

python episodes/demo/make/make_videos.py --voices FOLDER [SLUG ...]
"""
# ruff: noqa: T201 - a command says what it made

import argparse
import json
from pathlib import Path

from film import duration_ms, frames, write_film
from palette import HEIGHT, WIDTH
from slides import poster
from sounds import sound
from timeline import Placed, mixed, placed
from voices import Samples, spoken
from vtt import vtt

HERE = Path(__file__).parent
EPISODES = HERE.parent / "season" / "episodes"
LANGUAGES = {"en": "English", "es": "Español"}
ORDER = [
    *("title", "summary", "language", "season", "number", "status", "published_at", "question"),
    *("topics", "credits", "chapters", "video", "captions", "artifacts", "warnings", "answer"),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--voices", type=Path, required=True, help="folder of Kokoro voices (*.bin)"
    )
    parser.add_argument("slugs", nargs="*", help="which episodes; all of them if none is named")
    options = parser.parse_args()
    for path in sorted((HERE / "dialogues").glob("*.json")):
        if not options.slugs or path.stem in options.slugs:
            make(json.loads(path.read_text(encoding="utf-8")), options.voices)


def make(talk: dict, voices_dir: Path) -> None:
    folder = EPISODES / talk["slug"]
    takes = [take(line, talk["cast"], voices_dir) for line in talk["lines"]]
    cues = placed(talk["lines"], takes)
    track = mixed(cues, takes)
    write_film(folder / "video.mp4", frames(talk, cues, track), track)
    poster(talk).save(folder / "poster.jpg", quality=88, optimize=True)
    tracks = write_captions(talk, cues, folder)
    describe(talk, cues, tracks, folder)
    print(f"{talk['slug']}: {duration_ms(folder / 'video.mp4')} ms, {len(cues)} cues")


def take(line: dict, cast: dict, voices_dir: Path) -> Samples:
    if "sound" in line:
        return sound(line["sound"], line["ms"])
    return spoken(line.get("say", line["text"]), cast[line["who"]], voices_dir)


def write_captions(talk: dict, cues: list[Placed], folder: Path) -> list[dict]:
    (folder / "captions").mkdir(exist_ok=True)
    own = {line["id"]: line["text"] for line in talk["lines"]}
    tracks = []
    for language, texts in {talk["language"]: own, **talk.get("subtitles", {})}.items():
        kind = "captions" if texts is own else "subtitles"
        name = f"captions/{language}.{kind}.vtt"
        (folder / name).write_text(vtt(cues, texts, language), encoding="utf-8")
        label = LANGUAGES[language]
        tracks.append({"file": name, "language": language, "kind": kind, "label": label})
    tracks[0]["default"] = True
    return tracks


def describe(talk: dict, cues: list[Placed], tracks: list[dict], folder: Path) -> None:
    """Into episode.json go only what follows from the recording; the words stay as they are."""
    path = folder / "episode.json"
    episode = json.loads(path.read_text(encoding="utf-8"))
    at = {cue.line["id"]: cue for cue in cues}
    episode["chapters"] = [
        {"start_ms": at[chapter["at"]].start_ms if place else 0, "title": chapter["title"]}
        for place, chapter in enumerate(talk["chapters"])
    ]
    episode["video"] = {
        "file": "video.mp4",
        "duration_ms": duration_ms(folder / "video.mp4"),
        "width": WIDTH,
        "height": HEIGHT,
        "poster": "poster.jpg",
        "poster_alt": f"{talk['title']} ({talk['signed']})",
    }
    episode["captions"] = tracks
    untimed = [each for each in episode.get("warnings", []) if "start_ms" not in each]
    episode["warnings"] = untimed + [timed(warning, at) for warning in talk["warnings"]]
    if not episode["warnings"]:
        del episode["warnings"]
    ordered = {key: episode[key] for key in ORDER if key in episode}
    path.write_text(json.dumps(ordered, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def timed(warning: dict, at: dict[str, Placed]) -> dict:
    """Line ids become the times at which those lines are said."""
    timed_warning = {key: warning[key] for key in ("scope", "category", "treatment", "severity")}
    timed_warning["start_ms"] = at[warning["from"]].start_ms
    timed_warning["end_ms"] = at[warning["to"]].cue_end_ms
    if "skip_to" in warning:
        timed_warning["skip_to_ms"] = at[warning["skip_to"]].start_ms
    return timed_warning | {"note": warning["note"]}


if __name__ == "__main__":
    main()
