from pathlib import Path

import pytest

from episodes.warnings.vocabulary import CATEGORIES, GROUPS

PAPER = Path(__file__).parents[4] / "shared" / "content-warnings.md"


def test_every_category_has_a_label_a_sentence_and_a_group() -> None:
    for category in CATEGORIES.values():
        assert category.label
        assert category.description.endswith(".")
        assert category in GROUPS[category.group].categories


def test_no_category_is_lost_or_written_twice_among_the_groups() -> None:
    listed = [c.id for group in GROUPS.values() for c in group.categories]
    assert sorted(listed) == sorted(CATEGORIES)
    assert len(listed) == 53


@pytest.mark.skipif(not PAPER.exists(), reason="the paper with the vocabulary is not here")
def test_the_vocabulary_is_that_of_the_paper() -> None:
    section = PAPER.read_text().split("## Categories")[1].split("##", maxsplit=1)[0]
    rows = [line for line in section.splitlines() if line.startswith("| ") and "`" in line]
    ids = {piece for row in rows for piece in row.split("(")[0].split("`")[1::2]}
    ids |= {piece for row in rows for piece in row.split("`")[1::2] if piece in CATEGORIES}
    assert ids == set(CATEGORIES)
