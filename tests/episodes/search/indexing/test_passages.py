"""How long texts are cut into places."""

from episodes.search.indexing.passages import PART_CHARACTERS, chunks


def test_a_long_text_keeps_its_paragraphs_and_the_lines_of_its_lists() -> None:
    sentences = "Talk about it first. Then make a list! " * 20
    first, second = chunks(f"{sentences}\n\n\n- the bins\n- the milk\n\n{sentences}")
    assert first.count("\n") == 2 + 1 + 2
    assert "make a list!\n\n- the bins\n- the milk\n\nTalk about" in first
    assert "\n" not in second
    assert max(len(first), len(second)) <= PART_CHARACTERS


def test_a_sentence_longer_than_a_place_is_cut_anywhere() -> None:
    assert [len(chunk) for chunk in chunks("a" * 3_200)] == [1_500, 1_500, 200]
