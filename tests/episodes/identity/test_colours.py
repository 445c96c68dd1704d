"""Contrast as WCAG counts it, and every pair of the tokens held to it."""

import re
from pathlib import Path

import pytest

from episodes.identity.colours import contrast, darkened_for, lightened_for
from episodes.identity.stylesheet import CSS

TOKENS = (Path(CSS) / "tokens.css").read_text()
TEXT, CONTROL = 4.5, 3.0
PAIRS = [
    ("ink", "page", TEXT), ("ink", "surface", TEXT), ("ink", "sunk", TEXT),
    ("quiet", "page", TEXT), ("quiet", "surface", TEXT), ("quiet", "sunk", TEXT),
    ("hot", "page", TEXT), ("hot", "surface", TEXT), ("on-hot", "hot", TEXT),
    ("on-plum", "plum", TEXT), ("link", "page", TEXT), ("link", "sunk", TEXT),
    ("link", "hot-soft", TEXT), ("ink", "hot-soft", TEXT), ("note", "page", TEXT),
    ("note", "note-soft", TEXT), ("ink", "note-soft", TEXT), ("good", "good-soft", TEXT),
    ("danger", "danger-soft", TEXT), ("danger", "page", TEXT),
    ("control", "page", CONTROL), ("control", "surface", CONTROL), ("focus", "page", CONTROL),
    ("focus", "surface", CONTROL),
]  # fmt: skip


def colours(name: str) -> tuple[str, ...]:
    """Light and dark, or the one for both, each of six digits."""
    value = re.search(rf"--{name}: ([^;]+);", TOKENS)
    assert value, name
    found = re.findall(r"#[0-9a-f]{3,6}", value[1])
    return tuple(c if len(c) == 7 else "#" + "".join(2 * x for x in c[1:]) for c in found)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("words", "ground", "least"), PAIRS)
def test_every_pair_of_the_tokens_can_be_read(words: str, ground: str, least: float) -> None:
    pairs = list(zip(colours(words), colours(ground), strict=True))
    assert len(pairs) == 2
    assert all(contrast(*pair) >= least for pair in pairs), pairs


@pytest.mark.parametrize("name", re.findall(r"--(accent-\w+):", TOKENS))
def test_white_words_can_be_read_on_every_cover(name: str) -> None:
    assert contrast("#ffffff", colours(name)[0]) >= 7


@pytest.mark.parametrize("colour", ["#b23a20", "#57203f", "#0b5a9e", "#123456", "#777777"])
def test_a_colour_is_made_to_fit_the_dark_page(colour: str) -> None:
    assert contrast(lightened_for(colour), "#171310") >= 7
    assert contrast(darkened_for(colour), "#fff6f0") >= 7
