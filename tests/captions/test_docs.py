"""docs/captions.md says the figures that hold: bounds, style guides, formats, verbs."""

import dataclasses
import re
from pathlib import Path

import pytest

import captions
from captions.limits import DEFAULT_LIMITS

DOCS = (Path(__file__).parents[2] / "docs" / "captions.md").read_text()


def rows(first: str) -> dict[str, list[str]]:
    """The rows of the table whose header begins with this cell, by their own first word."""
    lines = DOCS.split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {first} |"))
    table = {}
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            return table
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        cells = ["" if cell == "–" else cell for cell in cells]
        table[re.sub(r"[`*]", "", cells[0])] = cells[1:]
    return table


def test_the_readme_quotes_a_message_as_it_is():
    readme = (Path(captions.__file__).parent / "README.md").read_text()
    message = captions.check(captions.Track((captions.Cue(0, 5000, "a" * 51),)))[0].message
    for part in (str(message), message.template, dict(message.values)):
        assert repr(part) in readme


@pytest.mark.parametrize("bound", [field.name for field in dataclasses.fields(captions.Limits)])
def test_every_bound_is_documented_with_its_default(bound):
    by_name = {name.split(" ")[0]: cells[0] for name, cells in rows("bound").items()}
    assert by_name[bound] == f"{getattr(DEFAULT_LIMITS, bound):,}"


@pytest.mark.parametrize("name", captions.PROFILES)
def test_every_style_guide_is_documented_with_its_figures(name):
    profile = captions.PROFILES[name]
    chars, lines, speed, shortest, longest, gap, _sounds = rows("profile")[name]
    assert (int(chars), int(lines)) == (profile.chars_per_line, profile.lines)
    for words, wanted in (
        (speed, profile.chars_per_second or profile.words_per_minute),
        (shortest, profile.shortest_ms_per_word or profile.shortest_ms),
        (longest, profile.longest_ms),
    ):
        assert _number(words) == wanted
    if profile.gap_frames:
        counts = [profile.gap_frames, profile.gap_frames + 1, profile.close_frames]
        assert [int(n) for n in re.findall(r"\d+", gap)] == counts
    else:
        assert _number(gap.split(" or ")[-1] if "none, or" in gap else gap) == profile.gap_ms


def _number(words: str) -> int | None:
    """Of the first figure, in milliseconds where it is a time."""
    match = re.search(r"(\d+)( ms| s\b)?", words)
    if match is None:
        return None
    return int(match[1]) * (1000 if match[2] == " s" else 1)


@pytest.mark.parametrize("known", captions.FORMATS, ids=lambda known: known.id)
def test_every_format_is_documented_with_what_is_written(known):
    by_id = {cells[0].strip("`"): cells for cells in rows("format").values()}
    _, reads, writes = by_id[known.id]
    assert bool(writes) is (known.write is not None)
    assert bool(reads) is hasattr(known, "read")


def test_every_rule_is_documented():
    rules = set(re.findall(r"`([a-z-]+)`", " ".join(c for r in rows("level").values() for c in r)))
    sources = {rule for profile in captions.PROFILES.values() for rule in profile.sources}
    assert sources - rules == set()


def test_every_kind_of_fix_is_documented():
    assert set(captions.FIX_KINDS) <= set(rows("kind"))
