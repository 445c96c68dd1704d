"""A small archive that has everything once, with words that try to act, and its pieces to break."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from episodes.db import db

HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)> ¿Qué? 🙈"
QUESTION = f"Is it <b>odd</b>?\r\n\tShe said: 🙈 {HOSTILE}"
ANSWER = f"""{HOSTILE}

## The list {{#the-list}}

- [ ] Write it down [at 0:01](#t=1) [x](javascript:alert(1))

## Is it you? {{#is-it-you}}

Perhaps. {HOSTILE}
"""
CAPTIONS = """WEBVTT  A header, two spaces\r
\r
NOTE kept\r
\r
00:00:01.000 --> 00:00:03.000 line:10%\r
<v Ana>Hello <i>there</i>\r
"""
SPANISH = "WEBVTT\n\n1\n00:01.000 --> 00:03.000\n<v Ana>Hola\n"
WORDS = "Ana: Hello.\n\nBo: Goodbye.\n"

SHOW = {
    "name": HOSTILE,
    "tagline": HOSTILE,
    "description": HOSTILE,
    "language": "en",
    "helplines": [{"country": "GB", "name": HOSTILE, "phone": "555-0100", "note": HOSTILE}],
    "exit_address": "https://weather.example.org/",
}
PEOPLE = [
    {
        "slug": "ana-sole",
        "name": HOSTILE,
        "pronouns": "she/her",
        "biography": HOSTILE,
        "disclosure": HOSTILE,
        "website": "https://people.example.org/ana",
    },
    {"slug": "bo", "name": "Bo"},
]
TOPICS = [
    {"slug": "trust", "name": HOSTILE, "description": HOSTILE, "synonyms": [HOSTILE, "faith"]},
    {"slug": "alone", "name": "Alone"},
]
EPISODE = {
    "title": HOSTILE,
    "summary": HOSTILE,
    "language": "pt-BR",
    "season": 1,
    "number": 2,
    "status": "published",
    "published_at": "2026-03-01T18:00:00.250000Z",
    "question": {
        "text": QUESTION,
        "asked_by": HOSTILE,
        "annotations": [
            {"start": 0, "end": 2, "note": HOSTILE},
            {"start": 6, "end": 9, "note": "x"},
        ],
        "also_asked_as": [HOSTILE, "Shorter?"],
    },
    "topics": ["trust", "alone"],
    "credits": [
        {"person": "bo", "role": "guest"},
        {"person": "ana-sole", "role": "host"},
        {"person": "bo", "role": "captioner"},
    ],
    "chapters": [{"start_ms": 0, "title": HOSTILE}, {"start_ms": 1500, "title": "End"}],
    "video": {"address": "https://videos.example.org/a.mp4", "duration_ms": 4000, "width": 640},
    "captions": [
        {"file": "captions/en.captions.vtt", "language": "en", "kind": "captions",
         "label": HOSTILE, "default": True},
        {"file": "captions/es.subtitles.vtt", "language": "es", "kind": "subtitles", "label": "Es"},
        {"file": "captions/en.transcript.txt", "language": "en", "kind": "transcript",
         "label": "Words"},
    ],
    "artifacts": {
        "video": {"headline": "nsfw", "review": "reviewed_some"},
        "answer": {"headline": "racy", "review": "chose_not_to_warn"},
        "answer_images": {"headline": "none", "review": "reviewed_none"},
    },
    "warnings": [
        {"scope": "video.audio", "category": "strong-language", "treatment": "mention",
         "severity": 2, "start_ms": 1000, "end_ms": 2000, "skip_to_ms": 2500, "note": HOSTILE},
        {"scope": "answer.part", "category": "grief", "treatment": "mention", "severity": 1,
         "part": "the-list"},
        {"scope": "resource", "category": "sti", "treatment": "discussion", "severity": 1,
         "resource": "a-book"},
    ],
    "answer": {
        "file": "answer.md",
        "author": "ana-sole",
        "published_at": "2026-03-02T18:00:00Z",
        "resources": [
            {"slug": "a-book", "kind": "book", "title": HOSTILE, "creator": HOSTILE,
             "address": "https://books.example.org/?a=1&b=2", "note": HOSTILE,
             "checked_on": "2026-02-28", "part": "the-list"},
            {"slug": "a-line", "kind": "helpline", "title": "A line"},
        ],
        "video": {"address": "https://videos.example.org/b.mp4", "title": HOSTILE},
    },
}  # fmt: skip

Change = Callable[[dict[str, Any]], None]


class Built:
    """An archive's folder; `rewrite` changes one of its JSON files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.episode = root / "episodes" / "oat-milk"
        (self.episode / "captions").mkdir(parents=True)
        self.write("show.json", SHOW)
        self.write("people.json", PEOPLE)
        self.write("topics.json", TOPICS)
        self.write("episodes/oat-milk/episode.json", EPISODE)
        (self.episode / "answer.md").write_bytes(ANSWER.encode())
        (self.episode / "captions/en.captions.vtt").write_bytes(CAPTIONS.encode())
        (self.episode / "captions/es.subtitles.vtt").write_bytes(SPANISH.encode())
        (self.episode / "captions/en.transcript.txt").write_bytes(WORDS.encode())
        self.add_draft()

    def add_draft(self) -> None:
        folder = self.root / "episodes" / "bare-draft"
        folder.mkdir()
        bare = {"title": "A bare draft", "language": "en", "status": "draft"}
        (folder / "episode.json").write_text(json.dumps(bare))

    def write(self, name: str, value: Any) -> None:
        (self.root / name).write_text(json.dumps(value))

    def rewrite(self, change: Change, name: str = "episodes/oat-milk/episode.json") -> None:
        value = json.loads((self.root / name).read_text())
        change(value)
        self.write(name, value)


@pytest.fixture
def archive(tmp_path: Path) -> Built:
    return Built(tmp_path / "archive")


def rows() -> dict[str, int]:
    """How many rows each table has."""
    tables = db.metadata.tables.values()
    return {t.name: db.session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}


def files_under(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}
