"""Habit words that a native ear stumbles over: each has a plain one in its place."""

import re
from pathlib import Path

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
