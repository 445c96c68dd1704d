"""A part that is called by another title keeps the ID that people have linked to."""

from episodes.answers.anchors import with_kept_anchors
from episodes.answers.markdown import parse_answer

BEFORE = "Hello.\n\n## Make the list\n\nSay it out loud.\n\n## Is it you?\n\nPerhaps.\n"


def anchors_of(markdown: str) -> list[str]:
    return [part.anchor for part in parse_answer(markdown) if part.heading]


def test_a_reworded_heading_keeps_its_id() -> None:
    after = with_kept_anchors(BEFORE, BEFORE.replace("Make the list", "Write it all down"))
    assert "## Write it all down {#make-the-list}\n" in after
    assert anchors_of(after) == ["make-the-list", "is-it-you"]


def test_a_heading_reworded_with_its_text_keeps_its_id_by_the_words_it_shares() -> None:
    changed = BEFORE.replace("Make the list", "Make your list").replace("Say it", "Sing it")
    assert anchors_of(with_kept_anchors(BEFORE, changed)) == ["make-the-list", "is-it-you"]


def test_another_part_in_its_place_gets_its_own_id() -> None:
    changed = BEFORE.replace("Make the list", "Leave").replace("Say it out loud.", "Pack a bag.")
    assert anchors_of(with_kept_anchors(BEFORE, changed)) == ["leave", "is-it-you"]


def test_parts_that_change_places_keep_their_ids_without_a_mark() -> None:
    changed = "Hello.\n\n## Is it you?\n\nPerhaps.\n\n## Make the list\n\nSay it out loud.\n"
    assert with_kept_anchors(BEFORE, changed) == changed


def test_an_id_that_somebody_typed_is_theirs() -> None:
    changed = BEFORE.replace("## Make the list", "## Write it down {#write}")
    assert with_kept_anchors(BEFORE, changed) == changed


def test_both_ways_to_write_a_heading_are_understood() -> None:
    closed = BEFORE.replace("## Make the list", "## Write it all down ##")
    under = BEFORE.replace("## Make the list", "Write it all down\n---")
    for changed in (closed, under):
        assert anchors_of(with_kept_anchors(BEFORE, changed))[0] == "make-the-list"


def test_a_text_that_is_not_an_answer_is_given_back_as_it_is() -> None:
    assert with_kept_anchors(BEFORE, "##\n\nWords.") == "##\n\nWords."
