"""Habit words that a native ear stumbles over: each has a plain one in its place."""

import re
from pathlib import Path

from episodes.languages.extracting import extracted_catalogue

ROOT = Path(__file__).parents[2]
PLAIN = {
    r"\banew\b": "again",
    r"\bonce more\b": "again",
    r"\bwhoever\b": "anyone who, no matter who",
    r"\b(?<!here )(?:is|was) no (?:slug|number|folder|address|archive|file|list|key)\b": "is not a",
    r"\bof other hands\b": "third-party",
}
FOLDERS = ("captions", "episodes", "templates", "static", "docs", "bench", "tests")
KINDS = {".py", ".html", ".js", ".css", ".md"}
# What a show writes is its own; so are the notes of what changed once.
NOT_OURS = ("episodes/demo/season/", "tests/guards/test_plain_english.py")


def test_no_sentence_has_a_habit_word_where_a_plain_one_would_do() -> None:
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    paths += ROOT.glob("*.md")
    found = []
    for path in paths:
        name = path.relative_to(ROOT).as_posix()
        if path.suffix not in KINDS or name.startswith(NOT_OURS) or path.name == "CHANGELOG.md":
            continue
        text = path.read_text()
        for word, plain in PLAIN.items():
            found += [f"{name}: {hit[0]} ({plain})" for hit in re.finditer(word, text, re.I)]
    assert found == []


def test_people_read_caption_where_programmers_read_cue() -> None:
    """Also in what a template or a script says; `cue` stays the word of the code and its docs."""
    sentences = [m.id if isinstance(m.id, str) else m.id[1] for m in extracted_catalogue()]
    assert len(sentences) > 2000
    words = [re.sub(r"\{[^}]*\}", "", each) for each in sentences]  # names of values are code
    assert [each for each in words if re.search(r"\bcues?\b", each, re.I)] == []
