"""Two people's changes to one file."""

import pytest

from captions.editing import commands, edit_towards, merge_edit, merged_words, open_sheet

FILE = b"""WEBVTT

00:01.000 --> 00:02.000
Good evening, dear people of the flat.

00:03.000 --> 00:04.000
Who buys the milk?

00:05.000 --> 00:06.000
You do.
"""


def test_different_captions_both_survive() -> None:
    base = open_sheet(FILE)
    mine = commands.set_text(base, "c1", "Good morning.").apply(base)
    theirs = commands.set_text(base, "c2", "Who buys the oat milk?").apply(base)
    merged = merge_edit(base, mine, theirs.cues)
    assert merged.conflicts == ()
    assert [row.text for row in merged.edit.apply(mine).rows] == [
        "Good morning.",
        "Who buys the oat milk?",
        "You do.",
    ]


def test_different_words_of_one_caption_both_survive() -> None:
    base = "Good evening, dear people of the flat."
    mine = "Good morning, dear people of the flat."
    theirs = "Good evening, dear people of the house."
    assert merged_words(base, mine, theirs) == "Good morning, dear people of the house."


@pytest.mark.parametrize("theirs", ["Who sells the milk?", "Who buys, sells the milk?"])
def test_the_same_words_give_both_texts(theirs: str) -> None:
    base = open_sheet(FILE)
    mine = commands.set_text(base, "c2", "Who drinks the milk?").apply(base)
    other = commands.set_text(base, "c2", theirs).apply(base)
    merged = merge_edit(base, mine, other.cues)
    assert [(c.id, c.base, c.mine, c.theirs) for c in merged.conflicts] == [
        ("c2", "Who buys the milk?", "Who drinks the milk?", theirs)
    ]
    assert merged.edit.apply(mine).text == mine.text


def test_what_they_took_out_and_i_changed_is_asked() -> None:
    base = open_sheet(FILE)
    mine = commands.set_text(base, "c3", "I do.").apply(base)
    other = commands.delete(base, "c3").apply(base)
    merged = merge_edit(base, mine, other.cues)
    assert [(c.id, c.mine, c.theirs) for c in merged.conflicts] == [("c3", "I do.", None)]


def test_what_i_took_out_and_they_changed_is_asked() -> None:
    base = open_sheet(FILE)
    mine = commands.delete(base, "c3").apply(base)
    other = commands.set_text(base, "c3", "I do.").apply(base)
    assert [(c.mine, c.theirs) for c in merge_edit(base, mine, other.cues).conflicts] == [
        (None, "I do.")
    ]


def test_their_new_and_their_deleted_captions_come_along() -> None:
    base = open_sheet(FILE)
    mine = commands.set_times(base, "c1", start_ms=1100).apply(base)
    edit = commands.delete(base, "c2")
    other = edit.apply(base)
    other = commands.insert_after(other, "c3", "n1").apply(other)
    other = commands.set_text(other, "n1", "And you.").apply(other)
    merged = merge_edit(base, mine, other.cues)
    rows = merged.edit.apply(mine).rows
    assert [(row.start_ms, row.text) for row in rows] == [
        (1100, "Good evening, dear people of the flat."),
        (5000, "You do."),
        (6000, "And you."),
    ]


def test_an_edit_towards_other_captions_makes_them() -> None:
    sheet = open_sheet(FILE)
    wanted = commands.split(sheet, "c1", 13, "n1").apply(sheet)
    wanted = commands.delete(wanted, "c3").apply(wanted)
    assert edit_towards(sheet, wanted.cues, "fix").apply(sheet).cues == wanted.cues
